import { sql, type Kysely } from 'kysely';
import type { Sent } from '../domain/sending-policy.js';
import type { TollPlace, TollTally } from '../domain/toll.js';
import type { DatabaseKind } from './connect.js';
import type { SendRecords, SendRow, SendScope, TollScope } from './send-storage.js';
import type { Tables } from './tables.js';

export function sendRecords(db: Kysely<Tables>, kind: DatabaseKind): SendRecords {
  return {
    async hold(scope, since, now) {
      await lock(db, scope, now);
      const rows = await db
        .selectFrom('sends')
        .where('sent_at', '>', since)
        .where((eb) =>
          eb.or([
            eb('authenticator_id', '=', scope.authenticatorId),
            eb('account', '=', scope.account),
            eb('session', '=', scope.session),
            eb('target', 'in', [...scope.targets]),
          ]),
        )
        .orderBy('sent_at')
        .selectAll()
        .execute();
      return rows.map((row) => toSent(row, scope));
    },

    async tolls(authenticatorId, { prefix, ranges, address }, since) {
      const places = [tallyOf('prefix', [prefix], since), tallyOf('range', ranges, since)];
      const { rows } = await sql<TollTally & { answered: number | null }>`
        select tallies.*,
          (select answered_at from guards where authenticator_id = ${authenticatorId}) as answered
        from (${sql.join([...places, tallyOf('address', [address], since)], sql` union all `)}) as tallies
      `.execute(db);
      return { tallies: rows, answeredAt: rows[0]?.answered ?? null };
    },

    async count({ authenticatorId, account, session, purpose, targets, toll }, challenge, now) {
      const target = targets[0] ?? null;
      const places = toll && { toll_prefix: toll.prefix, toll_range: toll.ranges[0], toll_address: toll.address };
      const whom = { authenticator_id: authenticatorId, account, session, target, ...places };
      const counted = db.insertInto('sends').values({ ...whom, challenge, purpose, sent_at: now });
      const isOne = kind === 'postgres';
      if (!isOne) await counted.execute();
      // Processes of the version before go by this column alone.
      await (isOne ? db.with('counted', () => counted) : db)
        .updateTable('guards')
        .set({ last_sent_at: now })
        .where('authenticator_id', '=', authenticatorId)
        .execute();
    },

    async answer(challenge) {
      await answerSends(db, challenge).execute();
    },

    async refund(challenge, sentAt) {
      await db.deleteFrom('sends').where('challenge', '=', challenge).where('sent_at', '=', sentAt).execute();
    },
  };
}

export function answerSends(db: Kysely<Tables>, challenge: string) {
  return db.updateTable('sends').set({ answered: 1 }).where('challenge', '=', challenge);
}

const tallyOf = (place: TollPlace, keys: readonly string[], since: number) => sql`
  select ${sql.lit(place)} as place, count(*) as sent, coalesce(sum(1 - answered), 0) as unread,
    min(case when answered = 0 then sent_at end) as since
  from sends where ${sql.ref(`toll_${place}`)} in (${sql.join(keys)}) and sent_at > ${since}
`;

/** In one order everywhere, so that nobody waits for somebody who waits for them. */
async function lock(db: Kysely<Tables>, scope: SendScope, now: number): Promise<void> {
  const { authenticatorId, account, session, targets, toll } = scope;
  const scopes = [`authenticator|${authenticatorId}`, `account|${account}`, `session|${session}`];
  const names = new Set([...scopes, ...targets.map((target) => `target|${target}`), ...tollScopes(toll)]);
  await db
    .insertInto('send_scopes')
    .values([...names].sort().map((scope) => ({ scope, held_at: now })))
    .onConflict((conflict) => conflict.column('scope').doUpdateSet({ held_at: now }))
    .execute();
}

/** The prefix is held by whom it limits alone: elsewhere it is that of nearly everybody. */
function tollScopes(toll: TollScope | null): string[] {
  if (toll === null) return [];
  const { prefix, isPrefixLimited, ranges, address } = toll;
  const held = [...ranges.map((range) => `range|${range}`), `address|${address}`];
  return isPrefixLimited ? [...held, `prefix|${prefix}`] : held;
}

type Row = Pick<SendRow, 'authenticator_id' | 'account' | 'session' | 'target' | 'purpose' | 'sent_at'> & {
  answered: 0 | 1;
};

function toSent(row: Row, { authenticatorId, account, session, targets }: SendScope): Sent {
  const isOwn = row.authenticator_id === authenticatorId;
  return {
    at: row.sent_at,
    isAnswered: row.answered === 1,
    purpose: row.purpose,
    to: {
      authenticator: isOwn,
      account: row.account === account,
      session: row.session === session,
      // One that an older process counted says nothing of its number.
      target: isOwn || (row.target !== null && targets.includes(row.target)),
    },
  };
}
