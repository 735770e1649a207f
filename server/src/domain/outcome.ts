/** What a rule or service says: the value asked for, or the refusal that the client is told. */

import type { ProblemCode } from '../../generated/contract.js';
import type { Withheld } from './toll.js';

/** Facts that a refusal may carry beside its code. Times are epoch milliseconds, `retryAfter` is seconds. */
export interface RefusalFacts {
  readonly detail?: string;
  readonly attemptsLeft?: number;
  readonly retryAfter?: number;
  readonly lockedUntil?: number;
  /** For operators; no client is told. */
  readonly withheld?: Withheld;
}

export interface Refusal extends RefusalFacts {
  readonly code: ProblemCode;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refuse(code: ProblemCode, facts: RefusalFacts = {}): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { ...facts, code } };
}
