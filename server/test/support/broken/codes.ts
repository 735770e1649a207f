/** Faults with challenges, codes and other customers. */

import { order } from '../../../conformance/subject.js';
import { totpCode } from '../codes.js';
import {
  type Json,
  type Break,
  bodyOf,
  answered,
  withHeaders,
  rewrites,
  takes,
  asksChallenge,
  isAnswer,
  isMadeUp,
  isOther,
  ownSession,
  accountOf,
} from './fault.js';
import { accepts, shiftedCode, renewedKey, countedIds } from './memories.js';

export const codeBreaks: readonly Break[] = [
  {
    variant: 'lets challenges live for a day',
    check: 'challenge-expiry',
    fault: rewrites(asksChallenge, (body, { on }) =>
      'expiresAt' in body ? { ...body, expiresAt: new Date(on.now() + 86_400_000).toISOString() } : body,
    ),
  },
  { variant: 'counts its challenges', check: 'challenge-unguessable', fault: countedIds },
  {
    variant: 'keeps one challenge for all orders',
    check: 'challenge-other-order',
    fault: rewrites(
      (exchange, response) => asksChallenge(exchange) && exchange.body['purpose'] === 'order' && response.ok,
      (body, { memory, body: { transaction } }) => {
        const isFirst = JSON.stringify(transaction) === JSON.stringify(order);
        if (isFirst) memory.set('order', body);
        return isFirst ? body : ((memory.get('order') as Json | undefined) ?? body);
      },
    ),
  },
  {
    variant: 'shows nothing of an order',
    check: 'display',
    fault: rewrites(asksChallenge, (body) => ('display' in body ? { ...body, display: [] } : body)),
  },
  {
    variant: 'takes fields that no customer sees',
    check: 'transaction-required',
    fault: takes(
      ({ body }) => (body['transaction'] as Json | undefined)?.['note'] !== undefined,
      ({ body }) => ({ body: { ...body, transaction: order } }),
    ),
  },
  {
    variant: 'calls an unknown challenge expired',
    check: 'challenge-unknown',
    fault: rewrites(isMadeUp, (body) => ({ ...body, code: 'challenge_expired' })),
  },
  {
    variant: 'does not count attempts down',
    check: 'code-wrong',
    fault: rewrites(
      (exchange, _response, { code }) => isAnswer(exchange) && code === 'code_invalid',
      (body) => ({ ...body, attemptsLeft: Number(body['attemptsLeft']) + 1 }),
    ),
  },
  {
    variant: 'counts letters as an attempt',
    check: 'code-form',
    fault: takes(
      (exchange) => isAnswer(exchange) && exchange.body['code'] === 'abcdef',
      () => ({ body: { code: '000000' } }),
    ),
  },
  {
    variant: 'gives a grant for another channel',
    check: 'code-right',
    fault: rewrites(
      (exchange, response) => isAnswer(exchange) && response.ok,
      (body) => ({ ...body, channel: 'another' }),
    ),
  },
  {
    variant: 'accepts a code again',
    check: 'code-replayed',
    fault: accepts(isAnswer, ['code_replayed'], false, ({ body }) => String(body['code'])),
  },
  {
    variant: 'accepts a code twice at the same time',
    check: 'code-raced',
    fault: accepts(
      isAnswer,
      ['code_replayed', 'challenge_not_found', 'challenge_expired', 'state_conflict'],
      true,
      ({ body }) => String(body['code']),
    ),
  },
  { variant: 'accepts codes of ten minutes ago', check: 'code-old', fault: shiftedCode(-20) },
  { variant: 'accepts codes of ten minutes from now', check: 'code-early', fault: shiftedCode(20) },
  { variant: 'forgets Idempotency-Keys', check: 'answer-repeated', fault: renewedKey((same) => same) },
  { variant: 'judges another code under one key', check: 'answer-changed', fault: renewedKey((same) => !same) },
  {
    variant: 'shows a challenge to every customer',
    check: 'challenge-foreign',
    fault: takes(
      (exchange) => isOther(exchange) && exchange.path.startsWith('/challenges/'),
      (exchange) => ({ headers: ownSession(exchange) }),
    ),
  },
  {
    variant: 'takes codes for another customer’s account',
    check: 'account-foreign',
    fault: async (exchange) => {
      const { memory, path } = exchange;
      const isTheirs = asksChallenge(exchange) || memory.get('theirs') === path;
      if (!isOther(exchange) || !isTheirs) return exchange.pass();
      const response = await exchange.pass({ headers: ownSession(exchange) });
      if (asksChallenge(exchange)) memory.set('theirs', `/challenges/${String((await bodyOf(response))['id'])}/answer`);
      return response;
    },
  },
  {
    variant: 'tells which accounts there are',
    check: 'account-unknown',
    fault: takes(
      ({ path }) => path.startsWith('/accounts/058C999999/'),
      () => ({ path: '/nobody-has-it' }),
    ),
  },
  {
    variant: 'accepts the right code after the last attempt',
    check: 'attempts',
    fault: async (exchange) => {
      const { memory, on } = exchange;
      const response = await exchange.pass();
      if (!isAnswer(exchange)) return response;
      if (response.ok) memory.set('granted', await bodyOf(response));
      const isRight = response.status === 423 && exchange.body['code'] === totpCode(accountOf(exchange), on.now());
      return isRight
        ? answered(withHeaders(response, { 'content-type': 'application/json' }), memory.get('granted') as Json, 200)
        : response;
    },
  },
  {
    variant: 'judges every code that comes beside the last attempt',
    check: 'attempts-raced',
    fault: async (exchange) => {
      const response = await exchange.pass();
      if (!isAnswer(exchange)) return response;
      const kind = `judged ${exchange.path}`;
      const body = await bodyOf(response);
      if (body['code'] === 'code_invalid') exchange.memory.set(kind, body);
      const judged = exchange.memory.get(kind) as Json | undefined;
      return response.status === 423 && judged && exchange.overlaps(kind)
        ? answered(response, { ...judged, attemptsLeft: 0 }, 422)
        : response;
    },
  },
  {
    variant: 'tells a wrong code back',
    check: 'code-silence',
    fault: rewrites(
      (exchange, _response, { code }) => isAnswer(exchange) && code === 'code_invalid',
      (body, exchange) => ({ ...body, detail: `The code ${String(exchange.body['code'])} is wrong.` }),
    ),
  },
];
