/**
 * How hard it is to take a method over, and so which proof may stand for which. A phone that is stolen or a number that
 * is moved gives SMS and voice away, a look gives a card away: none of the three stands above the others.
 */

import type { MethodKind } from '../../generated/contract.js';
import type { Account, Authenticator } from './account.js';
import type { GrantRecord } from './grant.js';

const strength: Readonly<Record<MethodKind, number>> = {
  'kb-otp': 4,
  token: 3,
  sms: 2,
  voice: 2,
  matrix: 2,
  email: 1,
  password: 0,
  // What the endpoint does not know may be worth nothing as a proof, and anything as what it protects.
  other: 0,
};
const unknownProtects = strength.token;

/** The accounts that none of these proofs is good for: neither their own, nor as strong as what they have now. */
export function unprovedAmong(
  accounts: readonly Account[],
  proofs: ReadonlyArray<Pick<GrantRecord, 'account' | 'method'>>,
): string[] {
  return accounts.filter((account) => !proofs.some((proof) => covers(proof, account))).map(({ id }) => id);
}

function covers({ account: own, method }: Pick<GrantRecord, 'account' | 'method'>, account: Account): boolean {
  return own === account.id || strength[method] >= protectionOf(account);
}

/** Of the strongest, whatever else the account has; shut or not, since whoever guesses can shut it. */
function protectionOf({ authenticators }: Account): number {
  return Math.max(0, ...authenticators.filter(isInForce).map(protection));
}

/** A KB-OTP that no device makes codes of (its password was reset) protects nothing. */
function isInForce({ kind, state, sealedSecret }: Authenticator): boolean {
  return state === 'active' && (kind !== 'kb-otp' || sealedSecret !== null);
}

function protection({ kind }: Authenticator): number {
  return kind === 'other' ? unknownProtects : strength[kind];
}
