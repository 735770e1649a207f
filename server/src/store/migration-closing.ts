/** The twentieth migration: accounts that the host's back end has closed. */

import type { Kysely, Migration } from 'kysely';

export const closing: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('closed_accounts')
      .addColumn('id', 'varchar(32)', (column) => column.primaryKey())
      .addColumn('customer', 'varchar(128)', (column) => column.notNull())
      .addColumn('closed_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('closed_accounts_customer').on('closed_accounts').column('customer').execute();
    await db.schema.createIndex('closed_accounts_age').on('closed_accounts').column('closed_at').execute();
  },
};
