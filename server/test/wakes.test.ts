/** A device is woken when something waits for the customer's approval there. */

import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import type { PushState, PushSubscription } from '../generated/contract.js';
import { isPublicAddress, lookUpPublic } from '../src/delivery/push-transport.js';
import { retryAfterOf } from '../src/delivery/retry-after.js';
import { isPushAddress, knownPushServices, subscriptionFingerprint } from '../src/domain/push.js';
import { connect } from '../src/store/connect.js';
import { defaultPolicy } from '../src/domain/policy.js';
import type { EndpointConfig } from '../src/index.js';
import type { Client, PostOptions } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { enrolDevice, type Refusable } from './support/device.js';
import { enrolled, enrolling } from './support/enrolling.js';
import { methodCalls, grantFor } from './support/methods.js';
import { look, started, until } from './support/outbox.js';
import { createBrowser, decrypt, startPushService, vapidOf, webPush, type Pushed } from './support/push-service.js';
import { dumpOf } from './support/traces.js';

const account: string = accounts.sms;
const [second, step] = [1000, 30_000];
const order = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 } as const;
const purposes = ['login', 'order'] as const;
const policy = { ...defaultPolicy, approvals: { purposes, numberMatching: true } };

const pushCalls = (client: Client, device: string) => {
  const path = `/v1/devices/${device}/push-subscription`;
  return {
    state: (options?: PostOptions): Refusable<PushState> => client.get(path, options),
    subscribe: (body: Partial<PushSubscription> | object, options?: PostOptions): Refusable<PushState> =>
      client.post(path, body, options),
    unsubscribe: (options?: PostOptions): Refusable<PushState> => client.post(`${path}/removal`, undefined, options),
  };
};

describe('What a browser receives', () => {
  test('is opened by the receiver of RFC 8291, appendix A', () => {
    const body =
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
    const receiver = { privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', auth: 'BTBZMqHH6r4Tts7J_aSIgg' };
    const text = decrypt(Buffer.from(body, 'base64url'), receiver).toString();
    assert.equal(text, 'When I grow up, I want to be a watermelon');
  });
});

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

onEachDatabase('Waking a device', (database) => {
  /** A device that is subscribed, and a page in another session that asks. */
  async function scene(t: TestContext, wake: Partial<EndpointConfig['wake']> = {}) {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const service = await startPushService(t);
    const push = webPush(service);
    const endpoint = await started(t, database(), { policy, wake: { push, webhook: null, ...wake } });
    const { on, client, keys, device } = await enrolled(endpoint, account);
    on.pass(step);
    const page = await on.client();
    const browser = createBrowser();
    const calls = pushCalls(client, device);
    const subscribed = async () => assert.equal((await calls.subscribe(browser.subscription)).status, 200);
    const ids: string[] = [];
    const asked = async () => {
      const challenge = await page.challenged({ account, purpose: 'order', transaction: order });
      ids.push(challenge.id);
      return challenge;
    };
    const fate = (result: string) => count(on.metrics, result);
    /** Waits until so many attempts have come to something. */
    const attempts = (most: number) =>
      until(`${most} attempts are over`, async () => (await on.metric('kb_otp_wakes_total')) >= most);
    /** Lets looks for what is due happen until nothing is, and what every attempt came to is noted. */
    const lookAgain = async () => {
      const { db } = connect(database().config);
      t.after(() => db.destroy());
      await until('nothing is due', async () => {
        t.mock.timers.tick(look);
        const rows = await db.selectFrom('challenges').where('id', 'in', ids).selectAll().execute();
        const isDue = (row: (typeof rows)[number]) =>
          row.state === 'pending' && (row.wake_at ?? Infinity) <= on.now() && row.expires_at > on.now();
        const made = rows.reduce((sum, { wake_attempts: attempts }) => sum + attempts, 0);
        return !rows.some(isDue) && (await on.metric('kb_otp_wakes_total')) >= made;
      });
    };
    return {
      on,
      client,
      page,
      keys,
      device,
      browser,
      push,
      service,
      calls,
      subscribed,
      asked,
      fate,
      attempts,
      lookAgain,
    };
  }

  async function count(metrics: () => Promise<string>, result: string): Promise<number> {
    const line = (await metrics())
      .split('\n')
      .find((each) => each.startsWith(`kb_otp_wakes_total{result="${result}"}`));
    return Number(line?.split(' ').at(-1) ?? 0);
  }

  const onlyOne = (received: readonly Pushed[]): Pushed => {
    assert.equal(received.length, 1);
    return received[0] ?? assert.fail();
  };

  test('a request is pushed to it at once, signed, encrypted to it alone, and says nothing of what waits', async (t) => {
    const { browser, push, service, subscribed, asked, attempts } = await scene(t);
    await subscribed();
    const challenge = await asked();
    await attempts(1);
    const pushed = onlyOne(service.received);
    const { headers, body, path } = pushed;
    assert.equal(`https://fcm.googleapis.com${path}`, browser.subscription.endpoint);
    const { key, claims } = await vapidOf(pushed);
    assert.equal(key, push.publicKey);
    assert.deepEqual([claims.aud, claims.sub], ['https://fcm.googleapis.com', push.subject]);
    const left = (claims.exp ?? 0) - Date.now() / second;
    assert.ok(left > 0 && left <= 24 * 3600, String(left));
    assert.deepEqual([headers['content-encoding'], headers['urgency']], ['aes128gcm', 'high']);
    const lifetime = (Date.parse(challenge.expiresAt) - Date.parse(challenge.serverTime)) / second;
    assert.ok(Number(headers['ttl']) <= lifetime && Number(headers['ttl']) > lifetime - 5, String(headers['ttl']));
    assert.equal(decrypt(body, browser).toString(), '{"type":"kb-otp.request"}');
    assert.throws(() => decrypt(body, createBrowser()));
    const outside = JSON.stringify([path, headers]);
    for (const secret of [challenge.id, account, 'VNM', '67']) assert.ok(!path.includes(secret));
    for (const secret of [challenge.id, account, 'VNM']) assert.ok(!outside.includes(secret), secret);
  });

  test('of two that have not been fetched the push service may keep one', async (t) => {
    const { service, subscribed, asked, attempts } = await scene(t);
    await subscribed();
    await asked();
    await asked();
    await attempts(2);
    const topics = new Set(service.received.map(({ headers }) => headers['topic']));
    assert.equal(topics.size, 1);
    assert.match([...topics].join(), /^[A-Za-z0-9_-]{1,32}$/);
  });

  test('nobody is woken by what is asked on the device itself, or may not be approved there', async (t) => {
    const { client, page, device, service, subscribed, asked, attempts } = await scene(t);
    await subscribed();
    const own = { channel: 'kb-trade', purpose: 'order', account, transaction: order };
    assert.equal((await client.challenge(own as object, { device })).status, 201);
    await page.challenged({ account, purpose: 'cancel' });
    await page.challenged({ account: accounts.email });
    await asked();
    await attempts(1);
    assert.equal(service.received.length, 1);
  });

  test('one that is not subscribed is not woken', async (t) => {
    const { service, subscribed, calls, asked, attempts, fate } = await scene(t);
    await asked();
    await attempts(1);
    await subscribed();
    assert.equal((await calls.unsubscribe()).body.subscription, undefined);
    await asked();
    await attempts(2);
    assert.deepEqual([service.received.length, await fate('nobody')], [0, 2]);
  });

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
    assert.equal(decrypt(onlyOne(service.received).body, other).length, 25);
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

  for (const status of [404, 410]) {
    test(`a subscription that its push service calls over (${status}) is forgotten`, async (t) => {
      const { service, subscribed, calls, asked, attempts, fate } = await scene(t);
      await subscribed();
      service.answer({ status });
      await asked();
      await attempts(2);
      assert.deepEqual([await fate('gone'), await fate('nobody')], [1, 1]);
      assert.equal((await calls.state()).body.subscription, undefined);
    });
  }

  test('a push that is refused for good is not made again, and the subscription stays', async (t) => {
    const { on, service, subscribed, calls, asked, attempts, fate, lookAgain } = await scene(t);
    await subscribed();
    service.answer({ status: 403 });
    await asked();
    await attempts(1);
    on.pass(60 * second);
    await lookAgain();
    await asked();
    await attempts(2);
    assert.deepEqual([await fate('refused'), service.received.length], [2, 2]);
    assert.notEqual((await calls.state()).body.subscription, undefined);
  });

  test('one that is not taken is made again, ever later, for as long as the request lasts, and never after', async (t) => {
    const { on, service, subscribed, asked, attempts, fate, lookAgain } = await scene(t);
    await subscribed();
    service.answer({ status: 503 });
    const began = on.now();
    const challenge = await asked();
    const ends = Date.parse(challenge.expiresAt);
    const made: number[] = [];
    for (let seen = 0; on.now() < ends + 60 * second;) {
      const now = await on.metric('kb_otp_wakes_total');
      if (now > seen) made.push(Math.round((on.now() - began) / second));
      seen = now;
      on.pass(second);
      await lookAgain();
    }
    const waits = made.slice(1).map((at, index) => at - (made[index] ?? 0));
    assert.ok(waits.length >= 3, made.join());
    assert.ok((waits[0] ?? 0) >= 3 && (waits[0] ?? 0) <= 8, made.join());
    assert.ok((waits[2] ?? 0) > (waits[0] ?? 0), made.join());
    assert.ok(began + (made.at(-1) ?? 0) * second <= ends, made.join());
    assert.equal(await fate('too-late'), 1);
    const ttls = service.received.map(({ headers }) => Number(headers['ttl']));
    assert.deepEqual(
      ttls,
      ttls.toSorted((one, other) => other - one),
    );
  });

  test('a push service is left alone for as long as it asks', async (t) => {
    const { on, service, subscribed, asked, attempts, lookAgain } = await scene(t);
    await subscribed();
    service.answer({ status: 429, headers: { 'retry-after': '40' } });
    await asked();
    await attempts(1);
    service.answer({ status: 201 });
    on.pass(35 * second);
    await lookAgain();
    assert.equal(service.received.length, 1);
    on.pass(10 * second);
    await lookAgain();
    assert.equal(service.received.length, 2);
  });

  test('what an attempt came to that nobody hears of is made again', async (t) => {
    const { on, service, subscribed, asked } = await scene(t);
    await subscribed();
    service.answer(null);
    await asked();
    await until('it is pushed', () => service.received.length === 1);
    service.answer({ status: 201 });
    on.pass(20 * second);
    await until('it is pushed again', () => {
      t.mock.timers.tick(look);
      return service.received.length === 2;
    });
  });

  test('a request that is over by the next attempt is not pushed again', async (t) => {
    const { on, page, service, subscribed, asked, attempts, lookAgain } = await scene(t);
    await subscribed();
    service.answer({ status: 503 });
    const { id } = await asked();
    await attempts(1);
    assert.equal((await page.post(`/v1/challenges/${id}/withdrawal`)).status, 200);
    service.answer({ status: 201 });
    on.pass(60 * second);
    await lookAgain();
    await asked();
    await attempts(2);
    assert.equal(service.received.length, 2);
  });

  const departures = {
    'its last account is removed': ({ client, device }) =>
      client.post(`/v1/devices/${device}/accounts/${account}/removal`),
    'its password is reset': ({ client, device }) => client.post(`/v1/devices/${device}/password-reset`),
    'KB-OTP is cancelled': async ({ on, client }) => {
      const grant = await grantFor(on, client, { account, purpose: 'cancel' });
      return methodCalls(client).cancel({ account, grant });
    },
    'another device takes its place': async ({ on, client }) => {
      await enrolDevice(enrolling(on, client), { accounts: [account] });
      return { status: 200 };
    },
  } satisfies Record<string, (scene: Awaited<ReturnType<typeof scene>>) => Promise<{ readonly status: number }>>;

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

  test('the broker’s own gateway wakes a device without a browser, by a call that it can check', async (t) => {
    const key = randomBytes(32);
    const gateway = await startGateway(t);
    const { on, device, service, subscribed, calls, asked, attempts } = await scene(t, {
      webhook: { url: gateway.url, key },
    });
    const challenge = await asked();
    await attempts(1);
    const [{ headers, body } = assert.fail()] = gateway.received;
    const { id, ...rest } = JSON.parse(body) as { id: string };
    const customer = 'demo';
    assert.deepEqual(rest, { customer, device, expiresAt: challenge.expiresAt });
    const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
    const signature = createHmac('sha256', key).update(signed).digest('base64');
    assert.deepEqual([headers['webhook-signature'], headers['webhook-id']], [`v1,${signature}`, id]);
    assert.ok(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / second) < 60);
    await subscribed();
    await asked();
    await attempts(2);
    assert.deepEqual([gateway.received.length, service.received.length], [1, 1]);
    service.answer({ status: 410 });
    await asked();
    await attempts(4);
    assert.equal(gateway.received.length, 2);
    assert.equal((await calls.state()).body.subscription, undefined);
    assert.ok(!on.logs().includes(challenge.id));
  });

  test('a gateway that is away is called again, with the same id', async (t) => {
    const gateway = await startGateway(t, [503]);
    const webhook = { url: gateway.url, key: randomBytes(32) };
    const { on, asked, attempts, lookAgain } = await scene(t, { push: null, webhook });
    await asked();
    await attempts(1);
    on.pass(10 * second);
    await lookAgain();
    assert.equal(gateway.received.length, 2);
    assert.equal(new Set(gateway.received.map(({ headers }) => headers['webhook-id'])).size, 1);
  });
});

interface Gateway {
  readonly url: string;
  readonly received: ReadonlyArray<{ readonly headers: IncomingHttpHeaders; readonly body: string }>;
}

/** @param faults what it says at first */
async function startGateway(t: TestContext, faults: number[] = []): Promise<Gateway> {
  const received: Array<Gateway['received'][number]> = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    received.push({ headers: request.headers, body });
    response.writeHead(faults.shift() ?? 204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, received };
}
