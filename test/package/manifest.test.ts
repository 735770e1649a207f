/** The custom elements manifest, as it is packed: what editors, Storybook and the docs take for the elements' API. */

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {before, describe, test} from 'node:test';
import {writeManifest} from '../../scripts/manifest.mjs';

interface Named {
  readonly name: string;
  readonly description?: string;
}

interface Member extends Named {
  readonly kind: 'field' | 'method';
  readonly static?: boolean;
  readonly privacy?: string;
}

interface Declaration extends Named {
  readonly tagName?: string;
  readonly members?: readonly Member[];
  readonly attributes?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly events?: readonly Named[];
}

interface Module {
  readonly path: string;
  readonly declarations: readonly Declaration[];
  readonly exports: readonly {kind: string; name: string; declaration: {name: string; module: string}}[];
}

const tags = ['otp-cancel', 'otp-enroll', 'otp-list', 'otp-verify'];
let modules: readonly Module[] = [];
let elements: readonly Declaration[] = [];

before(() => {
  writeManifest();
  modules = (JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as {modules: Module[]}).modules;
  elements = modules.flatMap(({declarations}) => declarations).filter(({tagName}) => tagName);
});

const sourceOf = (module: string) => module.replace(/^dist\//, 'src/').replace(/\.js$/, '.ts');

/** A module's source and those of the elements' modules that it imports, at any depth. */
function sources(file: string, seen = new Map<string, string>()): ReadonlyMap<string, string> {
  if (seen.has(file)) return seen;
  const text = readFileSync(file, 'utf8');
  seen.set(file, text);
  for (const [, specifier = ''] of text.matchAll(/from '(\.[^']+)\.js'/g)) {
    const imported = path.posix.join(path.posix.dirname(file), `${specifier}.ts`);
    if (imported.startsWith('src/elements/')) sources(imported, seen);
  }
  return seen;
}

const wordsIn = (file: string, pattern: RegExp): string[] => {
  const found = [...sources(file).values()].flatMap((text) => [...text.matchAll(pattern)].map(([, word = '']) => word));
  return [...new Set(found)].sort();
};

const names = (items: readonly Named[] = []) => items.map(({name}) => name).sort();

/** Of the code field, what only a static password has. */
const passwordOnly = (part: string) => part !== 'reveal';

describe('the manifest', () => {
  test('defines every element by its tag, in a module that is there and defines it', () => {
    const definitions = modules
      .flatMap((module) => module.exports.map((item) => ({...item, module})))
      .filter(({kind}) => kind === 'custom-element-definition');
    assert.deepEqual(names(definitions), tags);
    for (const {name, declaration, module} of definitions) {
      assert.ok(readFileSync(sourceOf(module.path), 'utf8').includes(`define('${name}', ${declaration.name})`));
      const [declared] = modules.find(({path: place}) => place === declaration.module)?.declarations ?? [];
      assert.deepEqual([declared?.name, declared?.tagName], [declaration.name, name]);
    }
  });

  test('holds the elements and the events, and nothing of how they are made', () => {
    const others = modules.filter(({path: place}) => !/^dist\/(define|elements)\/otp-\w+(\/otp-\w+)?\.js$/.test(place));
    assert.deepEqual(
      others.map(({path: place}) => place),
      ['dist/denied-event.js', 'dist/events.js', 'dist/request-ended-event.js', 'dist/submit-event.js'],
    );
    const members = elements.flatMap((element) => element.members ?? []);
    assert.deepEqual(
      members.filter((member) => member.static || member.privacy || /^#|Callback$/.test(member.name)),
      [],
    );
    assert.ok(!JSON.stringify(modules).includes('internal'));
  });

  test('says of everything what it is', () => {
    for (const {tagName, ...element} of elements)
      for (const key of ['members', 'attributes', 'cssParts', 'cssProperties', 'slots', 'events'] as const)
        for (const {name, description} of element[key] ?? []) assert.ok(description, `${tagName} ${key} ${name}`);
  });

  test('has of every element the custom properties that its styles read', () => {
    const read = wordsIn('src/styles/tokens.ts', /var\((--kb-otp-[\w-]+)/g);
    assert.ok(read.length > 10);
    for (const {tagName, cssProperties} of elements) assert.deepEqual(names(cssProperties), read, tagName);
  });

  for (const tag of tags) {
    test(`has of <${tag}> the parts and slots that it draws`, () => {
      const element = elements.find(({tagName}) => tagName === tag);
      const file = `src/elements/${tag}/${tag}.ts`;
      const drawn = wordsIn(file, /(?:part="|\{part: ')([\w-]+)/g).filter(
        (part) => tag === 'otp-verify' || passwordOnly(part),
      );
      assert.deepEqual(names(element?.cssParts), drawn);
      assert.deepEqual(names(element?.slots), wordsIn(file, /<slot name="([\w-]+)"/g));
    });
  }
});
