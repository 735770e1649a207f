/** A customer in any engine: what they read, press and type, through every shadow tree. */
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, beforeEach} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import type {Demo} from '../../demo/server.js';
import {channels, type ChannelId} from '../../demo/page/common/channels.js';
import {words} from '../journeys/faq-words.js';
import {startTestDemo} from '../journeys/support.js';
import {launchEngine, type EnginePage} from '../support/engine.mjs';

export const say = words.vi;
/** Milliseconds that a machine with other things to do may take. */
const PATIENCE = 20_000;

export const password = '835206';
/** Milliseconds that a code lasts. */
export const period = 30_000;

type View = 'login' | 'order' | 'enroll' | 'list' | 'synchronize';

/** Scripts of the page; `all` is everything that is seen there, in the order of the page, through shadow trees. */
const seen = `
  const everything = [];
  const look = (root) => {
    for (const node of root.querySelectorAll('*')) {
      everything.push(node);
      if (node.shadowRoot) look(node.shadowRoot);
    }
  };
  look(document);
  const all = everything.filter((node) => node.checkVisibility());
  const words = ({textContent}) => textContent.replace(/\\s+/g, ' ').replaceAll('\u2011', '-').trim();
`;
/** The middle of it, once it is in sight. */
const placeOf = `${seen} const [selector, text] = args;
  const node = all.filter((node) => node.matches(selector) && words(node).includes(text ?? '')).at(-1);
  if (!node) return null;
  node.scrollIntoView({block: 'center'});
  const {left, top, width, height} = node.getBoundingClientRect();
  const place = [Math.round(left + width / 2), Math.round(top + height / 2)];
  // What is still on its way somewhere would be missed: it has to stand there the next time, too.
  const rests = String(node.seenAt) === String(place);
  node.seenAt = place;
  return rests && place;`;
const isAt = `${seen} const [name, step] = args;
  return everything.filter(({localName}) => localName === name).at(-1)?.step === step;`;
const isFocused = `
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.id === 'code' && !active.readOnly;`;
const isSaid = `${seen} const [text] = args;
  return all.some((node) => words(node).includes(text));`;
const texts = `${seen}
  const problems = everything.flatMap(({flow}) => flow?.state?.problem ?? []);
  return all.filter((node) => node.matches('[part~=card]')).map((node) => node.innerText).join(' | ')
    + (problems.length > 0 ? ' ' + JSON.stringify(problems) : '');`;
const codeAt = `${seen} const [place] = args;
  const codes = all.filter((node) => node.matches('[part=code] [aria-hidden]')).map(words);
  return /^\\d{3} \\d{3}$/.test(codes[place]) && codes[place].replace(' ', '');`;

export class Customer {
  readonly page: EnginePage;
  readonly #demo: () => Demo;

  constructor(page: EnginePage, demo: () => Demo) {
    this.page = page;
    this.#demo = demo;
  }

  /** Opens a channel's page: an app on a phone, a page on a desk. */
  async open(channel: ChannelId, {account, view}: {readonly account: string; readonly view?: View}): Promise<void> {
    const folder = channels.find(({id}) => id === channel)?.place === 'phone' ? 'apps' : 'web';
    const query = new URLSearchParams({lang: 'vi', theme: 'light', account, ...(view && {view})});
    await this.page.goto(`${this.#demo().url}/${folder}/${channel}.html?${query.toString()}`);
  }

  /** Waits until a script gives something. */
  async waitFor(script: string, ...args: unknown[]): Promise<unknown> {
    const latest = Date.now() + PATIENCE;
    for (;;) {
      const found: unknown = await this.page.evaluate(script, ...args);
      if (found) return found;
      if (Date.now() > latest) {
        const text = String(await this.page.evaluate(texts));
        throw new Error(`${JSON.stringify(args)} is not there: ${await this.page.url()}: ${text}`);
      }
      await wait(30);
    }
  }

  /** Presses the last thing of that kind that has that text, with the mouse. */
  async press(selector: string, text?: string): Promise<void> {
    const [x, y] = (await this.waitFor(placeOf, selector, text ?? '')) as [number, number];
    await this.page.mouse.click(x, y);
  }

  button(text: string): Promise<void> {
    return this.press('button:not(:disabled)', text);
  }

  async reaches(element: string, step: string): Promise<void> {
    await this.waitFor(isAt, element, step);
  }

  async reads(text: string): Promise<void> {
    await this.waitFor(isSaid, text);
  }

  /** Types into the field that the screen has given the focus to, or, once it is pressed, has to give it to. */
  async types(code: string): Promise<void> {
    await this.press('#code:not([readonly])');
    await this.waitFor(isFocused);
    await this.page.keyboard.type(code);
  }

  /** A password that is known goes out with its last digit; one that is made up is confirmed. */
  async makesPassword(): Promise<void> {
    for (const step of ['creating-password', 'confirming-password']) {
      await this.reaches('otp-enroll', step);
      await this.types(password);
      await this.press('[part=primary]:not(:disabled)');
    }
  }

  async registers(channel: ChannelId, account: string): Promise<void> {
    await this.open(channel, {account, view: 'enroll'});
    await this.button(say.agree);
    await this.reaches('otp-verify', 'code');
    await this.types(await this.sentCode(account));
    await this.makesPassword();
    await this.reads(say.registered);
  }

  async opensList(channel: ChannelId, account: string): Promise<void> {
    await this.open(channel, {account, view: 'list'});
    await this.reaches('otp-list', 'locked');
    await this.types(password);
    await this.reaches('otp-list', 'open');
  }

  /** The code of the first entry of an open list. */
  code(): Promise<string> {
    return this.waitFor(codeAt, 0) as Promise<string>;
  }

  /** Fills an order in, on a desk or in an app, and presses its button. */
  async orders(channel: ChannelId, account: string): Promise<void> {
    const isApp = channels.find(({id}) => id === channel)?.place === 'phone';
    await this.open(channel, {account, ...(isApp && {view: 'order'})});
    await this.press('form button:enabled');
    await this.reaches('otp-verify', 'code');
  }

  async cancelsInPlace(account: string): Promise<void> {
    await this.button(say.cancel);
    await this.reads(say.backToPrevious);
    await this.button(say.cancel);
    await this.reaches('otp-verify', 'code');
    await this.types(await this.sentCode(account));
    await this.reads(say.cancelledContinue);
  }

  /** What removing an app from the phone takes with it. */
  async removesApp(): Promise<void> {
    await this.page.evaluate(`await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase('kb-otp');
      request.onsuccess = () => resolve();
      request.onerror = reject;
    });`);
  }

  isOrdered(): Promise<void> {
    return this.reads(say.orderAccepted);
  }

  /** The latest code that was sent to the account's owner. */
  async sentCode(account: string): Promise<string> {
    const answer = await fetch(`${this.#demo().url}/otp/dev/inbox?account=${account}`);
    const {messages} = (await answer.json()) as {messages: readonly {text: {vi: string}}[]};
    const code = messages.map(({text}) => /\b\d{6}\b/.exec(text.vi)?.[0]).find((found) => found !== undefined);
    assert.ok(code, `no code was sent to ${account}`);
    return code;
  }
}

export interface Stage {
  readonly demo: Demo;
  readonly customer: Customer;
  /** Passes time by the endpoint's clock. */
  pass(milliseconds: number): void;
}

/** The demo as it is when everything is new, and the engine before it. */
export function setUpEngine(): () => Stage {
  const dataDir = mkdtempSync(join(tmpdir(), 'kb-otp-engine-'));
  let passed = 0;
  let demo: Demo | undefined;
  let browser: Awaited<ReturnType<typeof launchEngine>> | undefined;
  const there = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('The stage is set before the tests.');
    return value;
  };
  before(async () => {
    demo = await startTestDemo({port: 0, dataDir, endpoint: {clockShift: () => passed}});
  });
  // What one test leaves in a browser can keep the next from removing it: a database stays open behind a page.
  beforeEach(async () => {
    await fetch(`${there(demo).url}/api/reset`, {method: 'POST'});
    browser = await launchEngine();
  });
  afterEach(() => browser?.stop());
  after(async () => {
    await demo?.close();
    rmSync(dataDir, {recursive: true, force: true});
  });
  return () => ({
    demo: there(demo),
    customer: new Customer(there(browser).page, () => there(demo)),
    pass: (milliseconds) => void (passed += milliseconds),
  });
}
