/** Counts attempts before they are looked at, wherever a code is entered. */

import type { Authenticator } from '../domain/account.js';
import type { ChallengeRecord } from '../domain/challenge.js';
import { lockFor, subjectOf, type Lock } from '../domain/lock-policy.js';
import { accept, type Outcome } from '../domain/outcome.js';
import { day, type Policy } from '../domain/policy.js';
import type { Attempt, AttemptCount, CountingSpans, GuardRecords, Records, RightAttempt } from '../store/store.js';
import { refuseLocked, type Deps, type Session } from './deps.js';
import { noticesFor, sendNotices, writeNotices } from './notices.js';

export interface Counted extends RightAttempt {
  /** What it leaves behind when it is wrong. */
  readonly lock: Lock;
}

type Guarded = Pick<Authenticator, 'id' | 'deviceId'>;

/** A refusal must roll back what the transaction has counted. */
export async function countAttemptAt(
  { policy }: Deps,
  { guards }: Records,
  session: Session,
  authenticator: Guarded,
  now: number,
): Promise<Outcome<Counted>> {
  const attempt = attemptAt(session, authenticator);
  const count = await guards.countAttempt(attempt, spansOf(policy), now);
  return judge(policy, guards, { attempt, count }, now);
}

export function attemptAt(session: Session, authenticator: Guarded): Attempt {
  return { authenticatorId: authenticator.id, subject: subjectOf(session, authenticator) };
}

export function spansOf({ lock }: Policy): CountingSpans {
  return { memory: lock.memory, ceiling: lock.ceiling.period };
}

/** What the count says, and the lock that it leaves behind. A refusal must roll back what was counted. */
export async function judge(
  policy: Policy,
  guards: GuardRecords,
  { attempt, count }: { readonly attempt: Attempt; readonly count: AttemptCount | null },
  now: number,
): Promise<Outcome<Counted>> {
  if (count === null) return refuseLocked(await guards.open(attempt.authenticatorId, attempt.subject, now), now);
  const lock = lockFor(count, now, policy.lock);
  if (lock.kind !== 'open') await guards.lock(attempt, lock);
  return accept({ ...attempt, lock, hasShut: lock.kind === 'suspended' });
}

export interface WrongAttempt {
  readonly account: Pick<ChallengeRecord, 'account' | 'decoy'>;
  readonly counted: Counted;
  readonly now: number;
}

/**
 * Tells the customer of the first wait, and of every suspension: it may be somebody else who guesses. Waits that follow
 * within a day are not told, or a message could be had for every session.
 */
export async function tellOfLock(deps: Deps, { customer }: Session, attempt: WrongAttempt): Promise<void> {
  const { account, counted, now } = attempt;
  const { authenticatorId, lock } = counted;
  if (lock.kind === 'open' || account.decoy) return;
  const { kind } = lock;
  const told = await deps.store.transaction(async (records) => {
    if (kind === 'suspended') await records.sessionGrants.endOfAccounts([account.account], now);
    const isNews = kind === 'suspended' || (await records.guards.noteTold(authenticatorId, now - day, now));
    const notices = isNews ? noticesFor([account.account], null, () => kind, now) : [];
    return accept(await writeNotices(records, customer, notices));
  });
  if (told.ok) sendNotices(deps, told.value);
}

export function lockAt({ guards }: Records, session: Session, authenticator: Guarded, now: number): Promise<Lock> {
  return guards.open(authenticator.id, subjectOf(session, authenticator), now);
}
