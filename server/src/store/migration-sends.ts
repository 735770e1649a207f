/** The fifth migration: whom a message was for, so that it counts where it is one too many; what cards were asked. */

import type { Kysely, Migration } from 'kysely';

const scopes = [
  ['account', 'varchar(64)'],
  ['session', 'varchar(128)'],
  ['target', 'varchar(64)'],
] as const;

export const sends: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Processes of the version before write none of these.
    for (const [name, type] of scopes) {
      await db.schema.alterTable('sends').addColumn(name, type).execute();
      await db.schema.createIndex(`sends_of_${name}`).on('sends').columns([name, 'sent_at']).execute();
    }
    await db.schema.alterTable('sends').addColumn('challenge', 'varchar(64)').execute();
    await db.schema.createIndex('sends_of_challenge').on('sends').column('challenge').execute();
    await db.schema
      .alterTable('sends')
      .addColumn('answered', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await createScopes(db);
    await db.schema.alterTable('guards').addColumn('cells_drawn', 'text').execute();
    await db.schema
      .createIndex('challenges_of_authenticator')
      .on('challenges')
      .columns(['authenticator_id', 'state'])
      .execute();
  },
};

/** One row for each account, session and number, to be locked while what was sent there is counted. */
async function createScopes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('send_scopes')
    .addColumn('scope', 'varchar(160)', (column) => column.primaryKey())
    .addColumn('held_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('send_scopes_age').on('send_scopes').column('held_at').execute();
}
