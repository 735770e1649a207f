/** The phone without a network: it scans what KB-Trade asks for, and its eight digits are typed there. */

import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {after, before, describe, test} from 'node:test';
import type {BrowserContext, Page} from 'playwright-core';
import {defaultPolicy} from '../../server/src/domain/policy.js';
import {
  account,
  button,
  enrol,
  enter,
  field,
  holds,
  open,
  password,
  serialize,
  setUpDevices,
  step,
  twoSteps,
} from './device-support.js';
import {eitherHyphen} from './either-hyphen.js';
import {camerasOn, drawnOn, giveCamera, hold, pictureOf, type Picture} from './phone-camera.js';

/** Of another customer, in the eyes of the phone: it is on another one. Its code came by email before. */
const otherAccount = '058C000003';

const stage = setUpDevices({
  policy: {...defaultPolicy, boundCodes: {...defaultPolicy.boundCodes, purposes: ['order']}},
  scanKeys: [randomBytes(32)],
});

const words = {
  vi: {
    unlock: 'Mở khóa',
    scan: 'Quét mã QR',
    hide: 'Ẩn mã QR',
    lines: 'Đặt lệnh mua',
    review: 'Kiểm tra giao dịch trước khi tạo mã',
    create: 'Tạo mã',
    type: 'Nhập mã này trên KB-Trade.',
    done: 'Xong',
    back: 'Quay lại',
    foreign: 'Mã QR này không phải của KBSV.',
    other: 'Giao dịch này không thuộc tài khoản nào trên thiết bị này.',
    expired: 'Mã QR đã hết hiệu lực. Hãy lấy mã QR mới trên KB-Trade.',
  },
  en: {
    unlock: 'Unlock',
    scan: 'Scan the QR code',
    hide: 'Hide the QR code',
    lines: 'Buy order',
    review: 'Review the transaction before creating a code',
    create: 'Create the code',
    type: 'Enter this code on KB-Trade.',
    done: 'Done',
    back: 'Go back',
    foreign: 'This QR code is not from KBSV.',
    other: 'This transaction does not belong to any account on this device.',
    expired: 'The QR code has expired. Get a new QR code on KB-Trade.',
  },
} as const;

interface Desk {
  readonly page: Page;
  /** What the page shows for the phone to scan, as it is by now. */
  readonly picture: () => Promise<Picture>;
  readonly typeCode: (code: string) => Promise<void>;
}

/** Orders on KB-Trade, up to where a code is asked for. */
async function order(lang: 'vi' | 'en', of = account): Promise<Desk> {
  const {scan, hide} = words[lang];
  const desk = await stage().browser.newContext();
  const page = await open(stage(), desk, 'kb-trade', {view: 'home', accounts: of, lang});
  await page.locator('#send:enabled').click();
  await step(page, 'otp-verify', 'code');
  const close = async () => {
    const shown = page.getByRole('button', {name: hide, exact: true});
    if (await shown.isVisible()) await shown.click();
  };
  return {
    page,
    async picture() {
      await close();
      await page.getByRole('button', {name: scan, exact: true}).click();
      return drawnOn(page.locator('otp-verify [part=qr]'));
    },
    async typeCode(code) {
      await close();
      await field(page).fill(code);
    },
  };
}

const scanner = (list: Page) => list.locator('otp-scan');
const says = (list: Page, text: string) =>
  scanner(list)
    .locator('.status')
    .filter({hasText: eitherHyphen(text)})
    .waitFor();

/** Opens the list on the phone while it has a network, which tells it the keys and brings what scans. */
async function openedList(phone: BrowserContext, lang: 'vi' | 'en'): Promise<Page> {
  const list = await open(stage(), phone, 'm-able', {view: 'list', lang});
  await step(list, 'otp-list', 'locked');
  await enter(list, password, words[lang].unlock);
  await step(list, 'otp-list', 'open');
  await button(list, words[lang].scan).waitFor();
  await list.waitForLoadState('networkidle');
  return list;
}

async function digitsOn(list: Page): Promise<string> {
  const shown = scanner(list)
    .locator('[part=code] [aria-hidden]')
    .filter({hasText: /^\d{4} \d{4}$/});
  return (await shown.innerText()).replace(' ', '');
}

describe('a phone that scans what KB-Trade asks for', () => {
  let phone: BrowserContext;
  before(async () => {
    const second = await stage().browser.newContext();
    await (await enrol(stage(), second, otherAccount)).close();
    phone = await stage().browser.newContext();
    await giveCamera(phone);
    await (await enrol(stage(), phone)).close();
    stage().pass(twoSteps);
  });
  after(() => phone.setOffline(false));

  for (const lang of ['vi', 'en'] as const) {
    const said = words[lang];
    describe(`an order, ${lang}`, () => {
      test('is verified by the eight digits that the phone makes of what it has scanned without a network', async () => {
        const list = await openedList(phone, lang);
        const {page, picture, typeCode} = await order(lang);
        const drawn = await picture();
        await phone.setOffline(true);
        await button(list, said.scan).click();
        await hold(list, drawn);
        await scanner(list).getByText(eitherHyphen(said.review)).waitFor();
        await scanner(list).getByText(said.lines).waitFor();
        assert.equal(await camerasOn(list), 0);
        await button(list, said.create).click();
        await says(list, said.type);
        const digits = await digitsOn(list);
        assert.ok(!stage().log().includes(digits));
        await typeCode(digits);
        await page.locator('#orders tbody tr').first().waitFor();
        await button(list, said.done).click();
        assert.ok(!holds(await serialize(list), digits));
        await phone.setOffline(false);
        await Promise.all([page.context().close(), list.close()]);
      });

      test('is not taken for theirs by another customer’s phone, nor scanned too late, nor from anybody else', async () => {
        const list = await openedList(phone, lang);
        const others = await order(lang, otherAccount);
        await button(list, said.scan).click();
        await hold(list, await others.picture());
        await says(list, said.other);
        await hold(list, pictureOf('https://kbsv.example/dang-nhap'));
        await says(list, said.foreign);
        const own = await order(lang);
        const late = await own.picture();
        stage().pass(20_000);
        await list.waitForResponse((response) => response.url().endsWith('/requests'));
        await hold(list, late);
        await says(list, said.expired);
        assert.equal(await camerasOn(list), 1);
        await hold(list, await own.picture());
        await scanner(list).getByText(said.lines).waitFor();
        await scanner(list).getByRole('button', {name: said.back}).click();
        await button(list, said.scan).waitFor();
        assert.equal(await camerasOn(list), 0);
        await Promise.all([...[own, others].map(({page}) => page.context().close()), list.close()]);
      });
    });
  }
});
