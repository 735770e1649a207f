/** The fourteenth migration: what an account was last provisioned with, as a fingerprint. */

import type { Kysely, Migration } from 'kysely';

export const provisioning: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('accounts').addColumn('provisioned', 'varchar(64)').execute();
  },
};
