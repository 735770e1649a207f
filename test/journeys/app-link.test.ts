/** One phone: KB-Trade in its browser opens M-able at the order, and goes on as it was once that is approved there. */

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Page} from 'playwright-core';
import {eitherHyphen} from './either-hyphen.js';
import {kbOtpAccount, setUpStage} from './support.js';

const stage = setUpStage();

const words = {
  vi: {open: 'Mở M-able', approve: 'Phê duyệt', approved: 'Đã phê duyệt', again: /^Thử lại sau/},
  en: {open: 'Open M-able', approve: 'Approve', approved: 'Approved', again: /^Try again in/},
} as const;

const PASSWORD = '258093';

/** KB-Trade, in a browser that is pressed by a finger, asks for an order; the phone holds the account's list. */
async function asking(lang: 'vi' | 'en', journey: (page: Page) => Promise<void>): Promise<void> {
  const {demo, browser} = stage();
  await fetch(`${demo.url}/api/reset`, {method: 'POST'});
  const context = await browser.newContext({viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true});
  try {
    const page = await context.newPage();
    await page.goto(`${demo.url}/?${new URLSearchParams({lang, theme: 'light', account: kbOtpAccount})}`);
    await page.locator('#scenarios .group [value=approve]').click();
    await page.locator('#scenario-note').filter({hasText: PASSWORD}).waitFor({timeout: 60_000});
    await page.locator('#places [value=desk]').click();
    await journey(page);
  } finally {
    await context.close();
  }
}

/** A tab that has approved closes itself, at once or, after a code that registering has used, with the next. */
async function approve(app: Page, lang: 'vi' | 'en'): Promise<void> {
  const {approve: name, again} = words[lang];
  const closed = app.waitForEvent('close', {timeout: 60_000});
  await app.getByRole('button', {name, exact: true}).click();
  const waits = app.getByRole('button', {name: again});
  await Promise.race([closed, waits.waitFor().then(() => app.getByRole('button', {name, exact: true}).click())]);
  await closed;
}

for (const lang of ['vi', 'en'] as const)
  describe(`one phone that asks and answers, ${lang}`, () => {
    test('the app opens at the order; once it is approved the customer is back on the page, which has gone on', () =>
      asking(lang, async (page) => {
        const digits = await page.locator('#verify [part=number]').innerText();
        const price = await page.locator('#ticket [name=price]').inputValue();
        const opening = page.context().waitForEvent('page');
        await page.getByRole('link', {name: eitherHyphen(words[lang].open)}).click();
        const app = await opening;
        await app.locator('otp-list #code').fill(PASSWORD);
        // The digits are asked for at once: nobody looks for the request among others.
        await app.locator('otp-requests #code').fill(digits);
        await approve(app, lang);
        await page.locator('#orders tbody tr').waitFor();
        assert.equal(await page.locator('#ticket [name=price]').inputValue(), price);
        assert.match(await page.locator('#events').innerText(), /otp-verified/);
      }));
  });
