import type { Kysely } from 'kysely';
import type { Lock } from '../domain/lock-policy.js';
import type { CellCounts } from '../domain/matrix.js';
import type { Guard, GuardRecords } from './store.js';
import type { GuardRow, Tables } from './tables.js';

const cleared = { failures: 0, locked_until: null, suspended: 0, coordinates: null } as const;

export function guardRecords(db: Kysely<Tables>): GuardRecords {
  const update = (id: string) => db.updateTable('guards').where('authenticator_id', '=', id);
  return {
    async suspendedAmong(authenticatorIds) {
      if (authenticatorIds.length === 0) return new Set();
      const rows = await db
        .selectFrom('guards')
        .where('authenticator_id', 'in', [...authenticatorIds])
        .where('suspended', '=', 1)
        .select('authenticator_id')
        .execute();
      return new Set(rows.map(({ authenticator_id: id }) => id));
    },

    async open(authenticatorId, now) {
      const fresh: GuardRow = {
        authenticator_id: authenticatorId,
        last_step: -1,
        last_sent_at: null,
        cells_drawn: null,
        opened_at: now,
        ...cleared,
      };
      await db.insertInto('guards').values(fresh).onConflict((conflict) => conflict.doNothing()).execute();
      const row = await db
        .selectFrom('guards')
        .where('authenticator_id', '=', authenticatorId)
        .selectAll()
        .executeTakeFirstOrThrow();
      return toGuard(row, now);
    },

    async countAttempt(authenticatorId, now) {
      const row = await update(authenticatorId)
        .set(({ eb }) => ({ failures: eb('failures', '+', 1) }))
        .where('suspended', '=', 0)
        .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]))
        .returning('failures')
        .executeTakeFirst();
      return row ?? null;
    },

    async lock(authenticatorId, lock) {
      await update(authenticatorId).set(toColumns(lock)).execute();
    },

    async clear(authenticatorId) {
      await update(authenticatorId).set(cleared).execute();
    },

    async clearAtStep(authenticatorId, step) {
      const burned = db
        .selectFrom('burned_steps')
        .where('authenticator_id', '=', authenticatorId)
        .where('step', '=', step)
        .select('step');
      const row = await update(authenticatorId)
        .set({ ...cleared, last_step: step })
        .where('last_step', '<', step)
        .where(({ not, exists }) => not(exists(burned)))
        .returning('last_step')
        .executeTakeFirst();
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

    async reopenOthers(account, authenticatorId) {
      const others = db
        .selectFrom('authenticators')
        .where('account', '=', account)
        .where('id', '<>', authenticatorId)
        .select('id');
      await db
        .updateTable('guards')
        .set({ failures: 0, locked_until: null, suspended: 0 })
        .where('authenticator_id', 'in', others)
        .where('suspended', '=', 1)
        .execute();
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

    async clearAtCells(authenticatorId, coordinates) {
      const row = await update(authenticatorId)
        .set(cleared)
        .where('coordinates', '=', JSON.stringify(coordinates))
        .returning('authenticator_id')
        .executeTakeFirst();
      return row !== undefined;
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

function toGuard(row: GuardRow, now: number): Guard {
  return {
    authenticatorId: row.authenticator_id,
    failures: row.failures,
    lock: toLock(row, now),
  };
}

function toLock({ suspended, locked_until: until }: GuardRow, now: number): Lock {
  if (suspended === 1) return { kind: 'suspended' };
  return until === null || until <= now ? { kind: 'open' } : { kind: 'waiting', until };
}

function toColumns(lock: Lock): Pick<GuardRow, 'locked_until' | 'suspended'> {
  return {
    locked_until: lock.kind === 'waiting' ? lock.until : null,
    suspended: lock.kind === 'suspended' ? 1 : 0,
  };
}
