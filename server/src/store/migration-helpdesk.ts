/** The fifteenth migration: what the broker's help desk does, by one agent or by two. */

import type { Kysely, Migration } from 'kysely';

export const helpDesk: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('accounts').addColumn('held_at', 'bigint').execute();
    await db.schema.alterTable('method_changes').addColumn('approver', 'varchar(100)').execute();
    await db.schema
      .createTable('help_desk_acts')
      .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
      .addColumn('act', 'varchar(32)', (column) => column.notNull())
      .addColumn('account', 'varchar(32)', (column) => column.notNull())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('agent', 'varchar(64)', (column) => column.notNull())
      .addColumn('credential', 'varchar(32)', (column) => column.notNull())
      .addColumn('state', 'varchar(16)', (column) => column.notNull())
      .addColumn('changed', 'integer', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('waits_until', 'bigint')
      .addColumn('decided_by', 'varchar(64)')
      .addColumn('decided_with', 'varchar(32)')
      .execute();
    const index = (name: string, columns: string[]) =>
      db.schema.createIndex(name).on('help_desk_acts').columns(columns).execute();
    await index('help_desk_acts_waiting', ['state', 'waits_until']);
    await index('help_desk_acts_at', ['at']);
  },
};
