/** A customer of the demo: his phones, his desk, his letters and cards, and what he does with them. */

import assert from 'node:assert/strict';
import {fileURLToPath} from 'node:url';
import type {Browser, BrowserContext, Locator, Page} from 'playwright-core';
import type {ChannelId} from '../../demo/page/common/channels.js';
import type {Demo} from '../../demo/server.js';
import {words, type Language, type Words} from './faq-words.js';
import {keepPicture} from './support.js';
import {eitherHyphen} from './either-hyphen.js';

type View = 'home' | 'login' | 'order' | 'enroll' | 'synchronize' | 'list' | 'cancel';

/** What of an element the journeys look at. */
type Stepping = HTMLElement & {readonly step?: string};

export const password = '835206';

/** Milliseconds that a code lasts. */
export const period = 30_000;

// With all rounds passwords are stretched in `enrol`, `same-device`, `second-phone` and others.
const shortStretching = fileURLToPath(new URL('../support/short-stretching.js', import.meta.url));

export interface Device {
  readonly context: BrowserContext;
  readonly say: Words;
  /** Opens a channel's page: an app on a phone, a page on a desk. */
  open(channel: ChannelId, options: {readonly account: string; readonly view?: View}): Promise<Page>;
}

const apps = new Set<ChannelId>(['kb-mobile', 'm-able', 'kb-mobile-ds']);

export async function openDevice(browser: Browser, demo: Demo, language: Language): Promise<Device> {
  const context = await browser.newContext({viewport: {width: 390, height: 844}});
  await context.addInitScript({path: shortStretching});
  return {
    context,
    say: words[language],
    async open(channel, {account, view}) {
      const page = await context.newPage();
      const folder = apps.has(channel) ? 'apps' : 'web';
      const query = new URLSearchParams({lang: language, theme: 'light', account, ...(view && {view})});
      await page.goto(`${demo.url}/${folder}/${channel}.html?${query}`);
      return page;
    },
  };
}

export const button = (place: Page | Locator, name: string) =>
  place.getByRole('button', {name: eitherHyphen(name, true)});
export const says = (page: Page, text: string) => page.getByText(eitherHyphen(text)).first().waitFor();

/** Whether the innermost element of this name shows the wanted screen; which ones they show where none is wanted. */
function lookAtSteps([name, wanted]: readonly [string, string?]): boolean | string {
  const roots: (Document | ShadowRoot)[] = [document];
  const steps: (string | undefined)[] = [];
  for (const root of roots)
    for (const each of root.querySelectorAll<Stepping>('*')) {
      if (each.localName === name) steps.push(each.step);
      if (each.shadowRoot) roots.push(each.shadowRoot);
    }
  return wanted === undefined ? steps.join(', ') : steps.at(-1) === wanted;
}

/** Waits until the innermost element of this name shows this screen; says what it shows instead. */
export async function reach(page: Page, element: string, step: string): Promise<void> {
  await page.waitForFunction(lookAtSteps, [element, step] as const).catch(async (cause: unknown) => {
    const steps = await page.evaluate(lookAtSteps, [element] as const);
    const texts = await page.locator('[part~=card]').allInnerTexts();
    throw new Error(`${element} has not come to ${step}: ${steps}: ${texts.join(' | ')}`, {cause});
  });
}

/** The latest code that was sent to the account's owner. */
export async function sentCode({context}: Device, demo: Demo, account: string): Promise<string> {
  const texts = await messages(context, demo, account);
  const code = texts.map((text) => /\b\d{6}\b/.exec(text)?.[0]).find((found) => found !== undefined);
  assert.ok(code, `no code was sent to ${account}`);
  return code;
}

export async function messages(context: BrowserContext, demo: Demo, account: string): Promise<readonly string[]> {
  const answer = await context.request.get(`${demo.url}/otp/dev/inbox?account=${account}`);
  const inbox = (await answer.json()) as {messages: readonly {text: {vi: string}}[]};
  return inbox.messages.map(({text}) => text.vi);
}

/** The cells that the screen asks for, read off the customer's card. */
export async function matrixCode(page: Page, {context, say}: Device, demo: Demo, account: string): Promise<string> {
  const answer = await context.request.get(`${demo.url}/otp/dev/matrix-card?account=${account}`);
  const {cells} = (await answer.json()) as {cells: Readonly<Record<string, string>>};
  const label = await page.locator('otp-verify label', {hasText: say.labelMatrix}).innerText();
  const asked: readonly string[] = label.match(/[A-Z]\d/g) ?? [];
  return asked.map((cell) => cells[cell]).join('');
}

/** Types into the field of the authentication screen. */
export const typeCode = (page: Page, code: string) => page.locator('otp-verify input').last().fill(code);

async function enterPassword(page: Page, element: string, entered: string): Promise<void> {
  const isChosen = (await page.locator(`${element} #code`).getAttribute('autocomplete')) === 'new-password';
  await page.locator(`${element} #code`).fill(entered);
  if (isChosen) await page.locator(`${element} [part=primary]`).click();
}

/** Registers accounts, the first of which proves the customer by what is sent or by his card. */
export async function register(
  device: Device,
  demo: Demo,
  {channel, accounts}: {readonly channel: ChannelId; readonly accounts: readonly string[]},
): Promise<void> {
  const {say} = device;
  const page = await device.open(channel, {account: accounts.join(' '), view: 'enroll'});
  await button(page, say.agree).click();
  await reach(page, 'otp-verify', 'code');
  const [first = ''] = accounts;
  const isByCard = (await page.locator('otp-verify label', {hasText: say.labelMatrix}).count()) > 0;
  const proof = isByCard ? matrixCode(page, device, demo, first) : sentCode(device, demo, first);
  await typeCode(page, await proof);
  if (accounts.length > 1) await button(page, say.continue).click();
  await reach(page, 'otp-enroll', 'creating-password');
  await enterPassword(page, 'otp-enroll', password);
  await reach(page, 'otp-enroll', 'confirming-password');
  await enterPassword(page, 'otp-enroll', password);
  await says(page, say.registered);
  await page.close();
}

/** Opens the list in an app and unlocks it. */
export async function openList(device: Device, channel: ChannelId, account: string): Promise<Page> {
  const page = await device.open(channel, {account, view: 'list'});
  await reach(page, 'otp-list', 'locked');
  await enterPassword(page, 'otp-list', password);
  await reach(page, 'otp-list', 'open');
  return page;
}

/** The code of the entry at this place of an open list, once there is one. */
export async function readCode(list: Page, place = 0): Promise<string> {
  const shown = list.locator('[part=code] [aria-hidden]').nth(place);
  await shown.filter({hasText: /^\d{3} \d{3}$/}).waitFor();
  return (await shown.innerText()).replace(' ', '');
}

/** Fills an order or a transfer in, on a desk or in an app, and presses its button. */
export async function openOrder(device: Device, channel: ChannelId, account: string): Promise<Page> {
  const isApp = apps.has(channel);
  const page = await device.open(channel, {account, ...(isApp && {view: 'order'})});
  await page.locator('form button:enabled:visible').last().click();
  await reach(page, 'otp-verify', 'code');
  return page;
}

/** Unlocks this device's list on the authentication screen and has its code used. */
export async function useThisDevice(page: Page, say: Words): Promise<void> {
  await button(page, say.codeFromOtherDevice).waitFor();
  await enterPassword(page, 'otp-device-code', password);
}

/** Where an app would use its own device's list, or says that it is gone: turns to a code from elsewhere. */
export const typeFromElsewhere = async (page: Page, say: Words): Promise<void> =>
  button(page, say.codeFromOtherDevice).click();

/** From the authentication screen: cancels by a code that is sent, and comes back to it without leaving the page. */
export async function cancelInPlace(page: Page, device: Device, demo: Demo, account: string): Promise<void> {
  const {say} = device;
  await button(page.locator('otp-verify'), say.cancel).click();
  await says(page, say.backToPrevious);
  await button(page.locator('otp-cancel'), say.cancel).click();
  await reach(page, 'otp-verify', 'code');
  await typeCode(page, await sentCode(device, demo, account));
  await says(page, say.cancelledContinue);
}

/** In a derivatives channel: synchronizes by a code that is sent. */
export async function synchronize(device: Device, demo: Demo, channel: ChannelId, account: string): Promise<void> {
  const page = await device.open(channel, {account, view: 'synchronize'});
  await button(page.locator('otp-enroll'), device.say.synchronize).click();
  await reach(page, 'otp-verify', 'code');
  await typeCode(page, await sentCode(device, demo, account));
  await says(page, device.say.synchronized);
  await page.close();
}

/** What removing an app from the phone takes with it. */
export async function removeApp(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('kb-otp');
        request.onsuccess = resolve;
        request.onerror = reject;
      }),
  );
}

/** Keeps a picture of where the journey has come to, below `test/artefacts/`. */
export const picture = (page: Page, name: string) => keepPicture(page, `faq-${name}`);
