import type { Kysely } from 'kysely';
import type { EnrolmentRecord } from '../domain/device.js';
import type { Proof } from '../domain/method-change.js';
import type { TotpParameters } from '../domain/otp.js';
import type { EnrolmentRecords } from './device-storage.js';
import type { EnrolmentRow, Tables } from './tables.js';

export function enrolmentRecords(db: Kysely<Tables>): EnrolmentRecords {
  const pending = () => db.updateTable('enrolments').where('state', '=', 'pending');
  return {
    async add(enrolment) {
      await db.insertInto('enrolments').values(toRow(enrolment)).execute();
    },

    async find(id, customer) {
      const row = await db
        .selectFrom('enrolments')
        .where('id', '=', id)
        .where('customer', '=', customer)
        .selectAll()
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async open(device, now) {
      const rows = await db
        .selectFrom('enrolments')
        .where('device', '=', device)
        .where('state', '=', 'pending')
        .where('expires_at', '>', now)
        .whereRef('attempts_used', '<', 'attempts_allowed')
        .orderBy('expires_at', 'desc')
        .selectAll()
        .execute();
      return rows.map(toRecord);
    },

    async countAttempt(id, customer, now) {
      const row = await pending()
        .set(({ eb }) => ({ attempts_used: eb('attempts_used', '+', 1) }))
        .where('id', '=', id)
        .where('customer', '=', customer)
        .where('expires_at', '>', now)
        .whereRef('attempts_used', '<', 'attempts_allowed')
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async activate(id) {
      const row = await pending()
        .set({ state: 'active', sealed_keys: null })
        .where('id', '=', id)
        .where('sealed_keys', 'is not', null)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async withdraw(device, now) {
      await pending().set({ expires_at: now, sealed_keys: null }).where('device', '=', device).execute();
    },

    async end({ accounts, customer, overtaken }, now) {
      const rows = await db
        .selectFrom('enrolments')
        .where('customer', '=', customer)
        .where('state', '=', 'pending')
        .where('expires_at', '>', now)
        .select(['id', 'accounts'])
        .execute();
      const ids = rows.filter((row) => parseAccounts(row).some((id) => accounts.includes(id))).map(({ id }) => id);
      if (ids.length === 0) return;
      const state = overtaken ? 'overtaken' : 'pending';
      await pending().set({ state, expires_at: now, sealed_keys: null }).where('id', 'in', ids).execute();
    },
  };
}

function toRow(enrolment: EnrolmentRecord): EnrolmentRow {
  return {
    id: enrolment.id,
    session: enrolment.session,
    customer: enrolment.customer,
    device: enrolment.device,
    accounts: JSON.stringify(enrolment.accounts),
    public_key: enrolment.publicKey,
    server_public_key: enrolment.serverPublicKey,
    nonce: enrolment.nonce,
    totp: JSON.stringify(enrolment.totp),
    sealed_keys: enrolment.sealedKeys,
    state: enrolment.state,
    attempts_used: enrolment.attemptsUsed,
    attempts_allowed: enrolment.attemptsAllowed,
    expires_at: enrolment.expiresAt,
    channel: enrolment.proof?.channel ?? null,
    method: enrolment.proof?.method ?? null,
    authenticated_at: enrolment.proof?.authenticatedAt ?? null,
    further_proofs: JSON.stringify(enrolment.furtherProofs),
  };
}

function toRecord(row: EnrolmentRow): EnrolmentRecord {
  return {
    id: row.id,
    session: row.session,
    customer: row.customer,
    device: row.device,
    accounts: parseAccounts(row),
    publicKey: row.public_key,
    serverPublicKey: row.server_public_key,
    nonce: row.nonce,
    totp: JSON.parse(row.totp) as TotpParameters,
    sealedKeys: row.sealed_keys,
    state: row.state,
    attemptsUsed: row.attempts_used,
    attemptsAllowed: row.attempts_allowed,
    expiresAt: row.expires_at,
    proof: toProof(row),
    furtherProofs: JSON.parse(row.further_proofs ?? '{}') as EnrolmentRecord['furtherProofs'],
  };
}

function parseAccounts({ accounts }: Pick<EnrolmentRow, 'accounts'>): string[] {
  return JSON.parse(accounts) as string[];
}

function toProof({ channel, method, authenticated_at: authenticatedAt }: EnrolmentRow): Proof | null {
  if (channel === null || method === null || authenticatedAt === null) return null;
  return { channel, method, authenticatedAt };
}
