/** A customer verifies once for the orders of the session: the endpoint offers it, and only they take it up. */

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Page} from 'playwright-core';
import {defaultPolicy} from '../../server/src/domain/policy.js';
import type {OtpVerify} from '../../src/index.js';
import {asRead} from '../../src/testing/customer/screen.js';
import {
  askForCode,
  authenticator,
  count,
  orderRows,
  outcome,
  reach,
  setUpStage,
  visit,
  kbOtpAccount,
} from './support.js';

const minute = 60_000;
const sessionGrants = {maxAge: {order: 30 * minute}, idle: 10 * minute};
const stage = setUpStage({endpoint: {policy: {...defaultPolicy, sessionGrants}}});

const said = {
  vi: {offer: /^Không hỏi lại khi đặt lệnh đến \d\d:\d\d$/, not: 'Chuyển tiền luôn cần xác thực.', cash: 'Chuyển tiền'},
  en: {
    offer: /^No code for orders until \d+:\d\d [AP]M$/,
    not: 'Cash transfers always need verification.',
    cash: 'Cash transfer',
  },
} as const;

const cash = {
  purpose: 'cash-transfer',
  transaction: {
    type: 'cash-transfer',
    amount: 1_000_000,
    beneficiary: {account: '0011004123456', name: 'TRẦN THỊ NGỌC BÍCH', bank: 'Vietcombank'},
  },
} as const;

const box = (page: Page) => page.locator('otp-verify [part=session] input');

async function order(page: Page, {ticks}: {readonly ticks: boolean}): Promise<void> {
  await askForCode(page);
  await box(page).waitFor();
  if (ticks) await box(page).check();
  await page.locator('otp-verify #code').focus();
  await page.keyboard.type(authenticator());
  await orderRows(page).first().waitFor();
}

const answers = (requests: readonly string[]) => count(requests, /answer$/);

describe('one verification for the orders of the session', () => {
  for (const lang of ['vi', 'en'] as const) {
    test(`the next order goes through without a code and says so, in ${lang}`, () =>
      visit(stage(), {lang}, async ({page, requests}) => {
        await askForCode(page);
        assert.match(asRead(await page.locator('otp-verify [part=session]').innerText()), said[lang].offer);
        assert.equal(await box(page).isChecked(), false);
        await box(page).check();
        await page.locator('otp-verify [part=status]', {hasText: said[lang].not}).waitFor();
        await page.locator('otp-verify #code').focus();
        await page.keyboard.type(authenticator());
        await orderRows(page).first().waitFor();
        const first = await outcome(page).innerText();

        // The page goes on once its back end has the order: what the element says is read before.
        let told = '';
        await page.route('**/api/orders', async (route, request) => {
          if (request.method() === 'POST') told = await page.locator('otp-verify .say > .hint:not([part])').innerText();
          await route.continue();
        });
        await page.locator('#send').click();
        await orderRows(page).nth(1).waitFor();
        assert.match(asRead(told), said[lang].offer);
        assert.notEqual(await outcome(page).innerText(), first);
        assert.equal(answers(requests), 1);
      }));
  }

  test('a customer who has not asked for it is asked again', () =>
    visit(stage(), {}, async ({page}) => {
      await order(page, {ticks: false});
      await askForCode(page);
    }));

  for (const lang of ['vi', 'en'] as const)
    test(`a cash transfer is asked about all the same, in its own words, and offers nothing, in ${lang}`, () =>
      visit(stage(), {lang}, async ({page}) => {
        await order(page, {ticks: true});
        await reach(page, 'idle');
        await page
          .locator('otp-verify')
          .evaluate((element: OtpVerify, asked) => Object.assign(element, asked), {account: kbOtpAccount, ...cash});
        await reach(page, 'code');
        const lines = await page.locator('otp-verify [part=purpose]').innerText();
        for (const words of [said[lang].cash, cash.transaction.beneficiary.name])
          assert.ok(lines.includes(words), `${words} in ${lines}`);
        assert.equal(await page.locator('otp-verify [part=session]').count(), 0);
      }));

  test('signing out ends it, in that session itself: a page that still has it is asked again', () =>
    visit(stage(), {}, async ({page}) => {
      await order(page, {ticks: true});
      const {url} = stage().demo;
      const session = (await page.context().cookies(url)).filter(({name}) => name === 'kb_session');
      const covered = async () => {
        const path = `/otp/v1/accounts/${kbOtpAccount}/authentication?channel=kb-trade&purpose=order`;
        const status = await page.evaluate(async (address) => (await fetch(address)).text(), path);
        return (JSON.parse(status) as {readonly sessionGrant?: unknown}).sessionGrant !== undefined;
      };
      assert.equal(await covered(), true);
      await page.evaluate(() => fetch('/api/session', {method: 'DELETE'}));
      await page.context().addCookies(session);
      assert.equal(await covered(), false);
    }));
});
