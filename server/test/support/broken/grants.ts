/** Faults with grants. */

import type { Grant } from '../../../generated/contract.js';
import { order } from '../../../conformance/subject.js';
import {
  type Json,
  type Break,
  bodyOf,
  answered,
  withHeaders,
  takes,
  isAnswer,
  isRedemption,
  claimsOf,
} from './fault.js';
import { accepts } from './memories.js';

export const grantBreaks: readonly Break[] = [
  {
    variant: 'redeems a grant again',
    check: 'grant-once',
    fault: accepts(
      isRedemption,
      ['grant_required'],
      false,
      ({ body }) => `${String(body['grant'])} ${JSON.stringify(body)}`,
    ),
  },
  {
    variant: 'redeems a grant as often as it is asked at the same time',
    check: 'grant-raced',
    fault: accepts(isRedemption, ['grant_required'], true, ({ body }) => String(body['grant'])),
  },
  {
    variant: 'does not compare transactions',
    check: 'grant-transaction',
    fault: takes(
      (exchange) => isRedemption(exchange) && exchange.body['purpose'] === 'order',
      ({ body }) => ({ body: { ...body, transaction: order } }),
    ),
  },
  {
    variant: 'does not compare purposes',
    check: 'grant-purpose',
    fault: takes(
      (exchange) => isRedemption(exchange) && exchange.body['purpose'] === 'cash-transfer',
      ({ body }) => ({ body: { ...body, purpose: 'order', transaction: order } }),
    ),
  },
  {
    variant: 'does not compare accounts',
    check: 'grant-account',
    fault: async (exchange) => {
      const { memory, body } = exchange;
      const owner = memory.get(`owner of ${String(body['grant'])}`);
      const response = await exchange.pass(
        isRedemption(exchange) && owner ? { body: { ...body, account: owner } } : {},
      );
      if (isAnswer(exchange) && response.ok) {
        const { token, account } = (await bodyOf(response)) as unknown as Grant;
        memory.set(`owner of ${token}`, account);
      }
      return response;
    },
  },
  {
    variant: 'redeems what nobody earned',
    check: 'grant-made-up',
    fault: async (exchange) => {
      const response = await exchange.pass();
      if (!isRedemption(exchange)) return response;
      if (response.ok) exchange.memory.set('redeemed', await bodyOf(response));
      const isMeant = exchange.body['grant'] === 'A'.repeat(43);
      return isMeant
        ? answered(
            withHeaders(response, { 'content-type': 'application/json' }),
            exchange.memory.get('redeemed') as Json,
            200,
          )
        : response;
    },
  },
  {
    variant: 'lets the customer redeem',
    check: 'grant-back-end',
    fault: takes(
      (exchange) => isRedemption(exchange) && claimsOf(exchange)['sub'] !== undefined,
      ({ on }) => ({ headers: { authorization: `Bearer ${on.config.serviceKey}` } }),
    ),
  },
];
