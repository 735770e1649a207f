/** Connections to the two databases: SQLite in this process, or PostgreSQL. */

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  Kysely,
  PostgresDialect,
  SqliteAdapter,
  SqliteDialect,
  sql,
  type RawBuilder,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely';
import Libsql from 'libsql';
import { createPool } from './postgres-pool.js';
import { noteStatements } from './statements.js';
import type { Tables } from './tables.js';

export type DatabaseConfig = { readonly kind: 'sqlite'; readonly file: string } | PostgresConfig;

export interface PostgresConfig {
  readonly kind: 'postgres';
  readonly url: string;
  /** Leads to the same database past a pooler, for migrations; `url` when absent. */
  readonly migrationUrl?: string;
  readonly poolSize: number;
  /** Milliseconds that a request waits for a connection, and a statement for its answer, before it gives up. */
  readonly timeout: number;
}

export type DatabaseKind = DatabaseConfig['kind'];

export interface Connection {
  readonly kind: DatabaseKind;
  readonly db: Kysely<Tables>;
  /** How the database says its time, epoch milliseconds; inside a transaction it still moves on. */
  readonly time: RawBuilder<number>;
}

const busyTimeout = 10_000;
const busyInterval = 20;
const mostStatements = 200;

export function connect(config: DatabaseConfig): Connection {
  return config.kind === 'sqlite' ? connectSqlite(config.file) : connectPostgres(config);
}

/** DDL can be rolled back in SQLite, so migrations run in one transaction, which keeps other processes out. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class LibsqlDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

function connectSqlite(file: string): Connection {
  return {
    kind: 'sqlite',
    db: new Kysely<Tables>({
      dialect: new LibsqlDialect({ database: openSqlite(file) }),
      log: noteStatements('sqlite'),
    }),
    time: sql`cast(round(unixepoch('subsec') * 1000) as integer)`,
  };
}

/** One connection, made when there is no such file yet. */
export function openSqlite(file: string): SqliteDatabase {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new Libsql(file);
  database.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
  useWriteAheadLog(database);
  for (const pragma of ['synchronous = FULL', 'foreign_keys = ON']) database.exec(`PRAGMA ${pragma}`);
  return writeLocked(database);
}

/** SQLite does not wait, whatever its busy_timeout, when two processes change the journal of a new file at once. */
function useWriteAheadLog(database: Libsql.Database): void {
  const deadline = Date.now() + busyTimeout;
  for (;;) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      const isBusy = (error as { code?: unknown }).code === 'SQLITE_BUSY';
      if (!isBusy || Date.now() > deadline) throw error;
      pause(busyInterval);
    }
  }
}

/** Opening a database is synchronous, so waiting for it is too. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, milliseconds);
}

/**
 * Takes the write lock when a transaction begins. A deferred one that reads first and writes later fails at once,
 * without waiting, when another process has written in between.
 */
function writeLocked(database: Libsql.Database): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => void database.close(),
    prepare(text) {
      const statement = prepared.get(text) ?? prepare(database, text === 'begin' ? 'begin immediate' : text);
      if (prepared.size < mostStatements) prepared.set(text, statement);
      return statement;
    },
  };
}

function prepare(database: Libsql.Database, text: string): SqliteStatement {
  const statement = database.prepare(text);
  return {
    reader: statement.reader,
    all: (parameters) => statement.all([...parameters]),
    run: (parameters) => statement.run([...parameters]),
    iterate: (parameters) => statement.iterate([...parameters]),
  };
}

function connectPostgres({ url, poolSize, timeout }: PostgresConfig): Connection {
  return {
    kind: 'postgres',
    db: new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: createPool({ url, size: poolSize, timeout }) }),
      log: noteStatements('postgresql'),
    }),
    time: sql`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  };
}
