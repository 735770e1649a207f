import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem, Transaction } from '../generated/contract.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { useEndpoint } from './support/endpoint.js';

const order: Transaction = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 };
const transfer: Transaction = {
  type: 'cash-transfer',
  amount: 1_250_000_000,
  beneficiary: { account: '0071000123456', name: 'Trần Thị Bích', bank: 'Vietcombank' },
};

onEachDatabase('Making a challenge', (database) => {
  const endpoint = useEndpoint(database);
  const client = () => endpoint().client();

  const lifetimes: ReadonlyArray<readonly [string, number]> = [
    [accounts.kbOtp, 120],
    [accounts.sms, 300],
    [accounts.email, 300],
    [accounts.voice, 180],
    [accounts.matrixAndSms, 120],
    [accounts.token, 120],
  ];
  for (const [account, seconds] of lifetimes) {
    test(`the challenge of ${account} lives ${seconds} seconds`, async () => {
      await endpoint().reset();
      const challenge = await (await client()).challenged({ account });
      assert.equal((Date.parse(challenge.expiresAt) - Date.parse(challenge.serverTime)) / 1000, seconds);
      assert.equal(challenge.attemptsLeft, 5);
      assert.match(challenge.id, /^[A-Za-z0-9_-]{22}$/);
    });
  }

  test('an order is displayed from the transaction, in both languages', async () => {
    const request = { account: accounts.kbOtp, purpose: 'order', transaction: order } as const;
    const { display } = await (await client()).challenged(request);
    const lines = display.map(({ label, value, emphasis = false }) => [
      label.vi,
      value.vi,
      label.en,
      value.en,
      emphasis,
    ]);
    assert.deepEqual(lines, [
      ['Đặt lệnh mua', '100 VNM', 'Buy order', '100 VNM', false],
      ['Giá', '67.500\u00a0₫', 'Price', 'VND\u00a067,500', false],
      ['Giá trị lệnh', '6.750.000\u00a0₫', 'Order value', 'VND\u00a06,750,000', true],
    ]);
  });

  test('futures are displayed in contracts and index points, to the last digit', async () => {
    const linesOf = async (quantity: number, price: number) => {
      const transaction = { ...order, symbol: 'VN30F2612', quantity, price };
      const request = { account: accounts.kbOtp, channel: 'kb-trade-ds', purpose: 'order', transaction } as const;
      const { display } = await (await client()).challenged(request);
      return display.map(({ value, emphasis = false }) => [value.vi, value.en, emphasis]);
    };
    assert.deepEqual(await linesOf(1, 128_540_000), [
      ['1 hợp đồng VN30F2612', '1 VN30F2612 contract', false],
      ['1.285,4\u00a0điểm', '1,285.4\u00a0points', true],
      ['128.540.000\u00a0₫', 'VND\u00a0128,540,000', false],
    ]);
    const [contracts, price] = await linesOf(12, 128_000_001);
    assert.deepEqual(contracts, ['12 hợp đồng VN30F2612', '12 VN30F2612 contracts', false]);
    assert.deepEqual(price, ['1.280,00001\u00a0điểm', '1,280.00001\u00a0points', true]);
  });

  test('a cash transfer is displayed with its amount emphasized and its beneficiary in full', async () => {
    const request = { account: accounts.kbOtp, purpose: 'cash-transfer', transaction: transfer } as const;
    const { display } = await (await client()).challenged(request);
    assert.deepEqual(
      display.filter(({ emphasis }) => emphasis).map(({ value }) => value.vi),
      ['1.250.000.000\u00a0₫'],
    );
    assert.deepEqual(
      display.slice(1).map(({ value }) => value.vi),
      ['Trần Thị Bích', '0071000123456', 'Vietcombank'],
    );
  });

  test('a name cannot turn the text around or hide in it', async () => {
    const beneficiary = { account: '1', name: 'An\u202e\u200b\u0007Bình' };
    const transaction = { ...transfer, beneficiary };
    const request = { account: accounts.kbOtp, purpose: 'cash-transfer', transaction } as const;
    const { display } = await (await client()).challenged(request);
    assert.equal(display[1]?.value.vi, 'AnBình');
  });

  test('signing in says so, with the name of the channel', async () => {
    const { display } = await (await client()).challenged({ account: accounts.kbOtp });
    const label = { vi: 'Đăng nhập', en: 'Sign in' };
    assert.deepEqual(display, [{ type: 'heading', label, value: { vi: 'KB-Trade', en: 'KB-Trade' } }]);
  });

  const misfits: ReadonlyArray<readonly [string, object]> = [
    ['an order without a transaction', { purpose: 'order' }],
    ['an order with a cash transfer', { purpose: 'order', transaction: transfer }],
    ['a cash transfer with an order', { purpose: 'cash-transfer', transaction: order }],
    ['a login with a transaction', { purpose: 'login', transaction: order }],
    ['an unknown purpose', { purpose: 'shopping' }],
    ['an unknown channel', { channel: 'kb-moon' }],
    ['enrolling on a channel that only guides to the apps', { purpose: 'enroll', channel: 'kb-trade' }],
    ['synchronizing on a base channel', { purpose: 'synchronize', channel: 'm-able' }],
    ['an unknown field', { colour: 'red' }],
    ['a field named __proto__', JSON.parse('{"__proto__":{"purpose":"login"}}') as object],
    ['a hidden field in the transaction', { purpose: 'order', transaction: { ...order, hidden: 1 } }],
    ['a price in fractions', { purpose: 'order', transaction: { ...order, price: 1.5 } }],
    ['a negative quantity', { purpose: 'order', transaction: { ...order, quantity: -1 } }],
    ['an account that is no account', { account: '../058C000001' }],
    ['no account', { account: undefined }],
  ];
  for (const [what, request] of misfits) {
    test(`refuses ${what}`, async () => {
      const { status, body } = await (await client()).challenge({ account: accounts.kbOtp, ...request });
      assert.deepEqual([status, (body as unknown as Problem).code], [400, 'invalid_request']);
    });
  }

  test('another method of the status can be chosen, one that is not there cannot', async () => {
    await endpoint().reset();
    const on = await client();
    const [, sms] = (await on.status(accounts.matrixAndSms)).body.methods;
    const challenge = await on.challenged({ account: accounts.matrixAndSms, method: sms?.id ?? '' });
    assert.equal(challenge.kind, 'sms');
    const { status, body } = await on.challenge({ account: accounts.matrixAndSms, method: 'kb-otp' });
    assert.deepEqual([status, (body as unknown as Problem).code], [409, 'state_conflict']);
  });

  test('the misprinted name of a channel is understood and never repeated', async () => {
    const { body } = await (await client()).status(accounts.kbOtp, 'kb-moblie-ds');
    assert.equal(body.channel, 'kb-mobile-ds');
  });
});
