import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ConfigError, readConfig } from '../conformance/config.js';
import { checks } from '../conformance/run.js';
import { temporaryFolder } from './support/databases.js';
import { scriptArguments } from './support/scripts.js';

const main = fileURLToPath(new URL('../command/main.ts', import.meta.url));
/** Nobody listens there: such ports are given to nobody (RFC 6335). */
const nowhere = 'http://127.0.0.1:1023/v1';
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const config = {
  origin: 'https://trade.example',
  session: { authorization: 'env:SESSION' },
  accounts: [{ id: '058C000001', secret }],
};

describe('The command kb-otp', () => {
  const folder = temporaryFolder();
  after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'conformance.json');
  writeFileSync(file, JSON.stringify(config));

  function kbOtp(...options: string[]): { readonly status: number | null; readonly said: string } {
    const env = { ...process.env, SESSION: 'Bearer of-a-session' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [...scriptArguments(main), ...options], {
      encoding: 'utf8',
      env,
    });
    return { status, said: `${stdout}${stderr}` };
  }

  test('says how it is used, and ends with 2 where it is used otherwise', () => {
    assert.equal(kbOtp('--help').status, 0);
    const wrong: ReadonlyArray<readonly [RegExp, ...string[]]> = [
      [/no command/],
      [/no command "conform"/, 'conform'],
      [/--endpoint and --config is missing|--endpoint and --config/, 'conformance'],
      [/--endpoint is not an address/, 'conformance', '--endpoint', 'otp.example', '--config', file],
      [/can't be read/, 'conformance', '--endpoint', nowhere, '--config', path.join(folder, 'none.json')],
      [/--tries/, 'conformance', '--tries', '3'],
      [/--page is not an address/, 'doctor', '--endpoint', nowhere, '--page', 'javascript:alert(1)'],
    ];
    for (const [expected, ...options] of wrong) {
      const { status, said } = kbOtp(...options);
      assert.equal(status, 2, said);
      assert.match(said, expected);
      assert.doesNotMatch(said, / {4}at /);
    }
  });

  test('an endpoint that nobody can reach fails every check, and the report says so to machines too', () => {
    const junit = path.join(folder, 'junit.xml');
    const { status, said } = kbOtp('conformance', '--endpoint', nowhere, '--config', file, '--junit', junit);
    assert.equal(status, 1, said);
    assert.match(said, /FAILED +status .*\n +The endpoint did not answer: GET \/v1\/accounts\/058C000001/);
    const report = readFileSync(junit, 'utf8');
    assert.match(report, new RegExp(`<testsuite [^>]* tests="${checks.length}"`));
    assert.equal(report.match(/<testcase /g)?.length, checks.length);
    assert.ok(!`${said}${report}`.includes(secret) && !`${said}${report}`.includes('of-a-session'));
  });

  test('the doctor ends with 1 where there is a fault', () => {
    const { status, said } = kbOtp('doctor', '--endpoint', nowhere, '--page', 'http://127.0.0.1:1023/');
    assert.equal(status, 1, said);
    assert.match(said, /FAULT +answer +The page \(http:\/\/127\.0\.0\.1:1023\/\) does not answer/);
  });
});

describe('The file of a conformance run', () => {
  const read = (value: unknown, environment: Record<string, string> = { SESSION: 'x' }) =>
    readConfig(typeof value === 'string' ? value : JSON.stringify(value), environment);

  test('takes secrets from the environment', () => {
    assert.equal(read(config).session['authorization'], 'x');
    assert.throws(() => read(config, {}), /environment variable SESSION is not set/);
  });

  test('names the field that is wrong, and never what stood in it', () => {
    const wrong: ReadonlyArray<readonly [RegExp, unknown]> = [
      [/not JSON/, '{'],
      [/origin/, { ...config, origin: 'trade' }],
      [/accounts/, { ...config, accounts: [] }],
      [/accounts\.0\.secret/, { ...config, accounts: [{ id: '1', secret: 'not-base32!' }] }],
      [/accounts\.0\.digits/, { ...config, accounts: [{ id: '1', secret, digits: 5 }] }],
      [/sesion/, { ...config, sesion: {} }],
    ];
    for (const [expected, value] of wrong) {
      assert.throws(
        () => read(value),
        (error) =>
          error instanceof ConfigError && expected.test(error.message) && !/not-base32!|"trade"/.test(error.message),
      );
    }
  });
});
