/** The six channel pages of the demo: each by itself, and together on the main page. */

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {FrameLocator, Page} from 'playwright-core';
import {authenticator, orderRows, setUpStage, smsAccount, visit, type VisitOptions} from './support.js';
import {eitherHyphen} from './either-hyphen.js';
import {channels, type ChannelId} from '../../demo/page/common/channels.js';

const stage = setUpStage();
const password = '835206';

const frame = (page: Page, id: ChannelId): FrameLocator => page.frameLocator(`iframe[data-page=${id}]`);
const tab = (page: Page, id: ChannelId) => page.locator(`.tabs [value=${id}]`);
const scenario = (page: Page, name: string) => page.locator(`#scenarios .group [value=${name}]`);
const note = (page: Page) => page.locator('#scenario-note');

/** Opens a channel's page without the main page around it. */
async function alone(
  path: string,
  {lang = 'vi', theme = 'light', account = '', width = 390}: VisitOptions,
  look: (page: Page) => Promise<void>,
) {
  const {demo, browser} = stage();
  await fetch(`${demo.url}/api/reset`, {method: 'POST'});
  const context = await browser.newContext({viewport: {width, height: 844}});
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const complaints: string[] = [];
      Object.assign(globalThis, {complaints});
      document.addEventListener('securitypolicyviolation', ({effectiveDirective}) =>
        complaints.push(effectiveDirective),
      );
      window.addEventListener('error', ({message}) => complaints.push(message));
    });
    await page.goto(`${demo.url}${path}?${new URLSearchParams({lang, theme, account})}`);
    await look(page);
    assert.deepEqual(await page.evaluate('complaints'), []);
  } finally {
    await context.close();
  }
}

const sidewaysRoom = (page: Page) =>
  page.evaluate(() => document.documentElement.clientWidth - document.documentElement.scrollWidth);

describe('each channel’s page', () => {
  for (const {id, name, path, place} of channels)
    test(`${name} opens by itself, says who it is and fits on a phone, under the strict policy`, () =>
      alone(path, {}, async (page) => {
        await page
          .locator(place === 'phone' ? '.tile' : '#services button')
          .first()
          .waitFor();
        assert.equal(await page.locator(':is(.app-bar h1, .web-bar)').innerText(), name);
        assert.equal(await page.locator('html').getAttribute('data-channel'), id);
        assert.equal(await sidewaysRoom(page), 0);
      }));

  test('may be framed by the demo’s own pages only, and the main page by nobody', async () => {
    const policy = async (path: string) =>
      (await fetch(`${stage().demo.url}${path}`)).headers.get('Content-Security-Policy') ?? '';
    for (const {path} of channels) {
      assert.match(await policy(path), /frame-ancestors 'self'/);
      assert.doesNotMatch(await policy(path), /frame-src/);
    }
    assert.match(await policy('/'), /frame-src 'self'; frame-ancestors 'none'/);
  });
});

describe('on the desk', () => {
  test('KB-TradeDS takes an order in contracts and index points', () =>
    visit(stage(), {}, async ({page}) => {
      await tab(page, 'kb-trade-ds').click();
      const desk = frame(page, 'kb-trade-ds');
      await desk.locator('#send:enabled').waitFor();
      await desk.locator('#quantity').fill('2');
      await desk.locator('#price').fill('1284,9');
      await desk.locator('#send').click();
      const purpose = desk.locator('otp-verify [part=purpose]');
      await purpose.filter({hasText: '2 hợp đồng VN30F2612'}).filter({hasText: '1.284,9\u00a0điểm'}).waitFor();
      await desk.locator('otp-verify input').fill(authenticator());
      const row = desk.locator('#orders tbody tr');
      await row.waitFor();
      assert.ok((await row.innerText()).includes('Mua 2 VN30F2612 × 1.284,9'), await row.innerText());
    }));

  test('KB-able transfers the amount that was verified', () =>
    visit(stage(), {}, async ({page}) => {
      await tab(page, 'kb-able').click();
      const desk = frame(page, 'kb-able');
      const send = desk.getByRole('button', {name: 'Chuyển tiền'});
      await send.waitFor();
      await desk.locator('#amount').fill('7500000');
      await send.click();
      await desk.locator('otp-verify [part=purpose]').filter({hasText: '7.500.000'}).waitFor();
      await desk.locator('otp-verify input').fill(authenticator());
      await desk
        .locator('.outcome')
        .filter({hasText: /^Lệnh chuyển tiền đã được nhận\. Số hiệu lệnh \d+\.$/})
        .waitFor();
      const row = desk.locator('#transfers tbody tr');
      await row.waitFor();
      assert.ok((await row.innerText()).includes('7.500.000'), await row.innerText());
    }));

  test('another amount than the verified one is asked for anew', () =>
    visit(stage(), {}, async ({page}) => {
      await tab(page, 'kb-able').click();
      const desk = frame(page, 'kb-able');
      await desk.getByRole('button', {name: 'Chuyển tiền'}).click();
      await desk.locator('otp-verify input').waitFor();
      await desk.locator('#amount').fill('9000000');
      await desk.locator('otp-verify').waitFor({state: 'detached'});
      assert.equal(await desk.getByRole('button', {name: 'Chuyển tiền'}).isVisible(), true);
    }));
});

/** Fills a password in: one that is being chosen is confirmed, of one that is known the last digit sends. */
async function enterPassword(app: FrameLocator, action: string): Promise<void> {
  const isChosen = (await app.locator('#code').getAttribute('autocomplete')) === 'new-password';
  await app.locator('#code').fill(password);
  if (isChosen) await app.getByRole('button', {name: action}).click();
}

/** Waits until the monitor has told of this screen of the registration. */
const step = (page: Page, name: string) => page.locator('#events').getByText(`→ ${name}`).first().waitFor();

/** Registers the chosen account and another one on M-able, by the code that the main page's phone shows. */
async function register(page: Page, other: string): Promise<string> {
  const app = frame(page, 'm-able');
  await app.locator('.tile[value=enroll]').click();
  await app.locator('.accounts summary').click();
  await app.locator(`.option [value="${other}"]`).check();
  await app.getByRole('button', {name: 'Đồng ý và tiếp tục'}).click();
  const code = await page.locator('#phone .message .code').first().innerText();
  await app.locator('otp-verify input').fill(code);
  await step(page, 'choosing-accounts');
  await app.getByRole('button', {name: 'Tiếp tục'}).click();
  await step(page, 'creating-password');
  await enterPassword(app, 'Tiếp tục');
  await step(page, 'confirming-password');
  await enterPassword(app, 'Tiếp tục');
  await app.getByRole('button', {name: eitherHyphen('Danh sách KB-OTP')}).click();
  await app.locator('otp-list').waitFor();
  return code;
}

/** How many records the site keeps; the login that comes next may have opened a database, and found nothing in it. */
async function recordsKept(): Promise<number> {
  const answerOf = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('no answer'));
    });
  let records = 0;
  for (const {name = ''} of await indexedDB.databases()) {
    const database = await answerOf(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      records += await answerOf(database.transaction(store).objectStore(store).count());
    database.close();
  }
  return records;
}

describe('on the phone', () => {
  test('an app that opens scrolls its own page to the top, and the main page not at all', () =>
    visit(stage(), {}, async ({page}) => {
      const app = frame(page, 'm-able');
      const tops = async () => [await page.evaluate(() => scrollY), await app.locator('html').evaluate(() => scrollY)];
      await app.locator('.tile[value=enroll]').waitFor();
      assert.deepEqual(await tops(), [0, 0]);
      await app.locator('html').evaluate((html) => {
        html.style.paddingBlockEnd = '200vh';
        scrollTo(0, 300);
      });
      await app.locator('.tile[value=enroll]').dispatchEvent('click');
      await app.locator('otp-enroll').waitFor();
      assert.deepEqual(await tops(), [0, 0]);
    }));

  test('M-able registers two accounts; the monitor tells of it and holds neither code nor password', () =>
    visit(stage(), {account: smsAccount}, async ({page}) => {
      const code = await register(page, '058C000005');
      // The password that was just made has opened the list.
      await frame(page, 'm-able').locator('[part=code]').nth(1).waitFor();
      await page.locator('#events').getByText('otp-enrolled').waitFor();
      const monitor = await page.locator('.monitor').innerHTML();
      assert.ok(monitor.includes('M-able &lt;otp-list&gt;'));
      assert.match(monitor, /"blindedElement": "••••••"/);
      assert.match(monitor, /"code": "••••••"/);
      for (const secret of [code, password]) assert.equal(monitor.includes(secret), false);
    }));

  test('F3, by one press: removing the app takes the list away, and the login on it still knows of KB-OTP', () =>
    visit(stage(), {account: smsAccount}, async ({page}) => {
      await scenario(page, 'f3').click();
      await note(page).filter({hasText: 'Ứng dụng đã được gỡ và cài lại'}).waitFor();
      assert.equal(await page.evaluate(recordsKept), 0);
      await frame(page, 'm-able').locator('otp-verify').waitFor();
    }));

  test('an order in an app is in KB-Trade’s book', () =>
    visit(stage(), {}, async ({page}) => {
      await tab(page, 'kb-mobile').click();
      const app = frame(page, 'kb-mobile');
      await app.locator('.tile[value=order]').click();
      await app.getByRole('button', {name: 'Đặt lệnh mua'}).click();
      await app.getByRole('button', {name: 'Nhập mã từ thiết bị khác'}).click();
      await app.locator('otp-verify input').fill(authenticator());
      await orderRows(page).first().waitFor();
      assert.equal(await orderRows(page).count(), 1);
    }));
});

describe('what is chosen on the main page', () => {
  test('reaches the pages in its frames: language, theme and account', () =>
    visit(stage(), {}, async ({page}) => {
      const app = frame(page, 'm-able');
      await app.getByText(eitherHyphen('Đăng ký KB-OTP')).waitFor();
      await page.locator('#languages [value=en]').click();
      await app.getByText(eitherHyphen('Register KB-OTP')).waitFor();
      await page.locator('#themes [value=dark]').click();
      await app.locator('html[data-theme=dark]').waitFor();
      await page.locator('#account').selectOption(smsAccount);
      await app.locator('.purse .number').filter({hasText: smsAccount}).waitFor();
      await app.locator('#method').getByText('Text message', {exact: true}).waitFor();
    }));

  test('a lost network is lost for the apps too', () =>
    visit(stage(), {}, async ({page}) => {
      const app = frame(page, 'm-able');
      await app.locator('.tile[value=login]').waitFor();
      await scenario(page, 'loseNetwork').click();
      await note(page).filter({hasText: 'Đã ngắt mạng'}).waitFor();
      await app.locator('.tile[value=login]').click();
      await page.locator('#traffic').getByText('không có phản hồi').first().waitFor();
      await scenario(page, 'loseNetwork').click();
      await app.getByRole('button', {name: 'Nhập mã từ thiết bị khác'}).waitFor();
      assert.equal(await note(page).innerText(), 'Mạng bình thường.');
    }));
});
