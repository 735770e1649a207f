import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import { standingPort } from '../../test/support/ports.mjs';
import { onEachDatabase } from './support/databases.js';
import { accountAt, whatIsImported, writeAccounts } from './support/imported.js';
import { kbOtpEndpoint } from './support/operator.js';
import { startProcess } from './support/process.js';
import { provisioned } from './support/provisioned.js';
import { scriptArguments } from './support/scripts.js';
import { temporaryFolder } from './support/databases.js';

const main = fileURLToPath(new URL('../src/operate/main.ts', import.meta.url));
const key = randomBytes(32).toString('base64');
const env = { ...process.env, KB_OTP_SERVICE_KEY: key };

const run = (options: readonly string[], killAt?: RegExp) => kbOtpEndpoint(key, options, killAt);

onEachDatabase('Importing accounts from a shell', (database) => {
  test('an import that is killed on its way and begun again puts each account in once', async () => {
    const { url, stop } = await startProcess(database(), { KB_OTP_SERVICE_KEY: key });
    const file = path.join(temporaryFolder(), 'accounts.ndjson');
    const count = 800;
    const lines = Array.from({ length: count }, (_, index) => JSON.stringify(accountAt('078C', index)));
    lines[7] = JSON.stringify(provisioned('078C000007', {}));
    const wrong = ['', '{"account":"078C999999","methods":[{"kind":"sms","phone":"0901234567"}]}', 'no JSON', lines[0]];
    writeFileSync(file, [...lines, ...wrong].join('\n'));
    const report = `${file}.refused`;
    const options = ['accounts', 'import', file, '--endpoint', `${url}/v1`, '--refused', report];

    const killed = await run(options, /[1-9]\d* created/);
    assert.equal(killed.code, null, killed.said);
    const resumed = await run(options);
    assert.equal(resumed.code, 1, resumed.said);
    assert.match(resumed.said, /^200 lines \(\d+ % of the file\)/m);
    assert.match(resumed.said, /lines \(100 % of the file\)/);
    const [, created, unchanged] = /(\d+) created, 0 updated, (\d+) unchanged, 3 refused\s*$/.exec(resumed.said) ?? [];
    assert.equal(Number(created) + Number(unchanged), count, resumed.said);
    assert.ok(Number(unchanged) > 0 && Number(created) > 0, resumed.said);
    const [first, second, third] = [count + 2, count + 3, count + 4];
    assert.match(
      readFileSync(report, 'utf8'),
      new RegExp(
        `"line":${first},"account":"078C999999".*customer[^]*"line":${second}.*no JSON[^]*"line":${third}.*Line 1 names`,
      ),
    );

    const again = await run(options);
    assert.match(again.said, new RegExp(`0 created, 0 updated, ${count} unchanged, 3 refused\\s*$`));
    const shown = await run(['accounts', 'show', '078C000007', '--endpoint', `${url}/v1`]);
    assert.equal((JSON.parse(shown.said) as { methods: unknown[] }).methods.length, 4, shown.said);
    await stop();
  });

  test('whichever is killed on the way, the command or the endpoint, each account is there once and whole', async () => {
    const [prefix, count] = ['076C', 1200] as const;
    const file = path.join(temporaryFolder(), 'accounts.ndjson');
    await writeAccounts(file, prefix, count);
    const environment = { KB_OTP_SERVICE_KEY: key, PORT: String(await standingPort()) };
    const first = await startProcess(database(), environment);
    const options = ['accounts', 'import', file, '--endpoint', `${first.url}/v1`];
    const killed = await run(options, /^400 lines/m);
    assert.equal(killed.code, null, killed.said);

    const ended = once(first.child, 'exit');
    const resuming = kbOtpEndpoint(key, options, /^[68]00 lines/m, first.child);
    assert.deepEqual(await ended, [null, 'SIGKILL']);
    const second = await startProcess(database(), environment);
    const resumed = await resuming;
    assert.equal(resumed.code, 0, resumed.said);
    await second.stop();
    const there = await whatIsImported(database().config, prefix, count);
    assert.deepEqual(there, { accounts: count, unlike: [], notOnceInTrail: [] });
  });

  test('rows of CSV that are refused are kept for their owner alone, mended there, and given again', async () => {
    const { url, stop } = await startProcess(database(), { KB_OTP_SERVICE_KEY: key });
    const folder = temporaryFolder();
    const [file, report] = [path.join(folder, 'ACCOUNTS.CSV'), path.join(folder, 'refused.csv')];
    const to = ['--endpoint', `${url}/v1`];
    writeFileSync(file, 'account,customer,sms\r\n073C000001,c-1,0901234567\r\n073C000002,c-2,901234567\r\n');
    const first = await run(['accounts', 'import', file, ...to, '--refused', report]);
    assert.equal(first.code, 1, first.said);
    assert.match(first.said, /2 lines: 1 created, 0 updated, 0 unchanged, 1 refused\s*$/);
    assert.equal(statSync(report).mode & 0o777, 0o600);
    const kept = readFileSync(report, 'utf8');
    assert.match(kept, /^line,reason,account,customer,sms\n3,"?sms begins[^\n]*,073C000002,c-2,901234567\n$/);
    writeFileSync(report, kept.replace(',901234567', ',0901234567'));
    const second = await run(['accounts', 'import', report, ...to]);
    assert.match(second.said, /1 lines: 1 created/);

    writeFileSync(file, 'account,customer,sms,fax\n073C000003,c-3,0901234567,1\n');
    const unknown = await run(['accounts', 'import', file, ...to]);
    assert.equal(unknown.code, 1);
    assert.match(unknown.said, /^Not known: "fax"/);
    assert.equal((await run(['accounts', 'show', '073C000003', ...to])).code, 1);
    writeFileSync(file, 'account,customer,sms\n073C000004,c-4,901234567\n');
    const said = await run(['accounts', 'import', file, ...to]);
    assert.match(said.said, /"line":2,"account":"073C000004","reason":"sms begins/);
    assert.doesNotMatch(said.said, /901234567/);
    await stop();
  });

  test('an endpoint that is away for a moment is waited for', async () => {
    const environment = { KB_OTP_SERVICE_KEY: key, PORT: String(await standingPort()) };
    const first = await startProcess(database(), environment);
    const file = path.join(temporaryFolder(), 'accounts.ndjson');
    await writeAccounts(file, '079C', 400);
    const options = ['accounts', 'import', file, '--endpoint', `${first.url}/v1`];
    const running = run(options);
    await first.stop();
    const second = await startProcess(database(), environment);
    const { code, said } = await running;
    assert.equal(code, 0, said);
    await second.stop();
    assert.match(said, /400 lines: (\d+) created, 0 updated, (\d+) unchanged, 0 refused\s*$/);
  });
});

test('a key that is made is what the endpoint reads', () => {
  const { stdout, status } = spawnSync(
    process.execPath,
    [...scriptArguments(main), 'keys', 'new', '--name', 'core', '--scopes', 'redeem,audit'],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0);
  assert.match(stdout, /^ {2}[\w-]{43}$[^]*^ {2}core:redeem\+audit:[\w-]{43}$/m);
});

test('a command that is wrong ends with 2 and says why', () => {
  const wrong: ReadonlyArray<readonly [RegExp, ...string[]]> = [
    [/no such command/, 'accounts', 'delete'],
    [/Which file/, 'accounts', 'import'],
    [/--format is json or csv/, 'accounts', 'import', '-', '--format', 'xls'],
    [/is the file itself/, 'accounts', 'import', 'a.csv', '--refused', './a.csv'],
    [/is not there/, 'accounts', 'import', '/nowhere', '--endpoint', 'http://127.0.0.1:1023/v1'],
    [/no address/, 'accounts', 'show', '1', '--endpoint', 'otp'],
    [/--scopes are some of/, 'keys', 'new', '--name', 'core', '--scopes', 'all'],
  ];
  for (const [expected, ...options] of wrong) {
    const { status, stderr } = spawnSync(process.execPath, [...scriptArguments(main), ...options], {
      encoding: 'utf8',
      env,
    });
    assert.equal(status, 2, stderr);
    assert.match(stderr, expected);
  }
});
