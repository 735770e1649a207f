/** A device, and a page in another session that asks what the device may approve; a push service and a gateway. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import type { PushState, PushSubscription } from '../../generated/contract.js';
import { defaultPolicy } from '../../src/domain/policy.js';
import type { WakeConfig } from '../../src/index.js';
import { connect } from '../../src/store/connect.js';
import type { Client, PostOptions } from './client.js';
import { accounts } from './codes.js';
import type { TestDatabase } from './databases.js';
import type { Refusable } from './device.js';
import { enrolled } from './enrolling.js';
import { look, started, until } from './outbox.js';
import { createBrowser, startPushService, webPush } from './push-service.js';

export const account: string = accounts.sms;
const step = 30_000;
export const order = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 } as const;
const purposes = ['login', 'order'] as const;
const policy = { ...defaultPolicy, approvals: { purposes, numberMatching: true } };

export const pushCalls = (client: Client, device: string) => {
  const path = `/v1/devices/${device}/push-subscription`;
  return {
    state: (options?: PostOptions): Refusable<PushState> => client.get(path, options),
    subscribe: (body: Partial<PushSubscription> | object, options?: PostOptions): Refusable<PushState> =>
      client.post(path, body, options),
    unsubscribe: (options?: PostOptions): Refusable<PushState> => client.post(`${path}/removal`, undefined, options),
  };
};

export type Scene = Awaited<ReturnType<typeof wakingScene>>;

/** A device that may subscribe, and a page in another session that asks. */
export async function wakingScene(t: TestContext, database: TestDatabase, wake: Partial<WakeConfig> = {}) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const service = await startPushService(t);
  const push = webPush(service);
  const endpoint = await started(t, database, { policy, wake: { push, webhook: null, ...wake } });
  const { on, client, device } = await enrolled(endpoint, account);
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
    const { db } = connect(database.config);
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
  const parties = { on, client, page, device, browser, push, service };
  return { ...parties, calls, subscribed, asked, fate, attempts, lookAgain };
}

async function count(metrics: () => Promise<string>, result: string): Promise<number> {
  const line = (await metrics()).split('\n').find((each) => each.startsWith(`kb_otp_wakes_total{result="${result}"}`));
  return Number(line?.split(' ').at(-1) ?? 0);
}

export interface Gateway {
  readonly url: string;
  readonly received: ReadonlyArray<{ readonly headers: IncomingHttpHeaders; readonly body: string }>;
}

/** @param faults what it says at first */
export async function startGateway(t: TestContext, faults: number[] = []): Promise<Gateway> {
  const received: Array<Gateway['received'][number]> = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      received.push({ headers: request.headers, body });
      response.writeHead(faults.shift() ?? 204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, received };
}
