/** Compares a code with what it should be: one way for each method. Counts nothing and changes nothing. */

import type { Authenticator } from '../domain/account.js';
import { boundCodes, boundSuite, questionOf } from '../domain/bound-code.js';
import { isBound, type ChallengeRecord } from '../domain/challenge.js';
import { readCells } from '../domain/matrix.js';
import { clocksOf, matchAround, sameCode, stepAt, totpCodes, type ClockMatch, type Codes } from '../domain/otp.js';
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

/** Without a seed the code is compared with a random one, for the time that it takes, and belongs to no step. */
function matchStep({ policy }: Deps, { authenticator, code, now }: Attempt, codes: Codes): ClockMatch {
  const { totp, drift, sealedSecret } = authenticator;
  const window = { accepted: policy.stepWindow, recognized: policy.driftWindow };
  const match = matchAround({ steps: drift, period: totp?.period ?? 0 }, code, codes, now, window);
  return sealedSecret === null ? { kind: 'none', clock: drift } : match;
}

const seedOf = (secret: AuthenticatorSecret): Buffer => Buffer.from((secret as SeedSecret).seed, 'base64');

/**
 * The question is worked out anew from what is stored of the act. The challenge makes the code good once: it uses no
 * step up, so that a second act within the same half minute can be signed, and burns none.
 */
const verifyBound: Verify = async (deps, attempt) => {
  const { view, nonce, ...act } = attempt.challenge;
  const suite = isBound(view) ? boundSuite(view.suite) : null;
  if (suite === null || nonce === null) return { kind: 'wrong' };
  const codes = boundCodes(seedOf(attempt.secret), suite, questionOf({ ...act, nonce }));
  const match = matchStep(deps, attempt, codes);
  if (match.kind === 'none') return { kind: 'wrong' };
  if (match.kind === 'current') return { kind: 'right', step: null, clock: match.clock };
  return { kind: 'drifted', step: match.step, ahead: false };
};

const verifyKbOtp: Verify = (deps, attempt) =>
  isBound(attempt.challenge.view) ? verifyBound(deps, attempt) : verifyTotp(deps, attempt);

const verifyTotp: Verify = async (deps, attempt) => {
  const { authenticator, secret, now } = attempt;
  const { totp, drift } = authenticator;
  if (totp === null) return { kind: 'wrong' };
  const match = matchStep(deps, attempt, totpCodes(seedOf(secret), totp));
  if (match.kind === 'none') return { kind: 'wrong' };
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
  'kb-otp': verifyKbOtp,
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
