/** Migrates by the connection that is right for it. */

import type { Kysely } from 'kysely';
import { connect, type DatabaseConfig } from './connect.js';
import { migrate } from './migrations.js';
import type { Tables } from './tables.js';

/** What failed at the address for migrations, as its cause says. */
export class MigrationAddressFault extends Error {
  override name = 'MigrationAddressFault';
  constructor(cause: unknown) {
    super('The schema could not be brought up to date at its own address.', { cause });
  }
}

/**
 * The lock of a migration belongs to a connection. A pooler that lends one for a transaction would hand it to somebody
 * else, so behind such a pooler migrations have an address of their own.
 * @throws {MigrationAddressFault}
 */
export async function bringUpToDate(config: DatabaseConfig, db: Kysely<Tables>): Promise<void> {
  if (config.kind === 'sqlite' || config.migrationUrl === undefined) return migrate(db);
  const { db: own } = connect({ ...config, url: config.migrationUrl, poolSize: 1 });
  try {
    await migrate(own);
  } catch (error) {
    throw new MigrationAddressFault(error);
  } finally {
    await own.destroy();
  }
}
