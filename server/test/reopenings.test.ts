import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Reopening } from '../generated/contract.js';
import { connect } from '../src/store/connect.js';
import type { Client, PostOptions } from './support/client.js';
import { accounts, totpCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { enrolDevice } from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { fresh, type TestEndpoint, useEndpoint } from './support/endpoint.js';
import type { Refusable } from './support/device.js';
import { changesOf, messagesTo } from './support/methods.js';

const alone = accounts.noPrevious;
const why = { actor: 'hỗ trợ/4711', reason: 'Đã nhận diện khách hàng tại quầy.' } as const;

onEachDatabase('Locks: what is told, and who opens them', (database) => {
  const endpoint = useEndpoint(database);

  async function guess(on: TestEndpoint, client: Client, account: string, times: number): Promise<void> {
    for (let left = times; left > 0; left -= 5) {
      const challenge = await client.challenged({ account });
      for (let wrong = 0; wrong < Math.min(5, left); wrong++) {
        assert.equal((await client.answer(challenge, wrongTotp(account, on.now()))).status, 422);
      }
    }
  }

  async function suspend(on: TestEndpoint, account: string): Promise<void> {
    for (let session = 0; session < 5; session++) await guess(on, await on.client(), account, 4);
  }

  function reopen(asker: Client, account: string, body: object, options?: PostOptions): Refusable<Reopening> {
    return asker.post(`/v1/accounts/${account}/reopenings`, body, options);
  }

  test('the customer is told of the first wait, once a day, and of the suspension', async () => {
    const { on, client } = await fresh(endpoint());
    const { notSynchronized: account } = accounts;
    const about = async (what: RegExp) => (await messagesTo(client, account)).filter((text) => what.test(text)).length;
    const [wait, suspension] = [/nhiều mã xác thực sai liên tiếp/, /bị khóa do nhập sai mã/];
    await guess(on, await on.client(), account, 4);
    assert.equal(await about(wait), 0);
    await guess(on, await on.client(), account, 5);
    assert.equal(await about(wait), 1);
    await guess(on, await on.client(), account, 5);
    assert.equal(await about(wait), 1);
    await guess(on, await on.client(), account, 4);
    assert.equal(await about(suspension), 0);
    await guess(on, await on.client(), account, 2);
    assert.equal(await about(suspension), 1);
    assert.equal(await about(wait), 1);
  });

  test('a right code after four wrong ones tells nobody anything', async () => {
    const { on, client } = await fresh(endpoint());
    const { notSynchronized: account } = accounts;
    const challenge = await client.challenged({ account, channel: 'kb-mobile' });
    for (let wrong = 0; wrong < 4; wrong++) await client.answer(challenge, wrongTotp(account, on.now()));
    assert.equal((await client.answer(challenge, totpCode(account, on.now()))).status, 200);
    assert.deepEqual(await messagesTo(client, account), []);
  });

  test('whoever guesses at an account that is not theirs has nobody told', async () => {
    const { on, client } = await fresh(endpoint());
    const { notSynchronized: account } = accounts;
    const stranger = await on.client('stranger');
    const challenge = await stranger.challenged({ account });
    for (let wrong = 0; wrong < 5; wrong++) await stranger.answer(challenge, '000000');
    assert.deepEqual(await messagesTo(client, account), []);
    const { db } = connect(database().config);
    const noted = await db.selectFrom('notices').where('account', '=', account).select('kind').execute();
    await db.destroy();
    assert.deepEqual(noted, []);
  });

  test('the back end opens what is shut, says who and why, and the next code is accepted', async () => {
    const { on, client } = await fresh(endpoint());
    await suspend(on, alone);
    assert.equal((await client.challenge({ account: alone })).status, 423);
    const { status, body } = await reopen(on.backEnd, alone, why);
    assert.deepEqual([status, body.account, body.reopened.map(({ kind }) => kind)], [200, alone, ['kb-otp']]);
    assert.equal((await client.status(alone)).body.kbOtp.state, 'active');
    const [change, ...others] = await changesOf(on, alone);
    const { act, method, actor, reason, proof, customer } = change ?? assert.fail();
    assert.deepEqual(
      { act, method, actor, reason, proof, customer },
      {
        act: 'reopened',
        method: 'kb-otp',
        ...why,
        proof: null,
        customer: 'demo',
      },
    );
    assert.deepEqual(others, []);
    await guess(on, client, alone, 4);
    const challenge = await client.challenged({ account: alone });
    assert.equal((await client.answer(challenge, totpCode(alone, on.now()))).status, 200);
  });

  test('it ends the waits of sessions and of the device too, and tells the customer', async () => {
    const { on, client } = await fresh(endpoint());
    const { notSynchronized: account } = accounts;
    await guess(on, client, account, 5);
    assert.equal((await client.challenge({ account })).status, 423);
    assert.equal((await reopen(on.backEnd, account, why)).body.reopened.length, 1);
    assert.equal((await client.challenge({ account })).status, 201);
    assert.match((await messagesTo(client, account)).join(), /KBSV vừa mở lại/);

    const keys = await enrolDevice(enrolling(on, client), { accounts: [accounts.matrixAndSms] });
    const { device } = keys.enrolment;
    for (let wrong = 0; wrong < 20; wrong++) {
      const { body: challenge } = await client.challenge({ account: accounts.matrixAndSms }, { device });
      const reply = await client.answer(challenge, wrongTotp(accounts.kbOtp, on.now()), { device });
      on.pass((reply.body.retryAfter ?? 0) * 1000);
    }
    const state = async () =>
      (await client.status(accounts.matrixAndSms, 'kb-trade', 'login', { device })).body.kbOtp.state;
    assert.equal(await state(), 'locked');
    await reopen(on.backEnd, accounts.matrixAndSms, why);
    assert.equal(await state(), 'active');
  });

  test('asked again it does nothing more: no second entry, no second notice, the same answer to the same key', async () => {
    const { on, client } = await fresh(endpoint());
    await suspend(on, alone);
    const key = randomUUID();
    const first = await reopen(on.backEnd, alone, why, { key });
    assert.deepEqual((await reopen(on.backEnd, alone, why, { key })).body, first.body);
    assert.deepEqual((await reopen(on.backEnd, alone, why)).body.reopened, []);
    assert.equal((await changesOf(on, alone)).length, 1);
    assert.equal((await client.status(alone)).body.kbOtp.state, 'active');
  });

  test('ten at once are one', async () => {
    const { on } = await fresh(endpoint());
    await suspend(on, alone);
    const replies = await Promise.all(Array.from({ length: 10 }, () => reopen(on.backEnd, alone, why)));
    assert.equal(replies.flatMap(({ body }) => body.reopened).length, 1);
    assert.equal((await changesOf(on, alone)).length, 1);
  });

  test('one method alone is opened where one is named; what is not there is not found', async () => {
    const { on, client } = await fresh(endpoint());
    const { suspended: account } = accounts;
    const [sms] = (await client.status(account)).body.methods;
    assert.deepEqual((await reopen(on.backEnd, account, { ...why, method: sms?.id })).body.reopened, []);
    assert.equal((await client.status(account)).body.kbOtp.state, 'locked');
    for (const [of, method] of [
      [account, 'nobody'],
      ['058C999999', undefined],
    ] as const) {
      const { status, body } = await reopen(on.backEnd, of, { ...why, ...(method === undefined ? {} : { method }) });
      assert.deepEqual([status, body.code], [404, 'not_found']);
    }
  });

  test('neither a customer nor whoever says no reason may', async () => {
    const { on, client } = await fresh(endpoint());
    assert.equal((await reopen(client, alone, why)).status, 401);
    for (const body of [{}, { actor: 'a' }, { ...why, reason: ' ' }, { ...why, actor: '' }, { ...why, more: 1 }]) {
      const reply = await reopen(on.backEnd, alone, body);
      assert.deepEqual([reply.status, reply.body.code], [400, 'invalid_request']);
    }
  });
});
