/** Counts attempts before they are looked at, wherever a code is entered. */

import type { Authenticator } from '../domain/account.js';
import { lockFor, subjectOf, type Lock } from '../domain/lock-policy.js';
import { accept, type Outcome } from '../domain/outcome.js';
import type { Records, RightAttempt } from '../store/store.js';
import { refuseLocked, type Kit, type Session } from './kit.js';

export interface Counted extends RightAttempt {
  /** What it leaves behind when it is wrong. */
  readonly lock: Lock;
}

type Guarded = Pick<Authenticator, 'id' | 'deviceId'>;

/** A refusal must roll back what the transaction has counted. */
export async function countAttemptAt(
  { policy }: Kit,
  { guards }: Records,
  session: Session,
  authenticator: Guarded,
  now: number,
): Promise<Outcome<Counted>> {
  const attempt = { authenticatorId: authenticator.id, subject: subjectOf(session, authenticator) };
  const spans = { memory: policy.lock.memory, ceiling: policy.lock.ceiling.period };
  const count = await guards.countAttempt(attempt, spans, now);
  if (count === null) return refuseLocked(await guards.open(attempt.authenticatorId, attempt.subject, now), now);
  const lock = lockFor(count, now, policy.lock);
  if (lock.kind !== 'open') await guards.lock(attempt, lock);
  return accept({ ...attempt, lock, hasShut: lock.kind === 'suspended' });
}

export function lockAt({ guards }: Records, session: Session, authenticator: Guarded, now: number): Promise<Lock> {
  return guards.open(authenticator.id, subjectOf(session, authenticator), now);
}
