import {integer, object, oneOf} from './shapes.js';

/** How the codes of one account are made (RFC 6238). */
export interface TotpParameters {
  readonly algorithm: 'SHA-1' | 'SHA-256';
  readonly digits: number;
  /** Length of a time step in seconds. */
  readonly period: number;
}

export type Hash = TotpParameters['algorithm'] | 'SHA-512';

/** What a seed signs for one code, and how the code comes of it. */
export interface Making {
  readonly hash: Hash;
  readonly digits: number;
  readonly message: Uint8Array<ArrayBuffer>;
}

/** Anything outside these bounds is no parameter of ours, whoever says it. */
export const isTotpParameters = object<TotpParameters>({
  algorithm: oneOf('SHA-1', 'SHA-256'),
  digits: integer(6, 8),
  period: integer(15, 120),
});

/** A seed is as long as its hash's output, and never below 160 bits (RFC 4226 section 4, R6). */
export const seedBits: Readonly<Record<TotpParameters['algorithm'], number>> = {'SHA-1': 160, 'SHA-256': 256};

/**
 * The time step that epoch milliseconds fall into, or null where no code can be: before 1970, NaN, beyond exact
 * integers.
 */
export function stepAt(at: number, {period}: Pick<TotpParameters, 'period'>): number | null {
  const step = Math.floor(at / (period * 1000));
  return Number.isSafeInteger(step) && step >= 0 ? step : null;
}

/** Milliseconds from `at` until the code of its step is over; at the first moment of a step, the whole period. */
export const timeLeft = (at: number, {period}: Pick<TotpParameters, 'period'>): number =>
  period * 1000 - (at % (period * 1000));

/** What is signed for a step: its number as eight bytes, the highest first (RFC 4226 section 5.2). */
export function stepMessage(step: number): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(step));
  return message;
}

/** The code that a step's MAC stands for (dynamic truncation, RFC 4226 section 5.3). */
export function codeOfMac(mac: Uint8Array, {digits}: Pick<TotpParameters, 'digits'>): string {
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = new DataView(mac.buffer, mac.byteOffset, mac.length).getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}
