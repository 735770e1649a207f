/**
 * What proves an enrolment: a grant for each account, or one that is no weaker than what it replaces. The static
 * password of one account does not move another from its token, nor from a KB-OTP on another phone.
 */

import type { Account } from '../domain/account.js';
import { timestamp } from '../domain/challenge.js';
import type { EnrolmentRecord } from '../domain/device.js';
import type { GrantRecord } from '../domain/grant.js';
import { proofOf } from '../domain/method-change.js';
import { unprovedAmong } from '../domain/method-strength.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { EnrolmentProofs, EnrolmentProofsRequest } from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { findHeldGrant, spendGrant } from './grants.js';
import type { Deps, Remember, Session } from './deps.js';

const purpose = 'enroll';

/** Which of the accounts still need a proof of their own. Spends nothing. */
export function missingProofs(
  deps: Deps,
  session: Session,
  request: EnrolmentProofsRequest,
  remember: Remember,
): Promise<Outcome<EnrolmentProofs>> {
  return deps.store.transaction<EnrolmentProofs>(async (records) => {
    const now = await records.now();
    const accounts = await ownAccounts(records, session, request.accounts);
    if (accounts === null) return refuse('not_found');
    const proofs: GrantRecord[] = [];
    for (const token of new Set(request.grants)) {
      const grant = await findHeldGrant(records, session, { token, purpose }, now);
      if (grant === null) return refuse('grant_required');
      proofs.push(grant);
    }
    // What the enrolment would take: grants on its accounts.
    const counting = proofs.filter(({ account }) => request.accounts.includes(account));
    const answer = { missing: unprovedAmong(accounts, counting), serverTime: timestamp(now) };
    return (await remember(records, answer)) ? accept(answer) : refuse('request_in_progress');
  });
}

interface Spending {
  readonly tokens: readonly string[];
  readonly accounts: readonly Account[];
}

/** Spends all of them, in the transaction of the enrolment: they come back when it does not come about. */
export async function spendProofs(
  records: Records,
  session: Session,
  { tokens, accounts }: Spending,
  now: number,
): Promise<Outcome<GrantRecord[]>> {
  const proofs: GrantRecord[] = [];
  const wanted = { purpose, accounts: accounts.map(({ id }) => id) } as const;
  for (const token of tokens) {
    const grant = await spendGrant(records, session, { ...wanted, token }, now);
    if (grant === null) return refuse('grant_required');
    proofs.push(grant);
  }
  if (unprovedAmong(accounts, proofs).length === 0) return accept(proofs);
  return refuse('grant_required', { detail: 'Some accounts need a proof of their own: ask /enrolments/proofs which.' });
}

export function enrolmentProofs(proofs: readonly GrantRecord[]): Pick<EnrolmentRecord, 'proof' | 'furtherProofs'> {
  const [first] = proofs;
  const furtherProofs = Object.fromEntries(proofs.map((grant) => [grant.account, proofOf(grant)]));
  return { proof: first === undefined ? null : proofOf(first), furtherProofs };
}

/** In the order asked for; null when one of them is not the customer's or does not exist. */
export async function ownAccounts(
  records: Records,
  { customer }: Session,
  ids: readonly string[],
): Promise<Account[] | null> {
  const found: Account[] = [];
  for (const id of ids) {
    const account = await records.accounts.find(id, customer);
    if (account !== null) found.push(account);
  }
  return found.length === ids.length ? found : null;
}
