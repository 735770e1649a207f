import type { Kysely } from 'kysely';
import type { Cover, SessionGrantRecord } from '../domain/session-grant.js';
import type { SessionGrantRecords, SessionGrantRow } from './session-grant-storage.js';
import type { Tables } from './tables.js';

export function sessionGrantRecords(db: Kysely<Tables>): SessionGrantRecords {
  const one = async (column: 'id' | 'opened_by', value: string): Promise<SessionGrantRecord | null> => {
    const row = await db.selectFrom('session_grants').where(column, '=', value).selectAll().executeTakeFirst();
    return row === undefined ? null : toRecord(row);
  };
  const end = (now: number) => db.updateTable('session_grants').set({ ended_at: now }).where('ended_at', 'is', null);
  return {
    async add(grant) {
      await db.insertInto('session_grants').values(toRow(grant)).execute();
    },

    find: (id) => one('id', id),

    openedBy: (grantId) => one('opened_by', grantId),

    async latest({ session, account, channel }) {
      const row = await db
        .selectFrom('session_grants')
        .where('session', '=', session)
        .where('account', '=', account)
        .where('channel', '=', channel)
        .where('ended_at', 'is', null)
        .orderBy('authenticated_at', 'desc')
        .limit(1)
        .selectAll()
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async use(id, { idleSince }, now) {
      const row = await db
        .updateTable('session_grants')
        .set({ used_at: now })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .where('expires_at', '>', now)
        .where('used_at', '>', idleSince)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async endOfAccounts(accounts, now) {
      if (accounts.length === 0) return;
      await end(now)
        .where('account', 'in', [...accounts])
        .execute();
    },

    async endOfSession(session, { only, except }, now) {
      const rows = await end(now)
        .where('session', '=', session)
        .$if(only !== undefined, (query) => query.where('account', '=', only ?? ''))
        .$if(except !== undefined, (query) => query.where('account', '<>', except ?? ''))
        .returningAll()
        .execute();
      return rows.map(toRecord);
    },
  };
}

function toRow(grant: SessionGrantRecord): SessionGrantRow {
  return {
    id: grant.id,
    session: grant.session,
    customer: grant.customer,
    account: grant.account,
    channel: grant.channel,
    authenticator_id: grant.authenticatorId,
    method: grant.method,
    device: grant.device,
    covers: JSON.stringify(grant.covers),
    opened_by: grant.openedBy,
    authenticated_at: grant.authenticatedAt,
    used_at: grant.usedAt,
    expires_at: grant.expiresAt,
    ended_at: grant.endedAt,
  };
}

function toRecord(row: SessionGrantRow): SessionGrantRecord {
  return {
    id: row.id,
    session: row.session,
    customer: row.customer,
    account: row.account,
    channel: row.channel,
    authenticatorId: row.authenticator_id,
    method: row.method,
    device: row.device,
    covers: JSON.parse(row.covers) as Cover[],
    openedBy: row.opened_by,
    authenticatedAt: row.authenticated_at,
    usedAt: row.used_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  };
}
