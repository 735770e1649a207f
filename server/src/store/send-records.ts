import type { Kysely } from 'kysely';
import type { Sent } from '../domain/sending-policy.js';
import type { SendRecords, SendScope } from './store.js';
import type { SendRow, Tables } from './tables.js';

export function sendRecords(db: Kysely<Tables>): SendRecords {
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

    async count({ authenticatorId, account, session, purpose, targets }, challenge, now) {
      const target = targets[0] ?? null;
      const whom = { authenticator_id: authenticatorId, account, session, target };
      await db
        .insertInto('sends')
        .values({ ...whom, challenge, purpose, sent_at: now })
        .execute();
      // Processes of the version before go by this column alone.
      await db
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

/** In one order everywhere, so that nobody waits for somebody who waits for them. */
async function lock(db: Kysely<Tables>, scope: SendScope, now: number): Promise<void> {
  const { authenticatorId, account, session, targets } = scope;
  const scopes = [`authenticator|${authenticatorId}`, `account|${account}`, `session|${session}`];
  const names = new Set([...scopes, ...targets.map((target) => `target|${target}`)]);
  await db
    .insertInto('send_scopes')
    .values([...names].sort().map((scope) => ({ scope, held_at: now })))
    .onConflict((conflict) => conflict.column('scope').doUpdateSet({ held_at: now }))
    .execute();
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
