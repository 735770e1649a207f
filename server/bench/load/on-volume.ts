/** The plans of the hot statements, by the endpoint's own values, in a database that has grown. */

import pg from 'pg';
import type { PostgresConfig } from '../../src/store/connect.js';
import { openStore } from '../../src/store/kysely-store.js';
import { startCluster } from '../../test/support/postgres.js';
import { countRoundTrips } from '../../test/support/round-trips.js';
import { benchConfig } from '../customers.js';
import type { Statement } from '../former-statements.js';
import { fill, filled } from './fill.js';
import { recordActs, type Act } from './measure.js';
import { different, scansOf } from './plans.js';
import { populate } from './population.js';
import type { AtEnd } from './stage.js';

export interface VolumeResult {
  readonly accounts: number;
  readonly challenges: number;
  /** Statements that were looked at. */
  readonly statements: number;
  /** Seconds. */
  readonly time: number;
  readonly faults: readonly string[];
}

/** Who is looked at: a few among all that are there. */
const sizes = { phones: 10, cards: 0, owners: 2 } as const;
const workers = 2;

export async function plansAtVolume(accounts: number, atEnd: AtEnd): Promise<VolumeResult> {
  const begun = performance.now();
  const cluster = await startCluster();
  atEnd(() => cluster.stop());
  const database: PostgresConfig = { kind: 'postgres', url: cluster.url, poolSize: 4, timeout: 60_000 };
  const hot = await hotStatements(database);
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  try {
    await fill(client, accounts, hot.account);
    const faults = await scansIn(client, hot.statements, (table) => filled.has(table));
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from challenges');
    const time = (performance.now() - begun) / 1000;
    const challenges = rows[0]?.count ?? 0;
    return { accounts, challenges, statements: hot.statements.length, time, faults };
  } finally {
    await client.end();
  }
}

export interface HotStatement extends Statement {
  readonly act: Act | 'sweep';
}

export interface Hot {
  readonly statements: readonly HotStatement[];
  /** One that has answered a challenge. */
  readonly account: string;
}

/** What customers send all day long. */
export async function hotStatements(database: PostgresConfig): Promise<Hot> {
  const config = benchConfig(database, () => 0);
  const { phones, owners } = await populate(config, sizes);
  const doing = { phones: phones.map((phone) => ({ ...phone, lastStep: 0 })), owners, workers };
  const recording = await recordActs(config, doing);
  const statements = Object.entries(recording).flatMap(([act, all]) =>
    different(all.flat(2)).map((statement) => ({ ...statement, act: act as Act })),
  );
  return { statements, account: phones[0]?.account ?? '' };
}

/** What is removed behind them; its values are those of a small database. */
export async function sweepStatements(database: PostgresConfig): Promise<HotStatement[]> {
  const { store } = await openStore(database, () => 0);
  const trips = countRoundTrips();
  const [, sent] = await trips.recording(() => store.sweep());
  trips.stop();
  await store.close();
  return different(sent).map((statement) => ({ ...statement, act: 'sweep' as const }));
}

/** @returns a sentence for each table that one of them reads from end to end */
export async function scansIn(
  client: pg.ClientBase,
  statements: readonly HotStatement[],
  grown: (table: string) => boolean,
): Promise<string[]> {
  const faults: string[] = [];
  for (const statement of statements) {
    const tables = await scansOf(client, statement, grown);
    const text = statement.text.trim().replaceAll(/\s+/g, ' ');
    faults.push(...tables.map((table) => `${statement.act} reads all of ${table}: ${text}`));
  }
  return faults;
}
