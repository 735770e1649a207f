/** The seventh migration: the key by which a device proves that it asks itself. */

import type { Kysely, Migration } from 'kysely';

export const device: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Devices that were registered before have none until they register one.
    await db.schema.alterTable('devices').addColumn('proof_key', 'text').execute();
  },
};
