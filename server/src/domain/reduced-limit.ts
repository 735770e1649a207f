/** Lower limits for a while after a change of method: whoever took an account over can't empty it at once. */

import type { Account } from './account.js';
import type { Policy } from './policy.js';

export interface ReducedLimit {
  /** Dong that cash transfers may not exceed together. */
  readonly amount: number;
  /** Epoch milliseconds. */
  readonly until: number;
}

export function reducedLimitOf(
  { methodChangedAt }: Pick<Account, 'methodChangedAt'>,
  { reducedLimit }: Policy,
  now: number,
): ReducedLimit | null {
  if (methodChangedAt === null || reducedLimit === null) return null;
  const until = methodChangedAt + reducedLimit.period;
  return until > now ? { amount: reducedLimit.amount, until } : null;
}
