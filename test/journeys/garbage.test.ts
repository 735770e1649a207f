/** An endpoint that answers nonsense, or something that looks right and is not: nobody is ever verified by it. */

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Page, Route} from 'playwright-core';
import type {Grant, OtpVerify} from '../../src/index.js';
import {asRead} from '../../src/testing/customer/screen.js';
import {
  askForCode,
  authenticator,
  count,
  kbOtpAccount,
  keepPicture,
  orderRows,
  reach,
  setUpStage,
  smsAccount,
  statusLine,
  typeCode,
  visit,
} from './support.js';

const stage = setUpStage();

type Answer = Parameters<Route['fulfill']>[0];

const now = Date.now();
const grant: Grant = {
  token: 'A'.repeat(43),
  account: kbOtpAccount,
  channel: 'kb-trade',
  purpose: 'order',
  method: 'kb-otp',
  authenticatedAt: new Date(now).toISOString(),
  expiresAt: new Date(now + 300_000).toISOString(),
  scope: 'once',
  excludes: [],
  serverTime: new Date(now).toISOString(),
};

const loginPage = '<html><body><h1 id="injected">Sign in</h1><form><input name="password"></form></body></html>';
const json = (body: unknown, status = 200): Answer => ({status, json: body});
const text = (body: string, contentType = 'application/json'): Answer => ({status: 200, body, contentType});
const {token: _, ...withoutToken} = grant;

/** What the endpoint, or whatever stands in its place, might answer to a code. */
const answers: Readonly<Record<string, Answer>> = {
  'a login page with status 200': text(loginPage, 'text/html'),
  'a login page that calls itself JSON': text(loginPage),
  'JSON that breaks off': text(JSON.stringify(grant).slice(0, 120)),
  'nothing, with status 200': text(''),
  'a grant in the wrong media type': text(JSON.stringify(grant), 'text/plain'),
  'a grant with another status than the contract’s': json(grant, 201),
  'a grant without a token': json(withoutToken),
  'a grant whose token is no token': json({...grant, token: {toString: 'A'.repeat(43)}}),
  'a grant for another account': json({...grant, account: smsAccount}),
  'a grant for another purpose': json({...grant, purpose: 'login'}),
  'a grant for another channel': json({...grant, channel: 'kb-able'}),
  'a list with a grant in it': json([grant]),
  true: text('true'),
  'a redirection to another page': {status: 302, headers: {Location: '/'}},
  'an answer larger than any of the contract': json({...grant, padding: 'x'.repeat(80_000)}),
};

const isUnverified = (page: Page) =>
  page.evaluate(() => {
    const element = document.querySelector<OtpVerify>('otp-verify')!;
    const form = document.querySelector<HTMLFormElement>('#ticket')!;
    return !form.checkValidity() && element.value === '' && element.grant === null && element.step !== 'verified';
  });

const injected = (page: Page) =>
  page.evaluate(
    () =>
      [
        ...document.querySelectorAll('#injected'),
        ...(document.querySelector('otp-verify')!.shadowRoot?.querySelectorAll('#injected') ?? []),
      ].length,
  );

describe('a code that is answered with', () => {
  test('what is no grant verifies nobody; asked again, the endpoint says that no code was taken', (context) =>
    visit(stage(), {}, async ({page, requests}) => {
      await askForCode(page);
      for (const [what, answer] of Object.entries(answers)) {
        await context.test(what, async () => {
          requests.length = 0;
          await page.route('**/answer', (route) => route.fulfill(answer));
          const asked = page.waitForResponse(/\/challenges\/[\w-]+$/);
          await typeCode(page, authenticator());
          assert.equal((await asked).status(), 200);
          await reach(page, 'code');
          assert.match(asRead(await statusLine(page).innerText()), /^Kết nối bị gián đoạn, mã chưa được kiểm tra/);
          assert.equal(await isUnverified(page), true);
          assert.equal(await injected(page), 0);
          assert.equal(count(requests, /^POST \/api\/orders/), 0);
          assert.equal(count(requests, /^POST .*\/answer$/), 1);
          await page.unroute('**/answer');
        });
      }
    }));

  test('the right grant verifies: what is refused above differs from it, and is refused for that', () =>
    visit(stage(), {}, async ({page}) => {
      await askForCode(page);
      await page.route('**/answer', (route) => route.fulfill(json(grant)));
      await page.route('**/api/orders', (route) => route.fulfill(json({}, 503)));
      await typeCode(page, authenticator());
      await reach(page, 'verified');
      assert.equal(await isUnverified(page), false);
    }));
});

describe('an endpoint of which nothing can be believed', () => {
  test('leaves the outcome open after a code, offers to ask again, and recovers with the endpoint', () =>
    visit(stage(), {}, async ({page, requests}) => {
      await askForCode(page);
      await page.route('**/otp/v1/**', (route) => route.fulfill(text(loginPage, 'text/html')));
      await typeCode(page, authenticator());
      await reach(page, 'outcome-unknown');
      assert.equal(await isUnverified(page), true);
      assert.equal(await injected(page), 0);

      await page.unroute('**/otp/v1/**');
      await page.locator('otp-verify').getByRole('button', {name: 'Kiểm tra kết quả'}).click();
      await statusLine(page).filter({hasText: 'Kết nối bị gián đoạn, mã chưa được kiểm tra'}).waitFor();
      await typeCode(page, authenticator());
      await orderRows(page).first().waitFor();
      assert.equal(count(requests, /^POST \/api\/orders/), 1);
    }));

  test('does not get as far as a code, and says so with a way to try again', () =>
    visit(stage(), {}, async ({page}) => {
      await page.route('**/otp/v1/**', (route) => route.fulfill(text(loginPage, 'text/html')));
      await page.locator('#send').click();
      await reach(page, 'failed');
      assert.equal(
        asRead(await statusLine(page).innerText()),
        'Chưa kết nối được đến hệ thống xác thực. Vui lòng thử lại.',
      );
      assert.equal(await isUnverified(page), true);
      assert.equal(await injected(page), 0);
      await keepPicture(page, 'garbage-vi-failed');

      await page.unroute('**/otp/v1/**');
      await page.locator('otp-verify').getByRole('button', {name: 'Thử lại'}).click();
      await reach(page, 'code');
    }));

  test('can’t make an outcome of another challenge count for this one', () =>
    visit(stage(), {}, async ({page}) => {
      await askForCode(page);
      await page.route('**/answer', (route) => route.abort('connectionreset'));
      await page.route(/\/challenges\/[\w-]+$/, async (route) => {
        const outcome = (await (await route.fetch()).json()) as {challenge: object};
        const challenge = {...outcome.challenge, id: 'B'.repeat(22)};
        await route.fulfill(json({...outcome, challenge, state: 'accepted', grant}));
      });
      await typeCode(page, authenticator());
      await reach(page, 'outcome-unknown');
      assert.equal(await isUnverified(page), true);
    }));
});
