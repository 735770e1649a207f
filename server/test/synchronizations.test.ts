import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Client } from './support/client.js';
import { accounts, totpCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { deviceCode, enrolDevice } from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { fresh, type TestEndpoint, useEndpoint } from './support/endpoint.js';
import { cancelBy, changesOf, grantFor, messagesTo, methodCalls } from './support/methods.js';

const account: string = accounts.notSynchronized;
const step = 30_000;

onEachDatabase('Synchronizing the derivatives account', (database) => {
  const endpoint = useEndpoint(database);

  const outcomeOf = ({ status, body: { code } }: { status: number; body: { code: string } }) => [status, code];
  const synchronizeGrant = (on: TestEndpoint, client: Client, of: string, channel = 'kb-trade-ds') =>
    grantFor(on, client, { account: of, purpose: 'synchronize', channel });
  const kindsOn = async (client: Client, of: string, channel: string) =>
    (await client.status(of, channel)).body.methods.map(({ kind }) => kind);

  for (const channel of ['kb-trade-ds', 'kb-mobile-ds']) {
    test(`F5: on ${channel} the previous method proves it, and KB-OTP is in force there from then on`, async () => {
      const { on, client } = await fresh(endpoint());
      assert.deepEqual(await kindsOn(client, account, channel), ['sms']);
      const grant = await synchronizeGrant(on, client, account, channel);
      const { status, body } = await methodCalls(client).synchronize({ account, channel, grant });
      assert.deepEqual([status, body.channel, body.derivatives], [200, channel, { synchronized: true }]);
      assert.deepEqual(
        body.methods.map(({ kind }) => kind),
        ['kb-otp'],
      );
      const challenge = await client.challenged({ account, channel });
      assert.equal((await client.answer(challenge, totpCode(account, on.now()))).status, 200);
    });
  }

  test('F3, F5: registered, synchronized, cancelled, registered and synchronized again', async () => {
    const { on, client } = await fresh(endpoint());
    const { sms } = accounts;
    for (const [round, before] of [{ synchronized: false }, { synchronized: false, lapsed: true }].entries()) {
      const keys = await enrolDevice(enrolling(on, client), { accounts: [sms] });
      assert.deepEqual((await client.status(sms)).body.derivatives, before, `round ${round}`);
      assert.deepEqual(await kindsOn(client, sms, 'kb-trade-ds'), ['sms']);
      const grant = await synchronizeGrant(on, client, sms);
      assert.equal((await methodCalls(client).synchronize({ account: sms, grant })).status, 200);
      on.pass(2 * step);
      const challenge = await client.challenged({ account: sms, channel: 'kb-trade-ds' });
      assert.equal((await client.answer(challenge, deviceCode(keys, sms, on.now()))).status, 200);
      await cancelBy(on, client, sms);
      assert.deepEqual(await kindsOn(client, sms, 'kb-trade-ds'), ['sms']);
    }
  });

  test('the customer is told once, and what is synchronized already stays so without a word', async () => {
    const { on, client } = await fresh(endpoint());
    for (const _ of [1, 2]) {
      const grant = await synchronizeGrant(on, client, account);
      const { status, body } = await methodCalls(client).synchronize({ account, grant });
      assert.deepEqual([status, body.derivatives], [200, { synchronized: true }]);
      on.pass(step);
    }
    const told = (await messagesTo(client, account)).filter((text) => text.includes('phái sinh'));
    const notices = told.filter((text) => text.includes('vừa đồng bộ phương thức xác thực KB-OTP'));
    assert.equal(notices.length, 1);
    assert.deepEqual(
      (await changesOf(on, account)).map(({ act }) => act),
      ['synchronized'],
    );
  });

  test('once synchronized, KB-OTP is what proves it', async () => {
    const { client } = await fresh(endpoint());
    const { body } = await client.status(accounts.kbOtp, 'kb-trade-ds', 'synchronize');
    assert.deepEqual(
      body.methods.map(({ kind }) => kind),
      ['kb-otp'],
    );
  });

  test('a base account that is not on KB-OTP has nothing to take over', async () => {
    const { on, client } = await fresh(endpoint());
    const grant = await synchronizeGrant(on, client, accounts.sms);
    const reply = await methodCalls(client).synchronize({ account: accounts.sms, grant });
    assert.deepEqual(outcomeOf(reply), [404, 'not_enrolled']);
    on.pass(60_000);
    await enrolDevice(enrolling(on, client), { accounts: [accounts.sms] });
    on.passToStep();
    assert.deepEqual(outcomeOf(await methodCalls(client).synchronize({ account: accounts.sms, grant })), [
      403,
      'grant_required',
    ]);
  });

  test('an account without a derivatives account is a conflict', async () => {
    const { on, client } = await fresh(endpoint());
    const grant = await synchronizeGrant(on, client, accounts.suspended);
    const reply = await methodCalls(client).synchronize({ account: accounts.suspended, grant });
    assert.deepEqual(outcomeOf(reply), [409, 'state_conflict']);
  });

  test('the channels of the base account do not synchronize', async () => {
    const { on, client } = await fresh(endpoint());
    const grant = await synchronizeGrant(on, client, account);
    for (const channel of ['kb-mobile', 'm-able', 'kb-trade', 'kb-able', 'kb-moon']) {
      const reply = await methodCalls(client).synchronize({ account, channel, grant });
      assert.deepEqual([channel, ...outcomeOf(reply)], [channel, 400, 'invalid_request']);
    }
    assert.equal((await methodCalls(client).synchronize({ account, grant })).status, 200);
  });

  test('no session and no grant for another purpose, account or session synchronizes', async () => {
    const { on, client } = await fresh(endpoint());
    const refused = async (grant: string, asker = client) =>
      assert.deepEqual(outcomeOf(await methodCalls(asker).synchronize({ account, grant })), [403, 'grant_required']);
    await refused('A'.repeat(43));
    await refused(await grantFor(on, client, { account, purpose: 'cancel' }));
    await refused(await grantFor(on, client, { account, purpose: 'login' }));
    await refused(await synchronizeGrant(on, client, accounts.sms));
    await refused(await synchronizeGrant(on, client, account), await on.client());
    assert.deepEqual((await client.status(account)).body.derivatives, { synchronized: false });
  });

  test('two at once act once; the same request again gets the same answer', async () => {
    const { on, client } = await fresh(endpoint());
    const grants = [await synchronizeGrant(on, client, account), await synchronizeGrant(on, client, account)];
    const replies = await Promise.all(grants.map((grant) => methodCalls(client).synchronize({ account, grant })));
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 403]);
    assert.equal((await changesOf(on, account)).length, 1);
    const [key, grant] = [randomUUID(), await synchronizeGrant(on, client, accounts.kbOtp)];
    const ask = () => methodCalls(client).synchronize({ account: accounts.kbOtp, grant }, { key });
    const [first, again] = [await ask(), await ask()];
    assert.deepEqual([again.status, again.body], [200, first.body]);
  });
});
