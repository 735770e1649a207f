/** What the asking page hears by server-sent events. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { issueSession, demoCustomer } from '../src/index.js';
import { defaultPolicy } from '../src/domain/policy.js';
import { createClient } from './support/client.js';
import { askerCalls, holderCalls } from './support/approvals.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { origin, startEndpoint, useEndpoint, type TestEndpoint } from './support/endpoint.js';
import { enrolled } from './support/enrolling.js';

const account: string = accounts.sms;
const policy = { ...defaultPolicy, approvals: { purposes: ['login'] as const, numberMatching: false } };

/** @param ttl seconds for which the session of the page lasts */
async function asking(on: TestEndpoint, ttl = 3600) {
  const { sessionKey } = on.config;
  const token = await issueSession({ customer: demoCustomer, sessionKey, ttl, now: on.now(), sid: 'page' });
  const page = createClient((request) => on.endpoint.fetch(request), origin, `Bearer ${token}`, on.now);
  const challenge = await page.challenged({ account });
  const open = async (known?: string) => {
    const headers = { authorization: `Bearer ${token}`, ...(known === undefined ? {} : { 'last-event-id': known }) };
    const gone = new AbortController();
    const url = `${origin}/v1/challenges/${challenge.id}/approval/events`;
    const response = await on.endpoint.fetch(new Request(url, { headers, signal: gone.signal }));
    const reader = response.body?.getReader() ?? assert.fail();
    return { response, reader, gone };
  };
  return { page, challenge, open };
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** What comes next. Null at the end. */
async function next(reader: Reader): Promise<string | null> {
  const { value } = await reader.read();
  return value === undefined ? null : new TextDecoder().decode(value);
}

const waitingAt = async (on: TestEndpoint) => on.metric('kb_otp_approvals_waited_for');

/** Until nothing is waited for any more; a leak keeps the test from ending. */
async function nobodyWaits(on: TestEndpoint): Promise<void> {
  while ((await waitingAt(on)) > 0) await turn();
}

onEachDatabase('Events of an approval', (database) => {
  const endpoint = useEndpoint(database, { policy });

  test('tell the present state, then the outcome, and end', async () => {
    const { on, client, device } = await enrolled(endpoint(), account);
    const { challenge, open } = await asking(on);
    const { response, reader } = await open();
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(await next(reader), 'retry: 2000\n\n');
    assert.match((await next(reader)) ?? '', /^event: approval\nid: pending\ndata: \{"state":"pending",.*\}\n\n$/);
    await holderCalls(client, device).reject(challenge, 'not-me');
    assert.match((await next(reader)) ?? '', /^event: approval\nid: denied\ndata: \{.*"reason":"not-me".*\}\n\n$/);
    assert.equal(await next(reader), null);
    await nobodyWaits(on);
  });

  test('whoever comes back with the state that they know hears of the next one only', async () => {
    const { on, client, device } = await enrolled(endpoint(), account);
    const { challenge, open } = await asking(on);
    const { reader } = await open('pending');
    await next(reader);
    await holderCalls(client, device).reject(challenge, 'changed-mind');
    assert.match((await next(reader)) ?? '', /^event: approval\nid: denied\n/);
    const again = await open('denied');
    await next(again.reader);
    assert.equal(await next(again.reader), null);
  });

  test('a session that is over meanwhile hears of no grant, by the stream or by a question', async () => {
    const { on, client, device } = await enrolled(endpoint(), account);
    const { page, challenge, open } = await asking(on, 60);
    const { reader } = await open('pending');
    await next(reader);
    const asked = askerCalls(page).approval(challenge, 20);
    while ((await waitingAt(on)) < 2) await turn();
    on.pass(61_000);
    await holderCalls(client, device).reject(challenge, 'not-me');
    assert.equal(await next(reader), null);
    const { status, body } = await asked;
    assert.deepEqual([status, body.code], [401, 'session_expired']);
  });

  test('of a thousand pages that were opened and closed nothing is left', async () => {
    const { on } = await enrolled(endpoint(), account);
    const { open } = await asking(on);
    for (let batch = 0; batch < 10; batch++) {
      const pages = await Promise.all(Array.from({ length: 100 }, () => open()));
      for (const { reader } of pages) for (let line = 0; line < 2; line++) await next(reader);
      while ((await waitingAt(on)) < pages.length) await turn();
      pages.forEach(({ reader, gone }, index) => (index % 2 === 0 ? void reader.cancel() : gone.abort()));
      await nobodyWaits(on);
    }
  });

  test('nobody else’s challenge has any', async () => {
    const { on } = await enrolled(endpoint(), account);
    const stranger = await on.client('stranger');
    const { challenge } = await asking(on);
    const reply = await stranger.get<{ code: string }>(`/v1/challenges/${challenge.id}/approval/events`);
    assert.deepEqual([reply.status, reply.body.code], [404, 'challenge_not_found']);
  });
});

onEachDatabase(
  'Events of an approval at several processes',
  (database) => {
    const endpoint = useEndpoint(database, { policy });

    test('come by another process that shares the database, too', async () => {
      const { on, client, device } = await enrolled(endpoint(), account);
      const clockShift = () => on.now() - Date.now();
      const other = await startEndpoint(database(), { policy, clockShift });
      const { challenge } = await asking(on);
      const { sessionKey } = on.config;
      const token = await issueSession({ customer: demoCustomer, sessionKey, ttl: 3600, now: on.now(), sid: 'page' });
      const url = `${origin}/v1/challenges/${challenge.id}/approval/events`;
      const headers = { authorization: `Bearer ${token}`, 'last-event-id': 'pending' };
      const response = await other.endpoint.fetch(new Request(url, { headers }));
      const reader = response.body?.getReader() ?? assert.fail();
      assert.equal(await next(reader), 'retry: 2000\n\n');
      await holderCalls(client, device).reject(challenge, 'changed-mind');
      assert.match((await next(reader)) ?? '', /^event: approval\nid: denied\n/);
      await other.endpoint.close();
    });

    test('an endpoint that stops ends them', async () => {
      const { on } = await enrolled(endpoint(), account);
      const clockShift = () => on.now() - Date.now();
      const other = await startEndpoint(database(), { policy, clockShift });
      const { open } = await asking(other);
      const { reader } = await open();
      await next(reader);
      await next(reader);
      other.endpoint.retire();
      assert.equal(await next(reader), null);
      await other.endpoint.close();
    });
  },
  ['postgres'],
);
