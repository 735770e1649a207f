/** Runs the same suite on both databases, each suite on a fresh one. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import pg from 'pg';
import type { DatabaseConfig } from '../../src/store/connect.js';
import { startCluster, type Cluster } from './postgres.js';

export interface TestDatabase {
  readonly config: DatabaseConfig;
  /** For processes: what points them at this database. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs when the suite is over, before the database goes; the last registered first. */
  atEnd(cleanUp: () => Promise<unknown>): void;
}

export interface OpenDatabase {
  readonly config: DatabaseConfig;
  readonly environment: Readonly<Record<string, string>>;
  readonly drop: () => Promise<void>;
}

/** Seconds. A hundred requests at once on a busy machine queue for longer than a customer would wait. */
const patience = 120;

export const openers = { sqlite: openSqlite, postgres: openPostgres } as const;
export const skipsPostgres = process.env['KB_OTP_TEST_SKIP_POSTGRES'] === '1';

type Kind = keyof typeof openers;

/**
 * @param suite gets a function, because the database is there only once the tests run
 * @param kinds where it is of one of them alone
 */
export function onEachDatabase(
  title: string,
  suite: (database: () => TestDatabase) => void,
  kinds: readonly Kind[] = ['sqlite', 'postgres'],
): void {
  for (const kind of kinds) {
    if (kind === 'postgres' && skipsPostgres) {
      process.stderr.write(`KB_OTP_TEST_SKIP_POSTGRES=1: "${title}" is not shown on PostgreSQL.\n`);
      // So that a file of PostgreSQL alone is left out, and not taken for one whose tests have got lost.
      describe(`${title} (postgres)`, { skip: 'KB_OTP_TEST_SKIP_POSTGRES=1' }, () => undefined);
      continue;
    }
    describe(`${title} (${kind})`, () => {
      const cleanUps: Array<() => Promise<unknown>> = [];
      let open: TestDatabase | undefined;
      before(async () => {
        const { config, environment, drop } = await openers[kind]();
        cleanUps.push(drop);
        open = { config, environment, atEnd: (cleanUp) => void cleanUps.push(cleanUp) };
      });
      after(async () => {
        for (const cleanUp of cleanUps.reverse()) await cleanUp();
      });
      suite(() => {
        if (open === undefined) throw new Error('The database is there only while tests run.');
        return open;
      });
    });
  }
}

async function openSqlite(): Promise<OpenDatabase> {
  const folder = temporaryFolder();
  return {
    config: { kind: 'sqlite', file: join(folder, 'kb-otp.db') },
    environment: { KB_OTP_DATA_DIR: folder },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function openPostgres(): Promise<OpenDatabase> {
  const given = process.env['KB_OTP_TEST_DATABASE_URL'];
  const cluster: Pick<Cluster, 'url' | 'stop'> = given
    ? { url: given, stop: async () => undefined }
    : await startCluster();
  const name = `kb_otp_test_${randomBytes(6).toString('hex')}`;
  await administer(cluster.url, creationOf(name));
  const url = new URL(cluster.url);
  url.pathname = `/${name}`;
  const folder = temporaryFolder();
  return {
    config: { kind: 'postgres', url: url.href, poolSize: 10, timeout: patience * 1000 },
    environment: { KB_OTP_DATA_DIR: folder, DATABASE_URL: url.href, KB_OTP_DATABASE_TIMEOUT: String(patience) },
    async drop() {
      await administer(cluster.url, () => `drop database ${name} with (force)`);
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Copied by file, as PostgreSQL did before its version 15: to log every page takes twice the time. */
const creationOf = (name: string) => (version: number) =>
  `create database ${name}${version >= 150_000 ? ' strategy file_copy' : ''}`;

async function administer(url: string, statement: (version: number) => string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  await client.query(statement(rows[0]?.version ?? 0));
  await client.end();
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'kb-otp-test-'));
}
