import type {ProblemCode} from './contract.js';

/** Failures that no endpoint reports because they happen on this side of the wire. */
export type ClientProblemCode =
  | 'offline'
  | 'timeout'
  | 'unreachable'
  | 'malformed_answer'
  | 'refused'
  | 'grant_expired'
  /** The customer has rejected it on their own device. */
  | 'request_denied'
  | 'insecure_context'
  /** This browser lacks what KB-OTP can't do without; `hint` says what. */
  | 'browser_unsupported'
  | 'misconfigured'
  | 'unsupported_channel'
  /** Nothing that this account could prove itself by can be used now. */
  | 'no_method'
  /** The browser keeps nothing for this page: forbidden, private, or its storage is broken. */
  | 'storage_unavailable'
  /** This once, nothing was kept; everything is as it was before. */
  | 'storage_failed'
  /** This device has no KB-OTP list. */
  | 'vault_missing'
  /** What this device has kept can't be read. */
  | 'vault_damaged'
  | 'vault_locked'
  | 'wrong_password'
  /** The passkey can't be used for this, whatever the customer does. */
  | 'passkey_unsupported'
  /** It could, but the customer has not set up biometrics on this device. */
  | 'passkey_not_set_up'
  /** Cancelled by the customer, not verified, deleted, or another's; the page is not told which. */
  | 'passkey_failed'
  /** It answered, but not as when it was set up: the device's biometrics were set up anew. */
  | 'passkey_changed';

/**
 * What went wrong, as a value. Nothing in it is secret, so it may be logged.
 * Times are epoch milliseconds by the endpoint's clock.
 */
export interface Problem {
  readonly code: ProblemCode | ClientProblemCode;
  readonly attemptsLeft?: number;
  /** Not before this moment. */
  readonly retryAt?: number;
  /** Finds the request in the endpoint's logs. */
  readonly traceId?: string;
  /** English, for the developer of the host page; never shown to a customer. */
  readonly hint?: string;
}

export type Result<Value> =
  {readonly ok: true; readonly value: Value} | {readonly ok: false; readonly problem: Problem};

export const success = <Value>(value: Value): Result<Value> => ({ok: true, value});
export const failure = (problem: Problem): Result<never> => ({ok: false, problem});

/**
 * The code may have been counted or accepted although no verdict was heard, or an earlier attempt of ours may be
 * what stands in the way (`code_replayed`, `state_conflict`): the flow asks before it offers anything.
 */
const outcomeUnknown = new Set<Problem['code']>([
  'offline',
  'timeout',
  'unreachable',
  'malformed_answer',
  'refused',
  'request_in_progress',
  'code_replayed',
  'state_conflict',
  'internal_error',
  'upstream_unavailable',
  'maintenance',
]);

/** The same challenge still stands and takes another code. */
const retypable = new Set<Problem['code']>([
  'code_invalid',
  'invalid_format',
  'code_replayed',
  'clock_drift',
  'rate_limited',
]);

/** What the account's status says has changed since it was read. */
const stale = new Set<Problem['code']>(['state_conflict', 'not_enrolled', 'device_superseded', 'device_disabled']);

export const leavesOutcomeUnknown = ({code}: Problem): boolean => outcomeUnknown.has(code);
export const leavesStatusStale = ({code}: Problem): boolean => stale.has(code);
export const allowsRetyping = ({code, attemptsLeft}: Problem): boolean => retypable.has(code) && attemptsLeft !== 0;

/**
 * Who can do something about a problem that has stopped a screen, and what. The customer tries again, now or when it
 * is over, verifies again, reloads the page or edits the transaction; the host page signs in or takes a stronger step;
 * the broker's people help; or nobody on this page can, such as where its developer made a mistake.
 */
export type Remedy =
  'retry' | 'wait' | 'verify-again' | 'reload' | 'edit' | 'sign-in' | 'step-up' | 'broker' | 'developer';

const remedies: Partial<Record<Problem['code'], Remedy>> = {
  offline: 'retry',
  timeout: 'retry',
  unreachable: 'retry',
  malformed_answer: 'retry',
  internal_error: 'retry',
  upstream_unavailable: 'retry',
  request_in_progress: 'retry',
  state_conflict: 'retry',
  rate_limited: 'retry',
  maintenance: 'wait',
  code_invalid: 'verify-again',
  invalid_format: 'verify-again',
  code_replayed: 'verify-again',
  clock_drift: 'verify-again',
  challenge_expired: 'verify-again',
  challenge_not_found: 'verify-again',
  challenge_locked: 'verify-again',
  transaction_mismatch: 'verify-again',
  grant_expired: 'verify-again',
  request_denied: 'verify-again',
  client_outdated: 'reload',
  limit_exceeded: 'edit',
  session_expired: 'sign-in',
  step_up_required: 'step-up',
  misconfigured: 'developer',
  insecure_context: 'developer',
  unsupported_channel: 'developer',
  browser_unsupported: 'developer',
};

/** A lock whose end is known is waited for; for what nobody here can mend there is the broker. */
export const remedyOf = ({code, retryAt}: Problem): Remedy =>
  code === 'account_locked' && retryAt !== undefined ? 'retry' : (remedies[code] ?? 'broker');

/** Problems that trying again can't mend, on this page and in this browser. */
export const isDeveloperProblem = (problem: Problem): boolean => remedyOf(problem) === 'developer';
