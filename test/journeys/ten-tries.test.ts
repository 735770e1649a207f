/** B1 and B2 end to end: ten wrong passwords destroy the key; what a thief copied before opens under no password. */

import assert from 'node:assert/strict';
import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {chromium, type BrowserContext, type Page} from 'playwright-core';
import {connect} from '../../server/src/store/connect.js';
import {chromiumFlags, findChromium} from '../support/browser.mjs';
import {
  button,
  enrol,
  enter,
  inbox,
  note,
  account,
  open,
  password,
  setUpDevices,
  status,
  step,
} from './device-support.js';
import {eitherHyphen} from './either-hyphen.js';

const stage = setUpDevices();
const wrong = Array.from({length: 10}, (_, index) => `74091${index}`);

const profiles = mkdtempSync(join(tmpdir(), 'kb-otp-profiles-'));
const start = (profile: string) =>
  chromium.launchPersistentContext(join(profiles, profile), {executablePath: findChromium(), args: chromiumFlags});

const lockedList = async (phone: BrowserContext): Promise<Page> => {
  const page = await open(stage(), phone, 'm-able', {view: 'list'});
  await step(page, 'otp-list', 'locked');
  return page;
};

/** The id under which the endpoint knows the phone, from the phone's own record. */
const deviceOf = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open('kb-otp', 1);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('device').objectStore('device').get('vault');
          reading.onsuccess = () => resolve((reading.result as {device: string}).device);
        };
      }),
  );

/** Listens to the list, and resolves then, to what waits for all that it has told by the time it is locked again. */
async function listenUntilLocked(page: Page): Promise<() => Promise<readonly string[]>> {
  const listening = await page.locator('otp-list').evaluateHandle((list) => ({
    told: new Promise<readonly string[]>((resolve) => {
      const told: string[] = [];
      for (const name of ['otp-error', 'otp-step'] as const)
        list.addEventListener(name, (event) => {
          told.push(JSON.stringify(event).replace('"isTrusted":false,', ''));
          if ('step' in event && event.step === 'locked') resolve(told);
        });
    }),
  }));
  return () => listening.evaluate(({told}) => told);
}

async function keyRow(device: string): Promise<string | null> {
  const {db} = connect({kind: 'sqlite', file: join(stage().dataDir, 'kb-otp.db')});
  const row = await db.selectFrom('devices').where('id', '=', device).selectAll().executeTakeFirstOrThrow();
  await db.destroy();
  return row.sealed_oprf_key;
}

/** The page around the list reads the account's status whenever it likes, and the list what waits for an approval. */
const ofTheList = (requests: readonly {readonly method: string; readonly url: string}[]): string[] =>
  requests
    .map(({method, url}) => `${method} ${new URL(url).pathname}`)
    .filter((asked) => asked.includes('/devices/') && !asked.endsWith('/requests'));

describe('ten wrong passwords', () => {
  let device = '';
  let page: Page;

  before(async () => {
    const phone = await start('phone');
    device = await deviceOf(await enrol(stage(), phone));
    await phone.close();
    cpSync(join(profiles, 'phone'), join(profiles, 'thief'), {recursive: true});
    page = await lockedList(await start('phone'));
  });
  after(async () => {
    await page.context().close();
    rmSync(profiles, {recursive: true, force: true, maxRetries: 10, retryDelay: 100});
  });

  test('count down, warn before the last, and say after it that the list is of no use any more', async () => {
    assert.match((await keyRow(device)) ?? '', /^v1\./);
    for (const [tries, guess] of wrong.slice(0, 8).entries()) {
      await enter(page, guess, 'Mở khóa');
      await status(page, `Quý khách còn ${9 - tries} lần thử.`).waitFor();
    }
    await enter(page, wrong[8] ?? '', 'Mở khóa');
    await status(page, 'Quý khách còn 1 lần thử. Nếu sai,').waitFor();
    // The last try is the customer's own decision.
    await enter(page, wrong[9] ?? '', 'Mở khóa');
    await button(page, 'Mở khóa').click();
    await status(page, 'Danh sách KB-OTP trên thiết bị này không còn dùng được.').waitFor();
  });

  test('the eleventh, which is right, is refused; what is left is the way of a forgotten password (F4)', async () => {
    await enter(page, password, 'Mở khóa');
    await step(page, 'otp-list', 'disabled');
    const said =
      'Đã nhập sai mật khẩu KB-OTP quá số lần cho phép. Danh sách KB-OTP trên thiết bị này không còn dùng được. Hãy đặt lại mật khẩu KB-OTP.';
    await status(page, said).waitFor();
    assert.equal(await page.locator('otp-list input').count(), 0);
    await button(page, 'Đặt lại mật khẩu KB-OTP').click();
    await page.getByText(eitherHyphen('tất cả tài khoản sau sẽ bị xóa khỏi Danh sách KB-OTP')).waitFor();
  });

  test('the endpoint has no key of the device any more, says so, and has told the customer', async () => {
    const answer = await page.request.get(`${stage().demo.url}/otp/v1/devices/${device}`);
    assert.equal(answer.status(), 410);
    assert.equal(((await answer.json()) as {code: string}).code, 'device_disabled');
    assert.equal(await keyRow(device), null);
    assert.ok(
      (await inbox(stage(), account)).some((text) => text.includes('không còn dùng được do nhập sai mật khẩu')),
    );
  });

  test('a copy of the whole browser made before, without the endpoint: every password ends alike', async (context) => {
    const thief = await start('thief');
    // Two browsers can't have one profile.
    context.after(() => thief.close());
    const noted = await note(thief);
    const answered: string[] = [];
    thief.on('response', (response) => answered.push(new URL(response.url()).pathname));
    const copy = await lockedList(thief);
    assert.equal(await deviceOf(copy), device);
    await copy.waitForLoadState('networkidle');
    await thief.route('**/otp/v1/**', (route) => route.abort('connectionrefused'));
    answered.length = 0;
    const outcomes: object[] = [];
    for (const guess of [...wrong.slice(0, 3), password, ...wrong.slice(3, 6), password]) {
      const from = noted.requests.length;
      const told = await listenUntilLocked(copy);
      await enter(copy, guess, 'Mở khóa');
      outcomes.push({
        told: await told(),
        said: await copy.getByRole('status').allInnerTexts(),
        asked: ofTheList(noted.requests.slice(from)),
      });
    }
    const [first] = outcomes;
    assert.deepEqual(
      outcomes,
      outcomes.map(() => first),
    );
    for (const part of [/unlocks/, /unlocking/, /problem/]) assert.match(JSON.stringify(first), part);
    assert.deepEqual(
      answered.filter((path) => path.startsWith('/otp/v1/')),
      [],
    );
  });

  test('nor does the copy open with the endpoint, whose key is gone', async () => {
    const thief = await start('thief');
    const copy = await lockedList(thief);
    await enter(copy, password, 'Mở khóa');
    await step(copy, 'otp-list', 'disabled');
    await thief.close();
  });
});
