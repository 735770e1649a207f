import type {ProblemCode} from './contract.js';

/** Failures that no endpoint reports because they happen on this side of the wire. */
export type ClientProblemCode =
  | 'offline'
  | 'timeout'
  | 'unreachable'
  | 'malformed_answer'
  | 'refused'
  | 'grant_expired'
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
  | 'passkey_failed';

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

/** Nothing that the customer can do on this page, in this browser, mends these: most are for the page's developer. */
const hopeless = new Set<Problem['code']>([
  'misconfigured',
  'insecure_context',
  'unsupported_channel',
  'browser_unsupported',
]);

/** Problems that trying again can't mend. */
export const isDeveloperProblem = ({code}: Problem): boolean => hopeless.has(code);
