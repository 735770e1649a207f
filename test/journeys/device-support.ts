/** What the journeys of the device share: the demo with an endpoint whose time can be passed, phones, their apps. */

import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after} from 'node:test';
import type {BrowserContext, FrameLocator, Page} from 'playwright-core';
import type {DemoOptions} from '../../demo/server.js';
import type {Step} from '../../src/events.js';
import type {ChannelId, ViewId} from '../../demo/page/common/channels.js';
import {setUpStage, smsAccount, type Stage} from './support.js';
import {eitherHyphen} from './either-hyphen.js';

export const account = smsAccount;
export const otherAccount = '058C000005';
export const password = '835206';
export const wrongPassword = '740918';

const period = 30_000;

export interface DeviceStage extends Stage {
  readonly dataDir: string;
  /** What the endpoint has logged. */
  readonly log: () => string;
  /** Epoch milliseconds by the endpoint's clock. */
  now(): number;
  /** Passes time by the endpoint's clock. */
  pass(milliseconds: number): void;
  /** Stops the endpoint's clock at the beginning of the step after the next one; codes used until now are over. */
  stopAtStep(): void;
}

/**
 * The demo, a browser, and a clock of the endpoint's that need not be waited for.
 * @param endpoint what it does otherwise than by default
 */
export function setUpDevices(endpoint: DemoOptions['endpoint'] = {}): () => DeviceStage {
  const dataDir = mkdtempSync(join(tmpdir(), 'kb-otp-device-journey-'));
  let [passed, stopped, log] = [0, 0, ''];
  const clockShift = () => (stopped > 0 ? stopped - Date.now() : passed);
  const write = (line: string) => void (log += line);
  const stage = setUpStage({dataDir, endpoint: {...endpoint, clockShift, log: {level: 'debug', destination: {write}}}});
  after(() => rmSync(dataDir, {recursive: true, force: true}));
  const clock: Pick<DeviceStage, 'log' | 'now' | 'pass' | 'stopAtStep'> = {
    now: () => Date.now() + clockShift(),
    log: () => log,
    pass(milliseconds) {
      if (stopped > 0) stopped += milliseconds;
      else passed += milliseconds;
    },
    stopAtStep() {
      const now = Date.now() + clockShift();
      stopped = (Math.floor(now / period) + 2) * period + 1000;
    },
  };
  return () => ({...stage(), dataDir, ...clock});
}

/** Long enough for a code that was used to be over, and for the next one not to be one of its time. */
export const twoSteps = 2 * period;

export interface Noted {
  /** Method, address, headers and body of every request, oldest first. */
  readonly requests: {readonly url: string; readonly method: string; readonly headers: string; readonly body: string}[];
  /** What the console said, page errors included. */
  readonly console: string[];
  /** Every event of the elements with all that it holds, as JSON. */
  readonly events: string[];
}

const eventNames = [
  'otp-verified',
  'otp-error',
  'otp-session-expired',
  'otp-step',
  'otp-dismissed',
  'otp-enrolled',
  'otp-list-requested',
  'otp-cancelled',
  'otp-synchronized',
  'otp-enroll-requested',
  'otp-removed',
  'otp-reset',
];

/** Notes what passes in a context's pages from now on. */
export async function note(context: BrowserContext): Promise<Noted> {
  const noted: Noted = {requests: [], console: [], events: []};
  context.on('request', (request) => {
    const headers = JSON.stringify(request.headers());
    noted.requests.push({url: request.url(), method: request.method(), headers, body: request.postData() ?? ''});
  });
  context.on('console', (message) => noted.console.push(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => noted.console.push(`error: ${error.error().message}`));
  // Playwright tells the bodies of requests that pass through its hands, and of no others.
  await context.route('**/otp/v1/**', (route) => route.continue());
  await context.exposeFunction('noteEvent', (event: string) => void noted.events.push(event));
  await context.addInitScript((names) => {
    const {noteEvent} = globalThis as unknown as {noteEvent: (event: string) => void};
    for (const name of names)
      document.addEventListener(name, (event) => {
        const members: Record<string, unknown> = {};
        for (const key in event) members[key] = Reflect.get(event, key);
        noteEvent(JSON.stringify(members, (_, value: unknown) => (value instanceof EventTarget ? null : value)));
      });
  }, eventNames);
  return noted;
}

export interface AppOptions {
  readonly view: ViewId;
  /** Several, separated by spaces. */
  readonly accounts?: string;
  readonly lang?: 'vi' | 'en';
}

export const addressOf = (
  {demo}: DeviceStage,
  channel: ChannelId,
  {view, accounts = account, lang = 'vi'}: AppOptions,
): string => {
  const folder = channel.startsWith('kb-trade') || channel === 'kb-able' ? 'web' : 'apps';
  return `${demo.url}/${folder}/${channel}.html?${new URLSearchParams({lang, account: accounts, view}).toString()}`;
};

/** Opens a channel's page at one of its screens. */
export async function open(stage: DeviceStage, phone: BrowserContext, channel: ChannelId, options: AppOptions) {
  const page = await phone.newPage();
  await page.goto(addressOf(stage, channel, options));
  return page;
}

type Tag = 'otp-verify' | 'otp-enroll' | 'otp-list' | 'otp-cancel';

/** Waits until the page's own element shows this screen. */
export const step = (page: Page, tag: Tag, wanted: Step) =>
  page.waitForFunction(
    ([name, expected]) => (document.querySelector(name) as {step?: string} | null)?.step === expected,
    [tag, wanted] as const,
  );

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', {name: eitherHyphen(name)});
export const status = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({hasText: eitherHyphen(text)});

/** The field that stands in the page now, of whatever element. */
export const field = (page: Page) => page.locator('#code:visible');

export async function enter(page: Page, text: string, action: string): Promise<void> {
  const isChosen = (await field(page).getAttribute('autocomplete')) === 'new-password';
  await field(page).fill(text);
  if (isChosen) await button(page, action).click();
}

/** Every text that the endpoint sent to the holder of an account, newest first. */
export async function inbox({demo}: DeviceStage, of: string): Promise<readonly string[]> {
  const answer = await fetch(`${demo.url}/otp/dev/inbox?account=${of}`);
  const {messages} = (await answer.json()) as {messages: readonly {text: {vi: string}}[]};
  return messages.map(({text}) => text.vi);
}

/** The newest code that was sent. */
export async function sentCode(stage: DeviceStage, of: string): Promise<string> {
  const codes = (await inbox(stage, of)).map((text) => /\b\d{6}\b/.exec(text)?.[0]);
  return codes.find((code) => code !== undefined) ?? '';
}

/** Goes from the terms to where a password is asked for, by the code of a text message. */
export async function proveForEnrolment(stage: DeviceStage, page: Page, accounts: string): Promise<void> {
  await button(page, 'Đồng ý và tiếp tục').click();
  await step(page, 'otp-enroll', 'proving');
  await field(page).waitFor();
  await field(page).fill(await sentCode(stage, accounts.split(' ')[0] ?? ''));
  if (!accounts.includes(' ')) return;
  await step(page, 'otp-enroll', 'choosing-accounts');
  await button(page, 'Tiếp tục').click();
}

/** Makes up the password and confirms it; the activation begins. */
export async function createPassword(page: Page, chosen = password): Promise<void> {
  await step(page, 'otp-enroll', 'creating-password');
  await enter(page, chosen, 'Tiếp tục');
  await step(page, 'otp-enroll', 'confirming-password');
  await enter(page, chosen, 'Tiếp tục');
}

/** Registers accounts that are on text messages, on M-able. */
export async function enrol(stage: DeviceStage, phone: BrowserContext, accounts = account): Promise<Page> {
  const page = await open(stage, phone, 'm-able', {view: 'enroll', accounts});
  await proveForEnrolment(stage, page, accounts);
  await createPassword(page);
  await step(page, 'otp-enroll', 'done');
  return page;
}

/** Opens the list in an app and unlocks it. */
export async function openList(stage: DeviceStage, phone: BrowserContext, accounts = account): Promise<Page> {
  const page = await open(stage, phone, 'm-able', {view: 'list', accounts});
  await step(page, 'otp-list', 'locked');
  await enter(page, password, 'Mở khóa');
  await step(page, 'otp-list', 'open');
  return page;
}

/** The code that the list shows for an account. */
export async function shownCode(page: Page, of: string): Promise<string> {
  const shown = entry(page, of)
    .locator('[part=code] [aria-hidden]')
    .filter({hasText: /^\d{3} \d{3}$/});
  return (await shown.innerText()).replace(' ', '');
}

/** The code that a list in a frame shows, which has one account. */
export async function shownCodeOn(phone: FrameLocator): Promise<string> {
  const shown = phone.locator('otp-list [part=code] [aria-hidden]').filter({hasText: /^\d{3} \d{3}$/});
  return (await shown.innerText()).replace(' ', '');
}

/** An account's line in the list; its number is masked there but for the end. */
export const entry = (page: Page, of: string) =>
  page.locator('otp-list [part=entry]').filter({has: page.locator('.entry-name', {hasText: of.slice(-3)})});

/** The page as text: elements, attributes and texts, those below shadow roots too; values of inputs are left out. */
export const serialize = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const parts: string[] = [];
    const roots: ParentNode[] = [document];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
      for (const child of root.children) parts.push(child.outerHTML);
      if (root instanceof ShadowRoot) parts.push(root.textContent ?? '');
    }
    return parts.join('\n');
  });

/** Digits are looked for alone, for times and ids are full of them; in groups and apart as they may be painted, too. */
export function holds(text: string, code: string): boolean {
  const digits = [...code].join('(?:\\s|<[^>]*>)*');
  return new RegExp(`(?<![0-9A-Za-z_.-])${digits}(?![0-9A-Za-z_-])`).test(text);
}
