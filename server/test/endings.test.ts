/** Nothing outlives a change of method: no question that was open, no enrolment under way, nothing earned, unused. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Purpose, Transaction } from '../generated/contract.js';
import type { Client } from './support/client.js';
import { accounts, totpCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import {
  beginEnrolment,
  deviceCalls,
  deviceCode,
  deviceCodes,
  enrolDevice,
  type DeviceKeys,
} from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { fresh, type TestEndpoint, useEndpoint } from './support/endpoint.js';
import { cancelBy, grantFor, methodCalls } from './support/methods.js';

const { sms, kbOtp, email, notSynchronized } = accounts;
const [step, minute] = [30_000, 60_000];
const beneficiary = { name: 'Trần Thị Bích', account: '0123456789' };
const large: Transaction = { type: 'cash-transfer', amount: 900_000_000, beneficiary };
const order: Transaction = { type: 'order', side: 'buy', symbol: 'KBS', quantity: 100, price: 100_000 };

interface Setting {
  readonly on: TestEndpoint;
  readonly client: Client;
}

onEachDatabase('A change of method', (database) => {
  const endpoint = useEndpoint(database);

  async function enrolled(): Promise<Setting & { readonly keys: DeviceKeys }> {
    const { on, client } = await fresh(endpoint());
    const keys = await enrolDevice(enrolling(on, client), { accounts: [sms] });
    on.pass(2 * step);
    return { on, client, keys };
  }

  const outcomeOf = ({ status, body: { code } }: { status: number; body: { code: string } }) =>
    status === 200 ? [200] : [status, code];

  async function earned(on: TestEndpoint, client: Client, of: string, purpose: Purpose, transaction?: Transaction) {
    on.pass(2 * minute);
    const request = {
      account: of,
      channel: 'kb-trade',
      purpose,
      ...(transaction === undefined ? {} : { transaction }),
    };
    const grant = await grantFor(on, client, request);
    return async () => outcomeOf(await on.backEnd.redeem({ ...request, channel: undefined, grant }));
  }

  const over = [403, 'grant_required'];
  const tokensOf = async (client: Client, of: string) => (await client.status(of)).body.grants.length;

  test('what KB-OTP has earned is worth nothing once it is cancelled, were it one act or eight hours', async () => {
    const { on, client } = await fresh(endpoint());
    const transfer = await earned(on, client, kbOtp, 'cash-transfer', large);
    const login = await earned(on, client, kbOtp, 'login');
    assert.deepEqual(await login(), [200]);
    assert.equal(await tokensOf(client, kbOtp), 1);
    on.pass(minute);
    await cancelBy(on, client, kbOtp);
    assert.deepEqual([await transfer(), await login()], [over, over]);
    assert.equal(await tokensOf(client, kbOtp), 0);
  });

  test('an answer whose grant was lost is not given again after the change', async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await client.challenged({ account: kbOtp });
    await client.answer(challenge, totpCode(kbOtp, on.now()));
    assert.notEqual((await client.outcome(challenge)).body.grant, undefined);
    await cancelBy(on, client, kbOtp);
    assert.equal((await client.outcome(challenge)).body.grant, undefined);
  });

  test('what the method before has earned for one act ends when KB-OTP comes, in every session', async () => {
    const { on, client } = await fresh(endpoint());
    const transfer = await earned(on, client, sms, 'cash-transfer', large);
    const elsewhere = await earned(on, await on.client(), sms, 'order', order);
    on.pass(minute);
    await enrolDevice(enrolling(on, client), { accounts: [sms] });
    assert.deepEqual([await transfer(), await elsewhere()], [over, over]);
  });

  test('whoever registers stays signed in; other sessions sign in anew; other accounts go on', async () => {
    const { on, client } = await fresh(endpoint());
    const here = await earned(on, client, sms, 'login');
    const elsewhere = await earned(on, await on.client(), sms, 'login');
    const other = await earned(on, client, email, 'cash-transfer', large);
    on.pass(minute);
    await enrolDevice(enrolling(on, client), { accounts: [sms] });
    assert.deepEqual([await here(), await elsewhere(), await other()], [[200], over, [200]]);
  });

  const waysOut: ReadonlyArray<readonly [string, (setting: Setting & { keys: DeviceKeys }) => Promise<unknown>]> = [
    ['cancelling', ({ on, client }) => cancelBy(on, client, sms)],
    ['another device', ({ on, client }) => enrolDevice(enrolling(on, client), { accounts: [sms] })],
    ['a removal', ({ client, keys }) => deviceCalls(client).remove(keys.enrolment.device, sms)],
    ['a password reset', ({ client, keys }) => deviceCalls(client).resetPassword(keys.enrolment.device)],
  ];

  for (const [what, leave] of waysOut) {
    test(`${what} ends what the device’s codes have earned, asked and begun`, async () => {
      const { on, client, keys } = await enrolled();
      const signedIn = await client.answer(await client.challenged({ account: sms }), deviceCode(keys, sms, on.now()));
      const login = { grant: signedIn.body.token, account: sms, purpose: 'login' };
      assert.deepEqual(outcomeOf(await on.backEnd.redeem(login)), [200]);
      on.pass(2 * minute);
      const asked = await client.challenged({ account: sms });
      const begun = await beginEnrolment(enrolling(on, client), { accounts: [sms, email] });
      on.pass(2 * minute);
      await leave({ on, client, keys });
      assert.deepEqual(outcomeOf(await on.backEnd.redeem(login)), over);
      assert.equal((await client.outcome(asked)).body.state, 'expired');
      const late = await deviceCalls(client).activate(begun.enrolment.id, deviceCodes(begun, on.now()));
      assert.equal(late.status, what === 'another device' ? 409 : 410, JSON.stringify(late.body));
      assert.equal((await deviceCalls(client).enrolment(begun.enrolment.id)).body.state, 'expired');
    });
  }

  test('a question that the method before was asked is answered no more once KB-OTP is there', async () => {
    const { on, client } = await fresh(endpoint());
    const asked = await client.challenged({ account: sms, purpose: large.type, transaction: large });
    const code = await on.sentCode(sms);
    on.pass(minute);
    await enrolDevice(enrolling(on, client), { accounts: [sms] });
    assert.deepEqual(outcomeOf(await client.answer(asked, code)), [404, 'not_enrolled']);
  });

  test('synchronizing ends what waits on the derivatives channels; synchronizing again ends nothing', async () => {
    const { on, client } = await fresh(endpoint());
    const synchronize = async () => {
      const request = { account: notSynchronized, channel: 'kb-trade-ds' };
      const grant = await grantFor(on, client, { ...request, purpose: 'synchronize' });
      assert.equal((await methodCalls(client).synchronize({ ...request, grant })).status, 200);
    };
    const transfer = await earned(on, client, notSynchronized, 'cash-transfer', large);
    const asked = await client.challenged({ account: notSynchronized, channel: 'kb-trade-ds' });
    on.pass(minute);
    await synchronize();
    assert.deepEqual(await transfer(), over);
    assert.equal((await client.outcome(asked)).body.state, 'expired');
    const later = await earned(on, client, notSynchronized, 'order', order);
    on.pass(minute);
    await synchronize();
    assert.deepEqual(await later(), [200]);
  });

  test('a change that is refused ends nothing', async () => {
    const { on, client } = await fresh(endpoint());
    const { noPrevious } = accounts;
    const transfer = await earned(on, client, noPrevious, 'cash-transfer', large);
    on.pass(minute);
    const grant = await grantFor(on, client, { account: noPrevious, purpose: 'cancel' });
    const refused = await methodCalls(client).cancel({ account: noPrevious, grant });
    assert.deepEqual(outcomeOf(refused), [409, 'state_conflict']);
    assert.deepEqual(await transfer(), [200]);
  });

  test('a grant and a change at once: it is spent before or not at all', async () => {
    for (let round = 0; round < 5; round++) {
      const { on, client } = await fresh(endpoint());
      const redeem = await earned(on, client, kbOtp, 'cash-transfer', large);
      on.pass(minute);
      const grant = await grantFor(on, client, { account: kbOtp, purpose: 'cancel' });
      const [cancelled, spent] = await Promise.all([methodCalls(client).cancel({ account: kbOtp, grant }), redeem()]);
      assert.equal(cancelled.status, 200);
      assert.match(spent.join(), /^(200|403,grant_required|403,limit_exceeded)$/);
      assert.deepEqual(await redeem(), over);
    }
  });
});
