/** The phone's browser is registered at the endpoint by its list, with the device's own proof. */

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createBrowser, webPush} from '../../server/test/support/push-service.js';
import type {OtpList} from '../../src/index.js';
import {count, setUpStage, visit} from './support.js';

const {publicKey, ...push} = webPush({transport: () => Promise.reject(new Error('nothing is pushed'))});
const stage = setUpStage({endpoint: {wake: {push, webhook: null}}});

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
