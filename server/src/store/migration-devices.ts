/** The second migration: devices, their enrolment and their unlocks. */

import type { Kysely, Migration } from 'kysely';

export const devices: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('authenticators')
      .addColumn('drift', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await createDevices(db);
    await createEnrolments(db);
    await createUnlocks(db);
    await createNotices(db);
  },
};

async function createDevices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('devices')
    .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('customer', 'varchar(128)', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('sealed_oprf_key', 'text')
    .addColumn('sealed_confirmation_key', 'text')
    .addColumn('evaluations_unconfirmed', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('activated_at', 'bigint')
    .addColumn('destroyed_at', 'bigint')
    .execute();
  await db.schema.createIndex('devices_customer').on('devices').column('customer').execute();
  await db.schema
    .createTable('device_accounts')
    .addColumn('device', 'varchar(64)', (column) => column.notNull().references('devices.id').onDelete('cascade'))
    .addColumn('account', 'varchar(32)', (column) => column.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('state', 'varchar(16)', (column) => column.notNull())
    .addPrimaryKeyConstraint('device_accounts_key', ['device', 'account'])
    .execute();
  await db.schema.createIndex('device_accounts_account').on('device_accounts').column('account').execute();
}

/** No foreign key to the device: that an enrolment expired is remembered longer than the device that it was for. */
async function createEnrolments(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('enrolments')
    .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('session', 'varchar(128)', (column) => column.notNull())
    .addColumn('customer', 'varchar(128)', (column) => column.notNull())
    .addColumn('device', 'varchar(64)', (column) => column.notNull())
    .addColumn('accounts', 'text', (column) => column.notNull())
    .addColumn('public_key', 'varchar(100)', (column) => column.notNull())
    .addColumn('server_public_key', 'varchar(100)', (column) => column.notNull())
    .addColumn('nonce', 'varchar(64)', (column) => column.notNull())
    .addColumn('totp', 'text', (column) => column.notNull())
    .addColumn('sealed_keys', 'text')
    .addColumn('state', 'varchar(16)', (column) => column.notNull())
    .addColumn('attempts_used', 'integer', (column) => column.notNull())
    .addColumn('attempts_allowed', 'integer', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('enrolments_device').on('enrolments').columns(['device', 'state']).execute();
  await db.schema.createIndex('enrolments_expiry').on('enrolments').column('expires_at').execute();
}

async function createUnlocks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('unlocks')
    .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('device', 'varchar(64)', (column) => column.notNull().references('devices.id').onDelete('cascade'))
    .addColumn('confirmed', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('unlocks_age').on('unlocks').column('created_at').execute();
}

async function createNotices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notices')
    .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('account', 'varchar(32)', (column) => column.notNull())
    .addColumn('kind', 'varchar(32)', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('notices_account').on('notices').columns(['account', 'at']).execute();
}
