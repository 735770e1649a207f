/** What an endpoint makes of requests as such: their form, who sends them, and from which page. */

import { randomUUID } from 'node:crypto';
import { blamed, expect, LeftOut, type Check } from '../check.js';
import { fieldOf, type Reply } from '../client.js';
import { elementHeaders, foreignOrigin, forgedToken, preflightHeaders } from '../probes.js';
import { unknownPath } from './every-answer.js';
import { expectRefusal, first, said, type Subject } from '../subject.js';

const status = ({ config }: Subject): string =>
  `/accounts/${first(config.accounts).id}/authentication?channel=${config.channel}&purpose=login`;

const loginOf = ({ config }: Subject) => ({
  account: first(config.accounts).id,
  channel: config.channel,
  purpose: 'login',
});

function expectProblem(what: string, reply: Reply): void {
  expectRefusal(what, reply);
  const type = reply.headers.get('content-type') ?? 'none';
  const isProblem = type.startsWith('application/problem+json') && fieldOf(reply.body, 'code') !== undefined;
  if (!isProblem) blamed.add(reply);
  expect(isProblem, `${what} was answered ${reply.status} with no problem document (RFC 9457): Content-Type ${type}.`);
}

const preflight = (on: Subject, origin: string): Promise<Reply> =>
  on.client.send('OPTIONS', '/challenges', {
    as: 'nobody',
    headers: preflightHeaders(origin),
  });

const listOf = (header: string | null): readonly string[] =>
  (header ?? '').split(',').map((name) => name.trim().toLowerCase());

export const requestChecks: readonly Check[] = [
  {
    id: 'status',
    title: 'The status of an account is answered 200, for that account and channel',
    async run(on) {
      const reply = await on.client.send('GET', status(on));
      expect(reply.status === 200, `It was answered ${said(reply)}.`);
      const isSame =
        fieldOf(reply.body, 'account') === loginOf(on).account && fieldOf(reply.body, 'channel') === on.config.channel;
      expect(isSame, 'The answer is about another account or another channel.');
    },
  },
  {
    id: 'clock',
    title: 'serverTime is the time: within 30 seconds of the Date header and of this machine’s clock',
    async run(on) {
      const reply = await on.client.send('GET', status(on));
      const off = (time: string | null | undefined): number =>
        Math.abs(Date.parse(time ?? '') - on.client.now()) / 1000;
      const told = fieldOf(reply.body, 'serverTime');
      expect(!Number.isNaN(Date.parse(told ?? '')), 'The answer has no serverTime.');
      const date = reply.headers.get('date');
      expect(date === null || off(date) <= 30, `serverTime and the Date header are ${off(date).toFixed(0)} s apart.`);
      const drift = Math.abs(on.client.drift()) / 1000;
      expect(drift <= 30, `serverTime and this machine's clock are ${drift.toFixed(0)} s apart: one of them is wrong.`);
    },
  },
  {
    id: 'session-required',
    title: 'Whoever has no session is answered session_expired',
    async run(on) {
      const asked = await on.client.send('GET', status(on), { as: 'nobody' });
      const challenge = await on.client.send('POST', '/challenges', { as: 'nobody', body: loginOf(on) });
      for (const reply of [asked, challenge]) {
        expectRefusal(`${reply.method} ${reply.path} without a session`, reply, ['session_expired']);
      }
    },
  },
  {
    id: 'session-forged',
    title: 'A session token that the host did not sign counts for nothing',
    async run(on) {
      const claims = { sub: 'customer', sid: randomUUID() };
      for (const alg of ['none', 'HS256'] as const) {
        const token = forgedToken(alg, claims, on.client.now());
        const headers = { authorization: `Bearer ${token}` };
        const reply = await on.client.send('GET', status(on), { as: 'nobody', headers });
        expectRefusal(`A forged token (${alg})`, reply, ['session_expired']);
      }
    },
  },
  {
    id: 'malformed',
    title: 'A body that is not JSON, or lacks or has what the contract does not name, is refused with 4xx',
    async run(on) {
      const bodies = {
        'Half a JSON text': '{"account":',
        'A list': [],
        'A request without its account': { ...loginOf(on), account: undefined },
        'A purpose that does not exist': { ...loginOf(on), purpose: 'anything' },
        'A number for an account': { ...loginOf(on), account: 58 },
        'A field that the contract does not name': { ...loginOf(on), display: [{ label: 'x', value: 'y' }] },
      };
      for (const [what, body] of Object.entries(bodies)) {
        expectProblem(what, await on.client.send('POST', '/challenges', { body }));
      }
    },
  },
  {
    id: 'content-type',
    title: 'JSON sent as text/plain, as a foreign page’s form can, is refused',
    async run(on) {
      const body = JSON.stringify(loginOf(on));
      const reply = await on.client.send('POST', '/challenges', { body, headers: { 'content-type': 'text/plain' } });
      expectRefusal('A body of text/plain', reply);
    },
  },
  {
    id: 'large-body',
    title: 'A body of a megabyte is refused with 4xx',
    async run(on) {
      const body = { ...loginOf(on), account: 'A'.repeat(2 ** 20) };
      expectProblem('A body of a megabyte', await on.client.send('POST', '/challenges', { body }));
    },
  },
  {
    id: 'idempotency-key-required',
    title: 'A POST without an Idempotency-Key is refused',
    async run(on) {
      expectRefusal('One without', await on.client.send('POST', '/challenges', { body: loginOf(on), key: null }));
    },
  },
  {
    id: 'unknown-path',
    title: 'A path that is not there is answered 404 with a problem document',
    async run(on) {
      const reply = await on.client.send('GET', unknownPath);
      expect(reply.status === 404, `It was answered ${said(reply)}.`);
      expectProblem('It', reply);
    },
  },
  {
    id: 'cors-page',
    title: 'A page of an allowed origin may read answers, and may send what the elements send',
    async run(on) {
      const { origin } = on.config;
      if (origin === on.client.origin) throw new LeftOut('needs an `origin` that is not the endpoint’s own.');
      const [before, reply] = [
        await preflight(on, origin),
        await on.client.send('GET', status(on), { headers: { origin } }),
      ];
      for (const { method, headers } of [before, reply]) {
        const allowed = headers.get('access-control-allow-origin') ?? 'nothing';
        expect(
          allowed === origin,
          `${method} is answered Access-Control-Allow-Origin: ${allowed}; expected ${origin}.`,
        );
      }
      const names = listOf(before.headers.get('access-control-allow-headers'));
      const missing = elementHeaders.filter((name) => !names.includes(name));
      expect(missing.length === 0, `Access-Control-Allow-Headers lacks ${missing.join(', ')}.`);
      expect(listOf(reply.headers.get('vary')).includes('origin'), 'The answer has no Vary: Origin.');
    },
  },
  {
    id: 'cors-foreign',
    title: 'A page of any other origin may read nothing',
    async run(on) {
      const headers = { origin: foreignOrigin };
      for (const reply of [await preflight(on, foreignOrigin), await on.client.send('GET', status(on), { headers })]) {
        const allowed = reply.headers.get('access-control-allow-origin');
        const isAllowed = allowed === '*' || allowed === foreignOrigin || allowed === 'null';
        expect(!isAllowed, `${reply.method} for ${foreignOrigin} is answered Access-Control-Allow-Origin: ${allowed}.`);
      }
    },
  },
];
