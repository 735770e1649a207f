/** The fourth migration: what the endpoint needs to run well. */

import type { Kysely, Migration } from 'kysely';

export const operations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createCanaries(db);
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
