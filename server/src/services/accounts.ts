/** Finds the account that a request names, or what stands in for it. */

import type { Account } from '../domain/account.js';
import type { Records } from '../store/store.js';
import { decoyAccount } from './decoys.js';
import type { Kit, Session } from './kit.js';

/** Does the same work whether or not the account is the session's own. */
export async function findAccount(kit: Kit, records: Records, session: Session, id: string): Promise<Account> {
  const decoy = decoyAccount(kit.decoyMac, session.customer, id);
  const account = (await records.accounts.find(id, session.customer)) ?? decoy;
  const suspended = await records.guards.suspendedAmong(account.authenticators, session.device);
  const authenticators = account.authenticators.map((authenticator) => ({
    ...authenticator,
    suspended: suspended.has(authenticator.id),
  }));
  return { ...account, authenticators };
}
