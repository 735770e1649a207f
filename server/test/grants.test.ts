import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Grant, Purpose, Transaction } from '../generated/contract.js';
import { demoCustomer, issueSession } from '../src/index.js';
import { createClient } from './support/client.js';
import { accounts, totpCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { origin, useEndpoint } from './support/endpoint.js';

const account: string = accounts.kbOtp;
const order: Transaction = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 };
const otherOrder: Transaction = { ...order, quantity: 1000 };

onEachDatabase('Grants', (database) => {
  const endpoint = useEndpoint(database);

  /** Proves the purpose and returns the grant. */
  async function grantFor(purpose: Purpose, transaction?: Transaction): Promise<Grant> {
    const on = endpoint();
    await on.reset();
    const client = await on.client();
    const subject = transaction === undefined ? {} : { transaction };
    const challenge = await client.challenged({ account, purpose, ...subject });
    const { status, body } = await client.answer(challenge, totpCode(account, on.now()));
    assert.equal(status, 200);
    return body;
  }

  const redeem = (grant: Grant, purpose: Purpose, transaction?: Transaction, of = account) =>
    endpoint().backEnd.redeem({ grant: grant.token, account: of, purpose, ...(transaction ? { transaction } : {}) });

  test('a grant for an order is for once, and lives five minutes', async () => {
    const grant = await grantFor('order', order);
    assert.deepEqual([grant.scope, grant.excludes, grant.purpose], ['once', [], 'order']);
    assert.equal(Date.parse(grant.expiresAt) - Date.parse(grant.authenticatedAt), 5 * 60_000);
    assert.match(grant.token, /^[A-Za-z0-9_-]{43}$/);
  });

  test('it is redeemed once', async () => {
    const grant = await grantFor('order', order);
    const first = await redeem(grant, 'order', order);
    assert.equal(first.status, 200);
    assert.equal(first.body.method, 'kb-otp');
    const second = await redeem(grant, 'order', order);
    assert.deepEqual([second.status, second.body.code], [403, 'grant_required']);
  });

  test('the redemption names the session that earned it, and the device whose code it was', async () => {
    const on = endpoint();
    await on.reset();
    const { sessionKey } = on.config;
    const token = await issueSession({ customer: demoCustomer, sessionKey, ttl: 3600, now: on.now(), sid: 'at-home' });
    const client = createClient((request) => on.endpoint.fetch(request), origin, `Bearer ${token}`);
    const session = createHash('sha256').update(`["${demoCustomer}","at-home"]`).digest('base64url');
    for (const [of, expected] of [
      [account, 'device-an'],
      [accounts.sms, null],
    ] as const) {
      const request = { account: of, purpose: 'order', transaction: order } as const;
      const code = await client.answer(
        await client.challenged(request),
        of === account ? totpCode(of, on.now()) : await on.sentCode(of),
      );
      const { body } = await on.backEnd.redeem({ ...request, grant: code.body.token });
      assert.deepEqual([body.session, body.device], [session, expected]);
    }
  });

  test('of 50 redemptions at once one succeeds', async () => {
    const grant = await grantFor('order', order);
    const replies = await Promise.all(Array.from({ length: 50 }, () => redeem(grant, 'order', order)));
    assert.equal(replies.filter(({ status }) => status === 200).length, 1);
  });

  test('a redemption whose answer was lost can be asked for again by its key', async () => {
    const grant = await grantFor('order', order);
    const body = { grant: grant.token, account, purpose: 'order', transaction: order };
    const key = randomUUID();
    const first = await endpoint().backEnd.redeem(body, { key });
    const again = await endpoint().backEnd.redeem(body, { key });
    assert.equal(first.status, 200);
    assert.deepEqual(again.body, first.body);
  });

  test('G14: a grant for one order does not cover another, and is not spent by the try', async () => {
    const grant = await grantFor('order', order);
    const { status, body } = await redeem(grant, 'order', otherOrder);
    assert.deepEqual([status, body.code], [422, 'transaction_mismatch']);
    assert.equal((await redeem(grant, 'order', order)).status, 200);
  });

  test('G14: the order of the members of a transaction does not matter, their values do', async () => {
    const grant = await grantFor('order', order);
    const { type, side, symbol, quantity, price } = order;
    assert.equal((await redeem(grant, 'order', { price, quantity, symbol, side, type })).status, 200);
  });

  test('it covers neither another purpose nor another account, nor anything after its time', async () => {
    const grant = await grantFor('order', order);
    const transfer = { type: 'cash-transfer', amount: 1, beneficiary: { account: '1', name: 'An' } } as const;
    assert.equal((await redeem(grant, 'cash-transfer', transfer)).body.code, 'grant_required');
    assert.equal((await redeem(grant, 'order', order, accounts.sms)).body.code, 'grant_required');
    assert.equal((await redeem(grant, 'login')).body.code, 'grant_required');
    endpoint().pass(5 * 60_000);
    assert.equal((await redeem(grant, 'order', order)).body.code, 'grant_required');
  });

  test('a grant for the session covers signing in again and again, but no act that is proved anew', async () => {
    const grant = await grantFor('login');
    assert.deepEqual(
      [grant.scope, [...grant.excludes].sort()],
      [
        'session',
        [
          ...['cancel', 'cancel-order', 'cash-advance', 'cash-transfer', 'enroll'],
          ...['order', 'profile-change', 'resynchronize', 'synchronize'],
        ],
      ],
    );
    assert.equal((await redeem(grant, 'login')).status, 200);
    assert.equal((await redeem(grant, 'login')).status, 200);
    assert.equal((await redeem(grant, 'order', order)).body.code, 'grant_required');
    assert.equal((await redeem(grant, 'cancel')).body.code, 'grant_required');
  });

  test('a grant for the session does not outlive it', async () => {
    const on = endpoint();
    await on.reset();
    const client = await on.client(undefined, 600);
    const challenge = await client.challenged({ account });
    const { body } = await client.answer(challenge, totpCode(account, on.now()));
    assert.ok(Date.parse(body.expiresAt) <= on.now() + 600_000);
  });

  test('a token that nobody was given, and a caller without the service key, get nothing', async () => {
    const grant = await grantFor('order', order);
    const forged = { ...grant, token: 'A'.repeat(43) };
    assert.equal((await redeem(forged, 'order', order)).body.code, 'grant_required');
    const client = await endpoint().client();
    const stolen = await client.redeem({ grant: grant.token, account, purpose: 'order', transaction: order });
    assert.equal(stolen.status, 401);
  });

  test('a grant that was spent is not given out again', async () => {
    const on = endpoint();
    await on.reset();
    const client = await on.client();
    const challenge = await client.challenged({ account, purpose: 'order', transaction: order });
    const { body: grant } = await client.answer(challenge, totpCode(account, on.now()));
    await redeem(grant, 'order', order);
    const { body } = await client.outcome(challenge);
    assert.deepEqual([body.state, body.grant], ['accepted', undefined]);
  });
});
