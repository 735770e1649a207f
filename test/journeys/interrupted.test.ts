/** Registering is interrupted: by a reload, by the end of the browser, by the customer. There is never a half state. */

import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {chromium, type BrowserContext, type Page} from 'playwright-core';
import {chromiumFlags, findChromium} from '../support/browser.mjs';
import {killBrowser} from '../support/kill-browser.mjs';
import {
  account,
  button,
  createPassword,
  enter,
  note,
  open,
  openList,
  password,
  proveForEnrolment,
  setUpDevices,
  shownCode,
  status,
  step,
  wrongPassword,
  type Noted,
} from './device-support.js';

const stage = setUpDevices();

interface Standing {
  readonly kbOtp: {readonly state: string};
  readonly methods: readonly {readonly kind: string}[];
}

/** What the endpoint says of the account on M-able. */
async function standing(): Promise<readonly [kbOtp: string, method: string | undefined]> {
  const {url} = stage().demo;
  const json = {'Content-Type': 'application/json'};
  const signedIn = await fetch(`${url}/otp/dev/sessions`, {method: 'POST', headers: json, body: '{"customer":"demo"}'});
  const {token} = (await signedIn.json()) as {token: string};
  const query = new URLSearchParams({channel: 'm-able', purpose: 'login'}).toString();
  const headers = {Authorization: `Bearer ${token}`};
  const answer = await fetch(`${url}/otp/v1/accounts/${account}/authentication?${query}`, {headers});
  const {kbOtp, methods} = (await answer.json()) as Standing;
  return [kbOtp.state, methods[0]?.kind];
}

/** A host keeps its session over a reload and a restart of its app; the demo's pages would sign in anew. */
const keepSession = (phone: BrowserContext) => phone.route('**/api/session', (route) => route.fulfill({status: 204}));

const reset = () => fetch(`${stage().demo.url}/api/reset`, {method: 'POST'});

const sent = ({requests}: Noted, pattern: RegExp) =>
  requests.filter(({method, url}) => pattern.test(`${method} ${new URL(url).pathname}`)).length;
const registrations = /^POST .*\/enrolments$/;
const activations = /^POST .*\/activation$/;

/** Holds every activation back until the page is left. Gives how to wait for one. */
async function holdActivation(page: Page): Promise<() => Promise<unknown>> {
  await page.route('**/activation', () => undefined);
  const asked = page.waitForRequest(/\/activation$/);
  return () => asked;
}

/** Registers as far as the activation, which reaches nobody. */
async function enrolAsFarAsActivation(phone: BrowserContext): Promise<Page> {
  const page = await open(stage(), phone, 'm-able', {view: 'enroll'});
  const activation = await holdActivation(page);
  await proveForEnrolment(stage(), page, account);
  await createPassword(page);
  await activation();
  await keepSession(phone);
  return page;
}

describe('a reload while the activation is on its way', () => {
  let phone: BrowserContext;
  let noted: Noted;
  let page: Page;

  before(async () => {
    phone = await stage().browser.newContext();
    noted = await note(phone);
    page = await enrolAsFarAsActivation(phone);
  });
  after(() => phone.close());

  test('leaves the account on its previous method', async () => {
    await page.reload();
    await step(page, 'otp-enroll', 'resuming');
    await page.unroute('**/activation');
    assert.deepEqual(await standing(), ['none', 'sms']);
  });

  test('the password that was made resumes it; a wrong one says how many tries are left', async () => {
    await page.getByText('Việc đăng ký bị gián đoạn.').waitFor();
    await enter(page, wrongPassword, 'Tiếp tục');
    await status(page, /Quý khách còn \d lần thử/).waitFor();
    await enter(page, password, 'Tiếp tục');
    await step(page, 'otp-enroll', 'done');
    assert.deepEqual(await standing(), ['active', 'kb-otp']);
  });

  test('nothing was registered twice, and the list makes codes', async () => {
    assert.equal(sent(noted, registrations), 1);
    assert.equal(sent(noted, activations), 2);
    const list = await openList(stage(), phone);
    assert.match(await shownCode(list, account), /^\d{6}$/);
  });
});

describe('a reload after the endpoint has activated, before the page heard of it', () => {
  test('finishes by itself, without a password and without another activation', async () => {
    await reset();
    const phone = await stage().browser.newContext();
    const noted = await note(phone);
    const page = await open(stage(), phone, 'm-able', {view: 'enroll'});
    let answered: () => void = () => undefined;
    const activated = new Promise<void>((resolve) => void (answered = resolve));
    await page.route('**/activation', async (route) => {
      await route.fetch();
      answered();
    });
    await proveForEnrolment(stage(), page, account);
    await createPassword(page);
    await activated;
    await page.reload();
    await step(page, 'otp-enroll', 'done');
    assert.equal(sent(noted, activations), 1);
    assert.equal(sent(noted, registrations), 1);
    assert.deepEqual(await standing(), ['active', 'kb-otp']);
    await phone.close();
  });
});

describe('given up half-way', () => {
  test('by leaving before the password is made: the account stays on its previous method', async () => {
    await reset();
    const phone = await stage().browser.newContext();
    const noted = await note(phone);
    const page = await open(stage(), phone, 'm-able', {view: 'enroll'});
    await proveForEnrolment(stage(), page, account);
    await step(page, 'otp-enroll', 'creating-password');
    await page.close();
    assert.deepEqual(await standing(), ['none', 'sms']);
    assert.equal(sent(noted, registrations), 0);
    await phone.close();
  });

  test('by starting over after a reload: nothing has changed, and the login asks for the text message', async () => {
    const phone = await stage().browser.newContext();
    const page = await enrolAsFarAsActivation(phone);
    await page.reload();
    await step(page, 'otp-enroll', 'resuming');
    await button(page, 'Đăng ký lại từ đầu').click();
    await step(page, 'otp-enroll', 'terms');
    assert.deepEqual(await standing(), ['none', 'sms']);
    const login = await open(stage(), phone, 'm-able', {view: 'login'});
    await login.getByText('Đã gửi mã qua SMS').waitFor();
    await phone.close();
  });
});

describe('the browser is killed', () => {
  const profile = mkdtempSync(join(tmpdir(), 'kb-otp-killed-'));
  const place = {executablePath: findChromium(), args: [...chromiumFlags]};
  let phone: BrowserContext | null = null;

  async function start(): Promise<BrowserContext> {
    phone = await chromium.launchPersistentContext(profile, place);
    return phone;
  }

  /** Ends the browser that has this profile as an empty battery does. */
  async function kill(): Promise<void> {
    if (phone === null) return;
    const closed = new Promise<void>((resolve) => void phone?.once('close', () => resolve()));
    await killBrowser(profile);
    await closed;
    phone = null;
  }

  after(async () => {
    await kill();
    rmSync(profile, {recursive: true});
  });

  test('while the activation is on its way: started again, the registration is pending and is resumed', async () => {
    await reset();
    const lost = await start();
    await enrolAsFarAsActivation(lost);
    const session = await lost.cookies();
    await kill();

    const again = await start();
    await again.addCookies(session);
    await keepSession(again);
    assert.deepEqual(await standing(), ['none', 'sms']);
    const page = await open(stage(), again, 'm-able', {view: 'enroll'});
    await step(page, 'otp-enroll', 'resuming');
    await enter(page, password, 'Tiếp tục');
    await step(page, 'otp-enroll', 'done');
    assert.deepEqual(await standing(), ['active', 'kb-otp']);
    await kill();
  });

  test('right after the success: started again, the list is there and makes codes', async () => {
    const list = await openList(stage(), await start());
    assert.match(await shownCode(list, account), /^\d{6}$/);
    await kill();
  });

  test('and the customer has to sign in anew: it is resumed all the same', async () => {
    await reset();
    rmSync(profile, {recursive: true});
    await enrolAsFarAsActivation(await start());
    await kill();

    const page = await open(stage(), await start(), 'm-able', {view: 'enroll'});
    await step(page, 'otp-enroll', 'resuming');
    await enter(page, password, 'Tiếp tục');
    await step(page, 'otp-enroll', 'done');
    assert.deepEqual(await standing(), ['active', 'kb-otp']);
  });
});
