/** The ninth migration: to whom a notice goes, until somebody has taken it or will not. */

import type { Kysely, Migration } from 'kysely';

export const outbox: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('notice_sends')
      .addColumn('notice', 'varchar(64)', (column) => column.notNull().references('notices.id').onDelete('cascade'))
      .addColumn('authenticator', 'varchar(64)', (column) => column.notNull())
      .addColumn('own', 'integer', (column) => column.notNull())
      .addColumn('channel', 'varchar(16)', (column) => column.notNull())
      .addColumn('sealed_target', 'text')
      .addColumn('state', 'varchar(16)', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('next_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('notice_sends_key', ['notice', 'authenticator'])
      .execute();
    await db.schema.createIndex('notice_sends_due').on('notice_sends').columns(['state', 'next_at']).execute();
    await db.schema.createIndex('accounts_customer').on('accounts').column('customer').execute();
  },
};
