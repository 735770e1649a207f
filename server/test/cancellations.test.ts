import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { connect } from '../src/store/connect.js';
import { signIn } from './support/challenges.js';
import type { Client } from './support/client.js';
import { accounts, totpCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import {
  accountStates,
  deviceCalls,
  deviceCode,
  enrolDevice,
  unlockDevice,
  type DeviceKeys,
} from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { fresh, type TestEndpoint, useEndpoint } from './support/endpoint.js';
import { cancelBy, changesOf, grantFor, messagesTo, methodCalls } from './support/methods.js';

const account: string = accounts.sms;
const second: string = accounts.matrixAndSms;
const kbOtp: string = accounts.kbOtp;
const minute = 60_000;
const step = 30_000;

interface Setting {
  readonly on: TestEndpoint;
  readonly client: Client;
}

onEachDatabase('Cancelling KB-OTP', (database) => {
  const endpoint = useEndpoint(database);

  /** A device with two accounts, a step after their activation. */
  async function enrolled(): Promise<Setting & { readonly keys: DeviceKeys; readonly device: string }> {
    const { on, client } = await fresh(endpoint());
    const keys = await enrolDevice(enrolling(on, client), { accounts: [account, second] });
    on.pass(2 * step);
    return { on, client, keys, device: keys.enrolment.device };
  }

  const outcomeOf = ({ status, body: { code } }: { status: number; body: { code: string } }) => [status, code];

  test('the account is back on its previous method, and the other on the device stays as it is', async () => {
    const { on, client, keys, device } = await enrolled();
    const status = await cancelBy(on, client, account);
    assert.deepEqual(status.kbOtp, { state: 'none', device: null });
    assert.deepEqual([status.methods.map(({ kind }) => kind), status.previousMethod?.kind], [['sms'], 'sms']);
    assert.deepEqual([status.channel, status.accountLabel], ['m-able', '058C•••002']);
    assert.deepEqual(await accountStates(client, device), [
      [account, 'cancelled'],
      [second, 'active'],
    ]);
    assert.equal((await signIn(client, second, deviceCode(keys, second, on.now()))).status, 200);
    assert.equal((await client.challenged({ account })).kind, 'sms');
  });

  test('no code of the device is accepted any more, neither for a challenge from before nor for a new one', async () => {
    const { on, client, keys } = await enrolled();
    const before = await client.challenged({ account });
    await cancelBy(on, client, account);
    const late = await client.answer(before, deviceCode(keys, account, on.now()));
    assert.deepEqual(outcomeOf(late), [404, 'not_enrolled']);
    assert.equal((await client.outcome(before)).body.state, 'expired');
    const asked = await client.challenge({ account, method: before.method.id });
    assert.equal(asked.status, 409);
  });

  test('the seed is gone from the database', async () => {
    const { on, client } = await enrolled();
    await cancelBy(on, client, account);
    const { db } = connect(database().config);
    const rows = await db.selectFrom('authenticators').where('account', '=', account).select('kind').execute();
    await db.destroy();
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['sms'],
    );
  });

  test('an unlock tells the device what has become of the account, whose entry can be removed', async () => {
    const { on, client, keys, device } = await enrolled();
    await cancelBy(on, client, account);
    await unlockDevice(client, keys);
    assert.deepEqual(await accountStates(client, device), [
      [account, 'cancelled'],
      [second, 'active'],
    ]);
    const { status, body } = await deviceCalls(client).remove(device, account);
    assert.deepEqual([status, body.accounts.map(({ state }) => state)], [200, ['removed', 'active']]);
  });

  test('F3: after cancelling the account is registered again, on the same device or another', async () => {
    const { on, client, keys, device } = await enrolled();
    await cancelBy(on, client, account);
    await unlockDevice(client, keys);
    const again = await enrolDevice(enrolling(on, client), { accounts: [account], device });
    assert.deepEqual(await accountStates(client, device), [
      [account, 'active'],
      [second, 'active'],
    ]);
    on.pass(step);
    assert.equal((await signIn(client, account, deviceCode(again, account, on.now()))).status, 200);
    await cancelBy(on, client, account);
    const other = await enrolDevice(enrolling(on, client), { accounts: [account] });
    on.pass(step);
    assert.equal((await signIn(client, account, deviceCode(other, account, on.now()))).status, 200);
    assert.deepEqual((await accountStates(client, device))[0], [account, 'cancelled']);
  });

  test('F4: a password reset empties one device and no other; each account then cancels by its previous method', async () => {
    const { on, client, device } = await enrolled();
    const other = await enrolDevice(enrolling(on, client), { accounts: [kbOtp] });
    const { body } = await deviceCalls(client).resetPassword(device);
    assert.deepEqual(
      body.accounts.map(({ state }) => state),
      ['removed', 'removed'],
    );
    assert.deepEqual(await accountStates(client, other.enrolment.device), [[kbOtp, 'active']]);
    for (const [each, previous] of [
      [account, ['sms']],
      [second, ['matrix', 'sms']],
    ] as const) {
      assert.deepEqual((await client.status(each)).body.kbOtp.state, 'active');
      const offered = (await client.status(each, 'm-able', 'cancel')).body.methods.map(({ kind }) => kind);
      assert.deepEqual(offered, previous);
      assert.deepEqual(
        (await cancelBy(on, client, each)).methods.map(({ kind }) => kind),
        previous,
      );
    }
    on.pass(step);
    assert.equal((await signIn(client, kbOtp, deviceCode(other, kbOtp, on.now()))).status, 200);
  });

  test('KB-OTP itself proves it too, where the device is there', async () => {
    const { on, client } = await fresh(endpoint());
    const offered = (await client.status(kbOtp, 'kb-trade', 'cancel')).body.methods;
    const method = offered.find(({ kind }) => kind === 'kb-otp') ?? assert.fail();
    const grant = await grantFor(on, client, { account: kbOtp, purpose: 'cancel', method: method.id });
    const { status, body } = await methodCalls(client).cancel({ account: kbOtp, grant, channel: 'kb-trade' });
    assert.deepEqual([status, body.methods.map(({ kind }) => kind)], [200, ['matrix']]);
  });

  test('KB-OTP that is suspended can be given up, but proves nothing', async () => {
    const { on, client } = await fresh(endpoint());
    const { body } = await client.status(accounts.suspended, 'kb-trade', 'cancel');
    assert.deepEqual([body.kbOtp.state, body.methods.map(({ kind }) => kind)], ['locked', ['sms']]);
    assert.equal((await cancelBy(on, client, accounts.suspended)).kbOtp.state, 'none');
  });

  test('G13: the session alone cancels nothing, whatever else it holds', async () => {
    const { on, client } = await enrolled();
    const calls = methodCalls(client);
    const refused = async (grant: string, of = account, asker = calls) =>
      assert.deepEqual(outcomeOf(await asker.cancel({ account: of, grant })), [403, 'grant_required']);
    await refused('');
    await refused('A'.repeat(43));
    const signedIn = await signIn(client, kbOtp, totpCode(kbOtp, on.now()));
    await refused(signedIn.body.token, kbOtp);
    await refused(await grantFor(on, client, { account, purpose: 'enroll' }));
    const grant = await grantFor(on, client, { account: second, purpose: 'cancel' });
    await refused(grant, account);
    await refused(grant, second, methodCalls(await on.client()));
    await refused(grant, second, methodCalls(await on.client('stranger')));
    on.pass(5 * minute);
    await refused(grant, second);
    for (const each of [account, second, kbOtp]) assert.equal((await client.status(each)).body.kbOtp.state, 'active');
  });

  test('whoever has no proof learns nothing: every account looks the same', async () => {
    const { client } = await enrolled();
    const told = async (of: string) => {
      const { status, body } = await methodCalls(client).cancel({ account: of, grant: 'A'.repeat(43) });
      return { ...body, status, traceId: '', serverTime: '' };
    };
    const expected = await told(account);
    for (const of of [accounts.email, accounts.noPrevious, '058C999999']) assert.deepEqual(await told(of), expected);
  });

  test('a refusal after the proof leaves the grant as it is, and a change of method ends it', async () => {
    const { on, client } = await fresh(endpoint());
    const grant = await grantFor(on, client, { account, purpose: 'cancel' });
    const cancel = () => methodCalls(client).cancel({ account, grant });
    assert.deepEqual(outcomeOf(await cancel()), [404, 'not_enrolled']);
    assert.deepEqual(outcomeOf(await cancel()), [404, 'not_enrolled']);
    await enrolDevice(enrolling(on, client), { accounts: [account] });
    assert.deepEqual(outcomeOf(await cancel()), [403, 'grant_required']);
  });

  test('without a previous method there is nothing to go back to, and all stays as it is', async () => {
    const { on, client } = await fresh(endpoint());
    const { noPrevious } = accounts;
    const before = await client.challenged({ account: noPrevious });
    const grant = await grantFor(on, client, { account: noPrevious, purpose: 'cancel' });
    const refused = await methodCalls(client).cancel({ account: noPrevious, grant });
    assert.deepEqual(outcomeOf(refused), [409, 'state_conflict']);
    on.pass(step);
    assert.equal((await client.answer(before, totpCode(noPrevious, on.now()))).status, 200);
    assert.deepEqual(await changesOf(on, noPrevious), []);
  });

  test('a channel that does not exist, and a body that does not fit, are refused before the grant', async () => {
    const { on, client } = await enrolled();
    const grant = await grantFor(on, client, { account, purpose: 'cancel' });
    for (const wrong of [{ channel: 'kb-moon' }, { channel: 7 }, { more: true }, { account: '../x' }]) {
      const reply = await methodCalls(client).cancel({ account, grant, ...(wrong as object) });
      assert.deepEqual(outcomeOf(reply), [400, 'invalid_request']);
    }
    assert.equal((await methodCalls(client).cancel({ account, grant })).status, 200);
  });

  test('the derivatives account lapses to its own method, until it is synchronized anew', async () => {
    const { on, client } = await fresh(endpoint());
    const { derivatives } = await cancelBy(on, client, kbOtp);
    assert.deepEqual(derivatives, { synchronized: false, lapsed: true });
    await enrolDevice(enrolling(on, client), { accounts: [kbOtp] });
    const kindsOn = async (channel: string) =>
      (await client.status(kbOtp, channel)).body.methods.map(({ kind }) => kind);
    assert.deepEqual([await kindsOn('kb-trade'), await kindsOn('kb-trade-ds')], [['kb-otp'], ['matrix']]);
    assert.deepEqual((await client.status(kbOtp)).body.derivatives, { synchronized: false, lapsed: true });
  });

  test('the customer is told on every channel, with neither the account number nor a code', async () => {
    const { on, client } = await enrolled();
    await cancelBy(on, client, second);
    const [told = ''] = await messagesTo(client, second);
    assert.match(told, /Tài khoản 058C\*\*\*005 vừa hủy KB-OTP và quay lại phương thức xác thực cũ\./);
    assert.doesNotMatch(told, /[0-9]{6}/);
  });

  test('the same request again gets the same answer, and cancels once', async () => {
    const { on, client } = await enrolled();
    const [key, grant] = [randomUUID(), await grantFor(on, client, { account, purpose: 'cancel' })];
    const ask = () => methodCalls(client).cancel({ account, grant }, { key });
    const [first, again] = [await ask(), await ask()];
    assert.deepEqual([again.status, again.body], [200, first.body]);
    assert.equal((await changesOf(on, account)).filter(({ act }) => act === 'cancelled').length, 1);
  });

  test('of many cancellations at once, with one grant or with several, one acts', async () => {
    const { on, client } = await enrolled();
    const codes = async (grants: readonly string[], of: string) => {
      const replies = await Promise.all(grants.map((grant) => methodCalls(client).cancel({ account: of, grant })));
      return replies.map(({ status, body }) => (status === 200 ? 'done' : body.code)).sort();
    };
    const one = await grantFor(on, client, { account, purpose: 'cancel' });
    assert.deepEqual(await codes([one, one, one], account), ['done', 'grant_required', 'grant_required']);
    const several = [];
    for (let asked = 0; asked < 3; asked++) {
      several.push(await grantFor(on, client, { account: second, purpose: 'cancel' }));
    }
    assert.deepEqual(await codes(several, second), ['done', 'grant_required', 'grant_required']);
    assert.equal((await messagesTo(client, second)).filter((text) => text.includes('vừa hủy KB-OTP')).length, 1);
  });

  test('a code and a cancellation at once: the code counts before or not at all', async () => {
    for (let round = 0; round < 5; round++) {
      const { on, client, keys } = await enrolled();
      const challenges = await Promise.all([1, 2, 3].map(() => client.challenged({ account })));
      const grant = await grantFor(on, client, { account, purpose: 'cancel' });
      const code = deviceCode(keys, account, on.now());
      const [cancelled, ...answers] = await Promise.all([
        methodCalls(client).cancel({ account, grant }),
        ...challenges.map((challenge) => client.answer(challenge, code)),
      ]);
      assert.equal(cancelled.status, 200);
      const verdicts = answers.map(({ status, body }) => (status === 200 ? 'accepted' : body.code));
      assert.ok(verdicts.filter((verdict) => verdict === 'accepted').length <= 1, verdicts.join());
      for (const verdict of verdicts) assert.match(verdict, /^(accepted|not_enrolled|code_replayed)$/);
      assert.equal((await client.status(account)).body.kbOtp.state, 'none');
    }
  });
});
