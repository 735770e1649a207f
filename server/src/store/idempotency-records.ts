import { day } from '../domain/policy.js';
import type { Kysely } from 'kysely';
import type { KeptAnswer } from './act-store.js';
import type { Clock } from './clock.js';
import type { IdempotencyRecords, RequestKey } from './store.js';
import type { Tables } from './tables.js';

/** In one statement: SQLite takes no deeper expression than a thousand terms. */
const mostClaims = 100;

export function idempotencyRecords(db: Kysely<Tables>, clock: Clock): IdempotencyRecords {
  return {
    async claim({ session, key, owner }, requestHashes, lease) {
      const fresh = { owner, request_hash: requestHashes[0] ?? '', sealed_answer: null };
      const row = await db
        .insertInto('requests')
        .values({ session, key, ...fresh, started_at: clock.reading() })
        .onConflict((conflict) =>
          conflict
            .columns(['session', 'key'])
            .doUpdateSet(({ ref }) => ({ ...fresh, started_at: ref('excluded.started_at') }))
            .where((eb) => {
              const agedBy = (age: number) =>
                eb('requests.started_at', '<=', eb('excluded.started_at', '-', eb.lit(age)));
              return eb.or([
                agedBy(day),
                eb.and([
                  eb('requests.sealed_answer', 'is', null),
                  eb('requests.request_hash', 'in', [...requestHashes]),
                  agedBy(lease),
                ]),
              ]);
            }),
        )
        .returning('started_at')
        .executeTakeFirst();
      if (row !== undefined) clock.noted(row.started_at);
      return row !== undefined;
    },

    async find({ session, key }: RequestKey) {
      const row = await db
        .selectFrom('requests')
        .where('session', '=', session)
        .where('key', '=', key)
        .select(['request_hash', 'sealed_answer'])
        .executeTakeFirst();
      return row === undefined ? null : { requestHash: row.request_hash, sealedAnswer: row.sealed_answer };
    },

    async renew(claims, now) {
      for (let next = 0; next < claims.length; next += mostClaims) {
        const some = claims.slice(next, next + mostClaims);
        await db
          .updateTable('requests')
          .set({ started_at: now })
          .where('sealed_answer', 'is', null)
          .where((eb) => eb.or(some.map(({ session, key, owner }) => eb.and({ session, key, owner }))))
          .execute();
      }
    },

    async remember(claim, sealedAnswer) {
      const row = await keep(db, { claim, sealedAnswer }).executeTakeFirst();
      return row !== undefined;
    },

    async release({ session, key, owner }) {
      await db
        .deleteFrom('requests')
        .where('session', '=', session)
        .where('key', '=', key)
        .where('owner', '=', owner)
        .where('sealed_answer', 'is', null)
        .execute();
    },
  };
}

/** No row when another process took the request over. */
export function keep(db: Kysely<Tables>, { claim: { session, key, owner }, sealedAnswer }: KeptAnswer) {
  return db
    .updateTable('requests')
    .set({ sealed_answer: sealedAnswer })
    .where('session', '=', session)
    .where('key', '=', key)
    .where('owner', '=', owner)
    .returning('owner');
}
