/**
 * A host page under the strictest policy that we promise to work under, on another origin than the endpoint: bundled,
 * without inline styles or scripts, with Trusted Types enforced.
 */

import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import type {Demo} from '../../demo/server.js';
import {launchChromium} from '../support/browser.mjs';
import {buildHost, serveHost, type Host} from './built-host.js';
import {authenticator, codeField, keepPicture, reach, startTestDemo, statusLine, wrongCode} from './support.js';

const policyFor = (endpoint: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${endpoint}/`,
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');

const folder = mkdtempSync(join(tmpdir(), 'kb-otp-host-'));
const headers: Record<string, string> = {};
let host: Host;
let demo: Demo;
let browser: Browser;

before(async () => {
  host = await serveHost(join(folder, 'page'), headers);
  demo = await startTestDemo({port: 0, dataDir: join(folder, 'data'), allowedOrigins: [host.url]});
  const endpoint = `${demo.url}/otp/v1`;
  headers['Content-Security-Policy'] = policyFor(endpoint);
  await buildHost(join(folder, 'page'), endpoint);
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  await demo.close();
  host.close();
  rmSync(folder, {recursive: true, force: true});
});

interface Watched {
  readonly page: Page;
  /** What the console said and the page threw. */
  readonly complaints: string[];
}

/** A page that keeps every violation of its policy in `violations`. */
async function open(): Promise<Watched> {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(globalThis, {violations});
    document.addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI}) =>
      violations.push(`${effectiveDirective} ${blockedURI}`),
    );
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.request.post(`${demo.url}/api/session`);
  await page.goto(host.url);
  return {page, complaints};
}

const violations = (page: Page): Promise<string[]> => page.evaluate('violations');

describe('under a strict Content-Security-Policy with Trusted Types', () => {
  test('the customer verifies without one violation and without a word on the console', async () => {
    const {page, complaints} = await open();
    await reach(page, 'code');
    await codeField(page).focus();
    await page.keyboard.type(authenticator());
    await page.locator('otp-verify [part=primary]').click();
    await reach(page, 'verified');
    await keepPicture(page, 'strict-csp-verified');

    await page.getByRole('button', {name: 'Đăng nhập'}).click();
    await page.locator('#signed-in').filter({hasText: 'grants: 1'}).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  test('the browser counts no call that has succeeded as one that was given up', {timeout: 60_000}, async () => {
    await fetch(`${demo.url}/api/reset`, {method: 'POST'});
    const page = await (await browser.newContext()).newPage();
    const network = await page.context().newCDPSession(page);
    const ended: string[] = [];
    network.on('Network.loadingFinished', ({requestId}) => void ended.push(`${paths.get(requestId)} finished`));
    network.on(
      'Network.loadingFailed',
      ({requestId, errorText}) => void ended.push(`${paths.get(requestId)} ${errorText}`),
    );
    const paths = new Map<string, string>();
    network.on('Network.requestWillBeSent', ({requestId, request}) => {
      const isCall = request.url.startsWith(`${demo.url}/otp/v1/`) && request.method !== 'OPTIONS';
      if (isCall) paths.set(requestId, new URL(request.url).pathname.split('/').at(-1) ?? '');
    });
    await network.send('Network.enable');
    await page.request.post(`${demo.url}/api/session`);
    await page.goto(host.url);
    await reach(page, 'code');
    for (const code of [wrongCode(), wrongCode(), authenticator()]) {
      await codeField(page).fill(code);
      await page.locator('otp-verify [part=primary]').click();
      const isJudged = () => document.querySelector('otp-verify')?.step !== 'submitting';
      await page.waitForFunction(isJudged);
    }
    await reach(page, 'verified');
    const calls = () => ended.filter((line) => !line.startsWith('undefined'));
    while (calls().length < 4) await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.deepEqual(
      calls(),
      ['authentication', 'answer', 'answer', 'answer'].map((path) => `${path} finished`),
    );
    await page.context().close();
  });

  test('the element is styled and its ring is as full as the time left, although style attributes are blocked', async () => {
    await fetch(`${demo.url}/api/reset`, {method: 'POST'});
    const {page} = await open();
    await reach(page, 'code');
    const looks = await page.evaluate(() => {
      const root = document.querySelector('otp-verify')!.shadowRoot!;
      return {
        display: getComputedStyle(root.querySelector('[part=card]')!).display,
        left: root.querySelector<HTMLElement>('[part=time]')!.style.getPropertyValue('--_left'),
      };
    });
    assert.equal(looks.display, 'flex');
    assert.match(looks.left, /^(1\.00|0\.9\d)$/);
    await page.context().close();
  });

  test('a wrong code brings the words for it and no violation', async () => {
    await fetch(`${demo.url}/api/reset`, {method: 'POST'});
    const {page} = await open();
    await reach(page, 'code');
    await codeField(page).focus();
    await page.keyboard.type(wrongCode());
    await page.locator('otp-verify [part=primary]').click();
    await statusLine(page).filter({hasText: 'Quý khách còn 4 lần thử.'}).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });

  test('the policy is in force: what it forbids is refused and counted', async () => {
    const {page} = await open();
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    const threw = await page.evaluate(() => {
      try {
        document.body.insertAdjacentHTML('beforeend', '<b>x</b>');
        return false;
      } catch {
        return true;
      }
    });
    assert.equal(threw, true);
    await page.waitForFunction('violations.length >= 2');
    const found = await violations(page);
    assert.ok(
      found.some((line) => line.startsWith('style-src-attr')),
      found.join(),
    );
    assert.ok(
      found.some((line) => line.startsWith('require-trusted-types-for')),
      found.join(),
    );
    await page.context().close();
  });
});
