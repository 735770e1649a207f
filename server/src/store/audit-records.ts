/** The chain of the audit trail. Whoever links entries, or takes something out of them, holds its head. */

import { setImmediate as breathe } from 'node:timers/promises';
import { sql, type Kysely, type Selectable } from 'kysely';
import { timestamp } from '../domain/challenge.js';
import { link, type AuditContent } from '../domain/audit-chain.js';
import type { AuditEntry, AuditPoint } from '../../generated/contract.js';
import type { AuditRecords, AuditStretch } from './audit-storage.js';
import type { MethodChangeRow, Tables } from './tables.js';

type ChangeRow = Selectable<MethodChangeRow>;

export function auditRecords(db: Kysely<Tables>): AuditRecords {
  return {
    hold: () => holdHead(db),
    link: (most) => linkNext(db, most),
    after: (seq, most) => stretchAfter(db, seq, most),
  };
}

/** Whether an entry waits for its place; one look at an index that holds those alone. */
async function isUnlinked(db: Kysely<Tables>): Promise<boolean> {
  const row = await db.selectFrom('method_changes').where('seq', 'is', null).select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Entries in one transaction. */
const batchSize = 100;

/** Links all that wait. Any process may, at any time: each batch waits for the one that is under way. */
export async function linkTrail(db: Kysely<Tables>, isOver = () => false): Promise<AuditPoint | null> {
  if (!(await isUnlinked(db))) return null;
  for (;;) {
    const { seq, hash, linked } = await db.transaction().execute((trx) => linkNext(trx, batchSize));
    // What comes meanwhile is for the next time: else somebody who writes on and on would keep this going for ever.
    if (linked < batchSize || isOver()) return { seq, hash };
    await breathe();
  }
}

async function holdHead(db: Kysely<Tables>): Promise<AuditPoint> {
  return db
    .updateTable('audit_points')
    .set(({ ref }) => ({ seq: ref('seq') }))
    .where('name', '=', 'head')
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
}

async function linkNext(db: Kysely<Tables>, most: number): Promise<AuditPoint & { readonly linked: number }> {
  const head = await holdHead(db);
  const rows = await db
    .selectFrom('method_changes')
    .where('seq', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .limit(most)
    .selectAll()
    .execute();
  const entries = linkAll(head, rows);
  const { seq, hash } = entries.at(-1) ?? head;
  if (entries.length === 0) return { ...head, linked: 0 };
  const values = entries.map((entry) => {
    const { id, salt, personal, hash: own } = entry;
    return sql`(${id}, cast(${entry.seq} as bigint), ${salt}, ${personal}, ${own})`;
  });
  await sql`
    update method_changes
    set seq = links.column2, salt = links.column3, personal = links.column4, hash = links.column5
    from (values ${sql.join(values)}) as links where method_changes.id = links.column1
  `.execute(db);
  await db.updateTable('audit_points').set({ seq, hash }).where('name', '=', 'head').execute();
  return { seq, hash, linked: entries.length };
}

function linkAll(head: AuditPoint, rows: readonly ChangeRow[]): readonly AuditEntry[] {
  let previous = head;
  return rows.map((row) => {
    const entry = link(previous, contentOf(row));
    previous = entry;
    return entry;
  });
}

/**
 * Takes the oldest entries away, as long as each of them is from before that time, and notes what the chain begins
 * after: entries go in the order in which they are linked, so that no gap comes about.
 * @returns how many
 */
export async function removeOldest(db: Kysely<Tables>, before: number, most: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('method_changes')
      .where('seq', 'is not', null)
      .orderBy('seq')
      .limit(most)
      .select(['seq', 'hash', 'at'])
      .execute();
    const young = rows.findIndex(({ at }) => at >= before);
    const old = young === -1 ? rows : rows.slice(0, young);
    const last = old.at(-1);
    if (last === undefined) return 0;
    const base = { seq: last.seq ?? 0, hash: last.hash ?? '' };
    await trx.updateTable('audit_points').set(base).where('name', '=', 'base').execute();
    await trx.deleteFrom('method_changes').where('seq', '<=', base.seq).execute();
    return old.length;
  });
}

/** One statement, so that the entries are those between the two points that it tells. */
async function stretchAfter(db: Kysely<Tables>, seq: number, most: number): Promise<AuditStretch> {
  const rows = await db
    .selectFrom('audit_points')
    .leftJoin(
      db.selectFrom('method_changes').where('seq', '>', seq).orderBy('seq').limit(most).selectAll().as('entries'),
      (join) => join.on('audit_points.name', '=', 'head'),
    )
    .orderBy('entries.seq')
    .select(['audit_points.name', 'audit_points.seq as point_seq', 'audit_points.hash as point_hash'])
    .selectAll('entries')
    .execute();
  const pointOf = (name: string): AuditPoint => {
    const row = rows.find((each) => each.name === name);
    return { seq: row?.point_seq ?? 0, hash: row?.point_hash ?? '' };
  };
  const entries = rows.filter(({ id }) => id !== null).map((row) => toEntry(row as ChangeRow));
  return { base: pointOf('base'), head: pointOf('head'), entries };
}

function toEntry(row: ChangeRow): AuditEntry {
  const { seq, salt, personal, hash } = row;
  return { seq: seq ?? 0, ...contentOf(row), salt, personal: personal ?? '', hash: hash ?? '' };
}

function contentOf(row: ChangeRow): AuditContent {
  const { id, act, account, customer, at, channel, device, method, actor, approver, reason } = row;
  const { authenticated_at: authenticatedAt } = row;
  return {
    ...{ id, act, at: timestamp(at), account, customer, device, channel, method },
    authenticatedAt: authenticatedAt === null ? null : timestamp(authenticatedAt),
    ...{ actor, approver, reason },
  };
}
