/** The store on Kysely, the same for both databases. */

import type { Kysely } from 'kysely';
import type { Outcome } from '../domain/outcome.js';
import { accountRecords } from './account-records.js';
import { challengeRecords } from './challenge-records.js';
import { authenticatorRecords } from './authenticator-records.js';
import { connect, type Connection, type DatabaseConfig } from './connect.js';
import { deviceRecords } from './device-records.js';
import { enrolmentRecords } from './enrolment-records.js';
import { grantRecords } from './grant-records.js';
import { guardRecords } from './guard-records.js';
import { idempotencyRecords } from './idempotency-records.js';
import { methodChangeRecords } from './method-change-records.js';
import { migrate } from './migrations.js';
import { noticeRecords } from './notice-records.js';
import type { Records, Store } from './store.js';
import type { Tables } from './tables.js';

/** Milliseconds to add to the database's time; tests move it. */
export type ClockShift = () => number;

export interface OpenStore {
  readonly store: Store;
  /** For seeding. */
  readonly db: Kysely<Tables>;
}

const day = 24 * 60 * 60 * 1000;
/** Guards of stand-ins for unknown accounts belong to no authenticator, so nothing else removes them. */
const decoyMemory = 90 * day;
const transactionRuns = 3;
/** PostgreSQL: serialization_failure, deadlock_detected. */
const runAgain: ReadonlySet<unknown> = new Set(['40001', '40P01']);

export async function openStore(config: DatabaseConfig, shift: ClockShift): Promise<OpenStore> {
  const connection = connect(config);
  try {
    await migrate(connection.db);
    const clock = createClock(connection, shift);
    const store = createStore(connection.db, clock);
    await store.now();
    return { store, db: connection.db };
  } catch (error) {
    await connection.db.destroy();
    throw error;
  }
}

interface Clock {
  read(db: Kysely<Tables>): Promise<number>;
  estimate(): number;
}

function createClock({ clock }: Connection, shift: ClockShift): Clock {
  let offset = 0;
  return {
    async read(db) {
      const { rows } = await clock.execute(db);
      const now = Number(rows[0]?.now);
      offset = now - performance.now();
      return now + shift();
    },
    estimate: () => Math.floor(performance.now() + offset) + shift(),
  };
}

function createStore(db: Kysely<Tables>, clock: Clock): Store {
  return {
    ...recordsOn(db, clock),
    transaction: (work) => inTransaction(db, (trx) => work(recordsOn(trx, clock)), transactionRuns),
    estimatedNow: () => clock.estimate(),
    sweep: async () => sweep(db, await clock.read(db)),
    close: () => db.destroy(),
  };
}

function recordsOn(db: Kysely<Tables>, clock: Clock): Records {
  return {
    now: () => clock.read(db),
    accounts: accountRecords(db),
    guards: guardRecords(db),
    challenges: challengeRecords(db),
    grants: grantRecords(db),
    idempotency: idempotencyRecords(db),
    authenticators: authenticatorRecords(db),
    devices: deviceRecords(db),
    enrolments: enrolmentRecords(db),
    notices: noticeRecords(db),
    methodChanges: methodChangeRecords(db),
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

async function sweep(db: Kysely<Tables>, now: number): Promise<void> {
  const old = now - day;
  await db.deleteFrom('challenges').where('expires_at', '<', old).execute();
  await db.deleteFrom('grants').where('expires_at', '<', old).execute();
  await db.deleteFrom('requests').where('started_at', '<', old).execute();
  await db.deleteFrom('sends').where('sent_at', '<', old).execute();
  await db.deleteFrom('unlocks').where('created_at', '<', old).execute();
  await sweepEnrolments(db, now, old);
  await db
    .deleteFrom('guards')
    .where('opened_at', '<', now - decoyMemory)
    .where('authenticator_id', 'not in', db.selectFrom('authenticators').select('id'))
    .execute();
}

/** What an enrolment that was never activated held goes at once; that it expired is remembered for a day. */
async function sweepEnrolments(db: Kysely<Tables>, now: number, old: number): Promise<void> {
  await db.updateTable('enrolments').set({ sealed_keys: null }).where('expires_at', '<=', now).execute();
  await db.deleteFrom('enrolments').where('expires_at', '<', old).execute();
  const open = db.selectFrom('enrolments').where('state', '=', 'pending').where('expires_at', '>', now).select('device');
  await db.deleteFrom('devices').where('activated_at', 'is', null).where('id', 'not in', open).execute();
}
