/** The phone's browser is registered at the endpoint by its list, with the device's own proof. */

import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Page} from 'playwright-core';
import {createBrowser, webPush} from '../../server/test/support/push-service.js';
import type {OtpList} from '../../src/index.js';
import {count, setUpStage, visit} from './support.js';

const {publicKey, ...push} = webPush({transport: () => Promise.reject(new Error('nothing is pushed'))});
const stage = setUpStage({endpoint: {wake: {push, webhook: null}}});

const phone = (page: Page) => page.frameLocator('iframe[data-page="m-able"]');

const createdOnce = createBrowser().subscription;

/** In the phone's page, whose browser has said yes; no names for functions in here, which only the compiler knows. */
async function enableByFake(list: OtpList, subscription: object) {
  const asked: unknown[] = [];
  const [getSubscription, subscribe] = [
    () => Promise.resolve(null),
    ({applicationServerKey}: PushSubscriptionOptionsInit) => {
      asked.push(applicationServerKey);
      return Promise.resolve({toJSON: Object.bind(null, subscription), options: {}});
    },
  ];
  const registration = {scope: `${location.origin}/apps/`, pushManager: {getSubscription, subscribe}};
  Object.defineProperty(globalThis, 'Notification', {value: {permission: 'granted'}, configurable: true});
  const {type} = await list.enablePush(registration as unknown as ServiceWorkerRegistration);
  return {type, asked};
}

test('a phone that wants to be told is registered, is known the next time, and is told no more', () =>
  visit(stage(), {}, async ({page, requests}) => {
    await page.locator('#scenarios .group [value=f2]').click();
    const list = page.frameLocator('iframe[data-page="m-able"]').locator('otp-list');
    await list.locator('#code').waitFor({timeout: 60_000});
    const enable = () => list.evaluate(enableByFake, createdOnce);
    const sent = () => count(requests, /POST .*\/push-subscription$/);
    assert.deepEqual(await enable(), {type: 'registered', asked: [publicKey]});
    assert.deepEqual([(await enable()).type, sent()], ['registered', 1]);
    assert.equal(await list.evaluate(async (element: OtpList) => (await element.disablePush()).type), 'removed');
    assert.deepEqual([(await enable()).type, sent()], ['registered', 2]);
  }));

const said = {
  vi: {tell: 'Báo khi có yêu cầu', failed: 'Trình duyệt chưa kết nối được với dịch vụ thông báo của mình.'},
  en: {tell: 'Tell me of requests', failed: 'This browser could not reach its push service.'},
} as const;

const showList = async (page: Page) => {
  await page.locator('#scenarios .group [value=f2]').click();
  await phone(page).locator('otp-list #code').waitFor({timeout: 60_000});
};

test('M-able offers nothing where the browser tells nobody', () =>
  visit(stage(), {}, async ({page}) => {
    await showList(page);
    assert.equal(await page.evaluate(() => Notification.permission), 'denied');
    assert.equal(await phone(page).locator('.push').count(), 0);
  }));

for (const lang of ['vi', 'en'] as const)
  test(`M-able offers it, has the worker that shows it, and says where no push service is reached, in ${lang}`, () =>
    visit(stage(), {lang}, async ({page, context, requests}) => {
      await context.addInitScript(() => Object.defineProperty(Notification, 'permission', {get: () => 'granted'}));
      await page.reload();
      await showList(page);
      await phone(page).getByRole('button', {name: said[lang].tell, exact: true}).click();
      await phone(page).locator('.push [role=status]').filter({hasText: said[lang].failed}).waitFor();
      assert.equal(count(requests, /^POST .*\/push-subscription$/), 0);
      const workers = await page.evaluate(async () =>
        (await navigator.serviceWorker.getRegistrations()).map(({scope, active}) => [scope, active?.scriptURL]),
      );
      assert.deepEqual(workers, [[`${stage().demo.url}/apps/`, `${stage().demo.url}/apps/worker.js`]]);
    }));
