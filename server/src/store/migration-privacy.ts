/** The twenty-first migration: ways to all that is kept of one customer. */

import type { Kysely, Migration } from 'kysely';

export const privacy: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.createIndex('method_changes_customer').on('method_changes').columns(['customer', 'at']).execute();
    await db.schema.createIndex('help_desk_acts_account').on('help_desk_acts').columns(['account', 'at']).execute();
  },
};
