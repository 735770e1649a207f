import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { AccountOverview, ProvisioningReport } from '../generated/contract.js';
import { importAccounts, type RefusedLine } from '../src/operate/import.js';
import { readAccounts, tokenEntries } from '../src/operate/tokens.js';
import { connect } from '../src/store/connect.js';
import {
  container,
  encryptedValue,
  figure6,
  keyPackage,
  macMethod,
  seed,
  sharedKey,
  type KeyParts,
} from './support/containers.js';
import { onEachDatabase, temporaryFolder } from './support/databases.js';
import { useEndpoint } from './support/endpoint.js';
import { kbOtpEndpoint } from './support/operator.js';
import { startProcess } from './support/process.js';
import { provisioned } from './support/provisioned.js';

const secret = encryptedValue(figure6.value, figure6.valueMac);
const sealed = (...parts: readonly KeyParts[]): string =>
  container(sharedKey, macMethod(figure6.mac), ...parts.map((part) => keyPackage({ secret, ...part })));
const secretsOf = { key: figure6.key, password: undefined };
/** What the seed may be written as. */
const told = [seed.toString(), seed.toString('base64'), seed.toString('hex'), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'];

onEachDatabase('Tokens of a container', (database) => {
  const endpoint = useEndpoint(database);

  const post = async (body: unknown) => {
    const answer = await endpoint().backEnd.post<ProvisioningReport>('/v1/provisioning/accounts', body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const give = async (text: string, accounts?: string) => {
    const refused: RefusedLine[] = [];
    const accountsBySerial = accounts === undefined ? undefined : await readAccounts(Readable.from([accounts]));
    const entries = tokenEntries(Readable.from([Buffer.from(text)]), {
      ...{ secrets: secretsOf, accountsBySerial, now: Date.now() },
    });
    const totals = await importAccounts(entries, {
      ...{ dryRun: false, post, progress: () => undefined },
      refused: (line) => void refused.push(line),
    });
    return { totals, refused };
  };
  const methodsOf = async (account: string) =>
    (await endpoint().backEnd.get<AccountOverview>(`/v1/provisioning/accounts/${account}`)).body.methods;

  test('an account has its token in place of the one before, its other methods, and the codes are taken', async () => {
    const on = endpoint();
    const account = provisioned('072C000001', { customer: 'token-1' });
    await post({ accounts: [account] });
    const before = await methodsOf('072C000001');
    const { totals } = await give(sealed({ serial: '9876', user: 'UID=072C000001,DC=broker' }));
    assert.equal(totals.updated, 1);
    assert.equal((await give(sealed({ serial: '9876', user: 'UID=072C000001,DC=broker' }))).totals.unchanged, 1);
    const after = await methodsOf('072C000001');
    assert.deepEqual(
      after,
      before.map((method) => (method.kind === 'token' ? { ...method, source: '9876' } : method)),
    );
    const client = await on.client('token-1');
    const method = after.find(({ kind }) => kind === 'token')?.id ?? '';
    const challenge = await client.challenged({ account: '072C000001', method });
    const totp = new TOTP({ secret: new Secret({ buffer: Uint8Array.from(seed).buffer }), digits: 8 });
    assert.equal((await client.answer(challenge, totp.generate({ timestamp: on.now() }))).status, 200);
  });

  test('whose they are is said by a table, and what has no account is refused by itself', async () => {
    await post({ accounts: [provisioned('072C000002', { customer: 'token-2' })] });
    const text = sealed({ serial: '1' }, { serial: '2' }, { serial: '3' }, { serial: '4', suite: 'OCRA-1' });
    const table = 'serial,account\n1,072C000002\n2,072C000999\n4,072C000002\n';
    const { totals, refused } = await give(text, table);
    assert.deepEqual([totals.updated, totals.refused], [1, 3]);
    assert.deepEqual(
      refused.map(({ serial, account }) => [serial, account]),
      [
        ['2', '072C000999'],
        ['3', ''],
        ['4', '072C000002'],
      ],
    );
    const reasons = [
      /no such account/,
      /--accounts has no such serial number: spreadsheets drop zeros/,
      /suite "OCRA-1"/,
    ];
    for (const [index, reason] of reasons.entries()) assert.match(refused[index]?.reason ?? '', reason);
  });

  test('a container that does not say whose a token is needs a table', async () => {
    const { refused } = await give(sealed({}));
    assert.match(refused[0]?.reason ?? '', /does not say whose it is: give --accounts/);
  });

  test('two tokens for one account: the second is refused', async () => {
    await post({ accounts: [provisioned('072C000003', { customer: 'token-3' })] });
    const user = '072C000003';
    const { totals, refused } = await give(sealed({ serial: '5', user }, { serial: '6', user }));
    assert.deepEqual([totals.updated, totals.refused], [1, 1]);
    assert.match(refused[0]?.reason ?? '', /names the same account/);
    assert.equal((await methodsOf(user)).find(({ kind }) => kind === 'token')?.source, '5');
  });

  for (const [what, table, expected] of [
    ['another column', 'serial,customer\n1,2\n', /columns of --accounts are serial and account/],
    ['a cell too few', 'serial,account\n1\n', /Line 2 of --accounts lacks/],
    ['a serial twice', 'serial,account\n1,2\n\n1,3\n', /Line 4 of --accounts names the serial "1" again/],
  ] as const) {
    test(`a table with ${what} is refused as a whole`, async () => {
      await assert.rejects(give(sealed({}), table), expected);
    });
  }

  test('seeds are sealed at rest, and stand in no log', async () => {
    await post({ accounts: [provisioned('072C000004', { customer: 'token-4' })] });
    await give(sealed({ user: '072C000004' }));
    const { db } = connect(database().config);
    const rows = await db.selectFrom('authenticators').where('account', '=', '072C000004').selectAll().execute();
    await db.destroy();
    assert.match(rows.find(({ kind }) => kind === 'token')?.sealed_secret ?? '', /^v1\./);
    const kept = `${JSON.stringify(rows)}${endpoint().logs()}`;
    for (const text of told) assert.ok(!kept.includes(text), text);
  });
});

onEachDatabase('Tokens from a shell', (database) => {
  const key = randomBytes(32).toString('base64');

  test('the key comes from the environment, and neither it nor a seed is said or kept', async (t) => {
    const { url, stop } = await startProcess(database(), { KB_OTP_SERVICE_KEY: key });
    const folder = temporaryFolder();
    const [file, accounts, report] = ['tokens.xml', 'accounts.ndjson', 'refused.ndjson'].map((name) =>
      path.join(folder, name),
    ) as [string, string, string];
    writeFileSync(accounts, JSON.stringify(provisioned('071C000001', { customer: 'shell-1' })));
    writeFileSync(file, sealed({ serial: 'A', user: '071C000001' }, { serial: 'B', user: '071C000002' }));
    const run = (...words: string[]) => kbOtpEndpoint(key, [...words, '--endpoint', `${url}/v1`]);
    assert.equal((await run('accounts', 'import', accounts)).code, 0);

    const without = await run('tokens', 'import', file);
    assert.deepEqual([without.code, /KB_OTP_PSKC_KEY/.test(without.said)], [2, true], without.said);
    process.env['KB_OTP_PSKC_KEY'] = figure6.key;
    t.after(() => delete process.env['KB_OTP_PSKC_KEY']);
    const dry = await run('tokens', 'import', file, '--dry-run');
    assert.match(dry.said, /Would be: 2 tokens: 0 created, 1 updated, 0 unchanged, 1 refused\s*$/);
    const real = await run('tokens', 'import', file, '--refused', report);
    assert.equal(real.code, 1);
    assert.match(
      real.said,
      /^2 tokens \(100 % of the file\)[^]*^2 tokens: 0 created, 1 updated, 0 unchanged, 1 refused$/m,
    );
    const kept = readFileSync(report, 'utf8');
    assert.match(kept, /^\{"line":\d+,"serial":"B","account":"071C000002","reason":"There is no such account/);
    assert.equal(statSync(report).mode & 0o777, 0o600);
    for (const text of [...told, figure6.key, figure6.value]) {
      assert.ok(![kept, dry.said, real.said].join().includes(text), text);
    }
    await stop();
  });
});
