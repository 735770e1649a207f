/** What belongs together is written at once: on PostgreSQL each statement is waited for, there and back. */

import type { ChallengeRecord } from '../domain/challenge.js';
import type { GrantRecord } from '../domain/grant.js';
import type { Ceiling } from '../domain/policy.js';
import type { Attempt, AttemptCount, CountingSpans, RequestClaim, RightAttempt, Use } from './store.js';

export interface ActRecords {
  /** Of `single`, or of a transaction. False, and nothing may stand, when another process took the request over. */
  ask(challenge: ChallengeRecord, answer: KeptAnswer): Promise<boolean>;
  /**
   * Counts the attempt at the challenge, taken first, and at its authenticator; of a transaction. Null when the
   * challenge takes none any more.
   */
  countAttempt(attempt: ChallengeAttempt, spans: CountingSpans, now: number): Promise<CountedChallenge | null>;
  /** Of a transaction, which anything else than `done` must roll back. */
  accept(acceptance: Acceptance, now: number): Promise<'done' | 'closed' | 'used' | 'taken-over'>;
}

/** A request's answer as it is kept, with the work that it tells of. */
export interface KeptAnswer {
  readonly claim: RequestClaim;
  readonly sealedAnswer: string;
}

export interface ChallengeAttempt extends Attempt {
  readonly challenge: string;
  readonly session: string;
}

export interface CountedChallenge {
  readonly challenge: ChallengeRecord;
  /** Null, and to be rolled back, when the subject may make no attempt now. */
  readonly count: AttemptCount | null;
}

export interface Acceptance {
  readonly challenge: Pick<ChallengeRecord, 'id' | 'account'>;
  readonly attempt: RightAttempt;
  readonly use: Use;
  /** Of wrong codes; what it has shut no other method opens. */
  readonly ceiling: Ceiling;
  readonly grant: GrantRecord;
  readonly answer: KeptAnswer;
}
