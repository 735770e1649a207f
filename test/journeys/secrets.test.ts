/** The code that a customer types and the grant that he gets are in the page where they belong, and nowhere else. */

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Page} from 'playwright-core';
import type {OtpVerify} from '../../src/index.js';
import {
  askForCode,
  authenticator,
  codeField,
  orderRows,
  reach,
  setUpStage,
  typeCode,
  visit,
  type Visit,
} from './support.js';

const stage = setUpStage();

/** Everything in the page that a secret could be left in, by place. Texts are left out: a phone is on the page. */
async function places(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const attributes: string[] = [];
    const roots: ParentNode[] = [document];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) {
        for (const {name, value} of element.attributes) attributes.push(`${element.localName} ${name}=${value}`);
        if (element.shadowRoot) roots.push(element.shadowRoot);
      }
    }
    return {
      attributes: attributes.join('\n'),
      address: location.href,
      history: JSON.stringify(history.state),
      cookies: document.cookie,
      localStorage: JSON.stringify(localStorage),
      sessionStorage: JSON.stringify(sessionStorage),
      performance: JSON.stringify(performance.getEntries()),
      title: `${document.title} ${window.name}`,
      monitor: document.querySelector('.monitor')?.textContent ?? '',
      ticket: document.querySelector('#ticket')?.textContent ?? '',
      globals: Object.keys(globalThis).join(),
    };
  });
}

/** The places, console and addresses of requests included, in which the secret occurs. */
async function find(secret: string, {page, console, requests}: Visit): Promise<string[]> {
  const all = {...(await places(page)), console: console.join('\n'), requests: requests.join('\n')};
  return Object.entries(all).flatMap(([place, content]) => (content.includes(secret) ? [place] : []));
}

describe('what the customer types and what he gets', () => {
  test('while it is on its way the code is in its field and nowhere else', () =>
    visit(stage(), {}, async (visited) => {
      const {page} = visited;
      await askForCode(page);
      let release: () => void = () => undefined;
      const released = new Promise<void>((resolve) => void (release = resolve));
      await page.route('**/answer', async (route) => {
        await released;
        await route.continue();
      });
      const code = authenticator();
      await typeCode(page, code);
      await reach(page, 'submitting');
      assert.equal(await codeField(page).inputValue(), code);
      assert.deepEqual(await find(code, visited), []);
      release();
      await orderRows(page).first().waitFor();
    }));

  test('after the order neither code nor grant is left anywhere, nor in any database of the browser', () =>
    visit(stage(), {}, async (visited) => {
      const {page} = visited;
      await askForCode(page);
      const answered = page.waitForResponse(/\/answer$/);
      const code = authenticator();
      await typeCode(page, code);
      const {token} = (await (await answered).json()) as {token: string};
      assert.match(token, /^[\w-]{32,}$/);
      await orderRows(page).first().waitFor();
      await reach(page, 'idle');

      assert.deepEqual(await find(code, visited), []);
      assert.deepEqual(await find(token, visited), []);
      assert.equal(await page.evaluate(async () => (await indexedDB.databases()).length), 0);
      const left = await page.evaluate(() => {
        const element = document.querySelector<OtpVerify>('otp-verify')!;
        return {value: element.value, text: element.shadowRoot!.querySelector('input')?.value ?? ''};
      });
      assert.deepEqual(left, {value: '', text: ''});
    }));

  test('would be found, were it left in an attribute, an address, a store or on the console', () =>
    visit(stage(), {}, async (visited) => {
      const {page} = visited;
      const secret = '918273';
      await page.evaluate((leak) => {
        document.querySelector('otp-verify')!.shadowRoot!.querySelector('[part=card]')!.setAttribute('data-x', leak);
        sessionStorage.setItem('x', leak);
        performance.mark(leak);
        console.log(leak);
        return fetch(`/api/${leak}`).then(() => undefined);
      }, secret);
      const found = await find(secret, visited);
      assert.deepEqual(found, ['attributes', 'sessionStorage', 'performance', 'console', 'requests']);
    }));
});
