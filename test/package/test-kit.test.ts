/** `kb-otp/testing`: what its tables promise, and where it must not be. */

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {demoAccounts} from '../../server/src/seed/demo-accounts.js';
import {standingOf, testAccounts} from '../../src/testing/test-accounts.js';
import {testCodes} from '../../src/testing/test-codes.js';

const root = new URL('../..', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, root), 'utf8');

/** Loads a module in a fresh Node. */
const load = (module: string, mode: string) =>
  spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', `await import('${module}')`], {
    cwd: root,
    env: {...process.env, NODE_ENV: mode},
    encoding: 'utf8',
  });

describe('the accounts of the test endpoint', () => {
  for (const {account, title, authenticators, derivatives} of demoAccounts) {
    test(`${account} is the same in the reference endpoint’s development mode`, () => {
      assert.deepEqual(testAccounts.find((row) => row.account === account)?.title, title);
      const standing = standingOf(account);
      const others = authenticators.filter(({kind}) => kind !== 'kb-otp').map(({kind}) => kind);
      assert.deepEqual(standing?.previous, others);
      assert.equal(standing?.onKbOtp, authenticators.length > others.length);
      assert.equal(
        standing?.suspended ?? false,
        authenticators.some(({suspended}) => suspended),
      );
      assert.equal(
        standing?.derivatives?.synchronized,
        {none: undefined, independent: false, synchronized: true}[derivatives],
      );
    });
  }
});

describe('docs/testing.md', () => {
  const page = textOf('docs/testing.md');

  test('names every account and every code', () => {
    for (const {account, title} of testAccounts) assert.ok(page.includes(`| \`${account}\` | ${title.en} |`), account);
    for (const {code, leadsTo} of testCodes) assert.ok(page.includes(`| \`${code}\` | \`${leadsTo}\` |`), code);
  });
});

describe('kb-otp/testing in a production build', () => {
  test('is a module that can’t be loaded, where the bundler says so', () => {
    const {exports} = JSON.parse(textOf('package.json')) as {exports: Record<string, Record<string, string>>};
    assert.equal(exports['./testing']?.['production'], './dist/testing/not-in-production.js');
    const {status, stderr} = load('./src/testing/not-in-production.ts', 'production');
    assert.notEqual(status, 0);
    assert.match(stderr, /accepts any code and must not be part of a page that customers see/);
  });

  test('is refused where the environment says so', () => {
    const {status, stderr} = load('./src/testing/index.ts', 'production');
    assert.notEqual(status, 0);
    assert.match(stderr, /accepts any code and must not be part of a page that customers see/);
  });

  test('loads in tests', () => {
    const {status, stderr} = load('./src/testing/index.ts', 'test');
    assert.equal(status, 0, stderr);
  });
});
