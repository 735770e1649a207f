/** The twenty-fourth migration: devices that are woken when something waits for them. */

import type { Kysely, Migration } from 'kysely';

export const wakes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('push_subscriptions')
      .addColumn('device', 'varchar(64)', (column) => column.primaryKey().references('devices.id').onDelete('cascade'))
      .addColumn('sealed_subscription', 'text', (column) => column.notNull())
      .addColumn('registered_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.alterTable('challenges').addColumn('wake_at', 'bigint').execute();
    await db.schema
      .alterTable('challenges')
      .addColumn('wake_attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.createIndex('challenges_wake').on('challenges').column('wake_at').execute();
  },
};
