/**
 * What binds a code to one act: a question of eight digits, which follows from the act as it is stored and from a nonce
 * of its own. So a code that was made for one act is wrong for any other, and for this one as soon as it is changed.
 */

import { createHash } from 'node:crypto';
import type { Purpose, Transaction } from '../../generated/contract.js';
import { ocra, parseSuite, type OcraSuite } from './ocra.js';
import type { Codes } from './otp.js';
import { canonicalJson } from './transactions.js';

export interface BoundAct {
  readonly account: string;
  readonly channel: string;
  readonly purpose: Purpose;
  readonly transaction: Transaction | null;
  /** 128 random bits, so that nobody can look for a second act with the same question before there is a first. */
  readonly nonce: string;
}

/** A suite that the endpoint may ask for: a question of eight digits, and the time. */
export interface BoundSuite extends OcraSuite {
  readonly period: number;
}

const questionDigits = 8;
const modulus = 10n ** BigInt(questionDigits);
/** As those of a device's codes. Seconds. */
const [shortestPeriod, longestPeriod] = [15, 120];

/** Null where the endpoint may not ask for it. */
export function boundSuite(text: string): BoundSuite | null {
  const suite = parseSuite(text);
  if (suite === null || suite.period === null || suite.counts || suite.passwordHash !== null) return null;
  const { digits, form, length, period } = suite;
  const isFit = digits >= 6 && digits <= 8 && form === 'N' && length === questionDigits;
  return isFit && period >= shortestPeriod && period <= longestPeriod ? { ...suite, period } : null;
}

/** Eight bytes of the hash, so that no question is noticeably likelier than another. */
export function questionOf({ account, channel, purpose, transaction, nonce }: BoundAct): string {
  const act = canonicalJson({ account, channel, purpose, transaction, nonce });
  const hash = createHash('sha256').update(`kb-otp/question/v1\n${act}`).digest();
  return String(hash.readBigUInt64BE() % modulus).padStart(questionDigits, '0');
}

/** The codes that answer it, step by step. */
export function boundCodes(seed: Uint8Array, suite: BoundSuite, question: string): Codes {
  return { period: suite.period, at: (step) => ocra(seed, suite, { question, step }) };
}
