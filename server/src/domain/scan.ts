/**
 * What a page shows of a challenge as a QR code, so that the customer's own device reads there what it is to authorize:
 * the claims, which the endpoint signs. They are short, because a QR code that a camera reads has little room.
 */

import type { DisplayLine, Purpose, ScanClaims } from '../../generated/contract.js';
import type { Authenticator } from './account.js';
import { isBound, type ChallengeRecord, type ChallengeView } from './challenge.js';
import { ocra, parseSuite, type OcraSuite } from './ocra.js';

export interface ScanPolicy {
  /** For how long a picture is shown before the next one. Milliseconds. */
  readonly period: number;
  /** For how long it is good after that: whoever has it before the camera may take a moment. Milliseconds. */
  readonly leeway: number;
}

/** Characters that a QR code of 101 modules a side has room for (ISO/IEC 18004, version 21, level L). */
export const mostCharacters = 900;
/** The header `{"alg":"ES256"}`, the signature and two dots. */
const signatureCharacters = 20 + 86 + 2;

/** It has no time, so no challenge takes its answer for a code. */
const ownerSuite = parseSuite('OCRA-1:HOTP-SHA256-8:QN08') as OcraSuite;

/** What tells a device that has the seed whose challenge it is, and nobody else anything. */
export const ownerMark = (seed: Uint8Array, question: string): string => ocra(seed, ownerSuite, { question });

export interface Scanned extends Pick<ChallengeRecord, 'id' | 'approvalNumber' | 'expiresAt'> {
  readonly purpose: Purpose;
  readonly channelName: string;
  readonly display: readonly DisplayLine[];
  readonly suite: string;
  readonly question: string;
}

/** The suite and the question of a bound code; null of any other. */
export function boundOf(view: ChallengeView): { readonly suite: string; readonly question: string } | null {
  if (!isBound(view) || !('question' in view) || view.question === undefined) return null;
  return { suite: view.suite, question: view.question };
}

export function scanClaims(scanned: Scanned, owner: string, now: number, { period, leeway }: ScanPolicy): ScanClaims {
  const { id, purpose, channelName, display, suite, question, approvalNumber: number, expiresAt } = scanned;
  return {
    v: 1,
    id,
    p: purpose,
    c: channelName,
    d: display.map(shortLine),
    s: suite,
    q: question,
    o: owner,
    ...(number ? { n: number } : {}),
    i: Math.floor(now / 1000),
    e: Math.floor(Math.min(now + period + leeway, expiresAt) / 1000),
  };
}

function shortLine({ type = 'text', emphasis = false, label, value }: DisplayLine): string[] {
  const kind = emphasis ? `${type}!` : type;
  const line = [kind, label.vi, label.en, value.vi];
  return value.en === value.vi ? line : [...line, value.en];
}

/** Whether a device makes the codes, and a QR code has room. Every mark and every time is as long as any other. */
export function isScannable(scanned: Scanned, { deviceId }: Pick<Authenticator, 'deviceId'>): boolean {
  if (deviceId === null) return false;
  const claims = scanClaims(scanned, '0'.repeat(8), scanned.expiresAt, { period: 0, leeway: 0 });
  const bytes = Buffer.byteLength(JSON.stringify(claims));
  return signatureCharacters + Math.ceil((4 * bytes) / 3) <= mostCharacters;
}
