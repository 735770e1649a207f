/** The store on Kysely, the same for both databases. */

import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Outcome } from '../domain/outcome.js';
import { usualRetention, type Retention } from '../domain/retention.js';
import { accountRecords } from './account-records.js';
import { auditRecords, linkTrail } from './audit-records.js';
import { bringUpToDate } from './bring-up-to-date.js';
import { challengeRecords } from './challenge-records.js';
import { authenticatorRecords } from './authenticator-records.js';
import { finishChore, keepChore, takeChore, type ChoreClaim } from './chores.js';
import { createClock, type Clock, type ClockShift } from './clock.js';
import { connect, type Connection, type DatabaseConfig, type DatabaseKind } from './connect.js';
import { deviceRecords } from './device-records.js';
import { enrolmentRecords } from './enrolment-records.js';
import { grantRecords } from './grant-records.js';
import { guardRecords } from './guard-records.js';
import { helpDeskRecords } from './help-desk-records.js';
import { idempotencyRecords } from './idempotency-records.js';
import { limitRecords } from './limit-records.js';
import { methodChangeRecords } from './method-change-records.js';
import { noticeRecords } from './notice-records.js';
import { postgresActs } from './postgres-acts.js';
import { privacyRecords } from './privacy-records.js';
import { provisioningRecords } from './provisioning-records.js';
import { sendRecords } from './send-records.js';
import { sessionGrantRecords } from './session-grant-records.js';
import { sqliteActs } from './sqlite-acts.js';
import { ownFile } from './sqlite-owner.js';
import type { Chore, Records, Store } from './store.js';
import { lateness, sweep } from './sweep.js';
import type { Tables } from './tables.js';
import { wakeRecords } from './wake-records.js';

export interface OpenStore {
  readonly store: Store;
  /** For seeding. */
  readonly db: Kysely<Tables>;
}

const transactionRuns = 3;
/** PostgreSQL: serialization_failure, deadlock_detected. */
const runAgain: ReadonlySet<unknown> = new Set(['40001', '40P01']);

export async function openStore(
  config: DatabaseConfig,
  shift: ClockShift,
  retention: Retention = usualRetention,
): Promise<OpenStore> {
  const disown = config.kind === 'sqlite' ? ownFile(config.file) : () => undefined;
  try {
    return await openOwned(config, { shift, retention, disown });
  } catch (error) {
    disown();
    throw error;
  }
}

interface Owned {
  readonly shift: ClockShift;
  readonly retention: Retention;
  disown(): void;
}

async function openOwned(config: DatabaseConfig, { shift, retention, disown }: Owned): Promise<OpenStore> {
  const connection = connect(config);
  try {
    await bringUpToDate(config, connection.db);
    const clock = createClock(connection.time, shift);
    const store = createStore(connection, clock, { retention, disown });
    await store.now();
    return { store, db: connection.db };
  } catch (error) {
    await connection.db.destroy();
    throw error;
  }
}

function createStore({ db, kind }: Connection, clock: Clock, { retention, disown }: Omit<Owned, 'shift'>): Store {
  const records = recordsOn(db, kind, clock);
  const transaction: Store['transaction'] = (work) =>
    inTransaction(db, (trx) => work(recordsOn(trx, kind, clock)), transactionRuns);
  // No request waits for it: the database is closed behind the batch that is under way.
  let [closing, linking]: [boolean, Promise<unknown>] = [false, Promise.resolve()];
  return {
    ...records,
    transaction,
    single: (work) => (kind === 'postgres' ? work(records) : transaction(work)),
    estimatedNow: () => clock.estimate(),
    sweep: (interval = 0) => sweep(db, { owner: randomUUID(), now: () => clock.read(db), interval, retention }),
    linkTrail() {
      const run = linkTrail(db, () => closing);
      linking = Promise.allSettled([linking, run]).then(() => undefined);
      return run;
    },
    chore: (name) => choreOf(db, { name, owner: randomUUID(), now: () => clock.read(db), interval: 0 }),
    probe: async () => probe(db, await clock.read(db)),
    lateness: async () => lateness(db, await clock.read(db), retention),
    async close() {
      closing = true;
      await linking;
      await db.destroy();
      disown();
    },
  };
}

async function choreOf(db: Kysely<Tables>, claim: ChoreClaim): Promise<Chore | null> {
  if (!(await takeChore(db, claim))) return null;
  return { keep: () => keepChore(db, claim), finish: () => finishChore(db, claim) };
}

function recordsOn(db: Kysely<Tables>, kind: DatabaseKind, clock: Clock): Records {
  return {
    now: () => clock.read(db),
    accounts: accountRecords(db, clock),
    guards: guardRecords(db, kind),
    sends: sendRecords(db, kind),
    challenges: challengeRecords(db, clock),
    grants: grantRecords(db),
    sessionGrants: sessionGrantRecords(db),
    idempotency: idempotencyRecords(db, clock),
    authenticators: authenticatorRecords(db),
    devices: deviceRecords(db),
    enrolments: enrolmentRecords(db),
    notices: noticeRecords(db),
    methodChanges: methodChangeRecords(db),
    acts: kind === 'postgres' ? postgresActs(db) : sqliteActs(db, clock),
    limits: limitRecords(db),
    provisioning: provisioningRecords(db),
    helpDesk: helpDeskRecords(db),
    privacy: privacyRecords(db),
    audit: auditRecords(db),
    wakes: wakeRecords(db),
  };
}

/** Kysely rolls back on an exception only, so a refusal travels in one. */
class Refused extends Error {
  readonly outcome: unknown;
  constructor(outcome: unknown) {
    super('refused');
    this.outcome = outcome;
  }
}

async function inTransaction<T>(
  db: Kysely<Tables>,
  work: (trx: Kysely<Tables>) => Promise<Outcome<T>>,
  runs: number,
): Promise<Outcome<T>> {
  try {
    return await db.transaction().execute(async (trx) => {
      const outcome = await work(trx);
      if (!outcome.ok) throw new Refused(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused) return error.outcome as Outcome<T>;
    if (runs > 1 && runAgain.has((error as { code?: unknown }).code)) return inTransaction(db, work, runs - 1);
    throw error;
  }
}

async function probe(db: Kysely<Tables>, now: number): Promise<void> {
  await db
    .insertInto('chores')
    .values({ name: 'probe', owner: '', held_until: now, done_at: null })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ held_until: now }))
    .execute();
}
