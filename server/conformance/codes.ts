/** Right and wrong codes of the test accounts (RFC 6238), by the endpoint's clock. */

import { Secret, TOTP } from 'otpauth';
import type { CodeAccount } from './config.js';

/** @param time epoch milliseconds */
export function codeAt({ secret, algorithm, digits, period }: CodeAccount, time: number): string {
  const seed = Secret.fromBase32(secret.replaceAll(' ', '').replace(/=+$/, '').toUpperCase());
  return new TOTP({ secret: seed, algorithm: algorithm.replace('-', ''), digits, period }).generate({
    timestamp: time,
  });
}

export const stepAt = ({ period }: CodeAccount, time: number): number => Math.floor(time / (period * 1000));

/** Codes that no clock within a quarter of an hour shows, each another. */
export function wrongCodes(account: CodeAccount, time: number, count: number): readonly string[] {
  const steps = Math.ceil(900 / account.period);
  const near = new Set<string>();
  for (let step = -steps; step <= steps; step++) near.add(codeAt(account, time + step * account.period * 1000));
  const candidates = Array.from({ length: near.size + count }, (_, index) =>
    String(index).padStart(account.digits, '0'),
  );
  return candidates.filter((code) => !near.has(code)).slice(0, count);
}
