/**
 * Wrong codes, counted where they come from and all together. The guard of the authenticator is taken first, so that
 * attempts at one authenticator are counted one after the other, whoever makes them, and the sum of them all is right.
 */

import { expressionBuilder, sql, type ExpressionBuilder, type Kysely } from 'kysely';
import type { Attempt, AttemptCount, CountingSpans, RightAttempt, Use } from './store.js';
import type { Tables } from './tables.js';

const { eb, and } = expressionBuilder<Tables, 'attempts'>();
const always = sql<boolean>`true`;

/** Null when the authenticator is shut to this subject, or the subject has to wait. Then nothing may be committed. */
export async function countAttempt(
  db: Kysely<Tables>,
  attempt: Attempt,
  spans: CountingSpans,
  now: number,
): Promise<AttemptCount | null> {
  const guard = await takeGuard(db, attempt, spans, now).executeTakeFirst();
  return guard === undefined ? null : countAtGuard(db, attempt, guard, spans, now);
}

/** Takes the guard and counts what is counted there. No row when the authenticator is shut to this subject. */
export function takeGuard(db: Kysely<Tables>, attempt: Attempt, spans: CountingSpans, now: number) {
  return attempt.subject.isProven ? takeForDevice(db, attempt) : countTogether(db, attempt, spans, now);
}

/** A statement of its own: what others have counted before the guard was free is seen by the next statement only. */
export async function countAtGuard(
  db: Kysely<Tables>,
  attempt: Attempt,
  guard: { readonly recent: number },
  spans: CountingSpans,
  now: number,
): Promise<AttemptCount | null> {
  const own = await countOwn(db, attempt, spans, now);
  if (own === undefined) return null;
  const { failures } = own;
  if (attempt.subject.isProven) return { failures, together: failures, recent: own.recent };
  return { failures, together: failures + Number(own.others), recent: guard.recent };
}

function takeForDevice(db: Kysely<Tables>, { authenticatorId }: Attempt) {
  return db
    .updateTable('guards')
    .set({ device_suspended: 0 })
    .where('authenticator_id', '=', authenticatorId)
    .where('device_suspended', '=', 0)
    .returning('recent');
}

function countTogether(db: Kysely<Tables>, { authenticatorId }: Attempt, { ceiling }: CountingSpans, now: number) {
  return db
    .updateTable('guards')
    .set((eb) => {
      const isRecent = eb('recent_since', '>', now - ceiling);
      return {
        recent: eb
          .case()
          .when(isRecent)
          .then(eb('recent', '+', 1))
          .else(1)
          .end(),
        recent_since: eb.case().when(isRecent).then(eb.ref('recent_since')).else(now).end(),
        unseen: eb('unseen', '+', 1),
      };
    })
    .where('authenticator_id', '=', authenticatorId)
    .where('suspended', '=', 0)
    .returning('recent');
}

function countOwn(db: Kysely<Tables>, attempt: Attempt, { memory, ceiling }: CountingSpans, now: number) {
  const { authenticatorId, subject } = attempt;
  const others = db
    .selectFrom('attempts as other')
    .where('other.authenticator_id', '=', authenticatorId)
    .where('other.subject', '<>', subject.key)
    .where('other.proven', '=', 0)
    .where('other.failed_at', '>', now - memory)
    .select(({ fn, val }) => fn.coalesce(fn.sum<number>('other.failures'), val(0)).as('failures'));
  const key = { authenticator_id: authenticatorId, subject: subject.key, proven: subject.isProven ? 1 : 0 } as const;
  return db
    .insertInto('attempts')
    .values({ ...key, failures: 1, failed_at: now, locked_until: null, recent: 1, recent_since: now })
    .onConflict((conflict) =>
      conflict
        .columns(['authenticator_id', 'subject'])
        .doUpdateSet((eb) => {
          const isRow = eb('attempts.failed_at', '>', now - memory);
          const isRecent = eb('attempts.recent_since', '>', now - ceiling);
          return {
            failures: eb
              .case()
              .when(isRow)
              .then(eb('attempts.failures', '+', 1))
              .else(1)
              .end(),
            failed_at: now,
            recent: eb
              .case()
              .when(isRecent)
              .then(eb('attempts.recent', '+', 1))
              .else(1)
              .end(),
            recent_since: eb.case().when(isRecent).then(eb.ref('attempts.recent_since')).else(now).end(),
          };
        })
        .where((eb) => eb.or([eb('attempts.locked_until', 'is', null), eb('attempts.locked_until', '<=', now)])),
    )
    .returning(['failures', 'recent'])
    .returning(() => others.as('others'))
    .executeTakeFirst();
}

/** A right code takes back what its own subject got wrong, and nobody else's. */
export function forgive(db: Kysely<Tables>, { authenticatorId, subject }: RightAttempt, condition = always) {
  const isOwn = and([eb('authenticator_id', '=', authenticatorId), eb('subject', '=', subject.key), condition]);
  if (!subject.isProven) return db.deleteFrom('attempts').where(isOwn);
  return db
    .updateTable('attempts')
    .set((of) => ({ failures: 0, locked_until: null, recent: of('recent', '-', 1) }))
    .where(isOwn);
}

interface Used {
  readonly use: Use;
  /** Absent where the code came too late. */
  readonly answeredAt: number | undefined;
}

/** Uses a right code up, and takes back that it was counted. No row when it was used before. */
export function useUp(db: Kysely<Tables>, attempt: RightAttempt, { use, answeredAt }: Used, condition = always) {
  const { authenticatorId } = attempt;
  const answered = answeredAt === undefined ? {} : { answered_at: answeredAt };
  const guard = db
    .updateTable('guards')
    .where('authenticator_id', '=', authenticatorId)
    .where(condition)
    .returning('authenticator_id');
  if (use === null) return guard.set((of) => ({ ...withdrawAttempt(of, attempt), ...answered }));
  if ('cells' in use) {
    return guard.set((of) => withdrawAttempt(of, attempt)).where('coordinates', '=', JSON.stringify(use.cells));
  }
  const burned = db
    .selectFrom('burned_steps')
    .where('authenticator_id', '=', authenticatorId)
    .where('step', '=', use.step)
    .select('step');
  return guard
    .set((of) => ({ ...withdrawAttempt(of, attempt), last_step: use.step }))
    .where('last_step', '<', use.step)
    .where(({ not, exists }) => not(exists(burned)));
}

/** It was counted before it was looked at, and was no failure. What it has shut by being counted it opens again. */
function withdrawAttempt(eb: ExpressionBuilder<Tables, 'guards'>, { subject, hasShut }: RightAttempt) {
  const opened = subject.isProven ? { device_suspended: 0 as const } : { suspended: 0 as const };
  const counts = { recent: lessOne(eb, 'recent'), unseen: lessOne(eb, 'unseen') };
  return { coordinates: null, ...(subject.isProven ? {} : counts), ...(hasShut ? opened : {}) };
}

/** Never below zero: the count may have begun anew since. */
function lessOne(eb: ExpressionBuilder<Tables, 'guards'>, column: 'recent' | 'unseen') {
  return eb
    .case()
    .when(eb(column, '>', 0))
    .then(eb(column, '-', 1))
    .else(0)
    .end();
}
