/** To which trace a request belongs: taken, logged, answered and passed on (W3C Trace Context). */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { createWebhook } from '../src/delivery/webhook.js';
import { traceFrom } from '../src/trace.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { origin, pageOrigin, startEndpoint, useEndpoint } from './support/endpoint.js';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = '00f067aa0ba902b7';

describe('A trace', () => {
  for (const [what, header, flags] of [
    ['of this version', `00-${trace}-${parent}-01`, '01'],
    ['that nobody records', `00-${trace}-${parent}-00`, '00'],
    ['with flags of the future', `00-${trace}-${parent}-ff`, '01'],
    ['of a later version', `cc-${trace}-${parent}-01-what-the-future-says`, '01'],
  ] as const) {
    test(`${what} goes on`, () => {
      const { spanId, ...taken } = traceFrom(header, 'congo=t61rcWkgMzE');
      assert.deepEqual(taken, { traceId: trace, parentId: parent, flags, state: 'congo=t61rcWkgMzE' });
      assert.match(spanId, /^(?!0+$)[0-9a-f]{16}$/);
      assert.notEqual(spanId, parent);
    });
  }

  for (const [what, header] of [
    ['nobody names', undefined],
    ['is empty', ''],
    ['is a word', 'trace'],
    ['is all zeros', `00-${'0'.repeat(32)}-${parent}-01`],
    ['has a parent of zeros', `00-${trace}-${'0'.repeat(16)}-01`],
    ['is in capitals', `00-${trace.toUpperCase()}-${parent}-01`],
    ['is too long for its version', `00-${trace}-${parent}-01-more`],
    ['is of the version that never is', `ff-${trace}-${parent}-01`],
    ['is named twice', `00-${trace}-${parent}-01, 00-${trace}-${parent}-01`],
  ] as const) {
    test(`that ${what} begins here, without what others keep`, () => {
      const { traceId, parentId, flags, state } = traceFrom(header, 'congo=t61rcWkgMzE');
      assert.match(traceId, /^[0-9a-f]{32}$/);
      assert.notEqual(traceId, trace);
      assert.deepEqual({ parentId, flags, state }, { parentId: null, flags: '00', state: null });
    });
  }

  test('keeps nothing of others that is too long or is no header', () => {
    for (const state of ['a'.repeat(513), 'a\u00e9=1'])
      assert.equal(traceFrom(`00-${trace}-${parent}-01`, state).state, null);
  });
});

onEachDatabase('A request in a trace', (database) => {
  const endpoint = useEndpoint(database);
  const traced = { traceparent: `00-${trace}-${parent}-01` };
  const path = `/v1/accounts/${accounts.sms}/authentication?channel=kb-trade`;

  test('is logged, and answered with its name: also where it is a problem', async () => {
    const on = endpoint();
    const response = await on.endpoint.fetch(new Request(`${origin}${path}`, { headers: traced }));
    assert.equal(response.headers.get('x-trace-id'), trace);
    assert.equal(((await response.json()) as { traceId: string }).traceId, trace);
    const line =
      on
        .logs()
        .split('\n')
        .find((text) => text.includes(trace)) ?? '';
    assert.match(line, new RegExp(`"traceId":"${trace}","spanId":"[0-9a-f]{16}","parentId":"${parent}"`));
  });

  test('is named to the gateway that has to send its code', async (t) => {
    const heard: IncomingHttpHeaders[] = [];
    const gateway = createServer((request, response) => {
      heard.push(request.headers);
      request.resume().on('end', () => response.end());
    }).listen(0, '127.0.0.1');
    await once(gateway, 'listening');
    t.after(() => gateway.close());
    const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`;
    const delivery = createWebhook({ url, key: null });
    const on = await startEndpoint(database(), { delivery: { kind: 'custom', delivery } });
    t.after(() => on.endpoint.close());
    await on.reset();
    const client = await on.client();
    const request = { account: accounts.sms, channel: 'kb-trade', purpose: 'login' };
    await client.post('/v1/challenges', request, { headers: { ...traced, tracestate: 'congo=t61rcWkgMzE' } });
    const [{ traceparent = '', tracestate } = {}] = heard;
    assert.match(String(traceparent), new RegExp(`^00-${trace}-(?!${parent})[0-9a-f]{16}-01$`));
    assert.equal(tracestate, 'congo=t61rcWkgMzE');
  });

  test('may be named by a page of another origin', async () => {
    const headers = { origin: pageOrigin, 'access-control-request-method': 'POST' };
    const response = await endpoint().endpoint.fetch(
      new Request(`${origin}/v1/challenges`, { method: 'OPTIONS', headers }),
    );
    assert.match(response.headers.get('access-control-allow-headers') ?? '', /, traceparent, tracestate$/);
  });
});
