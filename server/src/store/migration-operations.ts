/** The fourth migration: what the endpoint needs to run well. */

import type { Kysely, Migration } from 'kysely';

export const operations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createCanaries(db);
    await createChores(db);
    await indexWhatGoes(db);
  },
};

/** One text for each key that seals something here, so that a process with the wrong keys finds out. */
async function createCanaries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('canaries')
    .addColumn('seal', 'varchar(16)', (column) => column.notNull())
    .addColumn('key_id', 'varchar(16)', (column) => column.notNull())
    .addColumn('sealed_text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('canaries_key', ['seal', 'key_id'])
    .execute();
}

async function createChores(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('chores')
    .addColumn('name', 'varchar(32)', (column) => column.primaryKey())
    .addColumn('owner', 'varchar(64)', (column) => column.notNull())
    .addColumn('held_until', 'bigint', (column) => column.notNull())
    .addColumn('done_at', 'bigint')
    .execute();
}

/** What the sweep goes by, and what a device that goes takes with it. */
async function indexWhatGoes(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('sends_age').on('sends').column('sent_at').execute();
  await db.schema.createIndex('notices_age').on('notices').column('at').execute();
  await db.schema.createIndex('method_changes_age').on('method_changes').column('at').execute();
  await db.schema.createIndex('devices_activation').on('devices').column('activated_at').execute();
  await db.schema.createIndex('unlocks_device').on('unlocks').columns(['device', 'created_at']).execute();
}
