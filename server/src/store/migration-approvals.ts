/** The thirteenth migration: challenges that the customer approves or rejects on their device. */

import type { Kysely, Migration } from 'kysely';

export const approvals: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // One column at a time: SQLite adds no more at once.
    await db.schema.alterTable('challenges').addColumn('session_expires_at', 'bigint').execute();
    await db.schema.alterTable('challenges').addColumn('approval_number', 'varchar(2)').execute();
    await db.schema.alterTable('challenges').addColumn('denial', 'varchar(16)').execute();
  },
};
