import {nextSecond} from '../../controllers/server-clock.js';
import {epoch, type Challenge} from '../../domain/contract.js';
import type {Problem} from '../../domain/problems.js';
import type {VerifyState} from '../../flows/verify-state.js';

/** Milliseconds before the end from which the time left stands out. */
export const LAST_SECONDS = 10_000;

/** Milliseconds before the end from which the customer is warned, and can have more time. */
export const LOW_TIME = 30_000;

/** When the screen's time is up, if it has one (epoch milliseconds, endpoint time). */
export function deadlineOf(state: VerifyState): number | null {
  if (state.step === 'code') return epoch(state.challenge.expiresAt);
  if (state.step === 'verified') return epoch(state.grant.expiresAt);
  return null;
}

/** Where nothing has been asked yet. */
export const beforeAsking: ReadonlySet<VerifyState['step']> = new Set(['idle', 'choosing-account', 'loading']);

/** A code that is sent anew comes in a message of its own. */
export const messageOf = ({id, serverTime}: Challenge): string => `${id} ${serverTime}`;

/** Until when "send again" waits. */
export const resendAt = (state: VerifyState): number | null =>
  state.step === 'code' && 'resendAt' in state.challenge && state.challenge.resendsLeft > 0
    ? epoch(state.challenge.resendAt)
    : null;

/** Until when "try again" waits, or the sentence counts that says what was wrong. */
export const retryAt = (state: VerifyState): number | null => problemOf(state)?.retryAt ?? null;

/** When the next code comes, after one that had been used. */
export const usedUntil = (state: VerifyState): number | null =>
  problemOf(state)?.code === 'code_replayed' ? retryAt(state) : null;

const problemOf = (state: VerifyState): Problem | null =>
  state.step === 'failed'
    ? state.problem
    : state.step === 'code' && state.notice.type === 'problem'
      ? state.notice.problem
      : null;

/** The next moment at which the screen looks different, or null when it can rest. */
export function nextChange(state: VerifyState, now: number): number | null {
  const deadline = deadlineOf(state);
  const moments = [
    ...(deadline === null ? [] : [state.step === 'code' ? nextSecond(deadline, now) : deadline]),
    ...[resendAt(state), retryAt(state)].map((until) =>
      until !== null && until > now ? nextSecond(until, now) : null,
    ),
  ].filter((moment) => moment !== null);
  return moments.length > 0 ? Math.min(...moments) : null;
}
