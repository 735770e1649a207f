/** The status and its challenge in one exchange: no others than by two calls, nothing sent that those would not. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { DeliveryRefused } from '../src/index.js';
import { accounts, totpCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { fresh, startEndpoint, useEndpoint, type TestEndpoint } from './support/endpoint.js';

const account: string = accounts.sms;
const order = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 } as const;

onEachDatabase('Beginning', (database) => {
  const endpoint = useEndpoint(database);
  const sentSoFar = (on: TestEndpoint) => on.metric('kb_otp_deliveries_total');

  const { kbOtp, sms, email, voice, matrixAndSms, token, password } = accounts;
  for (const each of [kbOtp, sms, email, voice, matrixAndSms, token, password]) {
    test(`${each}: the status as it is read, and a challenge for the method in force`, async () => {
      const { client } = await fresh(endpoint());
      const { body: status } = await client.status(each);
      const { status: said, body } = await client.begin(each);
      const { challenge, ...rest } = body;
      assert.equal(said, 200);
      assert.deepEqual({ ...rest, serverTime: '' }, { ...status, serverTime: '' });
      assert.deepEqual(challenge?.method, status.methods[0]);
      assert.deepEqual([challenge?.account, challenge?.channel, challenge?.purpose], [each, 'kb-trade', 'login']);
    });
  }

  test('its challenge is one like any other: the code is taken', async () => {
    const { on, client } = await fresh(endpoint());
    const { challenge } = (await client.begin(account)).body;
    const { status } = await client.answer(challenge ?? assert.fail(), await on.sentCode(account));
    assert.equal(status, 200);
  });

  test('an order is displayed from its transaction', async () => {
    const { client } = await fresh(endpoint());
    const { challenge } = (await client.begin(account, { purpose: 'order', transaction: order })).body;
    assert.equal(challenge?.display[0]?.value.vi, '100 VNM');
  });

  test('one message, whether it is begun again, begun again under its key, or asked for by the other call', async () => {
    const { on, client } = await fresh(endpoint());
    const [before, key] = [await sentSoFar(on), randomUUID()];
    const first = (await client.begin(account, {}, { key })).body;
    const again = [
      (await client.begin(account, {}, { key })).body.challenge?.id,
      (await client.begin(account)).body.challenge?.id,
      (await client.challenged({ account })).id,
    ];
    assert.deepEqual(new Set(again), new Set([first.challenge?.id]));
    assert.equal(await sentSoFar(on), before + 1);
  });

  test('what is begun again under its key gets the same answer; with another body it is refused', async () => {
    const { client } = await fresh(endpoint());
    for (const each of [account, kbOtp, matrixAndSms]) {
      const key = randomUUID();
      const first = await client.begin(each, {}, { key });
      assert.deepEqual((await client.begin(each, {}, { key })).body, first.body, each);
      const other = await client.begin(each, { purpose: 'cancel' }, { key });
      assert.deepEqual([other.status, other.body.code], [422, 'idempotency_mismatch'], each);
    }
  });

  test('a grant that covers the purpose: no challenge, no message, also when it is begun again under its key', async () => {
    const { on, client } = await fresh(endpoint());
    const grant = await client.answer(await client.challenged({ account }), await on.sentCode(account));
    const [before, key] = [await sentSoFar(on), randomUUID()];
    for (const { body } of [await client.begin(account, {}, { key }), await client.begin(account, {}, { key })]) {
      assert.equal(body.challenge, undefined);
      assert.deepEqual(
        body.grants.map(({ token }) => token),
        [grant.body.token],
      );
    }
    assert.equal(await sentSoFar(on), before);
    const { body } = await client.begin(account, { purpose: 'order', transaction: order });
    assert.notEqual(body.challenge, undefined);
  });

  test('where nothing can be used there is no challenge', async () => {
    const { client } = await fresh(endpoint());
    const { status, body } = await client.begin(accounts.noPrevious, { channel: 'm-able', purpose: 'enroll' });
    assert.deepEqual([status, body.methods, body.challenge], [200, [], undefined]);
  });

  test('a challenge that is refused leaves the status, and asking for it says why', async () => {
    const { on, client } = await fresh(endpoint());
    await client.challenged({ account, purpose: 'cancel' });
    const begun = await client.begin(account);
    assert.deepEqual([begun.status, begun.body.methods[0]?.kind, begun.body.challenge], [200, 'sms', undefined]);
    const refused = (await client.challenge({ account })) as { status: number; body: object };
    assert.deepEqual([refused.status, 'code' in refused.body && refused.body.code], [429, 'rate_limited']);
    const wrong = await client.challenged({ account: kbOtp });
    for (let tries = 0; tries < 5; tries++) await client.answer(wrong, wrongTotp(kbOtp, on.now()));
    assert.equal((await client.begin(kbOtp)).body.challenge, undefined);
  });

  test('an order without a transaction is the status alone: only a challenge needs one', async () => {
    const { client } = await fresh(endpoint());
    const { status, body } = await client.begin(account, { purpose: 'order' });
    assert.deepEqual([status, body.challenge], [200, undefined]);
  });

  test('a carrier that takes nothing is a problem, and the same key may be tried again', async () => {
    let isDown = true;
    const deliver = async () => {
      if (isDown) throw new DeliveryRefused('The carrier is down.');
    };
    const on = await startEndpoint(database(), { delivery: { kind: 'custom', delivery: { deliver } } });
    const { client } = await fresh(on);
    const key = randomUUID();
    const refused = await client.begin(account, {}, { key });
    assert.deepEqual([refused.status, refused.body.code], [503, 'upstream_unavailable']);
    isDown = false;
    assert.notEqual((await client.begin(account, {}, { key })).body.challenge, undefined);
  });

  test('of 20 at once under one key one begins', async () => {
    const { on, client } = await fresh(endpoint());
    const [before, key] = [await sentSoFar(on), randomUUID()];
    const replies = await Promise.all(Array.from({ length: 20 }, () => client.begin(account, {}, { key })));
    const begun = replies.filter(({ status }) => status === 200).map(({ body }) => body.challenge?.id);
    assert.equal(new Set(begun).size, 1);
    assert.equal(await sentSoFar(on), before + 1);
  });

  test('an account that is another’s is answered like one’s own, and no code is right for it', async () => {
    const { on } = await fresh(endpoint());
    const stranger = await on.client('stranger');
    const own = (await (await on.client()).begin(kbOtp)).body;
    const foreign = (await stranger.begin(kbOtp)).body;
    assert.deepEqual(Object.keys(foreign), Object.keys(own));
    const { challenge = assert.fail() } = foreign;
    assert.equal((await stranger.answer(challenge, totpCode(kbOtp, on.now()))).body.code, 'code_invalid');
  });

  const misfits: ReadonlyArray<readonly [string, string, object]> = [
    ['an account that is no account', encodeURIComponent('a b'), {}],
    ['an unknown channel', account, { channel: 'kb-moon' }],
    ['an unknown purpose', account, { purpose: 'shopping' }],
    ['a method of one’s own choice', account, { method: 'sms-1' }],
    ['an unknown field', account, { colour: 'red' }],
  ];
  for (const [what, of, request] of misfits) {
    test(`refuses ${what}`, async () => {
      const { status, body } = await (await endpoint().client()).begin(of, request);
      assert.deepEqual([status, body.code], [400, 'invalid_request']);
    });
  }
});
