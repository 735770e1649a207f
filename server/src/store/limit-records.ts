import type { Kysely } from 'kysely';
import type { LimitRecords } from './store.js';
import type { Tables } from './tables.js';

export function limitRecords(db: Kysely<Tables>): LimitRecords {
  return {
    async spend(key, milliseconds, now) {
      const row = await db
        .insertInto('limits')
        .values({ key, full_at: now + milliseconds })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet(({ eb, ref }) => {
            const [was, empty] = [ref('limits.full_at'), eb.val(now)];
            const start = eb.case().when(was, '>', empty).then(was).else(empty).end();
            return { full_at: eb(start, '+', milliseconds) };
          }),
        )
        .returning('full_at')
        .executeTakeFirstOrThrow();
      return row.full_at;
    },
  };
}
