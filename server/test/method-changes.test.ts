import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MethodChange, Problem } from '../generated/contract.js';
import { connect } from '../src/store/connect.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { deviceCalls, enrolDevice } from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { fresh, type TestEndpoint, useEndpoint } from './support/endpoint.js';
import { cancelBy, changesOf, grantFor, methodCalls } from './support/methods.js';

const account: string = accounts.sms;
const second: string = accounts.matrixAndSms;
const kbOtp: string = accounts.kbOtp;

onEachDatabase('The audit trail of an account’s methods', (database) => {
  const endpoint = useEndpoint(database);

  const acts = async (on: TestEndpoint, of: string) => (await changesOf(on, of)).map(({ act }) => act);
  const summary = ({ act, customer, channel, device, proof }: MethodChange) => ({
    act,
    customer,
    channel,
    device,
    method: proof?.method ?? null,
  });

  test('an activation says who, on which device and channel, and by which proof of what time', async () => {
    const { on, client } = await fresh(endpoint());
    const provedAt = on.now();
    const grant = await grantFor(on, client, { account, purpose: 'enroll', channel: 'kb-mobile' });
    on.pass(60_000);
    const keys = await enrolDevice({ ...enrolling(on, client), grant: async () => grant }, { accounts: [account] });
    const [change = assert.fail(), ...more] = await changesOf(on, account);
    const { device } = keys.enrolment;
    assert.deepEqual(more, []);
    const expected = { act: 'enrolled', customer: 'demo', channel: 'kb-mobile', device, method: 'sms' };
    assert.deepEqual(summary(change), expected);
    assert.ok(Math.abs(Date.parse(change.proof?.authenticatedAt ?? '') - provedAt) < 10_000);
    assert.ok(Math.abs(Date.parse(change.at) - on.now()) < 10_000);
  });

  test('a device that takes over is told after the one that loses the account', async () => {
    const { on, client } = await fresh(endpoint());
    const first = await enrolDevice(enrolling(on, client), { accounts: [second] });
    on.pass(1000);
    const later = await enrolDevice(enrolling(on, client), { accounts: [second] });
    const told = (await changesOf(on, second)).map(({ act, device, proof }) => [act, device, proof?.method]);
    const [old, now] = [first.enrolment.device, later.enrolment.device];
    assert.deepEqual(told, [
      ['enrolled', now, 'matrix'],
      ['superseded', old, 'matrix'],
      ['enrolled', old, 'matrix'],
    ]);
  });

  test('a phone that the endpoint knows only by its codes is superseded as well', async () => {
    const { on, client } = await fresh(endpoint());
    await enrolDevice(enrolling(on, client), { accounts: [kbOtp] });
    const told = (await changesOf(on, kbOtp)).map(({ act, device }) => (act === 'superseded' ? device : act));
    assert.deepEqual(told, ['enrolled', 'device-an']);
  });

  test('leaving a device is told as done by the session alone', async () => {
    const { on, client } = await fresh(endpoint());
    const { device } = (await enrolDevice(enrolling(on, client), { accounts: [kbOtp, account, second] })).enrolment;
    await deviceCalls(client).remove(device, account);
    await deviceCalls(client).resetPassword(device);
    const expected = { customer: 'demo', channel: null, device, method: null };
    const [removed = assert.fail(), reset = assert.fail()] = [
      (await changesOf(on, account)).find(({ act }) => act !== 'enrolled'),
      (await changesOf(on, second)).find(({ act }) => act !== 'enrolled'),
    ];
    assert.deepEqual(summary(removed), { ...expected, act: 'removed' });
    assert.deepEqual(summary(reset), { ...expected, act: 'password-reset' });
    assert.deepEqual((await acts(on, account)).sort(), ['enrolled', 'removed']);
  });

  test('cancelling and synchronizing say where, and by which proof', async () => {
    const { on, client } = await fresh(endpoint());
    const { notSynchronized: of } = accounts;
    const channel = 'kb-mobile-ds';
    const grant = await grantFor(on, client, { account: of, channel, purpose: 'synchronize' });
    await methodCalls(client).synchronize({ account: of, channel, grant });
    on.pass(60_000);
    await cancelBy(on, client, of);
    const common = { customer: 'demo', device: 'device-man', method: 'sms' };
    assert.deepEqual((await changesOf(on, of)).map(summary), [
      { ...common, act: 'cancelled', channel: 'm-able' },
      { ...common, act: 'synchronized', channel },
    ]);
  });

  test('what did not happen is not told', async () => {
    const { on, client } = await fresh(endpoint());
    await methodCalls(client).cancel({ account: kbOtp, grant: 'A'.repeat(43) });
    await deviceCalls(client).resetPassword('device-an');
    assert.deepEqual(await acts(on, kbOtp), []);
  });

  test('the latest hundred are told; an account that nobody has has none', async () => {
    const { on } = await fresh(endpoint());
    await addMany(account, 103);
    const ats = (await changesOf(on, account)).map(({ at }) => Date.parse(at));
    assert.deepEqual([ats.length, ats[0], ats.at(-1)], [100, 103, 4]);
    assert.deepEqual(await changesOf(on, '058C999999'), []);
    await on.reset();
    assert.deepEqual(await changesOf(on, account), []);
  });

  async function addMany(of: string, count: number): Promise<void> {
    const { db } = connect(database().config);
    const row = (at: number) => ({ id: `${of}-${at}`, act: 'removed' as const, account: of, customer: 'demo', at });
    await db
      .insertInto('method_changes')
      .values(Array.from({ length: count }, (_, index) => row(index + 1)))
      .execute();
    await db.destroy();
  }

  test('only the host’s back end may read it, and only of an account', async () => {
    const { on, client } = await fresh(endpoint());
    const reply = await client.get<Problem>(`/v1/accounts/${account}/method-changes`);
    assert.deepEqual([reply.status, reply.body.code], [401, 'session_expired']);
    const { status, body } = await on.backEnd.get<Problem>('/v1/accounts/%00/method-changes');
    assert.deepEqual([status, body.code], [400, 'invalid_request']);
    assert.equal((await on.backEnd.get(`/v1/accounts/${account}/authentication?channel=kb-trade`)).status, 401);
  });
});
