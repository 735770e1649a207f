/** The third migration: when an account's methods last changed, and the audit trail of those changes. */

import type { Kysely, Migration } from 'kysely';

export const methods: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('accounts').addColumn('method_changed_at', 'bigint').execute();
    await keepProofs(db);
    // A change of method ends the challenges of an account that wait, whatever session made them.
    await db.schema.createIndex('challenges_account').on('challenges').columns(['account', 'state']).execute();
    await createMethodChanges(db);
  },
};

/** What began an enrolment, for the trail of its activation. One column at a time: SQLite adds no more at once. */
async function keepProofs(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('enrolments').addColumn('channel', 'varchar(32)').execute();
  await db.schema.alterTable('enrolments').addColumn('method', 'varchar(16)').execute();
  await db.schema.alterTable('enrolments').addColumn('authenticated_at', 'bigint').execute();
}

/** No foreign key: the trail outlives what it tells of. */
async function createMethodChanges(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('method_changes')
    .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('act', 'varchar(32)', (column) => column.notNull())
    .addColumn('account', 'varchar(32)', (column) => column.notNull())
    .addColumn('customer', 'varchar(128)', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('channel', 'varchar(32)')
    .addColumn('device', 'varchar(64)')
    .addColumn('method', 'varchar(16)')
    .addColumn('authenticated_at', 'bigint')
    .execute();
  await db.schema.createIndex('method_changes_account').on('method_changes').columns(['account', 'at']).execute();
}
