/** Compares a code with what it should be: one way for each method. Counts nothing and changes nothing. */

import type { Authenticator } from '../domain/account.js';
import type { ChallengeRecord } from '../domain/challenge.js';
import { readCells } from '../domain/matrix.js';
import { matchTotp, sameCode, stepAt } from '../domain/otp.js';
import type { MethodKind } from '../generated/contract.js';
import type { Kit } from './kit.js';
import { isPassword, openSecret, type CellsSecret, type PasswordSecret, type SeedSecret } from './secrets.js';

export interface Attempt {
  readonly challenge: ChallengeRecord;
  readonly authenticator: Authenticator;
  readonly code: string;
  /** Epoch milliseconds of the database's clock. */
  readonly now: number;
}

export type Verdict =
  | { readonly kind: 'right'; readonly step: number | null }
  | { readonly kind: 'wrong' }
  /** A code of another time. `ahead` when its time is still to come. */
  | { readonly kind: 'drifted'; readonly step: number; readonly ahead: boolean };

type Verify = (kit: Kit, attempt: Attempt) => Promise<Verdict>;

export async function verifyCode(kit: Kit, attempt: Attempt): Promise<Verdict> {
  const { kind, decoy } = attempt.challenge;
  kit.counts.evaluation(kind);
  const verdict = await verifiers[kind](kit, attempt);
  return decoy ? { kind: 'wrong' } : verdict;
}

/** What is kept of a delivered code: bound to its challenge, worthless without the key. */
export function deliveredCodeMac(kit: Kit, challengeId: string, code: string): string {
  return kit.codeMac(`${challengeId}|${code}`).toString('base64url');
}

const verifyTotp: Verify = async ({ seal, policy }, { authenticator, code, now }) => {
  const { totp, drift, sealedSecret } = authenticator;
  if (totp === null) return { kind: 'wrong' };
  const { seed } = openSecret(seal, authenticator) as SeedSecret;
  const window = { accepted: policy.stepWindow, recognised: policy.driftWindow };
  const time = now + drift * totp.period * 1000;
  const match = matchTotp(code, Buffer.from(seed, 'base64'), totp, time, window);
  // Without a seed the code was compared with a random one, for the time that it takes.
  if (match.kind === 'none' || sealedSecret === null) return { kind: 'wrong' };
  if (match.kind === 'current') return { kind: 'right', step: match.step };
  return { kind: 'drifted', step: match.step, ahead: match.step > stepAt(time, totp.period) };
};

const verifyDelivered: Verify = async (kit, { challenge, code }) =>
  truth(sameCode(deliveredCodeMac(kit, challenge.id, code), challenge.codeMac ?? ''));

const verifyMatrix: Verify = async ({ seal }, { challenge, authenticator, code }) => {
  const coordinates = challenge.view.kind === 'matrix' ? challenge.view.coordinates : [];
  const { cells } = openSecret(seal, authenticator) as CellsSecret;
  return truth(sameCode(code, readCells(cells, coordinates)));
};

const verifyPassword: Verify = async ({ seal }, { authenticator, code }) =>
  truth(await isPassword(code, openSecret(seal, authenticator) as PasswordSecret));

/** The endpoint has no way to check a method that it does not know. */
const verifyUnknown: Verify = async () => truth(false);

const verifiers: Readonly<Record<MethodKind, Verify>> = {
  'kb-otp': verifyTotp,
  token: verifyTotp,
  sms: verifyDelivered,
  email: verifyDelivered,
  voice: verifyDelivered,
  matrix: verifyMatrix,
  password: verifyPassword,
  other: verifyUnknown,
};

function truth(right: boolean): Verdict {
  return right ? { kind: 'right', step: null } : { kind: 'wrong' };
}
