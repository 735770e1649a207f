/** What the journeys share: the demo with data of its own, a browser, the customer's hands, and an authenticator. */

import {createHmac} from 'node:crypto';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {after, before} from 'node:test';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import {servePages} from '../../demo/built-pages.js';
import {startDemo, type Demo, type DemoOptions} from '../../demo/server.js';
import type {OtpVerify, VerifyStep} from '../../src/index.js';
import {launchChromium, steadyPictures} from '../support/browser.mjs';

export const kbOtpAccount = '058C000001';
export const smsAccount = '058C000002';

/** The seed of RFC 6238, appendix B, which the demo's KB-OTP account has. */
const seed = Buffer.from('12345678901234567890');
export const seedBase32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

const period = 30;
const digits = 6;

/**
 * An authenticator of its own (RFC 6238 with SHA-1), which shares no code with what it is used against.
 * @param now epoch milliseconds
 */
export function authenticator(now = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 1000 / period)));
  const mac = createHmac('sha1', seed).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/** A code that is none of those that count now, nor recognized as one of another time. */
export function wrongCode(now = Date.now()): string {
  const near = new Set(Array.from({length: 41}, (_, step) => authenticator(now + (step - 20) * period * 1000)));
  return ['111111', '222222', '333333'].find((code) => !near.has(code)) ?? '444444';
}

export interface Stage {
  readonly demo: Demo;
  readonly browser: Browser;
}

/**
 * The demo. `npm test` has built its pages beforehand (`KB_OTP_DEMO_PAGES` names their folder): each page of each
 * journey then loads a few files and not every module. A file that runs alone does without.
 */
export function startTestDemo(options: DemoOptions): Promise<Demo> {
  const folder = process.env['KB_OTP_DEMO_PAGES'];
  return startDemo({...options, ...(folder && {pages: servePages(folder)})});
}

/** Of files that share a process: what ends with the last of them (`test/support/compile.mjs`). */
const {[Symbol.for('kb-otp.ends')]: ends} = globalThis as unknown as Record<symbol, (() => unknown)[] | undefined>;
let shared: Promise<Browser> | undefined;

/** One browser for all files of a process: each works in contexts of its own, which are closed when it is through. */
function borrowBrowser(): Promise<Browser> {
  if (shared) return shared;
  shared = launchChromium({args: steadyPictures});
  ends?.push(async () => (await shared)?.close());
  return shared;
}

async function returnBrowser(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
  if (ends) return;
  shared = undefined;
  await browser.close();
}

/** Starts the demo before a file's tests and ends it after; so with the browser, where no other file shares it. */
export function setUpStage(options: Partial<DemoOptions> = {}): () => Stage {
  const dataDir = mkdtempSync(join(tmpdir(), 'kb-otp-journey-'));
  let stage: Stage | null = null;
  before(async () => {
    const [demo, browser] = await Promise.all([startTestDemo({port: 0, dataDir, ...options}), borrowBrowser()]);
    stage = {demo, browser};
  });
  after(async () => {
    if (stage) await returnBrowser(stage.browser);
    await stage?.demo.close();
    rmSync(dataDir, {recursive: true, force: true});
  });
  return () => {
    if (!stage) throw new Error('The stage is set before the tests.');
    return stage;
  };
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Method and path of every request of the page, oldest first. */
  readonly requests: string[];
  /** What the console said, page errors included. */
  readonly console: string[];
}

export interface VisitOptions {
  readonly lang?: 'vi' | 'en';
  readonly theme?: 'light' | 'dark';
  readonly account?: string;
  readonly width?: number;
}

/** Opens the demo as it is when everything is new, waits until the ticket is ready, and closes the page at the end. */
export async function visit({demo, browser}: Stage, options: VisitOptions, journey: (visit: Visit) => Promise<void>) {
  const {lang = 'vi', theme = 'light', account = kbOtpAccount, width = 1280} = options;
  await fetch(`${demo.url}/api/reset`, {method: 'POST'});
  const context = await browser.newContext({viewport: {width, height: 900}});
  try {
    const page = await context.newPage();
    const noted = note(page);
    await page.goto(`${demo.url}/?${new URLSearchParams({lang, theme, account})}`);
    await page.locator('#phone .screen').first().waitFor({state: 'attached'});
    await reach(page, 'idle');
    await journey({page, context, ...noted});
  } finally {
    await context.close();
  }
}

function note(page: Page): Pick<Visit, 'requests' | 'console'> {
  const noted: Pick<Visit, 'requests' | 'console'> = {requests: [], console: []};
  page.on('request', (request) => noted.requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
  page.on('console', (message) => noted.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noted.console.push(`error: ${error.message}`));
  return noted;
}

export const count = (requests: readonly string[], pattern: RegExp): number =>
  requests.filter((request) => pattern.test(request)).length;

/** Waits until the element shows this screen. */
export async function reach(page: Page, step: VerifyStep): Promise<void> {
  const isAt = (wanted: VerifyStep) => document.querySelector<OtpVerify>('otp-verify')?.step === wanted;
  await page.waitForFunction(isAt, step);
}

/** Presses the ticket's button and waits until the element asks for the code. */
export async function askForCode(page: Page): Promise<void> {
  await page.locator('#send').click();
  await reach(page, 'code');
}

export const codeField = (page: Page) => page.locator('otp-verify input');
export const statusLine = (page: Page) => page.locator('otp-verify [part=status]');
export const outcome = (page: Page) => page.locator('#outcome');
export const orderRows = (page: Page) => page.locator('#orders tbody tr');

/** Types as a customer does: into whatever has the focus. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await codeField(page).focus();
  await page.keyboard.type(code);
}

/** What is in the ticket, as the customer sees it. */
export const ticketFields = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLInputElement>(
      '#ticket :is(select, input:not([type=radio]), [type=radio]:checked)',
    );
    return Object.fromEntries([...controls].map(({name, value}) => [name, value]));
  });

const artefacts = fileURLToPath(new URL('../artefacts', import.meta.url));

/** With `KB_OTP_PICTURES=1`, keeps a picture for people to look at, below `test/artefacts/`. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env['KB_OTP_PICTURES'] !== '1') return;
  mkdirSync(artefacts, {recursive: true});
  await page.screenshot({path: join(artefacts, `${name}.png`), fullPage: true});
}
