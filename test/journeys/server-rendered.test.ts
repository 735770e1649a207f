/** Pages that a server has drawn, elements and all, whose script comes late: they are taken up where they stand. */

import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import {html, type TemplateResult} from 'lit';
import type {Browser, Page, Request} from 'playwright-core';
import type {OtpVerify} from '../../src/index.js';
import '../../src/define.js';
import {launchChromium} from '../support/browser.mjs';
import {asTyped} from '../../src/testing/customer/screen.js';
import {status} from '../../src/testing/endpoint/accounts.js';
import {challenge} from '../../src/testing/endpoint/challenges.js';
import {buildHost, serveHost, type Host} from './built-host.js';
import {keepPicture, kbOtpAccount} from './support.js';
import {HostPage} from './server-lit-host/page.js';

const tags = ['otp-verify', 'otp-enroll', 'otp-list', 'otp-cancel'];

const drawnPages: Readonly<Record<string, TemplateResult>> = {
  'server-host': html`
    <otp-verify endpoint="/otp/v1" account=${kbOtpAccount} channel="kb-trade"></otp-verify>
    <otp-enroll endpoint="/otp/v1" account=${kbOtpAccount} channel="m-able"></otp-enroll>
    <otp-list endpoint="/otp/v1" account=${kbOtpAccount} channel="m-able"></otp-list>
    <otp-cancel endpoint="/otp/v1" account=${kbOtpAccount} channel="kb-trade"></otp-cancel>
  `,
  'server-lit-host': html`<host-page></host-page>`,
};

const folder = mkdtempSync(join(tmpdir(), 'kb-otp-drawn-'));
const hosts = new Map<string, Host>();
let browser: Browser;

before(async () => {
  customElements.define('host-page', HostPage);
  for (const [source, template] of Object.entries(drawnPages)) {
    const built = join(folder, source);
    await buildHost(built, '/otp/v1', source);
    const file = join(built, 'index.html');
    const drawn = await collectResult(render(template));
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('<!-- drawn -->', () => drawn),
    );
    hosts.set(source, await serveHost(built, {}));
  }
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  for (const host of hosts.values()) host.close();
  rmSync(folder, {recursive: true, force: true});
});

interface Drawn {
  readonly page: Page;
  /** What the console said and the page threw. */
  readonly complaints: string[];
  readonly calls: Request[];
  /** Lets the page's script through. */
  readonly loadScript: () => void;
}

/** Opens a page and holds its script back; the endpoint knows an account on KB-OTP. */
async function open(source: string): Promise<Drawn> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const calls: Request[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  let loadScript: () => void = () => undefined;
  const wanted = new Promise<void>((resolve) => (loadScript = resolve));
  await page.route('**/*.js', async (route) => {
    await wanted;
    await route.continue();
  });
  await page.route('**/otp/v1/**', (route, request) => {
    calls.push(request);
    const now = Date.now();
    return request.method() === 'GET'
      ? route.fulfill({json: status({now, account: kbOtpAccount})})
      : route.fulfill({status: 201, json: challenge.kbOtp({now, account: kbOtpAccount, purpose: 'login'})});
  });
  await page.goto(hosts.get(source)?.url ?? '', {waitUntil: 'commit'});
  return {page, complaints, calls, loadScript};
}

/** What each element shows, and what it holds. */
async function shown(page: Page, tag: string) {
  const {text, ...more} = await page.locator(tag).evaluate((element) => {
    const root = element.shadowRoot!;
    const card = root.querySelector<HTMLElement>('.card')!;
    return {
      cards: root.querySelectorAll('.card').length,
      inputs: root.querySelectorAll('input').length,
      text: card.innerText.trim(),
      language: card.lang,
      display: getComputedStyle(card).display,
      sheets: root.querySelectorAll('style').length,
    };
  });
  return {...more, text: asTyped(text)};
}

describe('a page that a server has drawn', () => {
  test('shows the screens that wait, styled and without a field, before its script is there', async () => {
    const {page, complaints, calls} = await open('server-host');
    const waiting: Record<string, string> = {
      'otp-verify': 'Đang chuẩn bị xác thực…',
      'otp-enroll': 'Đang kiểm tra tài khoản…',
      'otp-list': 'Đang mở Danh sách KB-OTP…',
      'otp-cancel': 'Đang kiểm tra tài khoản…',
    };
    for (const tag of tags) {
      const {text, display, inputs} = await shown(page, tag);
      assert.deepEqual({text, display, inputs}, {text: waiting[tag], display: 'flex', inputs: 0}, tag);
    }
    await keepPicture(page, 'server-rendered-waiting');
    assert.equal(calls.length, 0);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test('is taken up without a double, an error or a word, in the page’s language', async () => {
    const {page, complaints, loadScript} = await open('server-host');
    loadScript();
    await page.waitForFunction(() => document.querySelector<OtpVerify>('otp-verify')?.step === 'code');
    for (const tag of tags) {
      const {cards, language, display, sheets} = await shown(page, tag);
      assert.deepEqual({cards, language, display, sheets}, {cards: 1, language: 'en', display: 'flex', sheets: 0}, tag);
    }
    assert.equal((await shown(page, 'otp-verify')).inputs, 1);
    assert.deepEqual(complaints, []);
    await keepPicture(page, 'server-rendered-taken-up');
    await page.close();
  });
});

describe('a page of Lit that hydrates', () => {
  test('takes the element up without a double or an error, and hands it the session token', async () => {
    const {page, complaints, calls, loadScript} = await open('server-lit-host');
    assert.equal((await shown(page, 'otp-verify')).text, 'Getting ready to verify…');
    loadScript();
    await page.locator('otp-verify input').waitFor();
    const {cards, display, sheets} = await shown(page, 'otp-verify');
    assert.deepEqual({cards, display, sheets}, {cards: 1, display: 'flex', sheets: 0});
    assert.equal(await page.locator('otp-verify').count(), 1);
    for (const call of calls) assert.equal(await call.headerValue('authorization'), 'Bearer token-of-the-page');
    assert.ok(calls.length >= 2);
    assert.deepEqual(complaints, []);
    await page.close();
  });
});
