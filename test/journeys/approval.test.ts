/** Orders on KB-Trade are approved and rejected in the List of KB-OTP on the phone, at the reference endpoint. */

import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import type {BrowserContext, Page} from 'playwright-core';
import {defaultPolicy} from '../../server/src/domain/policy.js';
import {account, button, enrol, field, open, openList, setUpDevices, twoSteps} from './device-support.js';
import {eitherHyphen} from './either-hyphen.js';

const purposes = ['order'] as const;
const stage = setUpDevices({
  policy: {
    ...defaultPolicy,
    approvals: {purposes, numberMatching: true},
    boundCodes: {...defaultPolicy.boundCodes, purposes},
  },
});

interface Asked {
  /** What has become of it, as the page that asked is told. */
  readonly approval: () => Promise<{readonly state: string; readonly number?: string; readonly reason?: string}>;
}

/** Orders on KB-Trade, up to where the page waits for the customer. */
async function order(): Promise<Asked> {
  const desk = await stage().browser.newContext();
  const page = await open(stage(), desk, 'kb-trade', {view: 'home', accounts: account});
  const answering = page.waitForResponse(async (response) => {
    const isPost = response.request().method() === 'POST';
    if (!isPost || !/\/(authentication|challenges)$/.test(response.url())) return false;
    const {id, challenge} = (await response.json()) as {id?: string; challenge?: {id: string}};
    return (id ?? challenge?.id) !== undefined;
  });
  await page.locator('#send:enabled').click();
  const response = await answering;
  const {id, challenge} = (await response.json()) as {id?: string; challenge?: {id: string}};
  const {authorization = ''} = await response.request().allHeaders();
  const url = `${stage().demo.url}/otp/v1/challenges/${id ?? challenge?.id}/approval`;
  return {
    approval: async () =>
      (await (await page.request.get(url, authorization ? {headers: {authorization}} : {})).json()) as never,
  };
}

const bar = (list: Page) => list.locator('otp-requests button.bar');
const says = (list: Page, words: string) =>
  list
    .locator('otp-requests .status')
    .filter({hasText: eitherHyphen(words)})
    .waitFor();

describe('what KB-Trade asks of the phone', () => {
  let phone: BrowserContext;
  let list: Page;

  before(async () => {
    phone = await stage().browser.newContext();
    await (await enrol(stage(), phone)).close();
    stage().pass(twoSteps);
    list = await openList(stage(), phone);
  });

  test('is approved by the two digits that the page shows, once a wrong number has been refused', async () => {
    const {approval} = await order();
    const {number = ''} = await approval();
    await bar(list).filter({hasText: 'KB'}).click();
    await field(list).fill(number === '00' ? '01' : '00');
    await button(list, 'Phê duyệt').click();
    await says(list, 'Số chưa đúng. Quý khách còn 4 lần thử.');
    await field(list).fill(number);
    await button(list, 'Phê duyệt').click();
    await says(list, 'Đã phê duyệt. Quý khách có thể quay lại KB-Trade.');
    assert.equal((await approval()).state, 'approved');
    await button(list, 'Xong').click();
  });

  test('is rejected with its reason, and the list goes on', async () => {
    const {approval} = await order();
    await bar(list).click();
    await button(list, 'Từ chối').click();
    await button(list, 'Không phải tôi').click();
    await says(list, 'Đã từ chối. Hãy đổi mật khẩu đăng nhập và liên hệ KBSV ngay.');
    assert.deepEqual([(await approval()).state, (await approval()).reason], ['denied', 'not-me']);
    await button(list, 'Xong').click();
    await list.locator('otp-list [part=entry]').waitFor();
  });
});
