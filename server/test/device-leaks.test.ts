/** G3: what enrolling, unlocking and leaving put into the logs and the database. */

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createSeal } from '../src/seal.js';
import { connect } from '../src/store/connect.js';
import type { Tables } from '../src/store/tables.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { beginEnrolment, blindGuess, deviceCalls, deviceCode, deviceCodes, unlockMac } from './support/device.js';
import { enrolGrant, enrolling } from './support/enrolling.js';
import { changesOf, grantFor, methodCalls } from './support/methods.js';
import { startEndpoint, testKeys } from './support/endpoint.js';
import { dumpOf, isIn } from './support/traces.js';

const tables: ReadonlyArray<keyof Tables> = [
  'accounts',
  'authenticators',
  'guards',
  'burned_steps',
  'challenges',
  'grants',
  'requests',
  'devices',
  'device_accounts',
  'push_subscriptions',
  'enrolments',
  'unlocks',
  'notices',
  'notice_sends',
  'method_changes',
];
const encodings = ['hex', 'base64', 'base64url', 'latin1'] as const;

onEachDatabase('G3: logs and database of devices', (database) => {
  const traces = { logs: '', pending: '', active: '', metrics: '', trail: '' };
  const secrets = new Map<string, string>();

  before(async () => {
    const destination = { write: (line: string) => void (traces.logs += line) };
    const on = await startEndpoint(database(), { log: { level: 'debug', destination } });
    on.passToStep();
    const client = await on.client();
    const calls = deviceCalls(client);
    const setting = enrolling(on, client);
    const grant = async () => note('grant', await enrolGrant(on, client, accounts.sms));
    const keys = await beginEnrolment({ ...setting, grant }, { accounts: [accounts.sms, accounts.matrixAndSms] });
    const { id, device } = keys.enrolment;
    for (const [account, seed] of keys.seeds) noteBytes(`seed of ${account}`, seed);
    noteBytes('confirmation key', keys.confirmationKey);
    traces.pending = await dumpOf(database().config, tables);
    noteBytes('OPRF key', await oprfKeyOf(device));

    await calls.activate(id, [{ account: accounts.sms, code: 'seven' }]);
    const [wrong, right] = [deviceCodes(keys, on.now(), 9), deviceCodes(keys, on.now())];
    for (const { account, code } of [...wrong, ...right]) note(`code of ${account} ${code}`, code);
    await calls.activate(id, wrong);
    await calls.activate(id, right);
    const guess = blindGuess('271828');
    const { body: unlock } = await calls.unlock(device, guess.element);
    note('hardened password', guess.finalize(unlock.evaluatedElement));
    await calls.confirm(device, unlock.id, note('wrong mac', unlockMac(keys, 'another')));
    await calls.confirm(device, unlock.id, note('mac', unlockMac(keys, unlock.id)));
    const drifted = [4, 5].map((steps) => note(`drifted ${steps}`, deviceCode(keys, accounts.sms, on.now(), steps)));
    const proof = await grantFor(on, client, { account: accounts.sms, purpose: 'resynchronize' });
    const followed = await calls.resynchronize(device, accounts.sms, drifted, note('resynchronize grant', proof));
    assert.equal(followed.status, 200, JSON.stringify(followed.body));
    await calls.remove(device, accounts.matrixAndSms);
    const cancel = note('cancel grant', await grantFor(on, client, { account: accounts.sms, purpose: 'cancel' }));
    note('cancel code', await on.sentCode(accounts.sms));
    await methodCalls(client).cancel({ account: accounts.sms, grant: cancel });
    const trail = [await changesOf(on, accounts.sms), await changesOf(on, accounts.matrixAndSms)];
    traces.trail = JSON.stringify(trail);
    traces.active = await dumpOf(database().config, tables);
    traces.metrics = await (await on.endpoint.operations(new Request('https://otp.example/metrics'))).text();
    await on.endpoint.close();
  });

  function note(what: string, secret: string): string {
    secrets.set(what, secret);
    return secret;
  }

  function noteBytes(what: string, bytes: Buffer): void {
    for (const encoding of encodings) note(`${what} as ${encoding}`, bytes.toString(encoding));
  }

  async function oprfKeyOf(device: string): Promise<Buffer> {
    const { db } = connect(database().config);
    const row = await db.selectFrom('devices').where('id', '=', device).selectAll().executeTakeFirstOrThrow();
    await db.destroy();
    const sealed = row.sealed_oprf_key ?? assert.fail();
    return Buffer.from(createSeal(testKeys.oprfKeys).open(sealed, `devices|${device}|sealed_oprf_key`), 'base64');
  }

  const foundIn = (text: string) => [...secrets].filter(([, secret]) => isIn(text, secret)).map(([what]) => what);

  test('there is something to search', () => {
    assert.ok(secrets.size > 20);
    assert.match(traces.pending, /"state":"pending"/);
    assert.match(traces.active, /"kind":"activated"/);
    assert.match(traces.logs, /devices\/:device\/unlocks\/:unlock\/confirmation/);
    const code = [...secrets.values()].find((secret) => /^[0-9]{6}$/.test(secret)) ?? assert.fail();
    assert.ok(isIn(`{"code":"${code}"}`, code));
  });

  test('no seed, key, code, mac or grant stands in the logs, nor an id of a device or an account number', () => {
    assert.deepEqual(foundIn(traces.logs), []);
    assert.doesNotMatch(traces.logs, /058C0/);
  });

  test('none stands in the database in clear, neither before nor after the activation', () => {
    assert.deepEqual(foundIn(traces.pending), []);
    assert.deepEqual(foundIn(traces.active), []);
  });

  test('the audit trail tells nothing that proves anything', () => {
    assert.deepEqual(foundIn(traces.trail), []);
    for (const act of ['enrolled', 'removed', 'cancelled']) assert.ok(traces.trail.includes(`"act":"${act}"`), act);
  });

  test('enrolments and unlocks are counted, by nothing that a client sends', () => {
    assert.deepEqual(foundIn(traces.metrics), []);
    assert.match(traces.metrics, /kb_otp_enrolments_total\{event="activated"\} 1/);
    assert.match(traces.metrics, /kb_otp_unlocks_total\{event="evaluated"\} 1/);
    assert.match(traces.metrics, /kb_otp_unlocks_total\{event="confirmed"\} 1/);
  });
});
