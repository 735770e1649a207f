/** `npm test -- --changed`: of a branch, what is committed and what is not; of the tests, those that can notice. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {changedFiles, touchedTests} from '../support/changed.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'kb-otp-changed-'));
after(() => rmSync(folder, {recursive: true, force: true}));

const git = (...args) =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {cwd: folder});

const write = (name, text) => {
  mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
  writeFileSync(path.join(folder, name), text);
};

before(() => {
  write('src/otp.ts', `import type {Code} from './types.js';\nexport const otp = 1;\n`);
  write('src/types.ts', 'export type Code = string;\n');
  write('src/lazy.ts', 'export const lazy = 1;\n');
  write('src/index.ts', `export * from './otp.js';\nexport const later = () => import('./lazy.js');\n`);
  write('server/api.yaml', 'openapi: 3.1.0\n');
  write('server/src/contract.ts', `export const contract = new URL('../api.yaml', import.meta.url);\n`);
  write('server/test/contract.test.ts', `import '../src/contract.js';\n`);
  write('test/domain/otp.test.ts', `import {\n  otp,\n} from '../../src/index.js';\n`);
  write('test/domain/other.test.ts', `import '../data/table.js';\n`);
  write('test/data/table.ts', `export const table = new URL('../vectors/', import.meta.url);\n`);
  write('test/vectors/one.json', '{}\n');
  write('server/generated/contract.d.ts', 'export type Grant = string;\n');
  write('test/ports/grant.test.ts', `import type {Grant} from '../../server/generated/contract.js';\n`);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=Begin');
});

const unit = ['test/domain/other.test.ts', 'test/domain/otp.test.ts'];
const server = ['server/test/contract.test.ts'];

/** The tests that a change of this file touches. */
const touched = (...changed) => {
  const {unit: ofUnit = [], server: ofServer = []} = touchedTests(folder, changed, {unit, server});
  return [...ofUnit, ...ofServer].map((file) => path.basename(file, '.test.ts'));
};

describe('the tests that a change touches', () => {
  const cases = {
    'test/domain/otp.test.ts': ['otp'],
    'src/index.ts': ['otp'],
    'src/otp.ts': ['otp'],
    'src/types.ts': ['otp'],
    'src/lazy.ts': ['otp'],
    'server/src/contract.ts': ['contract'],
    'server/api.yaml': ['contract'],
    'test/vectors/one.json': ['other'],
    'package-lock.json': ['other', 'otp', 'contract'],
    'test/support/stages.mjs': ['other', 'otp', 'contract'],
    LICENSE: [],
  };
  for (const [file, expected] of Object.entries(cases))
    test(`${file}: ${expected.join(', ') || 'none'}`, () => assert.deepEqual(touched(file), expected));

  test('types that are only declared touch who imports them', () => {
    const stages = {unit: ['test/ports/grant.test.ts', ...unit]};
    const declared = touchedTests(folder, ['server/generated/contract.d.ts'], stages);
    assert.deepEqual(declared, {unit: ['test/ports/grant.test.ts']});
  });

  test('what builds the package touches the tests of the package', () => {
    const stages = {unit: ['test/package/manifest.test.ts', ...unit]};
    assert.deepEqual(touchedTests(folder, ['scripts/build.mjs'], stages), {unit: ['test/package/manifest.test.ts']});
  });

  test('several changes touch what each of them does', () => {
    assert.deepEqual(touched('src/lazy.ts', 'server/api.yaml'), ['otp', 'contract']);
  });
});

describe('the files that a branch has changed', () => {
  test('are those of its commits, of the index, of the working tree, new ones and those that are gone', () => {
    git('switch', '--quiet', '--create', 'branch');
    assert.deepEqual(changedFiles(folder), []);
    write('src/otp.ts', 'export const otp = 2;\n');
    git('commit', '--quiet', '--all', '--message=Change');
    write('src/lazy.ts', 'export const lazy = 2;\n');
    git('add', '.');
    write('src/types.ts', 'export type Code = number;\n');
    write('src/new file.ts', '');
    rmSync(path.join(folder, 'test/vectors/one.json'));
    assert.deepEqual(changedFiles(folder).sort(), [
      'src/lazy.ts',
      'src/new file.ts',
      'src/otp.ts',
      'src/types.ts',
      'test/vectors/one.json',
    ]);
    assert.deepEqual(changedFiles(folder, 'HEAD').includes('src/otp.ts'), false);
  });

  test('do not have what main has got since', () => {
    git('stash', '--quiet', '--include-untracked');
    git('switch', '--quiet', 'main');
    write('src/index.ts', '\n');
    git('commit', '--quiet', '--all', '--message=Go on');
    git('switch', '--quiet', 'branch');
    assert.deepEqual(changedFiles(folder), ['src/otp.ts']);
  });
});

test('a name that is neither a stage nor a test file is refused', () => {
  const script = fileURLToPath(new URL('../run.mjs', import.meta.url));
  assert.throws(
    () => execFileSync(process.execPath, [script, 'test/domain/nowhere.test.ts'], {stdio: 'pipe', encoding: 'utf8'}),
    (/** @type {any} */ error) =>
      error.status === 2 && /No stage and no test file: test\/domain\/nowhere/.test(error.stderr),
  );
});
