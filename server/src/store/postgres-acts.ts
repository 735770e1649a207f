/**
 * Several writes in one statement, each in a CTE of its own. A part that stands on another says so by `after`: it
 * comes later, so that rows are locked in the order of everywhere else, and it does nothing where the other has found
 * nothing. All parts see what was committed before the statement; a row that is waited for is looked at anew.
 */

import { sql, type Kysely } from 'kysely';
import type { ActRecords } from './act-store.js';
import { countAtGuard, forgive, takeGuard, useUp } from './attempt-records.js';
import { acceptPending, countAtChallenge, toRecord, toRow } from './challenge-records.js';
import { toRow as toGrantRow } from './grant-records.js';
import { forgetRows, openShut, pardonDevices } from './guard-records.js';
import { keep } from './idempotency-records.js';
import { answerSends } from './send-records.js';
import type { Tables } from './tables.js';

const after = (part: string) => sql<boolean>`exists (select 1 from ${sql.table(part)})`;
const found = (part: string) => sql<number>`(select count(*)::int from ${sql.table(part)})`.as(part);

export function postgresActs(db: Kysely<Tables>): ActRecords {
  return {
    async ask(challenge, answer) {
      const row = toRow(challenge);
      const columns = Object.keys(row) as Array<keyof typeof row>;
      const values = sql.join(columns.map((column) => sql.val(row[column])));
      const { numInsertedOrUpdatedRows: inserted = 0n } = await db
        .with('kept', () => keep(db, answer))
        .insertInto('challenges')
        .columns(columns)
        .expression(sql`select ${values} from kept`)
        .executeTakeFirstOrThrow();
      return inserted > 0n;
    },

    async countAttempt(attempt, spans, now) {
      const row = await db
        .with('counted', () => countAtChallenge(db, attempt.challenge, attempt.session, now))
        .with('taken', () => takeGuard(db, attempt, spans, now).where(after('counted')))
        .selectFrom('counted')
        .leftJoin('taken', (join) => join.onTrue())
        .selectAll('counted')
        .select('taken.recent')
        .executeTakeFirst();
      if (row === undefined) return null;
      const { recent } = row;
      const count = recent === null ? null : await countAtGuard(db, attempt, { recent }, spans, now);
      return { challenge: toRecord(row), count };
    },

    async accept({ challenge: { id, account }, attempt, use, ceiling, grant, answer }, now) {
      const others = { account, except: attempt.authenticatorId, waits: false, ceiling };
      const parts = await db
        .with('accepted', () => acceptPending(db, id, grant.id))
        .with('used', () => useUp(db, attempt, { use, answeredAt: now }, after('accepted')))
        .with('forgiven', () => forgive(db, attempt, after('used')))
        .with('answered', () => answerSends(db, id).where(after('used')))
        .with('reopened', () => openShut(db, others, now).where(after('used')))
        .with('cleared', (cte) =>
          forgetRows(db).where('authenticator_id', 'in', cte.selectFrom('reopened').select('authenticator_id')),
        )
        .with('pardoned', (cte) =>
          pardonDevices(db).where('authenticator_id', 'in', cte.selectFrom('reopened').select('authenticator_id')),
        )
        .with('granted', () => db.insertInto('grants').values(toGrantRow(grant)))
        .with('kept', () => keep(db, answer).where(after('used')))
        .selectNoFrom([found('accepted'), found('used'), found('kept')])
        .executeTakeFirstOrThrow();
      if (parts.accepted === 0) return 'closed';
      if (parts.used === 0) return 'used';
      return parts.kept === 0 ? 'taken-over' : 'done';
    },
  };
}
