/** The sixth migration: what a change of method ends and limits, and what is to be told of it. */

import type { Kysely, Migration } from 'kysely';

export const endings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // A change of method ends the customer's enrolments, and what an account has earned in whatever session.
    await db.schema.createIndex('enrolments_customer').on('enrolments').columns(['customer', 'state']).execute();
    await db.schema.createIndex('grants_account').on('grants').column('account').execute();
    await db.schema.alterTable('grants').addColumn('device', 'varchar(64)').execute();
    await createLimitedTransfers(db);
  },
};

/** Transfers that counted towards a reduced limit. */
async function createLimitedTransfers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('limited_transfers')
    .addColumn('grant_id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('account', 'varchar(32)', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('amount', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('limited_transfers_account').on('limited_transfers').columns(['account', 'at']).execute();
  await db.schema.createIndex('limited_transfers_age').on('limited_transfers').column('at').execute();
}
