import { sql, type ExpressionBuilder, type Insertable, type Kysely } from 'kysely';
import type { Lock } from '../domain/lock-policy.js';
import type { CellCounts } from '../domain/matrix.js';
import type { Ceiling } from '../domain/policy.js';
import { countAttempt, forgive, useUp } from './attempt-records.js';
import type { DatabaseKind } from './connect.js';
import type { GuardRecords, Reopening } from './store.js';
import type { Flag, GuardRow, Tables } from './tables.js';

export function guardRecords(db: Kysely<Tables>, kind: DatabaseKind): GuardRecords {
  const update = (id: string) => db.updateTable('guards').where('authenticator_id', '=', id);
  return {
    async open(authenticatorId, subject, now) {
      const fresh = db
        .insertInto('guards')
        .values(freshGuard(authenticatorId, now))
        .onConflict((conflict) => conflict.doNothing());
      // What the one statement makes it does not see itself.
      const isOne = kind === 'postgres';
      if (!isOne) await fresh.execute();
      const row = await (isOne ? db.with('fresh', () => fresh) : db)
        .selectFrom('guards')
        .leftJoin('attempts', (join) =>
          join
            .onRef('attempts.authenticator_id', '=', 'guards.authenticator_id')
            .on('attempts.subject', '=', subject.key),
        )
        .where('guards.authenticator_id', '=', authenticatorId)
        .select(['suspended', 'device_suspended', 'attempts.locked_until'])
        .executeTakeFirst();
      // One that is made at this moment, here or elsewhere, shuts nobody out.
      if (row === undefined) return { kind: 'open' };
      const isShut = (subject.isProven ? row.device_suspended : row.suspended) === 1;
      return toLock(isShut, row.locked_until, now);
    },

    countAttempt: (attempt, spans, now) => countAttempt(db, attempt, spans, now),

    async lock({ authenticatorId, subject }, lock) {
      if (lock.kind === 'suspended') {
        await update(authenticatorId)
          .set(subject.isProven ? { device_suspended: 1 } : { suspended: 1 })
          .execute();
      }
      if (lock.kind !== 'waiting') return;
      await db
        .updateTable('attempts')
        .set({ locked_until: lock.until })
        .where('authenticator_id', '=', authenticatorId)
        .where('subject', '=', subject.key)
        .execute();
    },

    async noteTold(authenticatorId, since, now) {
      const row = await update(authenticatorId)
        .set({ told_at: now })
        .where((eb) => eb.or([eb('told_at', 'is', null), eb('told_at', '<=', since)]))
        .returning('authenticator_id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async useUp(attempt, use, answeredAt) {
      const row = await useUp(db, attempt, { use, answeredAt }).executeTakeFirst();
      if (row !== undefined) await forgive(db, attempt).execute();
      return row !== undefined;
    },

    async passStep(authenticatorId, step) {
      await update(authenticatorId).set({ last_step: step }).where('last_step', '<', step).execute();
    },

    async burnStep(authenticatorId, step) {
      await db
        .insertInto('burned_steps')
        .values({ authenticator_id: authenticatorId, step })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async reopen(which, now) {
      const rows = await openShut(db, which, now).execute();
      const reopened = rows.map(({ authenticator_id: id }) => id);
      if (reopened.length === 0) return reopened;
      const forgotten = which.ceiling === undefined ? db.deleteFrom('attempts') : forgetRows(db);
      await forgotten.where('authenticator_id', 'in', reopened).execute();
      await pardonDevices(db).where('authenticator_id', 'in', reopened).execute();
      return reopened;
    },

    async holdCells(authenticatorId) {
      // Writes what is there: the row stays locked, so that whoever asks next finds what was drawn.
      const { coordinates, cells_drawn: drawn } = await update(authenticatorId)
        .set(({ ref }) => ({ coordinates: ref('coordinates') }))
        .returning(['coordinates', 'cells_drawn'])
        .executeTakeFirstOrThrow();
      return {
        asked: coordinates === null ? null : (JSON.parse(coordinates) as string[]),
        drawn: drawn === null ? {} : (JSON.parse(drawn) as CellCounts),
      };
    },

    async askCells(authenticatorId, coordinates, drawn) {
      await update(authenticatorId)
        .set({ coordinates: JSON.stringify(coordinates), cells_drawn: JSON.stringify(drawn) })
        .execute();
    },

    async nextStep(authenticatorId) {
      const { last_step: last } = await db
        .selectFrom('guards')
        .where('authenticator_id', '=', authenticatorId)
        .select('last_step')
        .executeTakeFirstOrThrow();
      const burned = await db
        .selectFrom('burned_steps')
        .where('authenticator_id', '=', authenticatorId)
        .where('step', '>', last)
        .select('step')
        .execute();
      const isBurned = new Set(burned.map(({ step }) => step));
      let step = last + 1;
      while (isBurned.has(step)) step += 1;
      return step;
    },
  };
}

/** The guards that were shut; what shut them is for the caller to forget. */
export function openShut(db: Kysely<Tables>, which: Reopening, now: number) {
  const { account, only, except = '', waits, ceiling } = which;
  const those = db.selectFrom('authenticators').where('account', '=', account).where('id', '<>', except).select('id');
  const isFull = (eb: Guarded) => reaches(eb, ceiling, now);
  const isDeviceFull = ({ exists }: Guarded) => exists(fullDevices(db, ceiling, now));
  return db
    .updateTable('guards')
    .set((eb) => ({
      suspended: eb.case().when(isFull(eb)).then(eb.ref('suspended')).else(open).end(),
      device_suspended: eb.case().when(isDeviceFull(eb)).then(eb.ref('device_suspended')).else(open).end(),
      ...(ceiling === undefined ? { recent: 0 } : {}),
    }))
    .where('authenticator_id', 'in', only === undefined ? those : those.where('id', '=', only))
    .where((eb) => {
      const isShut = [
        eb.and([eb('suspended', '=', 1), eb.not(isFull(eb))]),
        eb.and([eb('device_suspended', '=', 1), eb.not(isDeviceFull(eb))]),
      ];
      return eb.or(waits ? [...isShut, eb('authenticator_id', 'in', waiting(db, now))] : isShut);
    })
    .returning('authenticator_id');
}

type Guarded = ExpressionBuilder<Tables, 'guards'>;

const open = sql<Flag>`0`;
const never = sql<boolean>`1 = 0`;

/** A customer's other method opens no more than the ceiling leaves: or a weak one would give guesses without end. */
function reaches(eb: Guarded, ceiling: Ceiling | undefined, now: number) {
  if (ceiling === undefined) return never;
  return eb.and([eb('guards.recent', '>=', ceiling.most), eb('guards.recent_since', '>', now - ceiling.period)]);
}

function fullDevices(db: Kysely<Tables>, ceiling: Ceiling | undefined, now: number) {
  const own = db
    .selectFrom('attempts')
    .where('attempts.authenticator_id', '=', sql.ref<string>('guards.authenticator_id'))
    .where('proven', '=', 1)
    .select('subject');
  if (ceiling === undefined) return own.where(never);
  return own.where('attempts.recent', '>=', ceiling.most).where('attempts.recent_since', '>', now - ceiling.period);
}

/** Of sessions; all that they have got wrong together is counted at the guard. */
export const forgetRows = (db: Kysely<Tables>) => db.deleteFrom('attempts').where('proven', '=', 0);

/** The devices' own; what counts towards their ceiling stands. */
export const pardonDevices = (db: Kysely<Tables>) =>
  db.updateTable('attempts').set({ failures: 0, locked_until: null }).where('proven', '=', 1);

/** @param lastStep steps up to it, and with it, are never accepted */
export function freshGuard(authenticatorId: string, now: number, lastStep = -1): Insertable<GuardRow> {
  return {
    authenticator_id: authenticatorId,
    failures: 0,
    locked_until: null,
    suspended: 0,
    last_step: lastStep,
    last_sent_at: null,
    coordinates: null,
    cells_drawn: null,
    opened_at: now,
    told_at: null,
  };
}

function waiting(db: Kysely<Tables>, now: number) {
  return db.selectFrom('attempts').where('locked_until', '>', now).select('attempts.authenticator_id');
}

function toLock(isShut: boolean, until: number | null, now: number): Lock {
  if (isShut) return { kind: 'suspended' };
  return until === null || until <= now ? { kind: 'open' } : { kind: 'waiting', until };
}
