/** Time-based one-time passwords (RFC 6238) as the verifier sees them: which step does a code belong to? */

import { timingSafeEqual } from 'node:crypto';
import { HOTP, Secret } from 'otpauth';

export interface TotpParameters {
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  readonly digits: number;
  /** Seconds. */
  readonly period: number;
}

export interface StepWindow {
  /** Steps before and after the current one that are taken. */
  readonly accepted: number;
  /** Steps before and after the current one that are recognized, beyond the accepted ones. */
  readonly recognized: number;
}

export type TotpMatch =
  | { readonly kind: 'current'; readonly step: number }
  | { readonly kind: 'drifted'; readonly step: number }
  | { readonly kind: 'none' };

/** `clock`: by how many steps the clock is ahead that the code was found by. */
export type ClockMatch = TotpMatch & { readonly clock: number };

/** Codes that change with the time. */
export interface Codes {
  /** Seconds. */
  readonly period: number;
  at(step: number): string;
}

/** By how much the clock that makes the codes is known to be ahead: `steps` of `period` seconds. */
export interface ClockLead {
  readonly steps: number;
  readonly period: number;
}

/** @param time epoch milliseconds */
export function stepAt(time: number, period: number): number {
  return Math.floor(time / (period * 1000));
}

/** HOTP (RFC 4226) of one counter. */
export function hotp(seed: Uint8Array, counter: number, parameters: Omit<TotpParameters, 'period'>): string {
  const secret = new Secret({ buffer: Uint8Array.from(seed).buffer });
  return HOTP.generate({ secret, algorithm: parameters.algorithm, digits: parameters.digits, counter });
}

/** RFC 6238. */
export function totpCodes(seed: Uint8Array, parameters: TotpParameters): Codes {
  return { period: parameters.period, at: (step) => hotp(seed, step, parameters) };
}

/**
 * Finds the step that a code belongs to. Every step of the window is computed whatever the code, so that the time
 * taken says nothing about it. Nearest steps win, should a code occur twice.
 */
export function matchCode(code: string, codes: Codes, time: number, window: StepWindow): TotpMatch {
  const now = stepAt(time, codes.period);
  let match: TotpMatch = { kind: 'none' };
  for (let distance = window.recognized; distance >= 0; distance--) {
    for (const step of new Set([now + distance, now - distance])) {
      if (step < 0 || !sameCode(code, codes.at(step))) continue;
      match = { kind: distance <= window.accepted ? 'current' : 'drifted', step };
    }
  }
  return match;
}

/** The same of RFC 6238. */
export function matchTotp(
  code: string,
  seed: Uint8Array,
  parameters: TotpParameters,
  time: number,
  window: StepWindow,
): TotpMatch {
  return matchCode(code, totpCodes(seed, parameters), time, window);
}

/** Steps by which the clock that makes the codes may be off: as it was last known, and not at all. */
export function clocksOf(drift: number): number[] {
  return drift === 0 ? [0] : [drift, 0];
}

/**
 * As `matchCode`, around the clock as it was last known and around the endpoint's own, so that a phone whose clock is
 * put right is not shut out. Both are searched whatever the code.
 */
export function matchAround(
  { steps: drift, period }: ClockLead,
  code: string,
  codes: Codes,
  time: number,
  window: StepWindow,
): ClockMatch {
  const matches = clocksOf(drift).map((clock) => {
    const match = matchCode(code, codes, time + clock * period * 1000, window);
    return { ...match, clock };
  });
  const found = matches.find(({ kind }) => kind === 'current') ?? matches.find(({ kind }) => kind === 'drifted');
  return found ?? { kind: 'none', clock: drift };
}

/**
 * Finds two consecutive steps that two codes belong to (RFC 4226, 7.4), around the clock as it was last known and
 * around the endpoint's own. Every pair of the window is computed whatever the codes.
 * @param window steps before and after the current one in which the first code is looked for
 * @returns the step of the second code, or null
 */
export function matchConsecutive(
  drift: number,
  codes: readonly [string, string],
  seed: Uint8Array,
  parameters: TotpParameters,
  time: number,
  window: number,
): number | null {
  const now = stepAt(time, parameters.period);
  const steps = clocksOf(drift).map((clock) => consecutiveAt(now + clock, codes, seed, parameters, window));
  return steps.find((step) => step !== null) ?? null;
}

function consecutiveAt(
  center: number,
  [first, second]: readonly [string, string],
  seed: Uint8Array,
  parameters: TotpParameters,
  window: number,
): number | null {
  const start = center - window;
  const codeAt = Array.from({ length: 2 * window + 2 }, (_, index) => hotp(seed, start + index, parameters));
  const isCode = (code: string, index: number) => sameCode(code, codeAt[index] ?? '');
  const matches = codeAt.slice(1).map((_, index) => [isCode(first, index), isCode(second, index + 1)]);
  const found = matches.findIndex(([isFirst, isSecond]) => isFirst === true && isSecond === true);
  return found === -1 ? null : start + found + 1;
}

/** Compares in constant time; codes of another length differ at once. */
export function sameCode(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
