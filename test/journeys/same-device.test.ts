/** F2 on one phone: the authentication screen of an app takes the code from the list on the same device. */

import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import type {BrowserContext, Page} from 'playwright-core';
import {
  account,
  addressOf,
  button,
  enrol,
  enter,
  field,
  holds,
  note,
  open,
  openList,
  password,
  serialize,
  setUpDevices,
  shownCode,
  status,
  step,
  twoSteps,
  wrongPassword,
  type Noted,
} from './device-support.js';
import {eitherHyphen} from './either-hyphen.js';

const stage = setUpDevices();
let phone: BrowserContext;
let noted: Noted;

const useThisDevice = 'Dùng mã của thiết bị này';
const elsewhere = 'Nhập mã từ thiết bị khác';
const passwordAsked = 'Mật khẩu KB-OTP của thiết bị này';

/** Opens a screen that asks for a code, at a time of which no code was used yet. */
async function asked(channel: 'm-able' | 'kb-mobile', view: 'login' | 'order'): Promise<Page> {
  stage().pass(twoSteps);
  return askedNow(channel, view);
}

async function askedNow(channel: 'm-able' | 'kb-mobile', view: 'login' | 'order'): Promise<Page> {
  const page = await open(stage(), phone, channel, {view});
  if (view === 'order') await button(page, 'Đặt lệnh mua').click();
  await step(page, 'otp-verify', 'code');
  return page;
}

/** Unlocks with the answer held back; gives the code that is on its way, and how to let it go. */
async function unlockAndHold(page: Page): Promise<{readonly code: string; readonly release: () => void}> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => void (release = resolve));
  await page.route('**/answer', async (route) => {
    await released;
    await route.continue();
  });
  const answer = page.waitForRequest(/\/answer$/);
  await enter(page, password, 'Mở khóa và xác nhận');
  const {code} = (await answer).postDataJSON() as {code: string};
  assert.match(code, /^\d{6}$/);
  return {code, release};
}

/** Where a code or the password stands that it should not stand in. */
async function leaks(page: Page, secret: string): Promise<readonly string[]> {
  const places: Readonly<Record<string, string>> = {
    page: await serialize(page),
    text: await page.locator('body').innerText(),
    events: noted.events.join('\n'),
    console: noted.console.join('\n'),
    requests: noted.requests.map(({url, headers, body}) => `${url}\n${headers}\n${body}`).join('\n'),
  };
  return Object.entries(places).flatMap(([place, text]) => (holds(text, secret) ? [place] : []));
}

const accepted = {login: 'Đăng nhập', order: 'Lệnh'} as const;

describe('the code of this very device', () => {
  before(async () => {
    phone = await stage().browser.newContext();
    await (await enrol(stage(), phone)).close();
    noted = await note(phone);
  });

  for (const channel of ['m-able', 'kb-mobile'] as const)
    for (const view of ['login', 'order'] as const)
      test(`${channel}, ${view}: the password is enough, and the code stands in the one answer alone`, async () => {
        const page = await asked(channel, view);
        const {code, release} = await unlockAndHold(page);

        await step(page, 'otp-verify', 'submitting');
        assert.deepEqual(await leaks(page, code), ['requests']);
        assert.equal(await page.locator('otp-verify input').first().inputValue(), '');
        release();
        await page.locator('.outcome').filter({hasText: accepted[view]}).waitFor();
        assert.deepEqual(await leaks(page, code), ['requests']);
        assert.deepEqual(await leaks(page, password), []);
        const carrying = noted.requests.filter(({url, headers, body}) => holds(url + headers + body, code));
        assert.deepEqual(
          carrying.map(({method, url}) => `${method} ${new URL(url).pathname.split('/').at(-1)}`),
          ['POST answer'],
        );
        await page.close();
      });

  test('a wrong password says how many tries are left, and the right one still verifies', async () => {
    const page = await asked('m-able', 'login');
    await enter(page, wrongPassword, 'Mở khóa và xác nhận');
    await status(page, 'Mật khẩu KB-OTP chưa đúng. Quý khách còn 9 lần thử.').waitFor();
    await enter(page, password, 'Mở khóa và xác nhận');
    await page.locator('.outcome').waitFor();
    await page.close();
  });

  test('“Nhập mã từ thiết bị khác” leads to the field, and a code that is typed is accepted too', async () => {
    stage().pass(twoSteps);
    const list = await openList(stage(), phone);
    const page = await askedNow('kb-mobile', 'login');
    await button(page, elsewhere).click();
    await button(page, useThisDevice).waitFor();
    await field(page).fill(await shownCode(list, account));
    await page.locator('.outcome').waitFor();
    await list.close();
    await page.close();
  });

  test('the scan finds a code that is painted, told, logged or sent', async () => {
    const page = await asked('m-able', 'login');
    const code = '918273';
    await page.evaluate((leak) => {
      const root = document.querySelector('otp-verify')!.shadowRoot!;
      for (const digit of leak) root.append(Object.assign(document.createElement('i'), {textContent: digit}));
      document.dispatchEvent(Object.assign(new Event('otp-step'), {detail: {leak}}));
      console.log(leak);
      return fetch(`/api/session?x=${leak}`).then(() => undefined);
    }, code);
    assert.deepEqual(await leaks(page, code), ['page', 'events', 'console', 'requests']);
    await page.close();
  });
});

const isOfList = (path: string) => /vault|device-store|device-code|curves|idb-keyval/.test(path);

/** What the page loads from now on. */
function pathsOf(page: Page): readonly string[] {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

describe('on KB-Trade', () => {
  test('nothing that reads or opens a list is loaded, nor offered', async () => {
    const page = await phone.newPage();
    const loaded = pathsOf(page);
    await page.goto(addressOf(stage(), 'kb-trade', {view: 'home'}));
    await page.locator('#send:enabled').click();
    await step(page, 'otp-verify', 'code');
    await page.waitForLoadState('networkidle');
    assert.deepEqual(loaded.filter(isOfList), []);
    assert.equal(await page.getByText(eitherHyphen(passwordAsked)).count(), 0);
    assert.equal(await page.evaluate(async () => (await indexedDB.databases()).length > 0), true);
    await page.close();
  });

  test('while an app on the same phone loads it', async () => {
    const page = await phone.newPage();
    const loaded = pathsOf(page);
    await page.goto(addressOf(stage(), 'm-able', {view: 'login'}));
    await page.getByText(eitherHyphen(passwordAsked)).waitFor();
    assert.ok(loaded.some(isOfList));
    await page.close();
  });
});
