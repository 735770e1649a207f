import type {ProblemCode} from './contract.js';
import {plainHint} from './hints.js';
import type {Problem} from './problems.js';
import {integer, object, optional, text, timestamp} from './shapes.js';

/** Every code of the contract with the status that it belongs to; a code under another status is not believed. */
export const statusOfCode: Readonly<Record<ProblemCode, number>> = {
  invalid_request: 400,
  invalid_format: 400,
  session_expired: 401,
  grant_required: 403,
  step_up_required: 403,
  device_proof_required: 403,
  forbidden_origin: 403,
  limit_exceeded: 403,
  not_found: 404,
  not_enrolled: 404,
  challenge_not_found: 404,
  enrolment_not_found: 404,
  already_enrolled: 409,
  code_replayed: 409,
  state_conflict: 409,
  request_in_progress: 409,
  challenge_expired: 410,
  enrolment_expired: 410,
  device_disabled: 410,
  device_superseded: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  code_invalid: 422,
  activation_invalid: 422,
  clock_drift: 422,
  transaction_mismatch: 422,
  idempotency_mismatch: 422,
  weak_password: 422,
  challenge_locked: 423,
  account_locked: 423,
  device_locked: 423,
  client_outdated: 426,
  rate_limited: 429,
  internal_error: 500,
  upstream_unavailable: 503,
  maintenance: 503,
};

/** What a status means when its body says nothing that can be believed. */
const codeOfStatus: Readonly<Record<number, Problem['code']>> = {
  401: 'session_expired',
  410: 'challenge_expired',
  423: 'account_locked',
  429: 'rate_limited',
  503: 'upstream_unavailable',
};

interface ProblemDocument {
  readonly code: ProblemCode;
  readonly detail?: unknown;
  readonly attemptsLeft?: number;
  readonly retryAfter?: number;
  readonly lockedUntil?: string;
  readonly traceId?: string;
  readonly serverTime: string;
}

const isProblemDocument = object<ProblemDocument>({
  code: (value): value is ProblemCode => typeof value === 'string' && Object.hasOwn(statusOfCode, value),
  // For developers alone: one that is no text takes nothing from the rest.
  detail: (_value): _value is unknown => true,
  attemptsLeft: optional(integer(0, 100)),
  retryAfter: optional(Number.isFinite as (value: unknown) => value is number),
  lockedUntil: optional(timestamp),
  traceId: optional(text(/^[\w-]{0,64}$/)),
  serverTime: timestamp,
});

const LONGEST_WAIT = 86_400;

/** Seconds of a `Retry-After` header (RFC 9110 10.2.3: a number or a date), or undefined when it says neither. */
function retryAfterSeconds(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = /^-?\d+$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) ? seconds : undefined;
}

const bounded = (seconds: number) => Math.min(Math.max(seconds, 0), LONGEST_WAIT) * 1000;

/**
 * An answer that is not the one asked for (RFC 9457), as a value.
 * @param body parsed JSON, or undefined when there was none
 * @param retryAfter the header of that name
 * @param now epoch milliseconds, for when the body does not tell the endpoint's time
 * @param secrets what the request carried and no answer may bring to light
 */
export function readProblem(
  status: number,
  body: unknown,
  retryAfter: string | null,
  now: number,
  secrets: readonly string[] = [],
): Problem {
  const told = isProblemDocument(body) && statusOfCode[body.code] === status ? body : undefined;
  const serverNow = told ? Date.parse(told.serverTime) : now;
  const seconds = told?.retryAfter ?? retryAfterSeconds(retryAfter, serverNow);
  const until = told?.lockedUntil ? Date.parse(told.lockedUntil) - serverNow : undefined;
  const hint = told && plainHint(told.detail, secrets);
  const wait = until !== undefined ? bounded(until / 1000) : seconds !== undefined ? bounded(seconds) : undefined;
  return {
    code: told?.code ?? codeOfStatus[status] ?? (status >= 500 ? 'internal_error' : 'refused'),
    ...(wait !== undefined && {retryAt: serverNow + wait}),
    ...(told?.attemptsLeft !== undefined && {attemptsLeft: told.attemptsLeft}),
    ...(told?.traceId !== undefined && {traceId: told.traceId}),
    ...(hint !== undefined && {hint}),
  };
}
