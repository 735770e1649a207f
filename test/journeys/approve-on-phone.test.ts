/** The demo's approval on the phone: KB-Trade shows two digits, M-able asks for them, and nobody types a code. */

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Page} from 'playwright-core';
import {eitherHyphen} from './either-hyphen.js';
import {setUpStage, visit} from './support.js';

const stage = setUpStage();

const words = {
  vi: {
    waits: 'Có yêu cầu đang chờ Quý khách phê duyệt',
    approve: 'Phê duyệt',
    reject: 'Từ chối',
    notMe: 'Không phải tôi',
    approved: 'Đã phê duyệt',
    denied: 'từ chối',
    again: /^Thử lại sau/,
    otherRequests: /^Yêu cầu khác đang chờ: 1/,
    order: ['100 VNM', '6.750.000'],
  },
  en: {
    waits: 'A request is waiting for your approval',
    approve: 'Approve',
    reject: 'Reject',
    notMe: 'It was not me',
    approved: 'Approved',
    denied: 'rejected',
    again: /^Try again in/,
    otherRequests: /^Other requests waiting: 1/,
    order: ['100 VNM', '6,750,000'],
  },
} as const;

const phone = (page: Page) => page.frameLocator('iframe[data-page="m-able"]');
const button = (page: Page, name: string) => phone(page).getByRole('button', {name, exact: true});

/** Opens the list on the phone, and in it what KB-Trade asks. */
async function openRequest(page: Page): Promise<void> {
  await page.locator('#scenarios .group [value=approve]').click();
  await page
    .locator('#scenario-note')
    .filter({hasText: eitherHyphen('M-able')})
    .filter({hasText: '258093'})
    .waitFor({timeout: 60_000});
  await phone(page).locator('otp-list #code').fill('258093');
  await phone(page).locator('otp-requests button.bar').click();
}

/** Registering has used the code of this half minute, so that the phone may have to wait for the next one. */
async function approve(page: Page, said: (typeof words)[keyof typeof words]): Promise<void> {
  const {approve: name, approved, again} = said;
  const done = phone(page).locator('otp-requests .status').filter({hasText: approved});
  await button(page, name).click({timeout: 40_000});
  await done.or(phone(page).getByRole('button', {name: again})).waitFor();
  if (!(await done.isVisible())) await approve(page, said);
}

for (const lang of ['vi', 'en'] as const) {
  const {waits, reject, notMe, denied, otherRequests, order} = words[lang];
  describe(`approving on the phone, ${lang}`, () => {
    test('an order goes through by two digits, without a code', () =>
      visit(stage(), {lang}, async ({page}) => {
        await openRequest(page);
        await page.locator('#phone [data-wake]').filter({hasText: waits}).waitFor();
        const digits = await page.locator('#verify [part=number]').innerText();
        assert.match(digits, /^\d\d$/);
        await phone(page).locator('otp-requests #code').fill(digits);
        await approve(page, words[lang]);
        await page.locator('#orders tbody tr').waitFor();
        assert.match(await page.locator('#events').innerText(), /otp-verified/);
      }));

    test('an app that asks for something itself tells of the order, and leads to it', () =>
      visit(stage(), {lang}, async ({page}) => {
        await page.locator('#scenarios .group [value=approve]').click();
        await page.locator('#scenario-note').filter({hasText: '258093'}).waitFor({timeout: 60_000});
        const digits = await page.locator('#verify [part=number]').innerText();
        await phone(page).locator('#back').click();
        await phone(page).locator('.tile[value=login]').click();
        await phone(page).getByRole('button', {name: otherRequests}).click();
        await phone(page).locator('otp-list #code').fill('258093');
        await phone(page).locator('otp-requests #code').fill(digits);
        await approve(page, words[lang]);
        await page.locator('#orders tbody tr').waitFor();
      }));

    test('an order is on the phone what the endpoint knows of it, though the page lies about it', () =>
      visit(stage(), {lang}, async ({page}) => {
        await openRequest(page);
        await page.locator('#verify').evaluate((element) => {
          const purpose = element.shadowRoot?.querySelector('[part=purpose]');
          if (purpose) purpose.textContent = '1 VNM';
        });
        const shown = (await phone(page).locator('otp-requests .receipt').innerText()).replace(/\s+/g, ' ');
        for (const line of order) assert.ok(shown.includes(line), `${line} in ${shown}`);
      }));

    test('an order that was not theirs is rejected, and KB-Trade says so', () =>
      visit(stage(), {lang}, async ({page}) => {
        await openRequest(page);
        await button(page, reject).click();
        await button(page, notMe).click();
        await page.locator('#verify .status').filter({hasText: denied}).waitFor();
        assert.equal(await page.locator('#orders tbody tr').count(), 0);
        assert.match(await page.locator('#events').innerText(), /otp-denied/);
      }));
  });
}
