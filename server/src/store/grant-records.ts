import type { Kysely } from 'kysely';
import type { GrantRecord } from '../domain/grant.js';
import type { Purpose } from '../../generated/contract.js';
import type { GrantRecords } from './store.js';
import type { GrantRow, Tables } from './tables.js';

export function grantRecords(db: Kysely<Tables>): GrantRecords {
  const one = async (column: 'id' | 'token_hash', value: string): Promise<GrantRecord | null> => {
    const row = await db.selectFrom('grants').where(column, '=', value).selectAll().executeTakeFirst();
    return row === undefined ? null : toRecord(row);
  };
  return {
    async add(grant) {
      await db.insertInto('grants').values(toRow(grant)).execute();
    },

    find: (id) => one('id', id),

    findByToken: (tokenHash) => one('token_hash', tokenHash),

    async ofSession(session, account, now) {
      const rows = await db
        .selectFrom('grants')
        .where('session', '=', session)
        .where('account', '=', account)
        .where('scope', '=', 'session')
        .where('expires_at', '>', now)
        .orderBy('expires_at', 'desc')
        .limit(10)
        .selectAll()
        .execute();
      return rows.map(toRecord);
    },

    async redeem({ tokenHash, account, purpose, transactionFingerprint }, now) {
      const row = await db
        .updateTable('grants')
        .set({ redeemed_at: now })
        .where('token_hash', '=', tokenHash)
        .where('account', '=', account)
        .where('purpose', '=', purpose)
        .where('transaction_fingerprint', '=', transactionFingerprint)
        .where('scope', '=', 'once')
        .where('redeemed_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async end(accounts, { session, unlessBy }, now) {
      await db
        .updateTable('grants')
        .set({ expires_at: now })
        .where('account', 'in', [...accounts])
        .where('redeemed_at', 'is', null)
        .where('expires_at', '>', now)
        .where(({ eb, or }) =>
          or([
            eb('scope', '=', 'once'),
            eb('session', '<>', session),
            ...(unlessBy === null ? [] : [eb('method', '=', unlessBy)]),
          ]),
        )
        .execute();
    },

    async transferredSince(account, since) {
      const row = await db
        .selectFrom('limited_transfers')
        .where('account', '=', account)
        .where('at', '>', since)
        .select(({ fn }) => fn.sum('amount').as('sum'))
        .executeTakeFirst();
      return Number(row?.sum ?? 0);
    },

    async countTransfer({ grantId, account, at, amount }) {
      await db.insertInto('limited_transfers').values({ grant_id: grantId, account, at, amount }).execute();
    },
  };
}

export function toRow(grant: GrantRecord): GrantRow {
  return {
    id: grant.id,
    token_hash: grant.tokenHash,
    sealed_token: grant.sealedToken,
    session: grant.session,
    account: grant.account,
    channel: grant.channel,
    purpose: grant.purpose,
    method: grant.method,
    device: grant.device,
    transaction_fingerprint: grant.transactionFingerprint,
    scope: grant.scope,
    excludes: JSON.stringify(grant.excludes),
    authenticated_at: grant.authenticatedAt,
    expires_at: grant.expiresAt,
    redeemed_at: grant.redeemedAt,
    session_grant_id: grant.sessionGrantId,
  };
}

function toRecord(row: GrantRow): GrantRecord {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    sealedToken: row.sealed_token,
    session: row.session,
    account: row.account,
    channel: row.channel,
    purpose: row.purpose,
    method: row.method,
    device: row.device,
    transactionFingerprint: row.transaction_fingerprint,
    scope: row.scope,
    excludes: JSON.parse(row.excludes) as Purpose[],
    authenticatedAt: row.authenticated_at,
    expiresAt: row.expires_at,
    redeemedAt: row.redeemed_at,
    sessionGrantId: row.session_grant_id,
  };
}
