/** Where a device is to be woken: the device itself says so, and it goes with the device. */

import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { isPublicAddress, lookUpPublic } from '../src/delivery/push-transport.js';
import { retryAfterOf } from '../src/delivery/retry-after.js';
import { isPushAddress, knownPushServices, subscriptionFingerprint } from '../src/domain/push.js';
import type { WakeConfig } from '../src/index.js';
import { onEachDatabase } from './support/databases.js';
import { anyElement, deviceCalls, enrolDevice } from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { grantFor, methodCalls } from './support/methods.js';
import { createBrowser, decrypt } from './support/push-service.js';
import { dumpOf } from './support/traces.js';
import { account, pushCalls, wakingScene, type Scene } from './support/wakes.js';

describe('The address of a push service', () => {
  const addresses: ReadonlyArray<readonly [address: string, taken: boolean]> = [
    ['https://fcm.googleapis.com/fcm/send/abc', true],
    ['https://web.push.apple.com/abc', true],
    ['https://updates.push.services.mozilla.com/wpush/v2/abc', true],
    ['https://wns2-sg2p.notify.windows.com/w/?token=abc', true],
    ['https://FCM.googleapis.com/fcm/send/abc', true],
    ['http://fcm.googleapis.com/fcm/send/abc', false],
    ['https://fcm.googleapis.com:8443/send', false],
    ['https://user:word@fcm.googleapis.com/send', false],
    ['https://fcm.googleapis.com@attacker.example/send', false],
    ['https://attacker.example/fcm.googleapis.com', false],
    ['https://evilpush.apple.com/abc', false],
    ['https://push.apple.com.attacker.example/abc', false],
    ['https://push.apple.com/abc', false],
    ['https://127.0.0.1/abc', false],
    ['https://[::1]/abc', false],
    ['https://localhost/abc', false],
    ['https://169.254.169.254/latest/meta-data', false],
    [`https://fcm.googleapis.com/${'a'.repeat(1000)}`, false],
    ['fcm.googleapis.com', false],
  ];
  for (const [address, taken] of addresses) {
    test(`${address.slice(0, 60)} is ${taken ? 'taken' : 'refused'}`, () => {
      assert.equal(isPushAddress(address, knownPushServices), taken);
    });
  }

  test('is not called where it stands for a private network, and only there', async () => {
    for (const address of ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0', '::1']) {
      assert.ok(!isPublicAddress(address), address);
    }
    for (const address of ['fd00::1', 'fe80::1', '::ffff:127.0.0.1', '224.0.0.1', '100.64.0.1', '2002:7f00:1::']) {
      assert.ok(!isPublicAddress(address), address);
    }
    for (const address of ['142.250.1.1', '2404:6800:4003::1']) assert.ok(isPublicAddress(address), address);
    const error = await new Promise((resolve) => lookUpPublic('localhost', { all: true }, resolve));
    assert.match(String(error), /no public address/);
  });

  test('may ask to wait, in seconds or until a date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    const said = ['30', 'Thu, 01 Jan 2026 00:01:00 GMT', 'Wed, 31 Dec 2025 00:00:00 GMT', 'soon', undefined];
    assert.deepEqual(
      said.map((header) => retryAfterOf(header, now)),
      [30_000, 60_000, 0, null, null],
    );
  });
});

onEachDatabase('The push subscription of a device', (database) => {
  const scene = (t: TestContext, wake?: Partial<WakeConfig>) => wakingScene(t, database(), wake);

  test('it tells what it is subscribed with, and another subscription takes the place of the one before', async (t) => {
    const { calls, browser, push, service, asked, attempts } = await scene(t);
    const { body: before } = await calls.state();
    assert.deepEqual([before.applicationServerKey, before.subscription], [push.publicKey, undefined]);
    const { subscription: first } = (await calls.subscribe({ ...browser.subscription, expirationTime: null })).body;
    assert.equal(first, subscriptionFingerprint(browser.subscription));
    const other = createBrowser('https://web.push.apple.com');
    await calls.subscribe(other.subscription);
    assert.equal((await calls.state()).body.subscription, subscriptionFingerprint(other.subscription));
    await asked();
    await attempts(1);
    const [pushed = assert.fail()] = service.received;
    assert.equal(decrypt(pushed.body, other).length, 25);
  });

  test('only the device itself may say where it is to be woken', async (t) => {
    const { page, device, client, browser, on } = await scene(t);
    const { subscription } = browser;
    for (const by of [pushCalls(page, device), pushCalls(client, device)]) {
      for (const { status, body } of [
        await by.subscribe(subscription, { device: null }),
        await by.unsubscribe({ device: null }),
        await by.state({ device: null }),
      ]) {
        assert.deepEqual([status, body.code], [403, 'device_proof_required']);
      }
    }
    const stranger = await on.client('somebody else');
    assert.notEqual((await pushCalls(stranger, device).subscribe(subscription)).status, 200);
  });

  test('a subscription that names another host, or no key, is refused', async (t) => {
    const { calls, browser } = await scene(t);
    const { endpoint, keys } = browser.subscription;
    const wrong = [
      { endpoint: 'https://attacker.example/push', keys },
      { endpoint: 'http://fcm.googleapis.com/push', keys },
      { endpoint, keys: { ...keys, p256dh: `B${'A'.repeat(86)}` } },
      { endpoint, keys: { ...keys, auth: 'short' } },
      { endpoint },
    ];
    for (const body of wrong) {
      const reply = await calls.subscribe(body);
      assert.deepEqual([reply.status, reply.body.code], [400, 'invalid_request']);
    }
    assert.equal((await calls.state()).body.subscription, undefined);
  });

  test('nothing of a subscription is readable at rest or in the logs', async (t) => {
    const { on, service, subscribed, asked, attempts, browser } = await scene(t);
    await subscribed();
    service.answer({ status: 500 });
    await asked();
    await attempts(1);
    const { endpoint, keys } = browser.subscription;
    const traces = (await dumpOf(database().config, ['push_subscriptions', 'challenges', 'requests'])) + on.logs();
    for (const secret of [endpoint, endpoint.slice(-36), keys.auth, keys.p256dh]) assert.ok(!traces.includes(secret));
  });

  test('where no browser is woken a subscription is not taken, and nothing is said of a key', async (t) => {
    const { calls, browser } = await scene(t, { push: null });
    assert.equal((await calls.state()).body.applicationServerKey, undefined);
    assert.equal((await calls.subscribe(browser.subscription)).status, 404);
  });

  const departures: Readonly<Record<string, (scene: Scene) => Promise<{ readonly status: number }>>> = {
    'its last account is removed': ({ client, device }) =>
      client.post(`/v1/devices/${device}/accounts/${account}/removal`),
    'its password is reset': ({ client, device }) => client.post(`/v1/devices/${device}/password-reset`),
    'KB-OTP is cancelled': async ({ on, client }) => {
      const grant = await grantFor(on, client, { account, purpose: 'cancel' });
      return methodCalls(client).cancel({ account, grant });
    },
    'its key is destroyed by guessing': async ({ client, device }) => {
      const calls = deviceCalls(client);
      for (let guess = 0; guess < 10; guess++) await calls.unlock(device, anyElement());
      const { status } = await calls.unlock(device, anyElement());
      return { status: status === 410 ? 200 : status };
    },
    'another device takes its place': async ({ on, client }) => {
      await enrolDevice(enrolling(on, client), { accounts: [account] });
      return { status: 200 };
    },
  };

  for (const [what, leave] of Object.entries(departures)) {
    test(`the subscription goes when ${what}`, async (t) => {
      const all = await scene(t);
      await all.subscribed();
      const rows = () => dumpOf(database().config, ['push_subscriptions']);
      assert.match(await rows(), new RegExp(all.device));
      assert.equal((await leave(all)).status, 200);
      assert.doesNotMatch(await rows(), new RegExp(all.device));
    });
  }
});
