import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../src/store/connect.js';
import { signIn } from './support/challenges.js';
import { accounts, totpCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import {
  accountStates,
  beginEnrolment,
  deviceCalls,
  deviceCode,
  deviceCodes,
  enrolDevice,
  unlockDevice,
} from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { fresh, startEndpoint, useEndpoint } from './support/endpoint.js';
import { keptKeys } from './support/kept-keys.js';
import { until } from './support/outbox.js';

const account: string = accounts.sms;
const second: string = accounts.matrixAndSms;
const kbOtp: string = accounts.kbOtp;
const step = 30_000;

onEachDatabase('Devices', (database) => {
  const endpoint = useEndpoint(database);

  test('a second device supersedes the first: the codes of the first are wrong from then on', async () => {
    const { on, client } = await fresh(endpoint());
    const first = await enrolDevice(enrolling(on, client), { accounts: [account, second] });
    on.pass(2 * step);
    const pending = await client.challenged({ account });
    const later = await enrolDevice(enrolling(on, client), { accounts: [account], deviceName: 'Máy mới' });
    assert.deepEqual(await accountStates(client, first.enrolment.device), [
      [account, 'superseded'],
      [second, 'active'],
    ]);
    assert.deepEqual(await accountStates(client, later.enrolment.device), [[account, 'active']]);
    assert.equal((await client.status(account)).body.kbOtp.device?.name, 'Máy mới');

    on.pass(step);
    assert.notEqual((await client.answer(pending, deviceCode(first, account, on.now()))).status, 200);
    const old = await signIn(client, account, deviceCode(first, account, on.now()));
    assert.deepEqual([old.status, old.body.code], [422, 'code_invalid']);
    assert.equal((await signIn(client, account, deviceCode(later, account, on.now()))).status, 200);
    assert.equal((await signIn(client, second, deviceCode(first, second, on.now()))).status, 200);
  });

  test('a device takes over from a phone that the endpoint knows only by its codes', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await enrolDevice(enrolling(on, client), { accounts: [kbOtp] });
    on.pass(step);
    assert.equal((await signIn(client, kbOtp, totpCode(kbOtp, on.now()))).body.code, 'code_invalid');
    assert.equal((await signIn(client, kbOtp, deviceCode(keys, kbOtp, on.now()))).status, 200);
    assert.equal((await client.status(kbOtp)).body.previousMethod?.kind, 'matrix');
  });

  test('two devices that activate one account at once: one holds it, the other hears already_enrolled', async () => {
    const { on, client } = await fresh(endpoint());
    const [a, b] = [
      await beginEnrolment(enrolling(on, client), { accounts: [account, second] }),
      await beginEnrolment(enrolling(on, client), { accounts: [second, account] }),
    ];
    const replies = await Promise.all(
      [a, b].map((keys) => deviceCalls(client).activate(keys.enrolment.id, deviceCodes(keys, on.now()))),
    );
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409]);
    assert.equal(replies.find(({ status }) => status === 409)?.body.code, 'already_enrolled');
    const winner = replies[0]?.status === 200 ? a : b;
    const held = await accountStates(client, winner.enrolment.device);
    assert.deepEqual(
      held.map(([, state]) => state),
      ['active', 'active'],
    );
  });

  test("another customer's device and one that nobody has look the same, whatever is asked", async () => {
    const { on, client } = await fresh(endpoint());
    const { device } = (await enrolDevice(enrolling(on, client), { accounts: [account] })).enrolment;
    const calls = deviceCalls(await on.client('stranger'));
    const mac = 'A'.repeat(43);
    const element = Buffer.concat([Buffer.from([2]), Buffer.from(generatorX, 'hex')]).toString('base64url');
    for (const id of [device, 'A'.repeat(22), '%00', 'x']) {
      const replies = [
        await calls.device(id),
        await calls.unlock(id, element),
        await calls.confirm(id, 'A'.repeat(22), mac),
        await calls.resetPassword(id),
        await calls.remove(id, account),
      ];
      assert.deepEqual(
        replies.map(({ status, body }) => [status, body.code]),
        replies.map(() => [404, 'not_found']),
      );
    }
    for (const id of [device, 'A'.repeat(22)]) {
      const { status, body } = await calls.resynchronize(id, account, ['123456', '234567']);
      assert.deepEqual([status, body.code], [403, 'grant_required']);
    }
    assert.equal((await deviceCalls(client).device(device)).status, 200);
  });

  test('F4: a password reset takes every account from this device and from no other', async () => {
    const { on, client } = await fresh(endpoint());
    const lost = await enrolDevice(enrolling(on, client), { accounts: [account, second] });
    const other = await enrolDevice(enrolling(on, client), { accounts: [kbOtp] });
    const { device } = lost.enrolment;
    const { status, body } = await deviceCalls(client).resetPassword(device);
    assert.equal(status, 200);
    assert.deepEqual(
      body.accounts.map(({ state }) => state),
      ['removed', 'removed'],
    );
    assert.deepEqual(await accountStates(client, other.enrolment.device), [[kbOtp, 'active']]);
    assert.equal((await deviceCalls(client).device(device)).body.code, 'device_disabled');
    assert.deepEqual(await keptKeys(database(), device), { sealed_oprf_key: null, sealed_confirmation_key: null });

    const { body: after } = await client.status(account);
    assert.deepEqual(after.kbOtp, { state: 'active', device: { id: device, name: 'Điện thoại thử' } });
    on.pass(step);
    const dead = await signIn(client, account, deviceCode(lost, account, on.now()));
    assert.deepEqual([dead.status, dead.body.code], [422, 'code_invalid']);
    assert.equal((await deviceCalls(client).resetPassword(device)).status, 200);
  });

  test('an enrolment that waits does not survive a password reset', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await enrolDevice(enrolling(on, client), { accounts: [account] });
    const { device } = keys.enrolment;
    await unlockDevice(client, keys);
    const waiting = await beginEnrolment(enrolling(on, client), { accounts: [second], device });
    await deviceCalls(client).resetPassword(device);
    const late = await deviceCalls(client).activate(waiting.enrolment.id, deviceCodes(waiting, on.now()));
    assert.deepEqual([late.status, late.body.code], [410, 'enrolment_expired']);
  });

  test('one account leaves the device, the others stay; it stays on KB-OTP until that is cancelled', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await enrolDevice(enrolling(on, client), { accounts: [account, second] });
    const { device } = keys.enrolment;
    assert.equal((await deviceCalls(client).remove(device, account)).status, 200);
    assert.deepEqual(await accountStates(client, device), [
      [account, 'removed'],
      [second, 'active'],
    ]);
    on.pass(step);
    assert.equal((await signIn(client, account, deviceCode(keys, account, on.now()))).body.code, 'code_invalid');
    assert.equal((await signIn(client, second, deviceCode(keys, second, on.now()))).status, 200);
    assert.equal((await client.status(account)).body.kbOtp.state, 'active');
    assert.equal((await deviceCalls(client).remove(device, '058C000009')).body.code, 'not_found');
  });

  test('an account that left can be enrolled again on the same device', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await enrolDevice(enrolling(on, client), { accounts: [account] });
    const { device } = keys.enrolment;
    await deviceCalls(client).remove(device, account);
    await unlockDevice(client, keys);
    const again = await enrolDevice(enrolling(on, client), { accounts: [account], device });
    assert.deepEqual(await accountStates(client, device), [[account, 'active']]);
    on.pass(step);
    assert.equal((await signIn(client, account, deviceCode(again, account, on.now()))).status, 200);
  });

  test('what happens to KB-OTP is noted, and told on the channels of the account', async () => {
    const { on, client } = await fresh(endpoint());
    const { device } = (await enrolDevice(enrolling(on, client), { accounts: [account] })).enrolment;
    await enrolDevice(enrolling(on, client), { accounts: [account], deviceName: 'gọi 0900000000' });
    await deviceCalls(client).remove(device, account);
    assert.deepEqual(
      (await noticesOf(account)).map(({ kind }) => kind),
      ['activated', 'moved'],
    );
    const texts = (await client.get<Inbox>(`/dev/inbox?account=${account}`)).body.messages.map(({ text }) => text.vi);
    assert.equal(texts.filter((text) => /(?:vừa|vừa được) đăng ký/.test(text)).length, 2);
    assert.ok(texts.every((text) => !text.includes('0900000000') && !text.includes(account)));
  });

  interface Inbox {
    readonly messages: ReadonlyArray<{ readonly text: { readonly vi: string } }>;
  }

  async function noticesOf(of: string) {
    const { db } = connect(database().config);
    const rows = await db.selectFrom('notices').where('account', '=', of).orderBy('at').selectAll().execute();
    await db.destroy();
    return rows;
  }

  test('a carrier that is down does not keep a device from being activated', async () => {
    const deliver = async () => {
      throw new Error('The carrier is down.');
    };
    const on = await startEndpoint(database(), { delivery: { kind: 'custom', delivery: { deliver } } });
    await on.reset();
    const client = await on.client();
    const keys = await enrolDevice(enrolling(on, client), { accounts: [second, account] });
    await until('each address was tried', async () => (await on.metric('kb_otp_deliveries_total')) >= 12);
    // Two notices, to the six addresses of the customer each.
    assert.equal(await on.metric('kb_otp_deliveries_total'), 12);
    assert.equal((await client.status(second)).body.kbOtp.device?.id, keys.enrolment.device);
    await on.endpoint.close();
  });
});

const generatorX = '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296';
