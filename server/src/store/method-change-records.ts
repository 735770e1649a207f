import { randomUUID } from 'node:crypto';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { MethodChangeRecord } from '../domain/method-change.js';
import type { MethodChangeRecords } from './device-storage.js';
import type { MethodChangeRow, Tables } from './tables.js';

export function methodChangeRecords(db: Kysely<Tables>): MethodChangeRecords {
  return {
    async add(changes) {
      if (changes.length === 0) return;
      await db.insertInto('method_changes').values(changes.map(toRow)).execute();
    },

    async latest(account, most) {
      const rows = await db
        .selectFrom('method_changes')
        .where('account', '=', account)
        .orderBy('at', 'desc')
        // A device that takes over enrols after the other was superseded.
        .orderBy('act')
        .limit(most)
        .selectAll()
        .execute();
      return rows.map(toRecord);
    },
  };
}

function toRow(change: MethodChangeRecord): Insertable<MethodChangeRow> {
  const { act, account, customer, at, channel, device, proof, actor = null, approver = null, reason = null } = change;
  const { method = change.method ?? null, authenticatedAt = null } = proof ?? {};
  const what = { id: randomUUID(), act, account, customer, at, channel, device, method };
  return { ...what, authenticated_at: authenticatedAt, actor, approver, reason };
}

export function toRecord(row: Selectable<MethodChangeRow>): MethodChangeRecord {
  const { act, account, customer, at, channel, device, method, authenticated_at: authenticatedAt } = row;
  const { actor, approver, reason } = row;
  const proof = method === null || authenticatedAt === null ? null : { method, authenticatedAt };
  const second = approver === null ? {} : { approver };
  const by = actor === null ? {} : { actor, ...second, ...(method === null ? {} : { method }) };
  return { act, account, customer, at, channel, device, proof, ...by, ...(reason === null ? {} : { reason }) };
}
