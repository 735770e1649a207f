// Where folders import each other in a circle none of them can be read, changed or moved alone.

import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

const sourcesIn = (top) =>
  readdirSync(path.join(root, top), {recursive: true, encoding: 'utf8'})
    .map((file) => path.posix.join(top, file.replaceAll('\\', '/')))
    .filter((file) => /\.ts$/.test(file) && !/(^|\/)(node_modules|dist|generated|test|bench)\//.test(file));

/** The files of the repository that a file imports, values and types alike. */
const importsOf = (file, text = readFileSync(path.join(root, file), 'utf8')) =>
  ts
    .preProcessFile(text)
    .importedFiles.map(({fileName}) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => path.posix.join(path.posix.dirname(file), name).replace(/\.js$/, '.ts'));

/** Where two paths part: the folder that both are in, and what each is, or is in, there. */
const parting = (from, to) => {
  const [a, b] = [from.split('/'), to.split('/')];
  const at = a.findIndex((part, index) => part !== b[index]);
  return {folder: a.slice(0, at).join('/'), from: a[at] ?? '', to: b[at] ?? ''};
};

const isFolder = (name) => !name.includes('.');

/**
 * Ways round from a folder back to itself. In each folder what stands there, folders and single files, is looked at as
 * a whole each; files that import each other are no folder's circle.
 * @param {readonly (readonly string[])[]} imports pairs of paths: a file, and one that it imports
 */
const circles = (imports) => {
  /** @type {Record<string, Record<string, Set<string>>>} */
  const arrows = {};
  for (const [file = '', imported = ''] of imports) {
    const {folder, from, to} = parting(file, imported);
    ((arrows[folder] ??= {})[from] ??= new Set()).add(to);
  }
  const found = new Set();
  const walk = (folder, name, way, done) => {
    const start = way.indexOf(name);
    if (start >= 0) {
      const round = [...way.slice(start), name];
      if (round.some(isFolder)) found.add(`${folder}: ${round.join(' -> ')}`);
    } else if (!done.has(name)) {
      for (const next of arrows[folder]?.[name] ?? []) walk(folder, next, [...way, name], done);
      done.add(name);
    }
  };
  for (const [folder, names] of Object.entries(arrows)) {
    const done = new Set();
    for (const name of Object.keys(names)) walk(folder, name, [], done);
  }
  return [...found];
};

describe('folders import each other in one direction', () => {
  for (const top of ['src', 'server/src', 'stories', 'demo'])
    test(`${top}: no folder leads back to itself`, () => {
      const files = sourcesIn(top);
      assert.ok(files.length > 10, `${top} has ${files.length} files`);
      assert.deepEqual(circles(files.flatMap((file) => importsOf(file).map((imported) => [file, imported]))), []);
    });

  test('stories and demo import nothing from tests', () => {
    const files = ['stories', 'demo'].flatMap(sourcesIn);
    const strays = files.filter((file) => importsOf(file).some((imported) => /(^|\/)test\//.test(imported)));
    assert.deepEqual(strays, []);
  });

  test('a circle is found, through types as well', () => {
    const text = "import type {B} from '../b/b.js';\nexport const a = () => import('../c/deep/c.js');\n";
    const imports = importsOf('x/a/a.ts', text).map((to) => ['x/a/a.ts', to]);
    assert.deepEqual(circles([...imports, ['x/b/b.ts', 'x/c/d.ts'], ['x/c/deep/c.ts', 'x/a/z.ts']]), [
      'x: a -> b -> c -> a',
    ]);
    assert.deepEqual(
      circles([
        ['x/a.ts', 'x/b/b.ts'],
        ['x/b/b.ts', 'x/c.ts'],
        ['x/c.ts', 'x/d.ts'],
      ]),
      [],
    );
  });
});
