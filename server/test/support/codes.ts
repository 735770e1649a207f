/** What the customer would type: codes of the demo accounts, and codes that are surely wrong. */

import { Secret, TOTP } from 'otpauth';
import type { Challenge } from '../../generated/contract.js';
import { demoAccounts } from '../../src/seed/demo-accounts.js';
import { demoCard } from '../../src/seed/seed.js';

export const accounts = {
  kbOtp: '058C000001',
  sms: '058C000002',
  email: '058C000003',
  voice: '058C000004',
  matrixAndSms: '058C000005',
  token: '058C000006',
  password: '058C000007',
  suspended: '058C000008',
  notSynchronized: '058C000009',
  noPrevious: '058C000010',
} as const;

/** @param steps how many steps before (negative) or after the given time */
export function totpCode(account: string, time: number, steps = 0): string {
  const secrets = demoAccounts.find((demo) => demo.account === account)?.authenticators.map(({ secret }) => secret);
  const seed = secrets?.find((secret) => secret?.kind === 'seed');
  if (seed?.kind !== 'seed') throw new Error(`${account} has no seed.`);
  const totp = new TOTP({ secret: Secret.fromBase32(seed.base32), algorithm: 'SHA1', digits: 6, period: 30 });
  return totp.generate({ timestamp: time + steps * 30_000 });
}

export function cardCode(challenge: Challenge): string {
  if (challenge.kind !== 'matrix') throw new Error('Not a matrix challenge.');
  const cells = demoCard(challenge.account);
  return challenge.coordinates.map((coordinate) => cells[coordinate]).join('');
}

/** Six digits that differ from all those given. */
export function wrongCode(...right: string[]): string {
  const candidates = Array.from({ length: right.length + 1 }, (_, index) => String(111_111 * (index + 1)));
  return candidates.find((candidate) => !right.includes(candidate)) ?? '';
}

/** A code that is wrong at the given time and near it, drift included. */
export function wrongTotp(account: string, time: number): string {
  const near = Array.from({ length: 61 }, (_, index) => totpCode(account, time, index - 30));
  for (let candidate = 0; ; candidate++) {
    const code = String(candidate).padStart(6, '0');
    if (!near.includes(code)) return code;
  }
}
