import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { connect } from '../src/store/connect.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import {
  anyElement,
  beginEnrolment,
  blindGuess,
  deviceCalls,
  deviceCodes,
  enrolDevice,
  unlockDevice,
  unlockMac,
  type DeviceKeys,
} from './support/device.js';
import { enrolled, enrolling, type Enrolled } from './support/enrolling.js';
import { useEndpoint } from './support/endpoint.js';
import { keptKeys } from './support/kept-keys.js';

const [account, second]: readonly [string, string] = [accounts.sms, accounts.matrixAndSms];

onEachDatabase('Unlocks', (database) => {
  const endpoint = useEndpoint(database);

  async function guess({ calls, device }: Enrolled, password: string): Promise<string> {
    const { element, finalize } = blindGuess(password);
    const { status, body } = await calls.unlock(device, element);
    assert.equal(status, 200);
    return finalize(body.evaluatedElement);
  }

  test('one password gives one output, another password another, another device another still', async () => {
    const here = await enrolled(endpoint(), account);
    const output = await guess(here, '271828');
    assert.equal(await guess(here, '271828'), output);
    assert.notEqual(await guess(here, '271829'), output);
    const { enrolment } = await enrolDevice(enrolling(here.on, here.client), { accounts: [second] });
    assert.notEqual(await guess({ ...here, device: enrolment.device }, '271828'), output);
  });

  test('an unlock tells how many guesses are left, and what has become of the accounts', async () => {
    const { calls, device } = await enrolled(endpoint(), account);
    for (const left of [9, 8, 7]) {
      const { body } = await calls.unlock(device, anyElement());
      assert.equal(body.attemptsLeft, left);
      assert.deepEqual(
        body.accounts.map((each) => [each.account, each.state]),
        [[account, 'active']],
      );
    }
  });

  test('B2: after ten wrong passwords the right one is refused, and the key is gone', async () => {
    const { on, client, calls, device } = await enrolled(endpoint(), account);
    for (let wrong = 0; wrong < 10; wrong++) {
      assert.equal((await calls.unlock(device, anyElement())).body.attemptsLeft, 9 - wrong);
    }
    const right = await calls.unlock(device, blindGuess('271828').element);
    assert.deepEqual([right.status, right.body.code], [410, 'device_disabled']);
    assert.deepEqual(await keptKeys(database(), device), { sealed_oprf_key: null, sealed_confirmation_key: null });
    assert.equal((await calls.device(device)).body.code, 'device_disabled');
    assert.equal((await calls.unlock(device, anyElement())).body.code, 'device_disabled');
    assert.deepEqual(await noticesOf(account), ['activated', 'device-disabled']);
    assert.equal((await calls.resetPassword(device)).status, 200);
    assert.equal((await client.status(account)).body.kbOtp.state, 'active');
    const added = enrolDevice(enrolling(on, client), { accounts: [second], device });
    await assert.rejects(added, /device_disabled/);
  });

  async function noticesOf(of: string): Promise<string[]> {
    const { db } = connect(database().config);
    const rows = await db.selectFrom('notices').where('account', '=', of).orderBy('at').select('kind').execute();
    await db.destroy();
    return rows.map(({ kind }) => kind);
  }

  test('the tenth guess may be the right one: its confirmation starts the count again', async () => {
    const { calls, keys, device } = await enrolled(endpoint(), account);
    for (let wrong = 0; wrong < 9; wrong++) await calls.unlock(device, anyElement());
    const { body: tenth } = await calls.unlock(device, anyElement());
    assert.equal(tenth.attemptsLeft, 0);
    assert.equal((await calls.confirm(device, tenth.id, unlockMac(keys, tenth.id))).status, 200);
    assert.equal((await calls.unlock(device, anyElement())).body.attemptsLeft, 9);
  });

  test('an unlock is confirmed once, and only by the MAC of that unlock', async () => {
    const { calls, keys, device } = await enrolled(endpoint(), account);
    const [{ body: one }, { body: other }] = [
      await calls.unlock(device, anyElement()),
      await calls.unlock(device, anyElement()),
    ];
    const wrong = await calls.confirm(device, one.id, unlockMac(keys, other.id));
    assert.deepEqual([wrong.status, wrong.body.code], [422, 'code_invalid']);
    assert.equal((await calls.unlock(device, anyElement())).body.attemptsLeft, 7);

    const [key, mac] = [randomUUID(), unlockMac(keys, one.id)];
    const confirmed = await calls.confirm(device, one.id, mac, { key });
    assert.equal(confirmed.status, 200);
    assert.deepEqual((await calls.confirm(device, one.id, mac, { key })).body, confirmed.body);
    await calls.unlock(device, anyElement());
    const again = await calls.confirm(device, one.id, mac);
    assert.deepEqual([again.status, again.body.code], [409, 'state_conflict']);
    assert.equal((await calls.unlock(device, anyElement())).body.attemptsLeft, 8);
  });

  test('an unlock of another device confirms nothing', async () => {
    const { on, client, calls, keys, device } = await enrolled(endpoint(), account);
    const { enrolment } = await enrolDevice(enrolling(on, client), { accounts: [second] });
    const { body: unlock } = await calls.unlock(enrolment.device, anyElement());
    const reply = await calls.confirm(device, unlock.id, unlockMac(keys, unlock.id));
    assert.deepEqual([reply.status, reply.body.code], [404, 'not_found']);
  });

  test('a device is unlocked and confirmed before its activation, which gives it all its guesses', async () => {
    const on = endpoint();
    await on.reset();
    const client = await on.client();
    const calls = deviceCalls(client);
    const keys = await beginEnrolment(enrolling(on, client), { accounts: [account] });
    const { device, id } = keys.enrolment;
    await calls.unlock(device, anyElement());
    const { body: unlock } = await calls.unlock(device, anyElement());
    assert.equal((await calls.confirm(device, unlock.id, unlockMac(keys, unlock.id))).status, 200);
    await calls.unlock(device, anyElement());
    assert.equal((await calls.activate(id, deviceCodes(keys, on.now()))).status, 200);
    assert.equal((await calls.unlock(device, anyElement())).body.attemptsLeft, 9);
  });

  test('until a further enrolment is activated the key of the former one confirms, and then that of the new', async () => {
    const { on, client, calls, keys, device } = await enrolled(endpoint(), account);
    await unlockDevice(client, keys);
    const more = await beginEnrolment(enrolling(on, client), { accounts: [second], device });
    const confirm = async (by: DeviceKeys) => {
      const { body } = await calls.unlock(device, anyElement());
      return (await calls.confirm(device, body.id, unlockMac(by, body.id))).status;
    };
    assert.deepEqual([await confirm(more), await confirm(keys)], [422, 200]);
    await calls.activate(more.enrolment.id, deviceCodes(more, on.now()));
    assert.deepEqual([await confirm(more), await confirm(keys)], [200, 422]);
  });

  const generator = '036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296';
  const base64url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
  const malformed: ReadonlyArray<readonly [string, unknown]> = [
    ['the point at infinity, padded', base64url('00'.repeat(33))],
    ['an x that no point has', base64url(`02${'00'.repeat(31)}01`)],
    ['an x beyond the field', base64url(`02${'ff'.repeat(32)}`)],
    ['an unknown prefix', base64url(`05${generator.slice(2)}`)],
    ['a compressed point without its prefix', base64url(generator.slice(2))],
    ['an uncompressed point', base64url(`04${generator.slice(2)}${generator.slice(2)}`)],
    ['an empty text', ''],
    ['another alphabet', `${base64url(generator).slice(0, 43)}+`],
    ['a number', 7],
    ['null', null],
  ];
  test('B6: malformed elements are refused without being counted, and let nobody past the count', async () => {
    const { on, calls, device } = await enrolled(endpoint(), account);
    const before = await on.metric('kb_otp_unlocks_total');
    for (const [what, element] of malformed) {
      const { status, body } = await calls.unlock(device, element);
      assert.deepEqual([what, status, body.code], [what, 400, 'invalid_format']);
    }
    assert.equal(await on.metric('kb_otp_unlocks_total'), before);
    for (let left = 9; left >= 0; left--) {
      assert.equal((await calls.unlock(device, base64url(generator))).body.attemptsLeft, left);
    }
    assert.equal((await calls.unlock(device, base64url('00'.repeat(33)))).status, 400);
    assert.equal((await calls.unlock(device, base64url(generator))).status, 410);
  });

  test('B6: a blinded element that is sent again counts again; a request that is sent again does not', async () => {
    const { calls, device } = await enrolled(endpoint(), account);
    const [element, key] = [anyElement(), randomUUID()];
    const first = await calls.unlock(device, element, { key });
    const same = await calls.unlock(device, element, { key });
    assert.deepEqual(same.body, first.body);
    const replayed = await calls.unlock(device, element);
    assert.deepEqual([first.body.attemptsLeft, replayed.body.attemptsLeft], [9, 8]);
    assert.equal(replayed.body.evaluatedElement, first.body.evaluatedElement);
    const other = await calls.unlock(device, anyElement(), { key });
    assert.equal(other.body.code, 'idempotency_mismatch');
  });
});
