/**
 * Codes that are bound to a question (OCRA, RFC 6287): right for what they were made for and for nothing else. Session
 * data (S) stand in no suite of ours.
 */

import { createHmac } from 'node:crypto';
import { HOTP, Secret } from 'otpauth';

type Hash = 'SHA1' | 'SHA256' | 'SHA512';

export interface OcraSuite {
  /** As it is written, and as it is signed. */
  readonly text: string;
  readonly hash: Hash;
  readonly digits: number;
  readonly counts: boolean;
  /** Form of the question: ASCII, a decimal or a hexadecimal number. */
  readonly form: 'A' | 'N' | 'H';
  /** Characters that a question may have. */
  readonly length: number;
  /** Of the password. */
  readonly passwordHash: Hash | null;
  /** Length of a time step in seconds. */
  readonly period: number | null;
}

export interface OcraInput {
  readonly counter?: number;
  readonly question: string;
  /** Hashed as the suite says. */
  readonly password?: Uint8Array;
  /** Number of the time step. */
  readonly step?: number;
}

const form = new RegExp(
  [
    '^OCRA-1:HOTP-(?<hash>SHA1|SHA256|SHA512)-(?<digits>[4-9]|10):(?<counts>C-)?',
    'Q(?<form>[ANH])(?<length>0[4-9]|[1-5][0-9]|6[0-4])',
    '(?:-P(?<password>SHA1|SHA256|SHA512))?(?:-T(?<steps>[1-5]?[0-9])(?<unit>[SMH]))?$',
  ].join(''),
);
const seconds = { S: 1, M: 60, H: 3600 } as const;
const questionBytes = 128;
const noSecret = new Secret({ buffer: new ArrayBuffer(0) });

/** Null where it is no suite, or one that asks for session data. */
export function parseSuite(text: string): OcraSuite | null {
  const parts = form.exec(text)?.groups;
  if (parts === undefined) return null;
  const { hash, digits, counts, form: letter, length, password, steps, unit } = parts;
  return {
    text,
    hash: hash as Hash,
    digits: Number(digits),
    counts: counts !== undefined,
    form: letter as OcraSuite['form'],
    length: Number(length),
    passwordHash: (password ?? null) as Hash | null,
    period: steps === undefined ? null : Number(steps) * seconds[unit as keyof typeof seconds],
  };
}

/** The code that answers a question. What the suite does not ask for is left out. */
export function ocra(key: Uint8Array, suite: OcraSuite, { counter, question, password, step }: OcraInput): string {
  const message = Buffer.concat([
    Buffer.from(`${suite.text}\0`),
    ...(suite.counts ? [eightBytes(counter ?? 0)] : []),
    questionOf(suite, question),
    ...(suite.passwordHash === null || password === undefined ? [] : [password]),
    ...(suite.period === null ? [] : [eightBytes(step ?? 0)]),
  ]);
  const mac = createHmac(suite.hash, key).update(message).digest();
  return HOTP.generate({ secret: noSecret, digits: suite.digits, counter: 0, hmac: () => mac });
}

/** A number is written in hexadecimal; whatever it is fills its place from the left. */
function questionOf({ form: letter }: OcraSuite, question: string): Buffer {
  const hex = letter === 'N' ? BigInt(question).toString(16) : question;
  const text = letter === 'A' ? Buffer.from(question, 'ascii').toString('hex') : hex;
  return Buffer.from(text.padEnd(2 * questionBytes, '0'), 'hex');
}

function eightBytes(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
