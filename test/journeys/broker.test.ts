/** The demo broker's back end: an order is accepted for a grant that was given for it, and accepted once. */

import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, beforeEach, describe, test} from 'node:test';
import type {Demo} from '../../demo/server.js';
import {authenticator, kbOtpAccount, smsAccount, startTestDemo} from './support.js';

const dataDir = mkdtempSync(join(tmpdir(), 'kb-otp-broker-'));
let demo: Demo;

before(async () => {
  demo = await startTestDemo({port: 0, dataDir});
});
beforeEach(() => fetch(`${demo.url}/api/reset`, {method: 'POST'}).then(() => undefined));
after(async () => {
  await demo.close();
  rmSync(dataDir, {recursive: true, force: true});
});

const order = {type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500} as const;
const list = {
  type: 'order-list',
  orders: [
    {side: 'buy', symbol: 'VNM', quantity: 1_000, price: 67_500},
    {side: 'sell', symbol: 'FPT', quantity: 500, price: 118_400},
    {side: 'buy', symbol: 'HPG', quantity: 2_000, price: 27_350},
  ],
} as const;
const account = kbOtpAccount;

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${demo.url}${path}`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers},
    body: JSON.stringify(body),
  });

const read = async <Body>(response: Response) => (await response.json()) as Body;

/** Proves an order with a code and gives the grant's token. */
async function prove(transaction: object = order): Promise<string> {
  const {token: session} = await read<{token: string}>(await post('/otp/dev/sessions', {customer: 'demo'}));
  const headers = {Authorization: `Bearer ${session}`};
  const asked = await post(
    '/otp/v1/challenges',
    {account, channel: 'kb-trade', purpose: 'order', transaction},
    headers,
  );
  const {id} = await read<{id: string}>(asked);
  const answered = await post(`/otp/v1/challenges/${id}/answer`, {code: authenticator()}, headers);
  assert.equal(answered.status, 200);
  return (await read<{token: string}>(answered)).token;
}

const place = (body: object, key: string = randomUUID()) => post('/api/orders', body, {'Idempotency-Key': key});

const placeList = (body: object, key: string = randomUUID()) =>
  post('/api/order-lists', body, {'Idempotency-Key': key});

const numbers = async () => {
  const {orders} = await read<{orders: {number: string}[]}>(await fetch(`${demo.url}/api/orders`));
  return orders.map(({number}) => number);
};

async function assertRefused(response: Response, status: number, code: string): Promise<void> {
  assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
  assert.deepEqual([response.status, (await read<{code: string}>(response)).code], [status, code]);
}

describe('the broker', () => {
  test('accepts an order with the grant for it, gives it a number and lists it', async () => {
    const response = await place({order, account, grant: await prove()});
    assert.equal(response.status, 201);
    const {order: accepted} = await read<{order: {number: string; method: string}}>(response);
    assert.equal(accepted.method, 'kb-otp');
    assert.deepEqual(await numbers(), [accepted.number]);
  });

  test('refuses an order without a grant, or with one that nobody gave', async () => {
    await assertRefused(await place({order, account, grant: ''}), 403, 'grant_required');
    await assertRefused(await place({order, account, grant: 'A'.repeat(43)}), 403, 'grant_required');
    assert.deepEqual(await numbers(), []);
  });

  test('refuses another order than the authorized one, and still takes the right one', async () => {
    const grant = await prove();
    for (const change of [{price: 67_600}, {quantity: 200}, {side: 'sell'}, {symbol: 'FPT'}])
      await assertRefused(await place({order: {...order, ...change}, account, grant}), 409, 'transaction_mismatch');
    assert.deepEqual(await numbers(), []);
    assert.equal((await place({order, account, grant})).status, 201);
  });

  test('refuses the grant of one account for another', async () => {
    await assertRefused(await place({order, account: smsAccount, grant: await prove()}), 403, 'grant_required');
  });

  test('refuses a grant that is spent', async () => {
    const grant = await prove();
    assert.equal((await place({order, account, grant})).status, 201);
    await assertRefused(await place({order, account, grant}), 403, 'grant_required');
    assert.equal((await numbers()).length, 1);
  });

  test('gives the same order again to the same attempt, and no other', async () => {
    const grant = await prove();
    const key = randomUUID();
    const first = await read<{order: {number: string}}>(await place({order, account, grant}, key));
    const again = await read<{order: {number: string}}>(await place({order, account, grant}, key));
    assert.deepEqual(again, first);
    const other = {...order, quantity: 900};
    await assertRefused(await place({order: other, account, grant}, key), 409, 'idempotency_mismatch');
  });

  test('accepts one of many that are sent at once with one grant', async () => {
    const grant = await prove();
    const responses = await Promise.all(Array.from({length: 20}, () => place({order, account, grant})));
    assert.equal(responses.filter(({status}) => status === 201).length, 1);
    assert.equal((await numbers()).length, 1);
  });

  test('refuses what is no order with a clear answer', async () => {
    const grant = 'A'.repeat(43);
    const negative = {...order, quantity: -1};
    const wrong = [{}, {order: null, account, grant}, {order: negative, account, grant}, {order, account}];
    for (const body of wrong) await assertRefused(await place(body), 400, 'order_invalid');
    await assertRefused(await place({order, account, grant}, 'no-uuid'), 400, 'order_invalid');
  });

  test('takes the orders of a list together, in their order, for one grant', async () => {
    const response = await placeList({list, account, grant: await prove(list)});
    assert.equal(response.status, 201);
    const {list: accepted} = await read<{list: {orders: {number: string; symbol: string}[]}}>(response);
    assert.deepEqual(
      accepted.orders.map(({symbol}) => symbol),
      ['VNM', 'FPT', 'HPG'],
    );
    const [first, ...others] = accepted.orders.map(({number}) => Number(number));
    assert.deepEqual(others, [Number(first) + 1, Number(first) + 2]);
    assert.deepEqual(await numbers(), accepted.orders.map(({number}) => number).toReversed());
  });

  test('takes none of a list that is not exactly the authorized one', async () => {
    const grant = await prove(list);
    const [first, second, third] = list.orders;
    for (const orders of [
      [first, second],
      [second, first, third],
      [first, second, {...third, price: 27_400}],
    ])
      await assertRefused(await placeList({list: {...list, orders}, account, grant}), 409, 'transaction_mismatch');
    await assertRefused(await place({order: {...first, type: 'order'}, account, grant}), 409, 'transaction_mismatch');
    assert.deepEqual(await numbers(), []);
    assert.equal((await placeList({list, account, grant})).status, 201);
    await assertRefused(await placeList({list, account, grant}), 403, 'grant_required');
    assert.equal((await numbers()).length, 3);
  });

  test('gives the same list again to the same attempt, and no single order of it', async () => {
    const grant = await prove(list);
    const key = randomUUID();
    const first = await read(await placeList({list, account, grant}, key));
    assert.deepEqual(await read(await placeList({list, account, grant}, key)), first);
    const [alone] = list.orders;
    await assertRefused(
      await place({order: {...alone, type: 'order'}, account, grant}, key),
      409,
      'idempotency_mismatch',
    );
  });

  test('refuses what is no list with a clear answer', async () => {
    const [first, second] = list.orders;
    const wrong = [[], [first], [first, null], [first, {...second, price: 0}], Array(21).fill(first), 'all'];
    for (const orders of wrong)
      await assertRefused(
        await placeList({list: {...list, orders}, account, grant: 'A'.repeat(43)}),
        400,
        'order_invalid',
      );
  });

  test('keeps its orders over a restart', async () => {
    const kept = await read<{order: {number: string}}>(await place({order, account, grant: await prove()}));
    await demo.close();
    demo = await startTestDemo({port: 0, dataDir});
    assert.deepEqual(await numbers(), [kept.order.number]);
  });
});

test('the gateway takes nothing that the endpoint has not signed', async () => {
  const told = {id: '1', customer: 'demo', device: 'phone', expiresAt: new Date(Date.now() + 60_000).toISOString()};
  const forged = {'webhook-id': '1', 'webhook-timestamp': '1', 'webhook-signature': `v1,${'A'.repeat(43)}=`};
  for (const headers of [{}, forged]) assert.equal((await post('/api/wakes', told, headers)).status, 401);
  const {wakes} = await read<{wakes: object[]}>(await fetch(`${demo.url}/api/wakes?customer=demo`));
  assert.deepEqual(wakes, []);
});
