/** Traces that are exported: what is in them, and what never is. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createWebhook } from '../src/delivery/webhook.js';
import { accounts, wrongCode } from './support/codes.js';
import { collecting, startTraced, valuesOf, type Cleaning, type ReceivedSpan } from './support/collector.js';
import { onEachDatabase } from './support/databases.js';
import { origin, type TestEndpoint } from './support/endpoint.js';
import { isIn } from './support/traces.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = '00f067aa0ba902b7';
const path = `/v1/accounts/${accounts.sms}/authentication?channel=kb-trade`;
const bySpan = (spans: readonly ReceivedSpan[], kind: number) => spans.filter((span) => span.kind === kind);

const ask = ({ endpoint }: TestEndpoint, traceparent?: string) =>
  endpoint.fetch(new Request(`${origin}${path}`, { headers: traceparent === undefined ? {} : { traceparent } }));

onEachDatabase('A recorded trace', (database) => {
  test('has a span for the request, by its route, in the trace and under the parent that it names', async (t) => {
    const collector = await collecting(t);
    const { on } = await startTraced(database(), collector.url);
    await ask(on, `00-${traceId}-${parent}-01`);
    await on.endpoint.close();
    const [span = assert.fail(), ...more] = bySpan(collector.spans(), 2);
    assert.deepEqual(more, []);
    assert.deepEqual([span.traceId, span.parentSpanId], [traceId, parent]);
    assert.equal(span.name, 'GET /v1/accounts/:account/authentication');
    assert.deepEqual(valuesOf(span.attributes), {
      'http.request.method': 'GET',
      'http.route': '/v1/accounts/:account/authentication',
      'http.response.status_code': 401,
      'kb_otp.problem': 'session_expired',
    });
    assert.match(on.logs(), new RegExp(`"traceId":"${traceId}","spanId":"${span.spanId}","parentId":"${parent}"`));
    assert.deepEqual(collector.paths, ['/v1/traces']);
    assert.deepEqual(collector.resource(), { 'service.name': 'kb-otp-endpoint' });
  });

  test('begins here where none is named, and is the one of the log and the answer', async (t) => {
    const collector = await collecting(t);
    const { on } = await startTraced(database(), collector.url);
    const named = (await ask(on)).headers.get('x-trace-id') ?? '';
    await on.endpoint.close();
    const [span = assert.fail()] = bySpan(collector.spans(), 2);
    assert.deepEqual([span.traceId, span.parentSpanId], [named, undefined]);
    assert.match(on.logs(), new RegExp(`"traceId":"${named}","spanId":"${span.spanId}"`));
  });

  test('is none where its flag says that nobody records it, and is passed on all the same', async (t) => {
    const collector = await collecting(t);
    const { on } = await startTraced(database(), collector.url);
    const { headers } = await ask(on, `00-${traceId}-${parent}-00`);
    await on.endpoint.close();
    assert.equal(headers.get('x-trace-id'), traceId);
    assert.match(
      on.logs(),
      new RegExp(`"traceId":"${traceId}","spanId":"(?!${parent})\\w{16}","parentId":"${parent}"`),
    );
    assert.deepEqual(collector.paths, []);
  });

  test('has what the database and the gateway did for the request below it', async (t) => {
    const [collector, gateway] = [await collecting(t), await startGateway(t)];
    const delivery = createWebhook({ url: gateway.url, key: null });
    const { on } = await startTraced(database(), collector.url, { delivery: { kind: 'custom', delivery } });
    await on.reset();
    const client = await on.client();
    const headers = { traceparent: `00-${traceId}-${parent}-01`, tracestate: 'congo=t61rcWkgMzE' };
    await client.post('/v1/challenges', { account: accounts.sms, channel: 'kb-trade', purpose: 'login' }, { headers });
    await on.endpoint.close();
    const spans = collector.spans().filter((span) => span.traceId === traceId);
    const [server = assert.fail()] = bySpan(spans, 2);
    const children = bySpan(spans, 3);
    assert.ok(children.every(({ parentSpanId }) => parentSpanId === server.spanId));
    const posted = children.find(({ name }) => name === 'POST delivery gateway') ?? assert.fail();
    assert.equal(gateway.heard[0]?.['traceparent'], `00-${traceId}-${posted.spanId}-01`);
    assert.equal(gateway.heard[0]?.['tracestate'], 'congo=t61rcWkgMzE');
    const inserted = children.find(({ name }) => /^insert challenges/.test(name));
    assert.ok(inserted !== undefined, children.map(({ name }) => name).join(', '));
    const system = database().config.kind === 'sqlite' ? 'sqlite' : 'postgresql';
    assert.deepEqual(valuesOf(inserted.attributes), {
      'db.system.name': system,
      'db.operation.name': 'insert',
      'db.collection.name': 'challenges',
    });
    for (const { startTimeUnixNano: from, endTimeUnixNano: to } of children) assert.ok(BigInt(from) <= BigInt(to));
  });

  test('holds no code, account, address, session, grant, id or query', async (t) => {
    const collector = await collecting(t);
    const { on } = await startTraced(database(), collector.url);
    await on.reset();
    const client = await on.client();
    const made = await client.challenged({ account: accounts.sms, purpose: 'login' });
    const code = await on.sentCode(accounts.sms);
    const wrong = wrongCode(code);
    const [refused, answered] = [await client.answer(made, wrong), await client.answer(made, code)];
    assert.deepEqual([refused.status, answered.status], [422, 200]);
    await client.status(accounts.sms, 'kb-trade', 'order');
    const spent = { grant: answered.body.token, account: accounts.sms, purpose: 'login' };
    assert.equal((await on.backEnd.redeem(spent)).status, 200);
    await on.endpoint.fetch(new Request(`${origin}/v1/nowhere/${accounts.sms}?code=${code}`));
    await on.endpoint.close();
    const raw = collector.raw();
    for (const route of ['/v1/challenges/:challenge/answer', '/v1/grants/redemptions', 'unmatched'])
      assert.ok(raw.includes(route), route);
    const { sessionKey, serviceKey } = on.config;
    const secrets = [code, wrong, accounts.sms, made.id, answered.body.token, sessionKey, serviceKey];
    for (const secret of secrets) assert.ok(!isIn(raw, secret), secret);
    assert.doesNotMatch(raw, /kb-trade|0901234|Bearer|eyJ|nowhere|\?/);
  });
});

interface Gateway {
  readonly url: string;
  readonly heard: readonly IncomingHttpHeaders[];
}

async function startGateway(t: Cleaning): Promise<Gateway> {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers);
    request.resume().on('end', () => response.end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, heard };
}
