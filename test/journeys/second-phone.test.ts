/** One of two accounts moves to a second phone: the first phone loses that one alone, and its codes count no more. */

import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import type {BrowserContext, Page} from 'playwright-core';
import {
  account,
  createPassword,
  enrol,
  entry,
  field,
  inbox,
  open,
  openList,
  otherAccount,
  proveForEnrolment,
  setUpDevices,
  shownCode,
  status,
  step,
  twoSteps,
} from './device-support.js';
import {eitherHyphen} from './either-hyphen.js';

const stage = setUpDevices();
const both = `${account} ${otherAccount}`;
const moved = 'vừa được đăng ký trên một thiết bị khác';
const activated = 'vừa đăng ký KB-OTP';

/** Orders on KB-Trade with a code. */
async function order(of: string, code: string): Promise<Page> {
  const desk = await stage().browser.newContext();
  const page = await open(stage(), desk, 'kb-trade', {view: 'home', accounts: of});
  await page.locator('#send:enabled').click();
  await step(page, 'otp-verify', 'code');
  await field(page).fill(code);
  return page;
}

describe('an account moves to a second phone', () => {
  let first: BrowserContext;
  let second: BrowserContext;
  let list: Page;
  const codes = {moved: '', kept: ''};

  before(async () => {
    first = await stage().browser.newContext();
    second = await stage().browser.newContext();
    await (await enrol(stage(), first, both)).close();
    stage().pass(twoSteps);
    stage().stopAtStep();
    list = await openList(stage(), first, both);
    codes.moved = await shownCode(list, account);
    codes.kept = await shownCode(list, otherAccount);
    await list.close();
  });

  test('the second phone is told where the account is, and takes it over', async () => {
    const page = await open(stage(), second, 'm-able', {view: 'enroll'});
    await page
      .locator('[part=notice]')
      .filter({hasText: eitherHyphen('KB-OTP đang dùng trên')})
      .waitFor();
    await proveForEnrolment(stage(), page, account);
    await createPassword(page);
    await step(page, 'otp-enroll', 'done');
    await page.close();
  });

  test('the customer is told of both registrations, and that one account has moved', async () => {
    const [ofMoved, ofKept] = [await inbox(stage(), account), await inbox(stage(), otherAccount)];
    const count = (texts: readonly string[], text: string) => texts.filter((each) => each.includes(text)).length;
    assert.deepEqual([count(ofMoved, activated), count(ofMoved, moved)], [1, 1], ofMoved.join('\n'));
    assert.deepEqual([count(ofKept, activated), count(ofKept, moved)], [1, 0], ofKept.join('\n'));
  });

  test('a code that the first phone made before the move is refused within its step', async () => {
    const page = await order(account, codes.moved);
    await status(page, 'Mã chưa đúng. Quý khách còn 4 lần thử.').waitFor();
    assert.equal(await page.locator('#orders tbody tr').count(), 0);
    await page.context().close();
  });

  test('the code of the same moment for the account that stayed is accepted', async () => {
    const page = await order(otherAccount, codes.kept);
    await page.locator('#orders tbody tr').first().waitFor();
    await page.context().close();
  });

  test('the first phone’s list, once unlocked, says which one moved and shows a code for the other alone', async () => {
    list = await openList(stage(), first, both);
    await entry(list, account).getByText('Tài khoản đã chuyển sang thiết bị khác').waitFor();
    assert.equal(await entry(list, account).locator('[part=code]').count(), 0);
    assert.match(await shownCode(list, otherAccount), /^\d{6}$/);
    await list.close();
  });

  test('the second phone’s codes are accepted for the account, and its list has no other', async () => {
    stage().pass(twoSteps);
    list = await openList(stage(), second);
    assert.equal(await list.locator('otp-list [part=entry]').count(), 1);
    const page = await order(account, await shownCode(list, account));
    await page.locator('#orders tbody tr').nth(1).waitFor();
    await page.context().close();
  });
});
