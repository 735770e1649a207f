/** The sixteenth migration: notices that were given up are kept with why, and may be sent again. */

import type { Kysely, Migration } from 'kysely';

export const deadLetters: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('notice_sends').addColumn('why', 'varchar(16)').execute();
    await db.schema.alterTable('notice_sends').addColumn('since', 'bigint').execute();
  },
};
