/** A database of the former schema, and the former statements run on it with nothing in between. */

import type { Kysely } from 'kysely';
import { connect, openSqlite, type DatabaseConfig, type PostgresConfig } from '../src/store/connect.js';
import { migrate } from '../src/store/migrations.js';
import { createPool } from '../src/store/postgres-pool.js';
import { formerSchema, type FormerCustomer, type Lease } from './former-statements.js';

export interface FormerDatabase {
  /** One connection out of the pool for each lease, one statement after the other. */
  run(leases: readonly Lease[]): Promise<void>;
  close(): Promise<void>;
}

export async function openFormer(
  config: DatabaseConfig,
  customers: readonly FormerCustomer[],
): Promise<FormerDatabase> {
  const { db } = connect(config);
  await migrate(db, formerSchema);
  await fill(db as unknown as Kysely<FormerTables>, customers);
  await db.destroy();
  return config.kind === 'sqlite' ? onSqlite(config.file) : onPostgres(config);
}

type Row = Readonly<Record<string, unknown>>;
interface FormerTables {
  readonly accounts: Row;
  readonly authenticators: Row;
  readonly guards: Row;
}

const kinds = ['kb-otp', 'matrix'] as const;
/** About as long as a sealed seed and a sealed card. */
const sealedLengths = [150, 2800] as const;

async function fill(db: Kysely<FormerTables>, customers: readonly FormerCustomer[]): Promise<void> {
  const accounts = customers.map(({ account: id, customer }) => ({ id, customer, derivatives: 'none' }));
  await db.insertInto('accounts').values(accounts).execute();
  const rows = customers.flatMap(({ account, authenticators }) =>
    authenticators.map((id, position) => ({
      ...{ id, account, position, kind: kinds[position], state: 'active', drift: 0 },
      ...{ source: 'Phone', device_id: 'device', sealed_secret: 'x'.repeat(sealedLengths[position] ?? 0) },
      code_format: '{"length":6,"alphabet":"digits"}',
      totp: '{"algorithm":"SHA1","digits":6,"period":30}',
    })),
  );
  await db.insertInto('authenticators').values(rows).execute();
  const untried = { failures: 0, suspended: 0, last_step: -1, opened_at: 0 };
  await db
    .insertInto('guards')
    .values(rows.map(({ id }) => ({ authenticator_id: id, ...untried })))
    .execute();
}

/** Any statements, on any schema. */
export function onPostgres({ url, poolSize, timeout }: PostgresConfig): FormerDatabase {
  const pool = createPool({ url, size: poolSize, timeout });
  const clock = 'select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now';
  return {
    async run(leases) {
      for (const lease of leases) {
        const client = await pool.connect();
        for (const { text, values } of lease) await client.query(text === 'now' ? clock : text, values);
        client.release();
      }
    },
    close: () => pool.end(),
  };
}

function onSqlite(file: string): FormerDatabase {
  const database = openSqlite(file);
  const clock = `select cast(round(unixepoch('subsec') * 1000) as integer) as now`;
  return {
    async run(leases) {
      for (const { text, values } of leases.flat()) {
        const statement = database.prepare(text === 'now' ? clock : text.replaceAll(/\$\d+/g, '?'));
        if (statement.reader) statement.all(values);
        else statement.run(values);
      }
    },
    close: async () => database.close(),
  };
}
