/** The demo's list of orders: KB-Trade has three of them signed by one verification, and places all or none. */

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Page} from 'playwright-core';
import {scenarioTexts} from '../../demo/page/texts/texts-scenario.js';
import {setUpDevices, shownCodeOn, twoSteps} from './device-support.js';
import {count, keepPicture, visit} from './support.js';

const stage = setUpDevices();
const password = '258093';

const words = {
  vi: {
    asked: ['Đặt 3 lệnh', 'Mua 1.000 VNM', 'Bán 500 FPT', 'Mua 2.000 HPG', '181.400.000'],
    rows: ['Mua 2.000 HPG × 27.350', 'Bán 500 FPT × 118.400', 'Mua 1.000 VNM × 67.500'],
    accepted: /^Cả danh sách đã được nhận\. Số hiệu lệnh \d{6}, \d{6}, \d{6}\.$/,
    dismissed: 'Quý khách đã đóng màn hình xác thực. Không lệnh nào được đặt.',
    notAsked: 'Chưa xác thực được. Không lệnh nào được đặt.',
    denied: 'Yêu cầu đã bị từ chối trên điện thoại. Không lệnh nào được đặt.',
    typeCode: 'Nhập mã xác thực',
    approve: 'Phê duyệt',
    reject: 'Từ chối',
    notMe: 'Không phải tôi',
  },
  en: {
    asked: ['Place 3 orders', 'Buy 1,000 VNM', 'Sell 500 FPT', 'Buy 2,000 HPG', '181,400,000'],
    rows: ['Buy 2,000 HPG × 27,350', 'Sell 500 FPT × 118,400', 'Buy 1,000 VNM × 67,500'],
    accepted: /^All orders of the list accepted\. Order numbers \d{6}, \d{6}, \d{6}\.$/,
    dismissed: 'You closed the authentication screen. None of the orders was placed.',
    notAsked: 'Verification was not possible. None of the orders was placed.',
    denied: 'The request was rejected on the phone. None of the orders was placed.',
    typeCode: 'Enter a code instead',
    approve: 'Approve',
    reject: 'Reject',
    notMe: 'It was not me',
  },
} as const;

const basket = (page: Page) => page.frameLocator('iframe[data-page="kb-trade-basket"]');
const phone = (page: Page) => page.frameLocator('iframe[data-page="m-able"]');
const dialog = (page: Page) => basket(page).locator('dialog[open]');
const digits = (page: Page) => dialog(page).locator('[part=number]');
const outcome = (page: Page) => basket(page).locator('.outcome');
const rows = (page: Page) => page.locator('#orders tbody tr');
const press = (page: Page, name: string) => phone(page).getByRole('button', {name, exact: true}).click();

/** One press: the phone is registered where it is not, and KB-Trade asks. Codes that registering used are over then. */
async function sign(page: Page, lang: 'vi' | 'en'): Promise<void> {
  await page.locator('#scenarios [value=signList]').click();
  await page.locator('#scenarios:not([aria-busy])').waitFor({timeout: 60_000});
  assert.equal(
    await page.locator('#scenario-note').textContent(),
    scenarioTexts.signListPlayed[lang].replace('{password}', password),
  );
  await digits(page).waitFor();
  stage().pass(twoSteps);
}

const unlock = (page: Page) => phone(page).locator('otp-list #code').fill(password);
const openRequest = (page: Page) => phone(page).locator('otp-requests button.bar').click();

/** All of the list are in the book, newest first, and the page names their numbers. */
async function isPlaced(page: Page, {accepted, rows: lines}: (typeof words)['vi' | 'en'], lists = 1): Promise<void> {
  await rows(page)
    .nth(lists * lines.length - 1)
    .waitFor();
  await outcome(page).filter({hasText: accepted}).waitFor();
  const shown = (await rows(page).allInnerTexts()).map((line) => line.split('\t'));
  assert.deepEqual(
    shown.map(([, , order]) => order),
    Array.from({length: lists}, () => lines).flat(),
  );
  const named = (await outcome(page).innerText()).match(/\d{6}/g) ?? [];
  assert.deepEqual(
    named.toReversed(),
    shown.slice(0, lines.length).map(([number]) => number),
  );
}

for (const lang of ['vi', 'en'] as const) {
  const said = words[lang];
  describe(`a list of orders, ${lang}`, () => {
    test('one code places all of them', () =>
      visit(stage(), {lang}, async ({page, requests}) => {
        await sign(page, lang);
        const asked = (await dialog(page).locator('[part=purpose]').innerText()).replace(/\s+/g, ' ');
        for (const line of said.asked) assert.ok(asked.includes(line), `${line} in ${asked}`);
        await unlock(page);
        const code = await shownCodeOn(phone(page));
        await dialog(page).getByRole('button', {name: said.typeCode}).click();
        await dialog(page).locator('#code').fill(code);
        await isPlaced(page, said);
        assert.equal(count(requests, /^POST \/api\/order-lists$/), 1);
      }));

    test('one approval on the phone beside it places all of them, and once more', () =>
      visit(stage(), {lang, width: lang === 'vi' ? 1280 : 390}, async ({page}) => {
        const look = async (place: 'desk' | 'phone') => {
          if (lang === 'en') await page.locator(`#places [value=${place}]`).click();
        };
        for (const times of [1, 2]) {
          await sign(page, lang);
          const typed = await digits(page).innerText();
          await keepPicture(page, `order-list-desk-${lang}`);
          await look('phone');
          await unlock(page);
          await openRequest(page);
          const receipt = (await phone(page).locator('otp-requests .receipt').innerText()).replace(/\s+/g, ' ');
          for (const line of said.asked) assert.ok(receipt.includes(line), `${line} in ${receipt}`);
          await phone(page).locator('otp-requests #code').fill(typed);
          await keepPicture(page, `order-list-phone-${lang}`);
          await press(page, said.approve);
          await look('desk');
          await isPlaced(page, said, times);
        }
      }));

    test('a dialog that is left places nothing, leaves nothing on the phone, and says so', () =>
      visit(stage(), {lang}, async ({page, requests}) => {
        await sign(page, lang);
        await page.locator('#phone [data-wake]').waitFor();
        await basket(page).locator('dialog').press('Escape');
        await outcome(page).filter({hasText: said.dismissed}).waitFor();
        await basket(page).locator('.send:focus').waitFor();
        await page.locator('#phone [data-wake]').waitFor({state: 'detached'});
        await unlock(page);
        await phone(page).locator('otp-list [part=entry]').waitFor();
        await phone(page).locator('otp-requests button.bar').waitFor({state: 'detached', timeout: 10_000});
        assert.equal(await rows(page).count(), 0);
        assert.equal(count(requests, /^POST \/api\/order-lists$/), 0);
        assert.equal(await basket(page).locator('dialog').count(), 0);
      }));

    test('a session that is over places nothing; signing in asks for the list again', () =>
      visit(stage(), {lang}, async ({page}) => {
        await sign(page, lang);
        await basket(page).locator('dialog').press('Escape');
        await page.locator('#scenarios [value=expireSession]').click();
        await page.locator('#scenario-note').filter({hasText: scenarioTexts.sessionPlayed[lang]}).waitFor();
        await basket(page).locator('.send').click();
        await outcome(page).filter({hasText: said.notAsked}).waitFor();
        await basket(page).locator('#sign-in').click();
        await digits(page).waitFor();
        assert.equal(await basket(page).locator('#session-over').isVisible(), false);
      }));

    test('what the phone rejects is not placed', () =>
      visit(stage(), {lang}, async ({page, requests}) => {
        await sign(page, lang);
        await unlock(page);
        await openRequest(page);
        await press(page, said.reject);
        await press(page, said.notMe);
        await outcome(page).filter({hasText: said.denied}).waitFor();
        assert.equal(count(requests, /^POST \/api\/order-lists$/), 0);
      }));
  });
}
