/** Faults with requests as such, and with every answer. */

import {
  type Break,
  bodyOf,
  answered,
  withHeaders,
  rewrites,
  takes,
  isStatus,
  asksChallenge,
  claimsOf,
  ownSession,
  html,
} from './fault.js';

export const requestBreaks: readonly Break[] = [
  {
    variant: 'answers about another account than was asked for',
    check: 'status',
    fault: rewrites(isStatus, (body) => ({ ...body, account: '058C999999' })),
  },
  {
    variant: 'tells two times',
    check: 'clock',
    fault: async (exchange) =>
      withHeaders(await exchange.pass(), isStatus(exchange) ? { date: new Date(0).toUTCString() } : {}),
  },
  {
    variant: 'lets in whoever has no session',
    check: 'session-required',
    fault: takes(
      (exchange) => exchange.method !== 'OPTIONS' && !exchange.headers.has('authorization'),
      (exchange) => ({ headers: ownSession(exchange) }),
    ),
  },
  {
    variant: 'believes tokens that nobody signed',
    check: 'session-forged',
    fault: takes(
      (exchange) => claimsOf(exchange)['sub'] === 'customer',
      (exchange) => ({ headers: ownSession(exchange) }),
    ),
  },
  {
    variant: 'answers faults of a request by 200',
    check: 'malformed',
    fault: async (exchange) => {
      const response = await exchange.pass();
      const { code } = await bodyOf(response);
      const isMeant = asksChallenge(exchange) && code === 'invalid_request' && exchange.body['purpose'] === 'anything';
      return isMeant ? answered(response, { error: true }, 200) : response;
    },
  },
  {
    variant: 'takes JSON for JSON, whatever it is sent as',
    check: 'content-type',
    fault: takes(
      ({ headers }) => headers.get('content-type') === 'text/plain',
      () => ({ headers: { 'content-type': 'application/json' } }),
    ),
  },
  {
    variant: 'fails in HTML when a body is large',
    check: 'large-body',
    fault: async (exchange) => {
      const response = await exchange.pass();
      return response.status === 413 ? html(response, 500) : response;
    },
  },
  {
    variant: 'makes up a missing Idempotency-Key',
    check: 'idempotency-key-required',
    fault: takes(
      ({ method, headers }) => method === 'POST' && !headers.has('idempotency-key'),
      () => ({ headers: { 'idempotency-key': crypto.randomUUID() } }),
    ),
  },
  {
    variant: 'answers unknown paths in HTML',
    check: 'unknown-path',
    fault: async (exchange) => {
      const response = await exchange.pass();
      return exchange.path === '/nothing-is-here' ? html(response, 404) : response;
    },
  },
  {
    variant: 'lets a page send no Idempotency-Key',
    check: 'cors-page',
    fault: async (exchange) => {
      const response = await exchange.pass();
      const allowed = response.headers.get('access-control-allow-headers');
      return allowed === null ? response : withHeaders(response, { 'access-control-allow-headers': 'content-type' });
    },
  },
  {
    variant: 'lets pages of every origin read',
    check: 'cors-foreign',
    fault: async (exchange) => {
      const response = await exchange.pass();
      const isForeign = exchange.headers.get('origin') === 'https://attacker.example';
      return isForeign ? withHeaders(response, { 'access-control-allow-origin': '*' }) : response;
    },
  },
  {
    variant: 'lets answers be kept',
    check: 'no-store',
    fault: async (exchange) =>
      withHeaders(await exchange.pass(), isStatus(exchange) ? { 'cache-control': 'private, max-age=60' } : {}),
  },
  {
    variant: 'lets browsers guess what an answer is',
    check: 'no-sniff',
    fault: async (exchange) => withHeaders(await exchange.pass(), { 'x-content-type-options': null }),
  },
  {
    variant: 'leaves the account’s label out',
    check: 'shapes',
    fault: rewrites(isStatus, (body) =>
      Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'accountLabel')),
    ),
  },
  {
    variant: 'says another status in the problem than in the answer',
    check: 'status-of-problem',
    fault: rewrites(
      (_exchange, response) => response.status === 422,
      (body) => ({ ...body, status: 400 }),
    ),
  },
];
