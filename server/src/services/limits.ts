/** Holds cash transfers against the limit that is in force for a while after a change of method. */

import type { Account } from '../domain/account.js';
import type { Policy } from '../domain/policy.js';
import { reducedLimitOf } from '../domain/reduced-limit.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Transaction } from '../../generated/contract.js';
import type { Records } from '../store/store.js';

interface Question {
  readonly records: Records;
  readonly policy: Policy;
  readonly account: Pick<Account, 'id' | 'methodChangedAt'>;
  readonly transaction: Transaction | undefined;
  readonly now: number;
}

/** Null where no limit is in force, or none for this. */
async function room({ records, policy, account, transaction, now }: Question): Promise<number | null> {
  const limit = reducedLimitOf(account, policy, now);
  if (limit === null || policy.reducedLimit === null || transaction?.type !== 'cash-transfer') return null;
  const { period } = policy.reducedLimit;
  return limit.amount - (await records.grants.transferredSince(account.id, now - period));
}

/** A courtesy before the customer looks for a code; what counts is the redemption. */
export async function isBeyondLimit(question: Question): Promise<boolean> {
  const left = await room(question);
  return left !== null && question.transaction?.type === 'cash-transfer' && question.transaction.amount > left;
}

/** Counts a transfer towards the limit, or refuses it; in the transaction of the act, with the account held. */
export async function countTransfer(question: Question, grantId: string): Promise<Outcome<null>> {
  const { records, account, transaction, now } = question;
  const left = await room(question);
  if (left === null || transaction?.type !== 'cash-transfer') return accept(null);
  const { amount } = transaction;
  if (amount > left) return refuse('limit_exceeded');
  await records.grants.countTransfer({ grantId, account: account.id, at: now, amount });
  return accept(null);
}
