/** The tenth migration: the buckets that all processes count requests by. */

import type { Kysely, Migration } from 'kysely';

export const limits: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('limits')
      .addColumn('key', 'varchar(160)', (column) => column.primaryKey())
      .addColumn('full_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('limits_age').on('limits').column('full_at').execute();
  },
};
