import type { Kysely } from 'kysely';
import type { NoticeRecords } from './device-store.js';
import type { Tables } from './tables.js';

export function noticeRecords(db: Kysely<Tables>): NoticeRecords {
  return {
    async add(notices) {
      if (notices.length === 0) return;
      const rows = notices.map(({ id, account, kind, at, device }) => ({
        id,
        account,
        kind,
        at,
        what: JSON.stringify({ device }),
      }));
      await db.insertInto('notices').values(rows).execute();
    },
  };
}
