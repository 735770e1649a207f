/** G1 and G3 over one whole walk: what passes, what is painted, what is kept and what is logged holds no secret. */

import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import type {BrowserContext, Page} from 'playwright-core';
import {
  account,
  button,
  enrol,
  enter,
  entry,
  field,
  note,
  open,
  openList,
  otherAccount,
  password,
  sentCode,
  serialize,
  setUpDevices,
  shownCode,
  status,
  step,
  twoSteps,
  type Noted,
} from './device-support.js';
import {
  databaseBytes,
  formsOf,
  formsOfPassword,
  found,
  heapStrings,
  noteAnswers,
  saltOf,
  seedsIn,
  stored,
  type Places,
  type Secrets,
} from './leak-support.js';

const stage = setUpDevices();
const both = `${account} ${otherAccount}`;
const newPassword = '730291';

interface Answer {
  readonly path: string;
  readonly body: string;
}

describe('one whole walk', () => {
  let phone: BrowserContext;
  let noted: Noted;
  let answers: readonly Answer[] = [];
  const kept: Record<string, string> = {};
  const painted: Record<string, string> = {};
  const lasting = new Map<string, readonly string[]>();
  const codes = new Map<string, readonly string[]>();
  const grants = new Map<string, readonly string[]>();

  /** Takes a picture of all that the page is made of and has stored. */
  async function look(page: Page, at: string): Promise<void> {
    painted[`page, ${at}`] = await serialize(page);
    kept[`storage, ${at}`] = await stored(page);
  }

  before(async () => {
    phone = await stage().browser.newContext({permissions: ['clipboard-read', 'clipboard-write']});
    noted = await note(phone);
    const answered = noteAnswers(phone);
    const enrolled = await enrol(stage(), phone, both);
    await look(enrolled, 'enrolled');
    const salt = await saltOf(enrolled);
    await enrolled.close();
    for (const [of, seed] of await seedsIn(stage().dataDir, [account, otherAccount]))
      lasting.set(`seed of ${of}`, formsOf(seed));
    for (const word of [password, newPassword]) lasting.set(`password ${word}`, formsOfPassword(word, salt));

    stage().pass(twoSteps);
    await useList(phone);
    stage().pass(twoSteps);
    await verifyHere(phone);
    stage().pass(twoSteps);
    await cancel(phone);
    answers = await answered();
    noteCodesAndGrants();
  });

  /** Codes and picture are of one time step. */
  async function lookAtCodes(page: Page): Promise<void> {
    const shown = () => Promise.all([account, otherAccount].map((of) => shownCode(page, of)));
    const before = await shown();
    await look(page, 'list open');
    if (String(await shown()) !== String(before)) return lookAtCodes(page);
    for (const [index, of] of [account, otherAccount].entries())
      codes.set(`shown code of ${of}`, [before[index] ?? '']);
  }

  async function useList(context: BrowserContext): Promise<void> {
    const page = await openList(stage(), context, both);
    await lookAtCodes(page);
    await entry(page, account).getByRole('button', {name: 'Sao chép'}).click();
    await status(page, 'Đã sao chép mã.').waitFor({state: 'attached'});
    await page.getByText('Cài đặt', {exact: true}).click();
    await button(page, 'Đổi mật khẩu KB-OTP').click();
    await enter(page, password, 'Tiếp tục');
    await step(page, 'otp-list', 'creating-password');
    await enter(page, newPassword, 'Tiếp tục');
    await step(page, 'otp-list', 'confirming-password');
    await look(page, 'password confirmed');
    await enter(page, newPassword, 'Tiếp tục');
    await status(page, 'Đã đổi mật khẩu KB-OTP.').waitFor();
    await button(page, 'Khóa danh sách').click();
    await step(page, 'otp-list', 'locked');
    await look(page, 'list locked');
    await page.close();
  }

  async function verifyHere(context: BrowserContext): Promise<void> {
    const page = await open(stage(), context, 'm-able', {view: 'login'});
    await enter(page, newPassword, 'Mở khóa và xác nhận');
    await page.locator('.outcome').waitFor();
    await look(page, 'verified');
    await page.close();
  }

  async function cancel(context: BrowserContext): Promise<void> {
    const page = await open(stage(), context, 'm-able', {view: 'cancel'});
    await button(page, 'Hủy KB-OTP').click();
    await step(page, 'otp-cancel', 'proving');
    await field(page).waitFor();
    await field(page).fill(await sentCode(stage(), account));
    await step(page, 'otp-cancel', 'done');
    await look(page, 'cancelled');
    await page.close();
  }

  function noteCodesAndGrants(): void {
    for (const {url, body} of noted.requests)
      for (const [, code = ''] of body.matchAll(/"code":"(\d{6})"/g))
        codes.set(`code ${code} sent to ${url.split('/').at(-1)}`, [code]);
    for (const {body} of answers)
      for (const [, token = ''] of body.matchAll(/"token":"([\w-]+)"/g))
        grants.set(`grant ${token.slice(0, 4)}`, [token]);
  }

  const joined = (texts: readonly string[]) => texts.join('\n');
  const bodiesOf = (path: RegExp) => joined(noted.requests.filter(({url}) => path.test(url)).map(({body}) => body));
  const bodiesBut = (path: RegExp) => joined(noted.requests.filter(({url}) => !path.test(url)).map(({body}) => body));

  /** Where no secret of any kind may be. */
  const everywhere = (): Places => ({
    ...kept,
    addresses: joined(noted.requests.map(({url}) => url)),
    headers: joined(noted.requests.map(({headers}) => headers)),
    console: joined(noted.console),
    log: stage().log(),
    database: databaseBytes(stage().dataDir),
  });
  const bodies = (): Places => ({
    requests: joined(noted.requests.map(({body}) => body)),
    answers: joined(answers.map(({body}) => body)),
    events: joined(noted.events),
  });
  const check = (secrets: Secrets, places: Places) => assert.deepEqual(found(secrets, places), []);

  test('there is something to search, and something to search it for', () => {
    assert.equal(lasting.size, 4);
    assert.ok(codes.size >= 6 && grants.size >= 3, `${codes.size} codes, ${grants.size} grants`);
    for (const [place, text] of Object.entries({...everywhere(), ...bodies(), ...painted}))
      assert.ok(text.length > 50 || place === 'console', `${place} holds ${text.length} characters`);
    const passed = joined(noted.requests.map(({method, url}) => `${method} ${url}`));
    for (const path of [/enrolments\n/, /activation\n/, /confirmation\n/, /cancellations\n/])
      assert.match(passed, path);
    assert.match(stage().log(), /cancellations/);
  });

  test('no password, nothing made of it and no seed is anywhere', () => {
    check(lasting, {...everywhere(), ...bodies(), ...painted});
  });

  test('a code is in the request that answers or activates, and in the list while that is open', () => {
    const {'page, list open': list, ...others} = painted;
    const shown = new Map([...codes].filter(([name]) => name.startsWith('shown')));
    assert.deepEqual(found(shown, {list: list ?? ''}).length, 2);
    const {answers: inAnswers = '', events = ''} = bodies();
    check(codes, {
      ...everywhere(),
      ...others,
      answers: inAnswers,
      events,
      requests: bodiesBut(/\/(answer|activation)$/),
    });
  });

  test('a code is in no attribute of the list either: in text alone', () => {
    const tags = painted['page, list open']?.match(/<[^>]+>/g) ?? [];
    assert.ok(tags.length > 20);
    check(codes, {attributes: tags.join('\n').replace(/^<|>$/gm, '|')});
  });

  test('a grant is in the answer that gives it, in what redeems it, and in the one event for the host', () => {
    const {events: _, requests: __, answers: ___, ...others} = {...bodies(), ...everywhere(), ...painted};
    const told = noted.events.map((event) => JSON.parse(event) as {type: string; grant?: {purpose: string}});
    assert.deepEqual(
      told.flatMap(({type, grant}) => (type === 'otp-verified' ? [grant?.purpose] : [])),
      ['login'],
    );
    const silent = noted.events.filter((event) => !event.includes('"type":"otp-verified"'));
    check(grants, {...others, events: joined(silent), requests: bodiesBut(/\/(enrolments(\/proofs)?|cancellations)$/)});
    assert.notDeepEqual(found(grants, {requests: bodiesOf(/\/(enrolments(\/proofs)?|cancellations)$/)}), []);
  });

  test('a seed, a password, a code or a grant that is left behind would be found in any form', () => {
    for (const [name, forms] of [...lasting, ...codes, ...grants])
      for (const form of forms)
        for (const left of [`x="${form}"`, `<b>${form}</b>`, `{"a":"${form}"}`])
          assert.deepEqual(found(new Map([[name, forms]]), {place: `before ${left} after`}), [`${name}: place`], form);
  });

  test('which goes for every place of the page that is looked at', async () => {
    const page = await open(stage(), phone, 'm-able', {view: 'list', accounts: both});
    await step(page, 'otp-list', 'locked');
    const secret = '918273';
    const from = {events: noted.events.length, console: noted.console.length};
    await page.locator('otp-list').evaluate((list, leak) => {
      list.shadowRoot?.querySelector('[part=card]')?.setAttribute('data-x', leak);
      localStorage.setItem('x', leak);
      list.dispatchEvent(Object.assign(new Event('otp-error', {bubbles: true}), {problem: {hint: leak}}));
      console.log(leak);
      return fetch(`/otp/v1/devices/${leak}`, {method: 'POST', body: `"${leak}"`}).then(() => undefined);
    }, secret);
    const planted = noted.requests.filter(({body}) => body.startsWith('"'));
    const places = {
      page: await serialize(page),
      storage: await stored(page),
      events: joined(noted.events.slice(from.events)),
      console: joined(noted.console.slice(from.console)),
      addresses: joined(planted.map(({url}) => url)),
      requests: joined(planted.map(({body}) => body)),
    };
    assert.deepEqual(
      found(new Map([['secret', [secret]]]), places),
      Object.keys(places).map((place) => `secret: ${place}`),
    );
    await page.close();
  });
});

describe('the heap of the page, after the list was locked', () => {
  let page: Page;
  const secrets = new Map<string, readonly string[]>();

  before(async () => {
    await fetch(`${stage().demo.url}/api/reset`, {method: 'POST'});
    const phone = await stage().browser.newContext();
    const enrolled = await enrol(stage(), phone);
    const salt = await saltOf(enrolled);
    await enrolled.close();
    for (const [of, seed] of await seedsIn(stage().dataDir, [account])) secrets.set(`seed of ${of}`, formsOf(seed));
    secrets.set('password', formsOfPassword(password, salt));
    page = await open(stage(), phone, 'm-able', {view: 'list'});
    await step(page, 'otp-list', 'locked');
    // Typed, for a text that is filled in would stand in the heap as the argument that it was.
    await field(page).focus();
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await step(page, 'otp-list', 'open');
    await button(page, 'Khóa danh sách').click();
    await step(page, 'otp-list', 'locked');
  });

  const inHeap = async () => found(secrets, {heap: (await heapStrings(page)).join('\n')});

  test('holds neither password nor seed', async () => assert.deepEqual(await inHeap(), []));

  test('would show both, were they kept', async () => {
    const kept = [...secrets.values()].map(([form]) => form);
    await page.evaluate((texts) => void Object.assign(globalThis, {texts}), [...kept, password]);
    assert.deepEqual(
      await inHeap(),
      [...secrets.keys()].map((name) => `${name}: heap`),
    );
  });
});
