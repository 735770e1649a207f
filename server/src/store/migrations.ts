/** The schema, written once for SQLite and PostgreSQL. A migration that has shipped is never edited. */

import { DEFAULT_MIGRATION_TABLE, Migrator, sql, type Kysely, type Migration } from 'kysely';
import { approvals } from './migration-approvals.js';
import { auditChain } from './migration-audit-chain.js';
import { bound } from './migration-bound.js';
import { closing } from './migration-closing.js';
import { deadLetters } from './migration-dead-letters.js';
import { device } from './migration-device.js';
import { devices } from './migration-devices.js';
import { endings } from './migration-endings.js';
import { guards } from './migration-guards.js';
import { helpDesk } from './migration-helpdesk.js';
import { limits } from './migration-limits.js';
import { methods } from './migration-methods.js';
import { operations } from './migration-operations.js';
import { outbox } from './migration-outbox.js';
import { privacy } from './migration-privacy.js';
import { provisioning } from './migration-provisioning.js';
import { sends } from './migration-sends.js';
import { sessionGrants } from './migration-session-grants.js';
import { tolls } from './migration-tolls.js';
import { vault } from './migration-vault.js';
import { wakes } from './migration-wakes.js';
import type { Tables } from './tables.js';

const initial: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createAccounts(db);
    await createGuards(db);
    await createChallenges(db);
    await createGrants(db);
    await createRequests(db);
  },
};

const migrations: Readonly<Record<string, Migration>> = {
  '0001_initial': initial,
  '0002_devices': devices,
  '0003_methods': methods,
  '0004_operations': operations,
  '0005_sends': sends,
  '0006_endings': endings,
  '0007_device': device,
  '0008_guards': guards,
  '0009_outbox': outbox,
  '0010_limits': limits,
  '0011_vault': vault,
  '0012_bound': bound,
  '0013_approvals': approvals,
  '0014_provisioning': provisioning,
  '0015_helpdesk': helpDesk,
  '0016_dead_letters': deadLetters,
  '0017_session_grants': sessionGrants,
  '0020_closing': closing,
  '0021_privacy': privacy,
  '0022_audit_chain': auditChain,
  '0023_tolls': tolls,
  '0024_wakes': wakes,
};

/** In their order. */
export const migrationNames = Object.keys(migrations).sort();

/**
 * Brings the schema up to date. Two processes may do this at once: the second finds nothing left to do. What a later
 * version has added since is left as it is: it takes nothing away from this one.
 * @param last where to stop; the latest when absent
 */
export async function migrate(db: Kysely<Tables>, last?: string): Promise<void> {
  const known = { ...(await laterOnes(db)), ...migrations };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  const { error } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last));
  if (error !== undefined) throw new Error('The schema could not be brought up to date.', { cause: error });
}

/** Those that a process of a later version has carried out. */
async function laterOnes(db: Kysely<Tables>): Promise<Record<string, Migration>> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return {};
  const done = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  const latest = migrationNames.at(-1) ?? '';
  const later = done.rows.filter(({ name }) => name > latest);
  return Object.fromEntries(later.map(({ name }) => [name, { up: () => Promise.resolve() }]));
}

async function createAccounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', 'varchar(32)', (column) => column.primaryKey())
    .addColumn('customer', 'varchar(128)', (column) => column.notNull())
    .addColumn('derivatives', 'varchar(16)', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('authenticators')
    .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('account', 'varchar(32)', (column) => column.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('kind', 'varchar(16)', (column) => column.notNull())
    .addColumn('state', 'varchar(16)', (column) => column.notNull())
    .addColumn('label', 'text')
    .addColumn('target', 'varchar(100)')
    .addColumn('source', 'varchar(100)')
    .addColumn('device_id', 'varchar(64)')
    .addColumn('code_format', 'text', (column) => column.notNull())
    .addColumn('totp', 'text')
    .addColumn('sealed_target', 'text')
    .addColumn('sealed_secret', 'text')
    .addUniqueConstraint('authenticators_position', ['account', 'position'])
    .execute();
}

/** Guards have no foreign key: the authenticators of decoys, which have guards too, are never stored. */
async function createGuards(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('guards')
    .addColumn('authenticator_id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('locked_until', 'bigint')
    .addColumn('suspended', 'integer', (column) => column.notNull())
    .addColumn('last_step', 'bigint', (column) => column.notNull())
    .addColumn('last_sent_at', 'bigint')
    .addColumn('coordinates', 'text')
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('sends')
    .addColumn('authenticator_id', 'varchar(64)', (column) => column.notNull())
    .addColumn('sent_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('sends_times').on('sends').columns(['authenticator_id', 'sent_at']).execute();
  await db.schema
    .createTable('burned_steps')
    .addColumn('authenticator_id', 'varchar(64)', (column) => column.notNull())
    .addColumn('step', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('burned_steps_key', ['authenticator_id', 'step'])
    .execute();
}

async function createChallenges(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('challenges')
    .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('session', 'varchar(128)', (column) => column.notNull())
    .addColumn('account', 'varchar(32)', (column) => column.notNull())
    .addColumn('channel', 'varchar(32)', (column) => column.notNull())
    .addColumn('purpose', 'varchar(16)', (column) => column.notNull())
    .addColumn('transaction_fingerprint', 'varchar(64)', (column) => column.notNull())
    .addColumn('authenticator_id', 'varchar(64)', (column) => column.notNull())
    .addColumn('kind', 'varchar(16)', (column) => column.notNull())
    .addColumn('view', 'text', (column) => column.notNull())
    .addColumn('code_mac', 'varchar(64)')
    .addColumn('state', 'varchar(16)', (column) => column.notNull())
    .addColumn('attempts_used', 'integer', (column) => column.notNull())
    .addColumn('attempts_allowed', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('resend_at', 'bigint')
    .addColumn('resends_left', 'integer')
    .addColumn('grant_id', 'varchar(64)')
    .addColumn('decoy', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('challenges_pending')
    .on('challenges')
    .columns(['session', 'authenticator_id', 'state'])
    .execute();
  await db.schema.createIndex('challenges_expiry').on('challenges').column('expires_at').execute();
}

async function createGrants(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('grants')
    .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('token_hash', 'varchar(64)', (column) => column.notNull().unique())
    .addColumn('sealed_token', 'text', (column) => column.notNull())
    .addColumn('session', 'varchar(128)', (column) => column.notNull())
    .addColumn('account', 'varchar(32)', (column) => column.notNull())
    .addColumn('channel', 'varchar(32)', (column) => column.notNull())
    .addColumn('purpose', 'varchar(16)', (column) => column.notNull())
    .addColumn('method', 'varchar(16)', (column) => column.notNull())
    .addColumn('transaction_fingerprint', 'varchar(64)', (column) => column.notNull())
    .addColumn('scope', 'varchar(16)', (column) => column.notNull())
    .addColumn('excludes', 'text', (column) => column.notNull())
    .addColumn('authenticated_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('redeemed_at', 'bigint')
    .execute();
  await db.schema.createIndex('grants_of_session').on('grants').columns(['session', 'account']).execute();
  await db.schema.createIndex('grants_expiry').on('grants').column('expires_at').execute();
}

async function createRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('requests')
    .addColumn('session', 'varchar(128)', (column) => column.notNull())
    .addColumn('key', 'varchar(64)', (column) => column.notNull())
    .addColumn('owner', 'varchar(64)', (column) => column.notNull())
    .addColumn('request_hash', 'varchar(64)', (column) => column.notNull())
    .addColumn('sealed_answer', 'text')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('requests_key', ['session', 'key'])
    .execute();
  await db.schema.createIndex('requests_age').on('requests').column('started_at').execute();
}
