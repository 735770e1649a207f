/** The twenty-third migration: where a message went and was asked for from, and which numbers have answered one. */

import type { Kysely, Migration } from 'kysely';

const places = [
  ['toll_prefix', 'varchar(16)'],
  ['toll_range', 'varchar(64)'],
  ['toll_address', 'varchar(64)'],
] as const;

export const tolls: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Processes of the version before write none of these.
    for (const [name, type] of places) {
      await db.schema.alterTable('sends').addColumn(name, type).execute();
      await db.schema.createIndex(`sends_of_${name}`).on('sends').columns([name, 'sent_at']).execute();
    }
    await db.schema.alterTable('guards').addColumn('answered_at', 'bigint').execute();
  },
};
