/** The eighth migration: wrong codes are counted for whoever enters them, and what success does not forgive. */

import type { Kysely, Migration } from 'kysely';

export const guards: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createAttempts(db);
    for (const name of ['recent', 'recent_since', 'unseen', 'device_suspended'] as const) {
      await addCount(db, 'guards', name);
    }
    await db.schema.alterTable('guards').addColumn('told_at', 'bigint').execute();
    for (const name of ['guesses', 'guesses_since'] as const) await addCount(db, 'devices', name);
    await db.schema.alterTable('sends').addColumn('purpose', 'varchar(16)').execute();
    await explainChanges(db);
  },
};

async function addCount(db: Kysely<unknown>, table: 'guards' | 'devices', name: string): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn(name, name.endsWith('since') ? 'bigint' : 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

/** Like guards without a foreign key: stand-ins are guessed at too. */
async function createAttempts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('attempts')
    .addColumn('authenticator_id', 'varchar(64)', (column) => column.notNull())
    .addColumn('subject', 'varchar(160)', (column) => column.notNull())
    .addColumn('proven', 'integer', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('failed_at', 'bigint', (column) => column.notNull())
    .addColumn('locked_until', 'bigint')
    .addColumn('recent', 'integer', (column) => column.notNull())
    .addColumn('recent_since', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('attempts_key', ['authenticator_id', 'subject'])
    .execute();
  await db.schema.createIndex('attempts_age').on('attempts').column('failed_at').execute();
}

/** Whoever acts for the broker says who they are and why. */
async function explainChanges(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('method_changes').addColumn('actor', 'varchar(100)').execute();
  await db.schema.alterTable('method_changes').addColumn('reason', 'varchar(500)').execute();
}
