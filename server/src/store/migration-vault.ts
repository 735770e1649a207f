/** The eleventh migration: each account of an enrolment has its own proof. */

import type { Kysely, Migration } from 'kysely';

export const vault: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('enrolments').addColumn('further_proofs', 'text').execute();
  },
};
