/**
 * For tests with Playwright: the test endpoint in place of the network, and a driver for an element of the page. Needs
 * nothing of Playwright but the page and the locator that a test gives.
 */
import type {OtpDriver} from './driver.js';
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
  getByRole(role: 'button' | 'link', options: {name: string}): PlaywrightLocator;
  or(other: PlaywrightLocator): PlaywrightLocator;
  fill(text: string): Promise<void>;
  click(): Promise<void>;
  textContent(): Promise<string | null>;
  allTextContents(): Promise<string[]>;
  evaluate<Value, Arg>(run: (element: HTMLElement, arg: Arg) => Value | Promise<Value>, arg: Arg): Promise<Value>;
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

const words = (text: string | null): string => (text ?? '').replaceAll('\u2011', '-').replace(/\s+/g, ' ').trim();

/** Drives an element through its locator: `otpPage(page.locator('otp-verify'))`. */
export const otpPage = (element: PlaywrightLocator): OtpDriver => ({
  step: () => element.evaluate((host) => (host as unknown as {step: string}).step, null),
  reaches: (step) =>
    element.evaluate(async (host, wanted) => {
      const stepping = host as HTMLElement & {step: string};
      while (stepping.step !== wanted)
        await new Promise((resolve) => void host.addEventListener('otp-step', resolve, {once: true}));
    }, step),
  enter: (text) => element.locator('#code').fill(text),
  confirm: () => element.locator('[part~=primary], [part~=destructive]').first().click(),
  press: (name) => element.getByRole('button', {name}).or(element.getByRole('link', {name})).first().click(),
  status: async () => words(await element.locator('[part~=status]').first().textContent()),
  purpose: async () =>
    (await element.locator('[part~=purpose] > :not(dl), [part~=purpose] .line').allTextContents()).map(words),
});
