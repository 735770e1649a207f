/** A customer whose method is SMS reads the code from the phone. */

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Page} from 'playwright-core';
import {askForCode, keepPicture, orderRows, setUpStage, smsAccount, statusLine, typeCode, visit} from './support.js';

/** Milliseconds by which the endpoint's clock runs ahead of this machine's. */
let clockShift = 0;
const stage = setUpStage({endpoint: {clockShift: () => clockShift}});

const cooldown = 61_000;
const messages = (page: Page) => page.locator('#phone .message');
const sentCode = (page: Page) => messages(page).first().locator('.code').innerText();
const action = (page: Page, name: string | RegExp) => page.locator('otp-verify').getByRole('button', {name});

describe('an order confirmed by SMS', () => {
  test('takes the code that arrived on the phone, which says what it is for', () =>
    visit(stage(), {account: smsAccount}, async ({page}) => {
      await askForCode(page);
      await messages(page).first().waitFor();
      assert.equal(await messages(page).count(), 1);
      assert.ok((await messages(page).innerText()).includes('100 VNM'));

      await typeCode(page, await sentCode(page));
      await orderRows(page).first().waitFor();
      assert.ok((await orderRows(page).first().innerText()).includes('Tin nhắn SMS'));
    }));

  test('tells how long to wait before the code can be sent again', () =>
    visit(stage(), {account: smsAccount}, async ({page}) => {
      await askForCode(page);
      const resend = action(page, /^Gửi mã mới sau (1:00|0:\d\d)$/);
      await resend.waitFor();
      assert.equal(await resend.isDisabled(), true);
      await keepPicture(page, 'sms-vi-cool-down');
    }));

  test('sends another code when the wait is over, and only that one counts', () =>
    visit(stage(), {account: smsAccount}, async ({page}) => {
      await page.clock.install();
      await askForCode(page);
      await messages(page).first().waitFor();
      const first = await sentCode(page);
      clockShift += cooldown;
      await page.clock.fastForward(cooldown);
      await action(page, 'Gửi mã mới').click();
      await statusLine(page).filter({hasText: 'Đã gửi mã mới. Mã cũ không còn dùng được.'}).waitFor();
      await messages(page).nth(1).waitFor();
      const second = await sentCode(page);

      if (first !== second) {
        await typeCode(page, first);
        await statusLine(page).filter({hasText: 'Mã chưa đúng. Quý khách còn 4 lần thử.'}).waitFor();
      }
      await typeCode(page, second);
      await orderRows(page).first().waitFor();
    }));

  test('keeps the endpoint’s wait when the page’s clock runs ahead, and the code that was sent still counts', () =>
    visit(stage(), {account: smsAccount}, async ({page}) => {
      await page.clock.install();
      await askForCode(page);
      await messages(page).first().waitFor();
      await page.clock.fastForward(cooldown);
      await action(page, 'Gửi mã mới').click();
      await statusLine(page).filter({hasText: 'Mã vừa được gửi. Có thể gửi mã mới sau'}).waitFor();
      assert.equal(await messages(page).count(), 1);

      await typeCode(page, await sentCode(page));
      await orderRows(page).first().waitFor();
    }));
});
