/** Writes answers and problems (RFC 9457). */

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { timestamp } from '../domain/challenge.js';
import type { Outcome, Refusal } from '../domain/outcome.js';
import { problemKinds } from '../domain/problems.js';
import type { Problem } from '../../generated/contract.js';
import type { HttpContext } from './context.js';

export interface PlainAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Seconds after which what the endpoint needs is asked again. */
export const outageRetryAfter = 1;

/** @param now epoch milliseconds of the database's clock */
export function problemAnswer(refusal: Refusal, traceId: string, now: number): PlainAnswer {
  const { code, detail, attemptsLeft, lockedUntil } = refusal;
  const { status, title } = problemKinds[code];
  const retryAfter = refusal.retryAfter ?? (status === 503 ? outageRetryAfter : undefined);
  const body: Problem = {
    type: `urn:kb-otp:problem:${code}`,
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(attemptsLeft === undefined ? {} : { attemptsLeft }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(lockedUntil === undefined ? {} : { lockedUntil: timestamp(lockedUntil) }),
    traceId,
    serverTime: timestamp(now),
  };
  return { status, body, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

export function sendAnswer(c: HttpContext, { status, body, retryAfter }: PlainAnswer): Response {
  const isProblem = status >= 400;
  if (isProblem) noteProblem(c, body as Problem);
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  c.header('Content-Type', isProblem ? 'application/problem+json' : 'application/json');
  return c.body(JSON.stringify(body), status as ContentfulStatusCode);
}

/** A problem that is told again keeps its trace, so that the header, the body and the log agree. */
function noteProblem(c: HttpContext, { code, traceId }: Problem): void {
  c.set('problem', code);
  c.set('traceId', traceId);
}

export function sendProblem(c: HttpContext, refusal: Refusal, now: number): Response {
  return sendAnswer(c, problemAnswer(refusal, c.get('traceId'), now));
}

/** What a GET came to. */
export function sendOutcome(c: HttpContext, outcome: Outcome<unknown>, now: number): Response {
  return outcome.ok ? sendAnswer(c, { status: 200, body: outcome.value }) : sendProblem(c, outcome.refusal, now);
}

/** No element ever meets it, so the contract has no code of its own for it. */
export function sendNotAllowed(c: HttpContext, methods: readonly string[], now: number): Response {
  const { body } = problemAnswer({ code: 'invalid_request' }, c.get('traceId'), now);
  c.header('Allow', methods.join(', '));
  return sendAnswer(c, {
    status: 405,
    body: { ...(body as Problem), status: 405, title: 'The method is not allowed here.' },
  });
}
