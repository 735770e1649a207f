/**
 * A customer registers KB-OTP on M-able for two accounts, reads a code there and types it on KB-Trade. Every page is
 * built and served under the strict policy, on another origin than the endpoint.
 */

import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import type {Demo} from '../../demo/server.js';
import {launchChromium} from '../support/browser.mjs';
import {buildHost, serveHost, type Host} from './built-host.js';
import {twoSteps} from './device-support.js';
import {keepPicture, smsAccount, startTestDemo} from './support.js';
import {eitherHyphen} from './either-hyphen.js';

const otherAccount = '058C000005';
const password = '835206';
const wrongPassword = '740918';

const folder = mkdtempSync(join(tmpdir(), 'kb-otp-device-'));
const headers: Record<string, string> = {};
/** Milliseconds that the endpoint's clock is ahead. */
let passed = 0;
let host: Host;
let demo: Demo;
let browser: Browser;
let phone: BrowserContext;

before(async () => {
  host = await serveHost(join(folder, 'page'), headers);
  const endpoint = {clockShift: () => passed};
  demo = await startTestDemo({port: 0, dataDir: join(folder, 'data'), allowedOrigins: [host.url], endpoint});
  const base = `${demo.url}/otp/v1`;
  headers['Content-Security-Policy'] =
    `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${base}/; ` +
    "require-trusted-types-for 'script'; trusted-types lit-html";
  await buildHost(join(folder, 'page'), base, 'device-host');
  browser = await launchChromium();
  phone = await signedIn();
});

after(async () => {
  await browser.close();
  await demo.close();
  host.close();
  rmSync(folder, {recursive: true, force: true});
});

async function signedIn(): Promise<BrowserContext> {
  const context = await browser.newContext();
  await context.request.post(`${demo.url}/api/session`);
  return context;
}

async function open(context: BrowserContext, element: string, attributes: Record<string, string>): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(globalThis, {violations});
    document.addEventListener('securitypolicyviolation', ({effectiveDirective}) => violations.push(effectiveDirective));
  });
  await page.goto(`${host.url}/?${new URLSearchParams({element, ...attributes}).toString()}`);
  return page;
}

const both = {account: `${smsAccount} ${otherAccount}`, channel: 'm-able', 'device-name': 'Điện thoại của Bình'};
const button = (page: Page, name: string | RegExp) => page.getByRole('button', {name: eitherHyphen(name)});
const status = (page: Page) => page.getByRole('status');
const field = (page: Page) => page.locator('#code');
const step = (page: Page, element: string, wanted: string) =>
  page.waitForFunction(
    ([name, expected]) => (document.querySelector(name) as {step?: string} | null)?.step === expected,
    [element, wanted] as const,
  );

async function smsCode(): Promise<string> {
  const answer = await phone.request.get(`${demo.url}/otp/dev/inbox?account=${smsAccount}`);
  const {messages} = (await answer.json()) as {messages: {text: {vi: string}}[]};
  return /\d{6}/.exec(messages[0]?.text.vi ?? '')?.[0] ?? '';
}

/** Fills a password in: one that is being chosen is confirmed, of one that is known the last digit sends. */
async function enter(page: Page, text: string, action: string) {
  const isChosen = (await field(page).getAttribute('autocomplete')) === 'new-password';
  await field(page).fill(text);
  if (isChosen) await button(page, action).click();
}

const withoutViolation = async (page: Page) => assert.deepEqual(await page.evaluate('violations'), []);

describe('registering on M-able, verifying on KB-Trade', () => {
  test('the customer proves himself by SMS, makes a password and both accounts are on KB-OTP', async () => {
    const page = await open(phone, 'otp-enroll', both);
    await button(page, 'Đồng ý và tiếp tục').click();
    await step(page, 'otp-enroll', 'proving');
    await field(page).waitFor();
    await field(page).fill(await smsCode());
    await step(page, 'otp-enroll', 'choosing-accounts');
    await button(page, 'Tiếp tục').click();

    await enter(page, '123456', 'Tiếp tục');
    await status(page).filter({hasText: 'Không dùng dãy số liên tiếp.'}).waitFor();
    await enter(page, password, 'Tiếp tục');
    await step(page, 'otp-enroll', 'confirming-password');
    await enter(page, wrongPassword, 'Tiếp tục');
    await status(page).filter({hasText: 'Mật khẩu nhập lại chưa khớp. Vui lòng nhập lại.'}).waitFor();
    await enter(page, password, 'Tiếp tục');
    await step(page, 'otp-enroll', 'done');
    await keepPicture(page, 'enrol-vi-done');
    await withoutViolation(page);
    await page.close();
  });

  test('a wrong password says how many tries are left; the right one shows a code that KB-Trade accepts', async () => {
    // The first code was used up by the activation (A8); the one that is shown after its step counts.
    passed += twoSteps;
    const list = await open(phone, 'otp-list', both);
    await step(list, 'otp-list', 'locked');
    await enter(list, wrongPassword, 'Mở khóa');
    await status(list).filter({hasText: 'Quý khách còn 9 lần thử.'}).waitFor();
    await enter(list, password, 'Mở khóa');
    await step(list, 'otp-list', 'open');
    const shown = list.locator('[part=code] [aria-hidden]').first();
    await shown.filter({hasText: /^\d{3} \d{3}$/}).waitFor();
    await keepPicture(list, 'enrol-vi-list');

    const desk = await signedIn();
    const trade = await open(desk, 'otp-verify', {account: smsAccount, channel: 'kb-trade', purpose: 'login'});
    await step(trade, 'otp-verify', 'code');
    await field(trade).fill(await shown.innerText());
    await button(trade, 'Xác nhận').click();
    await step(trade, 'otp-verify', 'verified');
    await keepPicture(trade, 'enrol-vi-verified');
    await withoutViolation(list);
    await withoutViolation(trade);
    await desk.close();
  });

  test('a second phone takes the accounts over, and the first one says so', async () => {
    const second = await signedIn();
    const page = await open(second, 'otp-enroll', {...both, 'device-name': 'Điện thoại mới'});
    await page.locator('[part=notice]').filter({hasText: 'Điện thoại của Bình'}).waitFor();
    await second.close();
  });

  test('on KB-Trade, registering is guidance to the apps and no error (F1)', async () => {
    const page = await open(phone, 'otp-enroll', {account: smsAccount, channel: 'kb-trade'});
    await page.getByText(eitherHyphen('KB-Mobile hoặc M-able')).first().waitFor();
    assert.equal(await status(page).innerText(), '');
    await page.close();
  });
});
