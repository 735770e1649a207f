import {purposes} from './answers.js';
import type {DisplayLine, Purpose, ScanClaims} from './contract.js';
import {integer, list, object, oneOf, optional, text} from './shapes.js';

/** What another page asks for, as it was read off that page. */
export interface ScannedRequest {
  /** Of the challenge. */
  readonly id: string;
  /** Of this device. */
  readonly account: string;
  readonly purpose: Purpose;
  /** As customers know it. */
  readonly channelName: string;
  readonly display: readonly DisplayLine[];
  /** How the code is made that answers it (RFC 6287), and what it answers. */
  readonly suite: string;
  readonly question: string;
  /** The two digits that an approval needs, where it needs any. */
  readonly number: string | null;
  /** From when on nobody takes it off a page any more; epoch milliseconds, endpoint time. */
  readonly until: number;
}

/** `foreign`: nobody of this device's endpoint has signed it. */
export type Scan =
  | {readonly kind: 'ours'; readonly request: ScannedRequest}
  | {readonly kind: 'foreign'}
  | {readonly kind: 'expired'; readonly channelName: string}
  | {readonly kind: 'other-account'; readonly channelName: string};

/** What was scanned and is not taken. */
export type RefusedScan = Exclude<Scan, {kind: 'ours'}>;

/**
 * Why nothing can be scanned. `denied`: the customer, or the page around this one, does not allow the camera; `none`:
 * this browser has none; `busy`: another app has it, or it was taken away; `not-loaded`: what reads QR codes did not
 * come over the network.
 */
export type CameraProblem = 'denied' | 'none' | 'busy' | 'not-loaded';

/** Milliseconds by which this device may be behind the endpoint. */
const BEHIND = 30_000;

const seconds = integer(0, 1e11);
const digits8 = text(/^\d{8}$/);

const isScanClaims = object<ScanClaims>({
  v: oneOf(1),
  id: text(/^[\w-]{16,64}$/),
  p: oneOf(...purposes),
  c: text(),
  d: list(list(text(), 4, 5), 1, 24),
  s: text(),
  q: digits8,
  o: digits8,
  n: optional(text(/^\d\d$/)),
  i: seconds,
  e: seconds,
});

/** @param payload what a key of the endpoint has signed; null where none has */
export const claimsOf = (payload: unknown): ScanClaims | null => (isScanClaims(payload) ? payload : null);

/** An account of this device, and what its seed says of the question. */
export interface OwnMark {
  readonly account: string;
  readonly mark: string;
}

/** @param now epoch milliseconds, endpoint time */
export function judgeScan(claims: ScanClaims | null, own: readonly OwnMark[], now: number): Scan {
  if (!claims) return {kind: 'foreign'};
  const {id, p: purpose, c: channelName, s: suite, q: question, n: number = null} = claims;
  const until = claims.e * 1000;
  if (now >= until || claims.i * 1000 > now + BEHIND) return {kind: 'expired', channelName};
  const account = own.find(({mark}) => mark === claims.o)?.account;
  if (account === undefined) return {kind: 'other-account', channelName};
  const display = claims.d.map(lineOf);
  return {kind: 'ours', request: {id, account, purpose, channelName, display, suite, question, number, until}};
}

function lineOf([kind = '', vi = '', en = '', value = '', english = value]: readonly string[]): DisplayLine {
  const emphasis = kind.endsWith('!');
  const type = emphasis ? kind.slice(0, -1) : kind;
  return {type, label: {vi, en}, value: {vi: value, en: english}, ...(emphasis && {emphasis})};
}
