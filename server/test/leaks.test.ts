/** G3: what an endpoint that has been used leaves behind in its logs and its database. */

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Secret } from 'otpauth';
import { demoAccounts } from '../src/seed/demo-accounts.js';
import type { Tables } from '../src/store/tables.js';
import { accounts, cardCode, totpCode, wrongCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { startEndpoint } from './support/endpoint.js';
import { dumpOf, isIn } from './support/traces.js';

const tables: ReadonlyArray<keyof Tables> = [
  'accounts',
  'authenticators',
  'guards',
  'sends',
  'burned_steps',
  'challenges',
  'grants',
  'requests',
];

onEachDatabase('G3: logs and database', (database) => {
  const traces = { logs: '', rows: '' };
  const secrets = new Map<string, string>();

  /** Goes through every method, rightly and wrongly, and notes what must not be found afterwards. */
  before(async () => {
    const on = await startEndpoint(database(), { log: logTo((line) => (traces.logs += line)) });
    const client = await on.client();
    for (const account of [accounts.sms, accounts.email, accounts.kbOtp, accounts.matrixAndSms, accounts.password]) {
      await client.status(account);
      const challenge = await client.challenged({ account });
      const code = await rightCode(account);
      async function rightCode(of: string): Promise<string> {
        if (of === accounts.kbOtp) return totpCode(of, on.now());
        if (of === accounts.matrixAndSms) return cardCode(challenge);
        return of === accounts.password ? 'Sen-vang-2026' : on.sentCode(of);
      }
      const wrong = account === accounts.password ? 'Sen-bac-2027' : wrongCode(code);
      await client.answer(challenge, wrong);
      await client.post(`/v1/challenges/${challenge.id}/answer`, `{"code":"${code}","code":`);
      const { body } = await client.answer(challenge, code);
      secrets.set(`code of ${account}`, code).set(`wrong code of ${account}`, wrong);
      secrets.set(`grant of ${account}`, body.token);
    }
    for (const { authenticators } of demoAccounts) {
      for (const { target, secret } of authenticators) {
        if (target !== undefined) secrets.set(`target ${target}`, target);
        if (secret?.kind === 'seed') noteSeed(secret.base32);
      }
    }
    await on.endpoint.close();
    traces.rows = await dumpOf(database().config, tables);
  });

  function logTo(write: (line: string) => void) {
    return { level: 'debug', destination: { write: (line: string) => void write(line) } } as const;
  }

  function noteSeed(base32: string): void {
    const bytes = Buffer.from(Secret.fromBase32(base32).bytes);
    secrets.set(`seed ${base32}`, base32);
    for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const) {
      secrets.set(`seed ${base32} as ${encoding}`, bytes.toString(encoding));
    }
  }

  test('there is something to search', () => {
    assert.ok(traces.logs.split('\n').length > 20);
    assert.ok(traces.rows.includes('058C000001'));
    assert.ok(secrets.size > 40);
    const code = secrets.get(`code of ${accounts.sms}`) ?? '';
    assert.ok(isIn(`{"code":"${code}"}`, code));
  });

  test('no code, password, seed, address or grant stands in the logs', () => {
    const found = [...secrets].filter(([, secret]) => isIn(traces.logs, secret)).map(([what]) => what);
    assert.deepEqual(found, []);
  });

  test('no account number stands in the logs in full', () => {
    assert.doesNotMatch(traces.logs, /058C0/);
    assert.match(traces.logs, /\*\*\*00[1-9]/);
  });

  test('no code, password, seed, address or grant stands in the database in clear', () => {
    const found = [...secrets].filter(([, secret]) => isIn(traces.rows, secret)).map(([what]) => what);
    assert.deepEqual(found, []);
  });
});
