/** A device is woken when something waits for the customer's approval there. */

import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { describe, test, type TestContext } from 'node:test';
import type { WakeConfig } from '../src/index.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { look, until } from './support/outbox.js';
import { createBrowser, decrypt, vapidOf, type Pushed } from './support/push-service.js';
import { account, order, startGateway, wakingScene } from './support/wakes.js';

const second = 1000;

describe('What a browser receives', () => {
  test('is opened by the receiver of RFC 8291, appendix A', () => {
    const body =
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
    const receiver = { privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', auth: 'BTBZMqHH6r4Tts7J_aSIgg' };
    const text = decrypt(Buffer.from(body, 'base64url'), receiver).toString();
    assert.equal(text, 'When I grow up, I want to be a watermelon');
  });
});

onEachDatabase('Waking a device', (database) => {
  const scene = (t: TestContext, wake?: Partial<WakeConfig>) => wakingScene(t, database(), wake);

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
    const { on, client, page, device, service, subscribed, asked } = await scene(t);
    await subscribed();
    const own = { channel: 'm-able', purpose: 'order', account, transaction: order } as const;
    assert.equal((await client.challenge(own, { device })).status, 201);
    await page.challenged({ account, purpose: 'cancel' });
    await page.challenged({ account: accounts.email });
    await asked();
    await on.endpoint.close();
    assert.equal(service.received.length, 1);
  });

  test('a web page in the browser of the device wakes it: its list is in the app', async (t) => {
    const { client, device, service, subscribed, attempts } = await scene(t);
    await subscribed();
    const own = { channel: 'kb-trade', purpose: 'order', account, transaction: order } as const;
    assert.equal((await client.challenge(own, { device })).status, 201);
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
    const { on, service, subscribed, asked, fate, lookAgain } = await scene(t);
    await subscribed();
    service.answer({ status: 503 });
    const began = on.now();
    const challenge = await asked();
    const ends = Date.parse(challenge.expiresAt);
    const made: number[] = [];
    for (let seen = 0; on.now() < ends + 60 * second || (await fate('too-late')) === 0;) {
      const now = await on.metric('kb_otp_wakes_total');
      if (now > seen) made.push(Math.round((on.now() - began) / second));
      seen = now;
      on.pass(second);
      await lookAgain();
    }
    const waits = made.slice(1).map((at, index) => at - (made[index] ?? 0));
    assert.ok(waits.length >= 3, made.join());
    assert.ok((waits[0] ?? 0) >= 3 && (waits[0] ?? 0) <= 8, made.join());
    assert.ok((waits[2] ?? 0) >= 14, made.join());
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

onEachDatabase('Waking a device in development', (database) => {
  test('the inbox has one notification for its customer, until the request is over', async (t) => {
    const { on, page, asked, attempts } = await wakingScene(t, database(), { push: null });
    const shown = async (customer = 'demo') => {
      const { body } = await page.get<{ wakes: readonly object[] }>(`/dev/wakes?customer=${customer}`);
      return body.wakes;
    };
    const { expiresAt } = await asked();
    await asked();
    await attempts(2);
    const wakes = await shown();
    assert.equal(wakes.length, 1);
    assert.ok(JSON.stringify(wakes).includes(expiresAt.slice(0, 15)));
    assert.deepEqual(await shown('somebody else'), []);
    on.pass(Date.parse(expiresAt) - on.now() + 60 * second);
    assert.deepEqual(await shown(), []);
    await asked();
    await attempts(3);
    await on.reset();
    assert.deepEqual(await shown(), []);
  });
});
