/** Several orders under one proof, and a purpose of its own: what is shown is what the grant is good for. */

import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {describe, test} from 'node:test';
import type {Page} from 'playwright-core';
import type {OtpVerify, Purpose, Transaction} from '../../src/index.js';
import {authenticator, kbOtpAccount, setUpStage, visit} from './support.js';

const serviceKey = 'of-the-journey-alone-32-characters';
const stage = setUpStage({endpoint: {serviceKey}});

const list = {
  type: 'order-list',
  orders: [
    {side: 'buy', symbol: 'VNM', quantity: 1_000, price: 67_500},
    {side: 'sell', symbol: 'FPT', quantity: 500, price: 121_000},
    {side: 'buy', symbol: 'HPG', quantity: 2_000, price: 26_450},
  ],
} as const;
const [first, second, third] = list.orders;
const cancelled = {...first, type: 'cancel-order', order: '88120045'} as const;

const advance = {type: 'cash-advance', amount: 120_000_000, fee: 46_000} as const;
const change = {
  type: 'profile-change',
  changes: [
    {field: 'phone', value: '0903 123 456'},
    {field: 'bank-account', value: '0011004123456'},
  ],
} as const;

/** What may be asked for beside orders, and the same with something of it edited afterwards. */
const acts = [
  ['cash-advance', advance, {...advance, amount: 220_000_000}],
  ['profile-change', change, {...change, changes: [change.changes[0], {...change.changes[1], value: '0011004999999'}]}],
] as const;

const said = {
  vi: {
    'cash-advance': ['Ứng trước tiền bán', '120.000.000', 'Phí ứng trước', '46.000'],
    'profile-change': ['Thay đổi thông tin', 'Số điện thoại mới', '0903 123 456', '0011004123456'],
    orders: ['Mua 1.000 VNM', '67.500', 'Bán 500 FPT', '121.000', 'Mua 2.000 HPG', '26.450', '180.900.000'],
    cancelled: ['Hủy lệnh mua', '1.000 VNM', '88120045'],
  },
  en: {
    'cash-advance': ['Advance on sale proceeds', '120,000,000', 'Fee', '46,000'],
    'profile-change': ['Change of details', 'New phone number', '0903 123 456', '0011004123456'],
    orders: ['Buy 1,000 VNM', '67,500', 'Sell 500 FPT', '121,000', 'Buy 2,000 HPG', '26,450', '180,900,000'],
    cancelled: ['Cancel buy order', '1,000 VNM', '88120045'],
  },
} as const;

const element = (page: Page) => page.locator('otp-verify.asked');

/** Asks by an element of the page's own: the ticket would take its grant. */
async function ask(page: Page, purpose: Purpose, transaction: Transaction): Promise<void> {
  await page.evaluate(
    (asked) => {
      document.querySelector('otp-verify.asked')?.remove();
      const added = Object.assign(
        document.createElement('otp-verify'),
        {endpoint: '/otp/v1', className: 'asked'},
        asked,
      );
      document.querySelector('main')?.prepend(added);
    },
    {account: kbOtpAccount, channel: 'kb-trade', purpose, transaction},
  );
  await element(page).locator('#code').waitFor();
}

async function shows(page: Page, words: readonly string[]): Promise<void> {
  const lines = (await element(page).locator('[part=purpose]').innerText()).replace(/\s+/g, ' ');
  for (const word of words) assert.ok(lines.includes(word), `${word} in ${lines}`);
}

async function grantFor(page: Page): Promise<string> {
  await element(page).locator('#code').fill(authenticator());
  await element(page).locator('[part~=primary]').click();
  await page.waitForFunction(() => document.querySelector<OtpVerify>('otp-verify.asked')?.step === 'verified');
  return element(page).evaluate((verified: OtpVerify) => verified.grant?.token ?? '');
}

/** As the broker's back end does before it places them. */
async function redeem(grant: string, purpose: Purpose, transaction: Transaction): Promise<string> {
  const response = await fetch(`${stage().demo.url}/otp/v1/grants/redemptions`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${serviceKey}`,
      'Idempotency-Key': randomUUID(),
    },
    body: JSON.stringify({grant, account: kbOtpAccount, purpose, transaction}),
  });
  const {code = 'redeemed'} = (await response.json()) as {readonly code?: string};
  return code;
}

describe('a list of orders under one proof', () => {
  for (const lang of ['vi', 'en'] as const) {
    test(`shows each order, and its grant is good for exactly that list, in ${lang}`, () =>
      visit(stage(), {lang}, async ({page}) => {
        await ask(page, 'order', list);
        await shows(page, said[lang].orders);
        const grant = await grantFor(page);
        const edited = {...list, orders: [first, second, {...third, price: 26_500}]};
        for (const other of [edited, {...list, orders: [first, second]}, {...first, type: 'order'}] as const)
          assert.equal(await redeem(grant, 'order', other), 'transaction_mismatch');
        await ask(page, 'cancel-order', cancelled);
        await shows(page, said[lang].cancelled);
        assert.notEqual(await redeem(grant, 'cancel-order', cancelled), 'redeemed');
        assert.equal(await redeem(grant, 'order', list), 'redeemed');
        assert.equal(await redeem(grant, 'order', list), 'grant_required');
      }));
  }
});

describe('what is asked for beside orders', () => {
  for (const lang of ['vi', 'en'] as const)
    for (const [purpose, asked, edited] of acts)
      test(`${purpose}: shows each line, and its grant is good for exactly that, once, in ${lang}`, () =>
        visit(stage(), {lang}, async ({page}) => {
          await ask(page, purpose, asked);
          await shows(page, said[lang][purpose]);
          const grant = await grantFor(page);
          assert.equal(await redeem(grant, purpose, edited), 'transaction_mismatch');
          assert.notEqual(await redeem(grant, 'order', {...first, type: 'order'}), 'redeemed');
          assert.equal(await redeem(grant, purpose, asked), 'redeemed');
          assert.equal(await redeem(grant, purpose, asked), 'grant_required');
        }));
});
