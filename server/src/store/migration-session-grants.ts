/** The seventeenth migration: verifications that cover later acts of their session. */

import type { Kysely, Migration } from 'kysely';

export const sessionGrants: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('session_grants')
      .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
      .addColumn('session', 'varchar(128)', (column) => column.notNull())
      .addColumn('customer', 'varchar(128)', (column) => column.notNull())
      .addColumn('account', 'varchar(32)', (column) => column.notNull())
      .addColumn('channel', 'varchar(32)', (column) => column.notNull())
      .addColumn('authenticator_id', 'varchar(64)', (column) => column.notNull())
      .addColumn('method', 'varchar(16)', (column) => column.notNull())
      .addColumn('device', 'varchar(64)')
      .addColumn('covers', 'text', (column) => column.notNull())
      .addColumn('opened_by', 'varchar(64)', (column) => column.notNull())
      .addColumn('authenticated_at', 'bigint', (column) => column.notNull())
      .addColumn('used_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .execute();
    const index = (name: string, column: string) =>
      db.schema.createIndex(name).on('session_grants').column(column).execute();
    await index('session_grants_session', 'session');
    await index('session_grants_account', 'account');
    await index('session_grants_opened_by', 'opened_by');
    await index('session_grants_expiry', 'expires_at');
    await db.schema.alterTable('grants').addColumn('session_grant_id', 'varchar(64)').execute();
  },
};
