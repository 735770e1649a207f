/** The demo as somebody sees it who opens it for the first time, at a desk and on a phone. */

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Page} from 'playwright-core';
import {setUpStage, visit, type Stage} from './support.js';

const stage = setUpStage();
const note = (page: Page) => page.locator('#scenario-note');
const phone = (page: Page) => page.frameLocator('iframe[data-page="m-able"]');

/** Opens the demo's bare address in a browser that has never been there. */
async function firstVisit({demo, browser}: Stage, width: number, look: (page: Page) => Promise<void>): Promise<void> {
  await fetch(`${demo.url}/api/reset`, {method: 'POST'});
  const context = await browser.newContext({viewport: {width, height: 844}, locale: 'vi-VN'});
  try {
    const page = await context.newPage();
    await page.goto(demo.url);
    await look(page);
  } finally {
    await context.close();
  }
}

describe('the first visit', () => {
  test('opens at the top, and its first order succeeds by the list of the phone that is shown', () =>
    firstVisit(stage(), 1280, async (page) => {
      await note(page).filter({hasText: 'Điện thoại này đã có KB-OTP. Nhấn'}).waitFor({timeout: 60_000});
      assert.equal(await page.evaluate(() => window.scrollY), 0);
      const [, password = ''] = /mật khẩu (\d{6})/.exec(await note(page).innerText()) ?? [];
      await phone(page).locator('otp-list #code').fill(password);
      const shown = phone(page).locator('[part=code] [aria-hidden]').first();
      await shown.filter({hasText: /^\d{3} \d{3}$/}).waitFor();
      await page.locator('#send').click();
      await page.locator('#verify input').fill((await shown.innerText()).replace(/\D/g, ''));
      await page.locator('#orders tbody tr').waitFor();
    }));

  test('a scenario that is pressed while the phone is being prepared waits for that, and has the last word', () =>
    firstVisit(stage(), 1280, async (page) => {
      await note(page).filter({hasText: 'Đang đăng ký KB-OTP'}).waitFor({timeout: 60_000});
      await page.locator('#scenarios .group [value=f5]').click();
      await note(page).filter({hasText: 'Đặt lệnh trên KB-TradeDS'}).waitFor({timeout: 60_000});
      assert.match(await page.locator('#events').innerText(), /otp-enrolled/);
      assert.equal(await page.locator('#account').inputValue(), '058C000009');
    }));

  test('on a phone shows one thing at a time, and a scenario shows where it plays', () =>
    visit(stage(), {width: 390}, async ({page}) => {
      const places = ['.desk', '.device', '.monitor'].map((place) => page.locator(`main > ${place}`));
      const shown = () => Promise.all(places.map((place) => place.isVisible()));
      assert.deepEqual(await shown(), [true, false, false]);
      await page.locator('#places [value=phone]').click();
      assert.deepEqual(await shown(), [false, true, false]);
      await page.locator('#places [value=network]').click();
      assert.deepEqual(await shown(), [false, false, true]);
      await page.locator('#scenarios .group [value=f1]').click();
      await note(page).filter({hasText: 'nơi duy nhất có thể đăng ký'}).waitFor();
      assert.deepEqual(await shown(), [true, false, false]);
      const isNoWider = () => document.documentElement.scrollWidth <= window.innerWidth;
      assert.equal(await page.evaluate(isNoWider), true);
    }));

  test('a scenario needs no press before it: a wrong code orders by itself, F1 is seen where it changes', () =>
    visit(stage(), {}, async ({page}) => {
      await page.locator('#scenarios .group [value=wrongCode]').click();
      await note(page).filter({hasText: 'Đã nhập một mã sai.'}).waitFor();
      await page.locator('#verify').getByText('4 lần thử').first().waitFor();
      await page.locator('#scenarios .group [value=f1]').click();
      const service = page.locator('#service otp-enroll');
      await service.waitFor();
      const isSeen = (element: Element) => {
        const {top, bottom} = element.getBoundingClientRect();
        return top < window.innerHeight && bottom > 0;
      };
      await page.waitForFunction(isSeen, await service.elementHandle());
    }));

  test('an order of contracts on KB-MobileDS is in contracts and points', () =>
    visit(stage(), {}, async ({page}) => {
      await page.locator('.tabs [value=kb-mobile-ds]').click();
      const app = page.frameLocator('iframe[data-page="kb-mobile-ds"]');
      await app.locator('.tile[value=order]').click();
      const total = await app.locator('.total').innerText();
      assert.match(total.replace(/\s+/g, ' '), /^1 hợp đồng × 1\.285,4 điểm 1\.285,4 điểm$/);
    }));
});
