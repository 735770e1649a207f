/** The tenth migration: the buckets that all processes count requests by, and secrets that outlive keys. */

import type { Kysely, Migration } from 'kysely';

export const limits: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('limits')
      .addColumn('key', 'varchar(160)', (column) => column.primaryKey())
      .addColumn('full_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('kept_secrets')
      .addColumn('name', 'varchar(32)', (column) => column.notNull())
      .addColumn('key_id', 'varchar(16)', (column) => column.notNull())
      .addColumn('sealed_text', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('kept_secrets_key', ['name', 'key_id'])
      .execute();
    await db.schema.createIndex('limits_age').on('limits').column('full_at').execute();
  },
};
