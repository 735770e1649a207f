/** Faults with verifications that cover later orders. */

import { type Break, type Exchange, answered, isAnswer, isOther, ownSession, rewrites, takes } from './fault.js';

const isEnding = ({ path }: Exchange): boolean => path === '/session-grants/endings';
const begins = ({ method, path }: Exchange): boolean => method === 'POST' && path.endsWith('/authentication');
const wants = (exchange: Exchange): boolean => isAnswer(exchange) && exchange.body['forSession'] === true;

export const sessionGrantBreaks: readonly Break[] = [
  {
    variant: 'covers later orders unasked',
    check: 'session-grant-asked',
    fault: takes(isAnswer, ({ body }) => ({ body: { ...body, forSession: true } })),
  },
  {
    variant: 'offers to cover later orders, and covers none',
    check: 'session-grant-covers',
    fault: takes(wants, ({ body: { code } }) => ({ body: { code } })),
  },
  {
    variant: 'covers cash transfers',
    check: 'session-grant-transfer',
    fault: rewrites(
      (exchange, response) => begins(exchange) && response.ok && exchange.body['purpose'] === 'cash-transfer',
      (body) => ({ ...body, grants: [{ ...madeUp, purpose: 'cash-transfer' }] }),
    ),
  },
  {
    variant: 'covers orders in whichever session',
    check: 'session-grant-foreign',
    fault: takes(
      (exchange) => begins(exchange) && isOther(exchange),
      (exchange) => ({ headers: ownSession(exchange) }),
    ),
  },
  {
    variant: 'goes on covering after the customer has signed out',
    check: 'session-grant-ended',
    fault: async (exchange) => {
      const hasCovered = exchange.memory.get('has covered') === true;
      if (wants(exchange)) exchange.memory.set('has covered', true);
      if (!isEnding(exchange) || !hasCovered) return exchange.pass();
      const response = await exchange.pass({ body: { account: 'nobody' } });
      return answered(response, { ended: 1, serverTime: new Date(exchange.on.now()).toISOString() });
    },
  },
];

const madeUp = {
  token: 'A'.repeat(43),
  account: '058C000001',
  channel: 'kb-trade',
  method: 'kb-otp',
  authenticatedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2036-01-01T00:00:00.000Z',
  scope: 'once',
  excludes: [],
  serverTime: '2026-01-01T00:00:00.000Z',
} as const;
