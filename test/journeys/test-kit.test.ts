/** `kb-otp/testing/playwright` as a host's test uses it: a built page, the test endpoint in place of its network. */

import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import {otpPage, serveTestEndpoint} from '../../src/testing/playwright.js';
import {launchChromium} from '../support/browser.mjs';
import {buildHost, serveHost, type Host} from './built-host.js';

const folder = mkdtempSync(join(tmpdir(), 'kb-otp-kit-'));
let browser: Browser;
let host: Host;
let page: Page;

before(async () => {
  await buildHost(folder, 'https://otp.example/otp/v1');
  host = await serveHost(folder, {});
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  host.close();
  rmSync(folder, {recursive: true, force: true});
});

const element = () => otpPage(page.locator('otp-verify'));

describe('a host’s test with Playwright', () => {
  test('verifies a customer by the test endpoint on another origin, and finds what was asked', async () => {
    page = await browser.newPage();
    const endpoint = await serveTestEndpoint(page, '/otp/v1');
    await page.goto(host.url);
    const otp = element();
    await otp.reaches('code');
    assert.deepEqual(await otp.purpose(), ['Đăng nhập KB-Trade']);
    await otp.enter('000000');
    await otp.confirm();
    await page.locator('otp-verify .status').filter({hasText: '4'}).waitFor();
    assert.match(await otp.status(), /4/);
    await otp.enter('123456');
    await otp.confirm();
    await otp.reaches('verified');
    await page.locator('button[type=submit]').click();
    await page.getByText('grants: 1').waitFor();
    assert.ok(endpoint.calls.some(({name}) => name === 'answerChallenge'));
    await page.close();
  });

  test('reads a sentence once where the screen counts seconds', async () => {
    page = await browser.newPage();
    const endpoint = await serveTestEndpoint(page, '/otp/v1');
    await page.goto(host.url);
    await page.locator('otp-verify').evaluate((verify) => verify.setAttribute('account', '058C000002'));
    const otp = element();
    await page.getByText('•••• ••• 567').waitFor();
    endpoint.failNext('answerChallenge', 'rate_limited');
    await otp.enter('123456');
    await otp.confirm();
    await page.locator('[part~=status] .unseen').waitFor({state: 'attached'});
    assert.equal(await otp.status(), 'Có quá nhiều yêu cầu liên tiếp. Vui lòng chờ rồi thử lại.');
    await page.close();
  });

  test('has an endpoint that can’t be reached, by name of the call', async () => {
    page = await browser.newPage();
    const endpoint = await serveTestEndpoint(page, '/otp/v1');
    endpoint.failNext('getAuthentication', 'unreachable');
    endpoint.failNext('beginAuthentication', 'unreachable');
    await page.goto(host.url);
    const otp = element();
    await otp.reaches('failed');
    await otp.press('Thử lại');
    await otp.reaches('code');
    await page.close();
  });
});
