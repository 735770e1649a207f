/** Compares a code with what it should be: one way for each method. Counts nothing and changes nothing. */

import type { Authenticator } from '../domain/account.js';
import type { ChallengeRecord } from '../domain/challenge.js';
import { readCells } from '../domain/matrix.js';
import { clocksOf, matchAround, sameCode, stepAt } from '../domain/otp.js';
import type { MethodKind } from '../../generated/contract.js';
import type { Deps } from './deps.js';
import {
  isPassword,
  openSecret,
  type AuthenticatorSecret,
  type CellsSecret,
  type PasswordSecret,
  type SeedSecret,
} from './secrets.js';

export interface Attempt {
  readonly challenge: ChallengeRecord;
  readonly authenticator: Authenticator;
  /** Of the authenticator. */
  readonly secret: AuthenticatorSecret;
  readonly code: string;
  /** Epoch milliseconds of the database's clock. */
  readonly now: number;
}

export type Verdict =
  /** `clock`: by how many steps the clock is ahead that the code was found by. */
  | { readonly kind: 'right'; readonly step: number | null; readonly clock?: number }
  | { readonly kind: 'wrong' }
  /** A code of another time. `ahead` when its time is still to come. */
  | { readonly kind: 'drifted'; readonly step: number; readonly ahead: boolean };

type Verify = (deps: Deps, attempt: Attempt) => Promise<Verdict>;

export async function verifyCode(deps: Deps, attempt: Attempt): Promise<Verdict> {
  const { kind, decoy } = attempt.challenge;
  deps.counts.evaluation(kind);
  const verdict = await verifiers[kind](deps, attempt);
  return decoy ? { kind: 'wrong' } : verdict;
}

/** What is kept of a delivered code: bound to its challenge, worthless without the key. */
export function deliveredCodeMac(deps: Deps, challengeId: string, code: string): string {
  return deps.codeMac.make(codeText(challengeId, code));
}

const codeText = (challengeId: string, code: string): string => `${challengeId}|${code}`;

/**
 * What the code will be compared with. It is opened before the attempt is counted: what the endpoint can't open is no
 * attempt of the customer.
 * @throws {KeyMissing}
 */
export function openForAttempt({ seal, codeMac }: Deps, challenge: ChallengeRecord, authenticator: Authenticator) {
  if (challenge.codeMac !== null) codeMac.require(challenge.codeMac);
  return openSecret(seal, authenticator);
}

const verifyTotp: Verify = async ({ policy }, { authenticator, secret, code, now }) => {
  const { totp, drift, sealedSecret } = authenticator;
  if (totp === null) return { kind: 'wrong' };
  const { seed } = secret as SeedSecret;
  const window = { accepted: policy.stepWindow, recognized: policy.driftWindow };
  const match = matchAround(drift, code, Buffer.from(seed, 'base64'), totp, now, window);
  // Without a seed the code was compared with a random one, for the time that it takes.
  if (match.kind === 'none' || sealedSecret === null) return { kind: 'wrong' };
  if (match.kind === 'current') return { kind: 'right', step: match.step, clock: match.clock };
  return {
    kind: 'drifted',
    step: match.step,
    ahead: match.step > stepAt(now, totp.period) + Math.min(...clocksOf(drift)),
  };
};

const verifyDelivered: Verify = async ({ codeMac }, { challenge, code }) => {
  const tags = codeMac.all(codeText(challenge.id, code));
  return verdictOf(tags.filter((tag) => sameCode(tag, challenge.codeMac ?? '')).length > 0);
};

const verifyMatrix: Verify = async (_kit, { challenge, secret, code }) => {
  const coordinates = challenge.view.kind === 'matrix' ? challenge.view.coordinates : [];
  const { cells } = secret as CellsSecret;
  return verdictOf(sameCode(code, readCells(cells, coordinates)));
};

const verifyPassword: Verify = async (_kit, { secret, code }) =>
  verdictOf(await isPassword(code, secret as PasswordSecret));

/** The endpoint has no way to check a method that it does not know. */
const verifyUnknown: Verify = async () => verdictOf(false);

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

function verdictOf(right: boolean): Verdict {
  return right ? { kind: 'right', step: null } : { kind: 'wrong' };
}
