/**
 * For tests with Playwright: the test endpoint in place of the network, and a driver for an element of the page. Needs
 * nothing of Playwright but the page and the locator that a test gives.
 */
import type {Step} from '../events.js';
import {asRead, places} from './customer/screen.js';
import {PATIENCE, stuck, type OtpDriver} from './driver.js';
import {requestHandler} from './http.js';
import {testEndpoint, type TestEndpoint} from './test-endpoint.js';

interface PlaywrightRequest {
  url(): string;
  method(): string;
  allHeaders(): Promise<Record<string, string>>;
  postData(): string | null;
}

interface PlaywrightRoute {
  request(): PlaywrightRequest;
  abort(): Promise<void>;
  fulfill(response: {status: number; headers: Record<string, string>; body: string}): Promise<void>;
}

/** What is used of Playwright's `Page`. */
export interface PlaywrightPage {
  route(url: (url: URL) => boolean, handler: (route: PlaywrightRoute) => Promise<void>): Promise<unknown>;
}

/** What is used of Playwright's `Locator`. */
export interface PlaywrightLocator {
  locator(selector: string): PlaywrightLocator;
  first(): PlaywrightLocator;
  filter(options: {hasText: RegExp}): PlaywrightLocator;
  fill(text: string): Promise<void>;
  click(): Promise<void>;
  textContent(): Promise<string | null>;
  allTextContents(): Promise<string[]>;
  evaluate(run: (element: HTMLElement, arg: string) => unknown, arg: string): Promise<unknown>;
}

/**
 * Answers every request of the page below a path from the test endpoint.
 * @param base path of the endpoint, such as `/otp/v1`; on any origin
 */
export async function serveTestEndpoint(
  page: PlaywrightPage,
  base: string,
  endpoint: TestEndpoint = testEndpoint(),
): Promise<TestEndpoint> {
  const answer = requestHandler(endpoint, base);
  await page.route(
    ({pathname}) => pathname.startsWith(base),
    async (route) => {
      const asked = route.request();
      const headers = await asked.allHeaders();
      const body = asked.postData();
      const response = await answer(
        new Request(asked.url(), {method: asked.method(), headers: plain(headers), ...(body !== null && {body})}),
      );
      if (response.type === 'error') return route.abort();
      const allowed = {
        'Access-Control-Allow-Origin': headers['origin'] ?? '*',
        'Access-Control-Allow-Credentials': 'true',
      };
      const given = Object.fromEntries(response.headers);
      await route.fulfill({status: response.status, headers: {...given, ...allowed}, body: await response.text()});
    },
  );
  return endpoint;
}

/** HTTP/2 has fields that `Headers` does not take. */
const plain = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));

/** The whole text, with whichever hyphens and spaces it is written. */
const exactly = (name: string): RegExp => {
  const escaped = name
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('-', '[-\u2011]')
    .replaceAll(' ', '\\s');
  return new RegExp(`^\\s*${escaped}\\s*$`);
};

/** Runs in the page: resolves with the screen that is shown when the wanted one has come, or nobody waits any more. */
const waitFor = (host: HTMLElement, wanted: string): Promise<string> => {
  const {step, timeout} = JSON.parse(wanted) as {step: string; timeout: number};
  const stepping = host as HTMLElement & {step: string};
  return new Promise((resolve) => {
    // An object, because tools that keep functions' names (esbuild) would call a helper that the page does not have.
    const waiting = {
      timer: setTimeout(() => resolve(stepping.step), timeout),
      handleEvent() {
        if (stepping.step !== step) return;
        clearTimeout(waiting.timer);
        resolve(step);
      },
    };
    host.addEventListener('otp-step', waiting);
    waiting.handleEvent();
  });
};

/** Drives an element through its locator: `otpPage(page.locator('otp-verify'))`. */
export const otpPage = (element: PlaywrightLocator): OtpDriver => ({
  step: async () => (await element.evaluate((host) => (host as HTMLElement & {step: string}).step, '')) as Step,
  async reaches(step, timeout = PATIENCE) {
    const shown = await element.evaluate(waitFor, JSON.stringify({step, timeout}));
    if (shown !== step) throw stuck(String(shown), step, timeout);
  },
  enter: (text) => element.locator(places.field).fill(text),
  confirm: () => element.locator(places.decision).first().click(),
  press: (name) =>
    element
      .locator('button, a')
      .filter({hasText: exactly(name)})
      .first()
      .click(),
  async status() {
    const line = element.locator('[part~=status]').first();
    // Where it counts seconds, the sentence stands in it a second time, for the ear.
    const [spoken] = await line.locator('.unseen').allTextContents();
    return asRead(spoken ?? (await line.textContent()) ?? '');
  },
  purpose: async () => (await element.locator(places.purpose).allTextContents()).map(asRead),
});
