/** The session ends, or the method is locked, before the customer has confirmed his order. */

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {
  askForCode,
  authenticator,
  keepPicture,
  orderRows,
  reach,
  setUpStage,
  statusLine,
  typeCode,
  visit,
} from './support.js';

const stage = setUpStage();

describe('when the session is over', () => {
  test('the customer signs in again and goes on where he was', () =>
    visit(stage(), {}, async ({page}) => {
      await page.locator('#quantity').fill('400');
      await page.getByRole('button', {name: 'Hết phiên'}).click();
      await page.locator('#scenario-note').filter({hasText: 'Phiên đăng nhập đã kết thúc'}).waitFor();
      await page.locator('#send').click();
      await reach(page, 'failed');
      await page.locator('#sign-in').click();
      await reach(page, 'code');
      await typeCode(page, authenticator());
      await orderRows(page).first().waitFor();
      assert.ok((await orderRows(page).first().innerText()).includes('400 VNM'));
    }));
});

describe('when the method is locked', () => {
  test('the screen says so, names the hot line and counts down to the next try', () =>
    visit(stage(), {}, async ({page}) => {
      await page.getByRole('button', {name: 'Khóa phương thức'}).click();
      await page.locator('#scenario-note').filter({hasText: 'Phương thức đã bị khóa do nhập sai nhiều lần'}).waitFor();
      await page.locator('#send').click();
      await reach(page, 'failed');
      await statusLine(page).filter({hasText: 'tạm khóa'}).waitFor();
      const retry = page.locator('otp-verify').getByRole('button', {name: /^Thử lại sau 0:\d\d$/});
      await retry.waitFor();
      assert.equal(await retry.isDisabled(), true);
      assert.equal(await page.locator('otp-verify a').getAttribute('href'), 'tel:19000000');
      await keepPicture(page, 'network-vi-locked');
    }));

  test('the demo’s way back to the beginning opens it again', () =>
    visit(stage(), {}, async ({page}) => {
      const note = page.locator('#scenario-note');
      await page.getByRole('button', {name: 'Khóa phương thức'}).click();
      await note.filter({hasText: 'Phương thức đã bị khóa do nhập sai nhiều lần'}).waitFor();
      await page.getByRole('button', {name: 'Làm lại từ đầu'}).click();
      await note.filter({hasText: 'Mọi thứ đã trở lại như ban đầu.'}).waitFor();
      await askForCode(page);
      await page.getByRole('button', {name: 'Nhập sai mã'}).click();
      await statusLine(page).filter({hasText: 'Quý khách còn 4 lần thử.'}).waitFor();
      await typeCode(page, authenticator());
      await orderRows(page).first().waitFor();
    }));
});
