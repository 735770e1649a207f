/** Finds the account that a request names, or what stands in for it. */

import type { Account, Authenticator } from '../domain/account.js';
import type { ChallengeRecord } from '../domain/challenge.js';
import type { Records } from '../store/store.js';
import { decoyAccount } from './decoys.js';
import type { Deps, Session } from './deps.js';

export interface FoundAccount {
  readonly account: Account;
  /** By the help desk. */
  readonly isSuspended: boolean;
  /** Epoch milliseconds of the database's clock. */
  readonly now: number;
}

/** Does the same work whether or not the account is the session's own. */
export async function findAccount(deps: Deps, records: Records, session: Session, id: string): Promise<FoundAccount> {
  const decoy = decoyAccount(deps.decoyMac, session.customer, id);
  const standIns = decoy.authenticators.map((each) => each.id);
  const question = { id, customer: session.customer, device: session.device, standIns };
  const { account: own, suspended, isSuspended, now } = await records.accounts.look(question);
  const account = own ?? decoy;
  const authenticators = account.authenticators.map((authenticator) => ({
    ...authenticator,
    suspended: suspended.has(authenticator.id),
  }));
  return { account: { ...account, authenticators }, isSuspended, now };
}

/** What a challenge for an account that is not the session's own is answered at. */
export function standInFor(deps: Deps, session: Session, challenge: ChallengeRecord): Authenticator | null {
  const { authenticators } = decoyAccount(deps.decoyMac, session.customer, challenge.account);
  return authenticators.find(({ id }) => id === challenge.authenticatorId) ?? null;
}
