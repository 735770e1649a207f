/** The twelfth migration: what a bound code's question follows from. */

import type { Kysely, Migration } from 'kysely';

export const bound: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // One column at a time: SQLite adds no more at once.
    await db.schema.alterTable('challenges').addColumn('act', 'text').execute();
    await db.schema.alterTable('challenges').addColumn('nonce', 'varchar(64)').execute();
  },
};
