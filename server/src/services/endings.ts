/**
 * What a change of method ends, in the same transaction, so that nothing outlives it: the questions that are open, the
 * enrolments that are under way, and what was earned but not used yet.
 *
 * Whoever makes the change has just proved themselves and stays signed in, unless it was by the method that goes; every
 * other session proves itself anew. A grant for one act ends whoever earned it: the act is then approved by the method
 * that counts now. What covers later acts of a session ends in every one. The grant that pays for the change is spent
 * by then.
 */

import type { Session } from './deps.js';
import type { Records } from '../store/store.js';

export interface Ending {
  readonly accounts: readonly string[];
  /** In which the change was made. */
  readonly session: Session;
  /** Codes of the KB-OTP that was in force count no more. */
  readonly givesKbOtpUp: boolean;
  /** Another device was registered. */
  readonly registers?: boolean;
}

/**
 * To be called once the accounts are held (`lockAccounts`). Challenges come before grants: an answer that was accepted
 * meanwhile has made its grant when the grants' turn comes, and one that was not finds its challenge ended.
 */
export async function endWhatIsOpen(records: Records, ending: Ending, now: number): Promise<void> {
  const { accounts, session, givesKbOtpUp, registers = false } = ending;
  if (accounts.length === 0) return;
  await records.challenges.endPending(accounts);
  await records.enrolments.end({ accounts, customer: session.customer, overtaken: registers }, now);
  await records.sessionGrants.endOfAccounts(accounts, now);
  await records.grants.end(accounts, { session: session.id, unlessBy: givesKbOtpUp ? 'kb-otp' : null }, now);
}
