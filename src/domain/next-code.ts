import {epoch, type Challenge, type Policy} from './contract.js';
import type {Making} from './otp.js';
import type {Problem, Result} from './problems.js';

/** How a code is made at a time (epoch milliseconds, endpoint time). */
export type MakingAt = (at: number) => Result<Making>;

export interface MadeCode {
  readonly code: string;
  /** When the next one comes; epoch milliseconds, endpoint time. */
  readonly next: number;
}

/**
 * A used code's problem with the moment of the next one. An endpoint that does not tell it (`retryAfter`) leaves the
 * end of the step that its own time falls into, which is right for KB-OTP and never too early; a token's steps are
 * nobody's to know.
 * @param challenge as the endpoint has just told it
 */
export function withNextCode(problem: Problem, {kind, serverTime}: Challenge, {codePeriod}: Policy): Problem {
  if (problem.code !== 'code_replayed' || problem.retryAt !== undefined || kind !== 'kb-otp') return problem;
  return {...problem, retryAt: stepEnd(epoch(serverTime), codePeriod)};
}

/** The first moment after the time step of `period` seconds that `at` falls into; epoch milliseconds. */
export const stepEnd = (at: number, period: number): number => (Math.floor(at / (period * 1000)) + 1) * period * 1000;
