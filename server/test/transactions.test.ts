/** What is authorized beside one order and one transfer: shown line by line, and bound as those are. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Grant, Purpose, Transaction } from '../generated/contract.js';
import { findChannel, usualChannels, type Channel } from '../src/domain/channels.js';
import { displayLines } from '../src/domain/display.js';
import { sessionCovers } from '../src/domain/grant.js';
import { accounts, totpCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { useEndpoint } from './support/endpoint.js';

const trade = { side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 } as const;
const sale = { side: 'sell', symbol: 'FPT', quantity: 50, price: 120_000 } as const;
const list = { type: 'order-list', orders: [trade, sale] } satisfies Transaction;
const cancelled = { ...trade, type: 'cancel-order', order: '88120045' } satisfies Transaction;
const advance = { type: 'cash-advance', amount: 20_000_000, fee: 12_000 } satisfies Transaction;
const profile = {
  type: 'profile-change',
  changes: [
    { field: 'phone', value: '0903 000 111' },
    { field: 'address', value: '12 Lê\u202e Lợi' },
  ],
} satisfies Transaction;

const shown = (purpose: Purpose, transaction: Transaction, channel = 'kb-trade') =>
  displayLines({
    ...{ purpose, transaction, account: '058C000001' },
    channel: findChannel(usualChannels, channel) as Channel,
  }).map(({ label, value, emphasis }) => `${emphasis ? '! ' : ''}${label.en}: ${value.en.replaceAll('\u00a0', ' ')}`);

describe('What a customer is shown', () => {
  test('of a list of orders is each of them, and what they come to', () => {
    assert.deepEqual(shown('order', list), [
      'Place: 2 orders',
      'Buy 100 VNM: VND 67,500',
      'Sell 50 FPT: VND 120,000',
      '! Total order value: VND 12,750,000',
    ]);
  });

  test('of a list of futures is contracts and points', () => {
    const contract = { side: 'sell', symbol: 'VN30F2612', quantity: 2, price: 128_540_000 } as const;
    assert.deepEqual(shown('order', { type: 'order-list', orders: [contract, contract] }, 'kb-trade-ds').slice(1, 2), [
      'Sell 2 VN30F2612 contracts: 1,285.4 points',
    ]);
  });

  test('of the longest list is every order', () => {
    assert.equal(shown('order', { type: 'order-list', orders: Array.from({ length: 20 }, () => trade) }).length, 22);
  });

  test('of an order that is cancelled is which one', () => {
    assert.deepEqual(shown('cancel-order', cancelled), [
      'Cancel buy order: 100 VNM',
      'Price: VND 67,500',
      'Order number: 88120045',
    ]);
  });

  test('of an advance is its amount and its fee', () => {
    assert.deepEqual(shown('cash-advance', advance), ['! Advance on sale proceeds: VND 20,000,000', 'Fee: VND 12,000']);
  });

  test('of a change of details is every new value, without signs that turn a text around', () => {
    assert.deepEqual(shown('profile-change', profile), [
      'Change of details: 058C•••001',
      'New phone number: 0903 000 111',
      'New address: 12 Lê Lợi',
    ]);
  });
});

onEachDatabase('Acts beside one order and one transfer', (database) => {
  const endpoint = useEndpoint(database);

  async function grantFor(purpose: Purpose, transaction: Transaction): Promise<Grant> {
    const on = endpoint();
    await on.reset();
    const client = await on.client();
    const challenge = await client.challenged({ account: accounts.kbOtp, purpose, transaction });
    const { status, body } = await client.answer(challenge, totpCode(accounts.kbOtp, on.now()));
    assert.equal(status, 200);
    return body;
  }

  const redeemed = async ({ token }: Grant, purpose: Purpose, transaction: Transaction) => {
    const { status, body } = await endpoint().backEnd.redeem({
      ...{ grant: token, account: accounts.kbOtp, purpose, transaction },
    });
    return status === 200 ? 'taken' : body.code;
  };

  test('a grant of a list is good for exactly that list, once', async () => {
    const grant = await grantFor('order', list);
    const others: readonly Transaction[] = [
      { ...list, orders: [sale, trade] },
      { ...list, orders: [trade, { ...sale, price: 119_900 }] },
      { ...list, orders: [trade, sale, trade] },
      { ...trade, type: 'order' },
    ];
    for (const other of others) assert.equal(await redeemed(grant, 'order', other), 'transaction_mismatch');
    assert.deepEqual(
      [await redeemed(grant, 'order', list), await redeemed(grant, 'order', list)],
      ['taken', 'grant_required'],
    );
  });

  const acts: ReadonlyArray<readonly [Purpose, Transaction, changed: Transaction]> = [
    ['cancel-order', cancelled, { ...cancelled, order: '88120046' }],
    ['cash-advance', advance, { ...advance, fee: 0 }],
    ['profile-change', profile, { ...profile, changes: [{ field: 'phone', value: '0903 000 112' }] }],
  ];
  for (const [purpose, transaction, changed] of acts) {
    test(`a grant of ${purpose} is good for what was shown, and for nothing that was changed`, async () => {
      const grant = await grantFor(purpose, transaction);
      assert.equal(await redeemed(grant, purpose, changed), 'transaction_mismatch');
      assert.equal(await redeemed(grant, purpose, transaction), 'taken');
    });

    test(`${purpose} is asked for with its transaction, and with no other`, async () => {
      const client = await endpoint().client();
      const asked = async (subject: object) =>
        (await client.challenge({ account: accounts.kbOtp, purpose, ...subject })).body.code as unknown;
      const order = { ...trade, type: 'order' } as const;
      assert.deepEqual([await asked({}), await asked({ transaction: order })], ['invalid_request', 'invalid_request']);
    });
  }

  const broken: ReadonlyArray<readonly [string, object]> = [
    ['one order', { ...list, orders: [trade] }],
    ['21 orders', { ...list, orders: Array.from({ length: 21 }, () => trade) }],
    ['an order that says more than is shown', { ...list, orders: [trade, { ...sale, note: 'x' }] }],
  ];
  for (const [what, transaction] of broken) {
    test(`a list of ${what} is refused`, async () => {
      const client = await endpoint().client();
      const { body } = await client.challenge({ account: accounts.kbOtp, purpose: 'order', transaction } as never);
      assert.equal(body.code, 'invalid_request');
    });
  }
});

describe('A grant for the session', () => {
  /** As it was written before there were further purposes. */
  const former = (excludes: readonly Purpose[]) => ({ scope: 'session', excludes }) as const;
  const changes: readonly Purpose[] = ['cash-transfer', 'enroll', 'cancel', 'synchronize', 'resynchronize'];

  test('covers no advance and no change of details, though it does not say so', () => {
    for (const purpose of ['cash-advance', 'profile-change'] as const)
      assert.equal(sessionCovers(former(changes), purpose), false);
  });

  test('covers the cancelling of an order where it covers orders', () => {
    assert.deepEqual(
      [sessionCovers(former(changes), 'cancel-order'), sessionCovers(former(['order', ...changes]), 'cancel-order')],
      [true, false],
    );
  });
});
