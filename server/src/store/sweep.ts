/**
 * Removes what has been over for long: by one process at a time, in batches that are as short as any other statement,
 * so that neither a request nor a time-out ever meets a long one, however much has been left lying.
 */

import { day, hour } from '../domain/policy.js';
import type { KeptTable, Retention } from '../domain/retention.js';
import { setImmediate as breathe } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { linkTrail, removeOldest } from './audit-records.js';
import { finishChore, keepChore, takeChore, type ChoreClaim } from './chores.js';
import type { Tables } from './tables.js';

/** Rows in one statement. */
const batchSize = 500;

/** Goes by age, in the order of its chain. */
const trail = { table: 'method_changes', time: 'at' } as const;

interface AgedTable {
  readonly table: KeptTable | 'limits';
  readonly key: readonly string[];
  /** Has an index. */
  readonly time: string;
}

/** Gone by age alone. */
const agedTables: readonly AgedTable[] = [
  { table: 'challenges', key: ['id'], time: 'expires_at' },
  { table: 'grants', key: ['id'], time: 'expires_at' },
  { table: 'session_grants', key: ['id'], time: 'expires_at' },
  { table: 'limited_transfers', key: ['grant_id'], time: 'at' },
  { table: 'requests', key: ['session', 'key'], time: 'started_at' },
  { table: 'sends', key: ['authenticator_id', 'sent_at'], time: 'sent_at' },
  { table: 'send_scopes', key: ['scope'], time: 'held_at' },
  { table: 'attempts', key: ['authenticator_id', 'subject'], time: 'failed_at' },
  { table: 'unlocks', key: ['id'], time: 'created_at' },
  { table: 'enrolments', key: ['id'], time: 'expires_at' },
  { table: 'notices', key: ['id'], time: 'at' },
  { table: 'limits', key: ['key'], time: 'full_at' },
  { table: 'help_desk_acts', key: ['id'], time: 'at' },
  { table: 'closed_accounts', key: ['id'], time: 'closed_at' },
];

/** Milliseconds for which rows are kept once their time has come. */
const memoryOf = ({ table }: Pick<AgedTable, 'table'>, retention: Retention): number =>
  table === 'limits' ? hour : retention[table] * day;

/** Guards of stand-ins for unknown accounts belong to no authenticator, so nothing else removes them. */
const guardMemory = 90 * day;

/** Rows that were removed, by table. */
export type Swept = Readonly<Record<string, number>>;

export interface SweepClaim extends Omit<ChoreClaim, 'name'> {
  readonly retention: Retention;
}

/** @returns null when another process is at it, or has just been */
export async function sweep(db: Kysely<Tables>, claim: SweepClaim): Promise<Swept | null> {
  const chore = { ...claim, name: 'sweep' };
  if (!(await takeChore(db, chore))) return null;
  const swept: Record<string, number> = {};
  const now = await claim.now();
  // Entries of the trail go in their order, so they have one first.
  await linkTrail(db);
  for (const [table, batches] of chores(db, now, claim.retention)) {
    for await (const removed of batches) {
      swept[table] = (swept[table] ?? 0) + removed;
      if (!(await keepChore(db, chore))) return swept;
      await breathe();
    }
  }
  await finishChore(db, chore);
  return swept;
}

/** Milliseconds by which the oldest row of each table is late. */
export async function lateness(
  db: Kysely<Tables>,
  now: number,
  retention: Retention,
): Promise<Readonly<Record<string, number>>> {
  const late: Record<string, number> = {};
  for (const aged of [...agedTables, trail]) {
    const { table, time } = aged;
    const oldest = sql<{ oldest: number | null }>`select min(${sql.ref(time)}) as oldest from ${sql.table(table)}`;
    const [row] = (await oldest.execute(db)).rows;
    late[table] = Math.max(0, now - memoryOf(aged, retention) - Number(row?.oldest ?? now));
  }
  return late;
}

type Batches = AsyncIterable<number>;

function chores(
  db: Kysely<Tables>,
  now: number,
  retention: Retention,
): ReadonlyArray<readonly [keyof Tables, Batches]> {
  const aged = agedTables.map((each) => {
    const before = now - memoryOf(each, retention);
    return [each.table, remove(() => removeAged(db, each, before))] as const;
  });
  return [
    // What an enrolment that was never activated held goes at once; that it expired is remembered for a day.
    ['enrolments', remove(() => forgetKeys(db, now))],
    ...aged,
    [trail.table, remove(() => removeOldest(db, now - memoryOf(trail, retention), batchSize))],
    ['devices', remove(() => removeForgottenDevices(db, now))],
    ['guards', walk(db, 'guards', (page) => removeDeadGuards(db, page, now))],
    ['burned_steps', walk(db, 'burned_steps', (page) => removeUsedSteps(db, page))],
  ];
}

/** One batch after the other until one is not full. */
async function* remove(batch: () => Promise<number>): Batches {
  for (;;) {
    const removed = await batch();
    yield removed;
    if (removed < batchSize) return;
  }
}

async function removeAged(db: Kysely<Tables>, { table, key, time }: AgedTable, before: number): Promise<number> {
  const [from, column] = [sql.table(table), sql.ref(time)];
  const columns = sql.join(key.map((name) => sql.ref(name)));
  const { numAffectedRows = 0n } = await sql`
    delete from ${from} where (${columns}) in
      (select ${columns} from ${from} where ${column} < ${before} order by ${column} limit ${batchSize})
  `.execute(db);
  return Number(numAffectedRows);
}

async function forgetKeys(db: Kysely<Tables>, now: number): Promise<number> {
  const expired = db
    .selectFrom('enrolments')
    .where('expires_at', '<=', now)
    .where('sealed_keys', 'is not', null)
    .limit(batchSize)
    .select('id');
  const forgotten = await db.updateTable('enrolments').set({ sealed_keys: null }).where('id', 'in', expired).execute();
  return forgotten.reduce((sum, { numUpdatedRows }) => sum + Number(numUpdatedRows), 0);
}

/** Devices whose first enrolment was never activated, and can't be any more. */
async function removeForgottenDevices(db: Kysely<Tables>, now: number): Promise<number> {
  const forgotten = db
    .selectFrom('devices')
    .where('activated_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('enrolments')
            .whereRef('enrolments.device', '=', 'devices.id')
            .where('enrolments.state', '=', 'pending')
            .where('enrolments.expires_at', '>', now)
            .select('enrolments.id'),
        ),
      ),
    )
    .limit(batchSize)
    .select('id');
  const removed = await db.deleteFrom('devices').where('id', 'in', forgotten).executeTakeFirst();
  return Number(removed.numDeletedRows);
}

/** Authenticators after `after`, up to `last` and with it. */
interface Page {
  readonly after: string;
  readonly last: string;
}

/** Goes through a whole table that has no time to go by, page by page. */
async function* walk(
  db: Kysely<Tables>,
  table: 'guards' | 'burned_steps',
  removeOn: (page: Page) => Promise<number>,
): Batches {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom(table)
      .where('authenticator_id', '>', after)
      .orderBy('authenticator_id')
      .limit(batchSize)
      .select('authenticator_id')
      .execute();
    const last = rows.at(-1)?.authenticator_id;
    if (last === undefined) return;
    yield await removeOn({ after, last });
    after = last;
  }
}

async function removeDeadGuards(db: Kysely<Tables>, { after, last }: Page, now: number): Promise<number> {
  const removed = await db
    .deleteFrom('guards')
    .where('authenticator_id', '>', after)
    .where('authenticator_id', '<=', last)
    .where('opened_at', '<', now - guardMemory)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('authenticators')
            .whereRef('authenticators.id', '=', 'guards.authenticator_id')
            .select('authenticators.id'),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(removed.numDeletedRows);
}

/** A step that the guard lets nobody use any more needs no further note. */
async function removeUsedSteps(db: Kysely<Tables>, { after, last }: Page): Promise<number> {
  const removed = await db
    .deleteFrom('burned_steps')
    .where('authenticator_id', '>', after)
    .where('authenticator_id', '<=', last)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('guards')
            .whereRef('guards.authenticator_id', '=', 'burned_steps.authenticator_id')
            .whereRef('guards.last_step', '<', 'burned_steps.step')
            .select('guards.authenticator_id'),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(removed.numDeletedRows);
}
