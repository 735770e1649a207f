import type { Kysely } from 'kysely';
import type { ChallengeRecord, ChallengeView } from '../domain/challenge.js';
import { toAuthenticator } from './account-records.js';
import type { Clock } from './clock.js';
import type { Transaction } from '../../generated/contract.js';
import type { ChallengeRecords, PendingQuery } from './store.js';
import type { ChallengeRow, Tables } from './tables.js';

export function challengeRecords(db: Kysely<Tables>, clock: Clock): ChallengeRecords {
  const updatePending = (id: string) => pendingOne(db, id);
  return {
    async add(challenge) {
      await db.insertInto('challenges').values(toRow(challenge)).execute();
    },

    async find(id, session) {
      const row = await db
        .selectFrom('challenges')
        .where('id', '=', id)
        .where('session', '=', session)
        .selectAll()
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async findToAnswer(id, session, customer) {
      const row = await db
        .selectFrom('challenges')
        .leftJoin('accounts', (join) =>
          join.onRef('accounts.id', '=', 'challenges.account').on('accounts.customer', '=', customer),
        )
        .leftJoin('authenticators as own', (join) =>
          join.onRef('own.id', '=', 'challenges.authenticator_id').onRef('own.account', '=', 'accounts.id'),
        )
        .where('challenges.id', '=', id)
        .$if(session !== null, (query) => query.where('challenges.session', '=', session ?? ''))
        .selectAll('challenges')
        .select(['own.id as own_id', 'own.account as own_account', 'own.kind as own_kind', 'own.state as own_state'])
        .select([
          'own.position',
          'own.label',
          'own.target',
          'own.source',
          'own.device_id',
          'own.code_format',
          'own.totp',
        ])
        .select(['own.drift', 'own.sealed_target', 'own.sealed_secret', 'accounts.held_at'])
        .select(clock.reading().as('now'))
        .executeTakeFirst();
      if (row === undefined) return null;
      const { own_id: ownId, own_account: account, own_kind: kind, own_state: state } = row;
      const [authenticator = null] = toAuthenticator({ ...row, id: ownId, account, kind, state });
      return {
        challenge: toRecord(row),
        authenticator,
        isSuspended: row.held_at !== null,
        now: clock.noted(Number(row.now)),
      };
    },

    async findPending(query, now) {
      const row = await db
        .selectFrom('challenges')
        .where((eb) => eb.and(pendingColumns(query)))
        .where('expires_at', '>', now)
        .whereRef('attempts_used', '<', 'attempts_allowed')
        .orderBy('created_at', 'desc')
        .selectAll()
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async wasSent(query, now) {
      const row = await db
        .selectFrom('challenges')
        .where((eb) => eb.and(questionColumns(query)))
        // One that was replaced has given its place, or its send, back; after an accepted one the question is new.
        .where('state', 'not in', ['replaced', 'accepted'])
        .where('resend_at', '>', now)
        .select('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async countAttempt(id, session, now) {
      const row = await countAtChallenge(db, id, session, now).executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async accept(id, grantId) {
      const row = await acceptPending(db, id, grantId).executeTakeFirst();
      return row !== undefined;
    },

    async replacePending(query) {
      await db
        .updateTable('challenges')
        .set({ state: 'replaced' })
        .where((eb) => eb.and(pendingColumns(query)))
        .execute();
    },

    async updateView(id, view) {
      await db
        .updateTable('challenges')
        .set({ view: JSON.stringify(view) })
        .where('id', '=', id)
        .execute();
    },

    async endSame(authenticatorId, view) {
      const rows = await db
        .selectFrom('challenges')
        .where('authenticator_id', '=', authenticatorId)
        .where('state', '=', 'pending')
        .select(['id', 'view'])
        .execute();
      const cells = cellsOf(view);
      const same = rows.filter((row) => cellsOf(JSON.parse(row.view) as ChallengeView) === cells);
      // One by one: whoever answers holds their challenge and waits for the guard, never for another challenge.
      for (const { id } of same) await updatePending(id).set({ state: 'replaced' }).execute();
    },

    async withdraw(id) {
      await updatePending(id).set({ state: 'replaced' }).execute();
    },

    async endPending(accounts) {
      await db
        .updateTable('challenges')
        .set({ state: 'ended' })
        .where('account', 'in', [...accounts])
        .where('state', '=', 'pending')
        .execute();
    },

    async waitingFor(device, customer, now) {
      const rows = await db
        .selectFrom('device_accounts')
        .innerJoin('accounts', 'accounts.id', 'device_accounts.account')
        .innerJoin('challenges', 'challenges.account', 'accounts.id')
        .innerJoin('authenticators', 'authenticators.id', 'challenges.authenticator_id')
        .where('device_accounts.device', '=', device)
        .where('device_accounts.state', '=', 'active')
        .where('accounts.customer', '=', customer)
        .where('authenticators.device_id', '=', device)
        .where('challenges.state', '=', 'pending')
        .where('challenges.approval_number', 'is not', null)
        .where('challenges.expires_at', '>', now)
        .whereRef('challenges.attempts_used', '<', 'challenges.attempts_allowed')
        .orderBy('challenges.created_at', 'desc')
        .limit(mostWaiting)
        .selectAll('challenges')
        .execute();
      return rows.map(toRecord);
    },

    async end(id, { state, denial }, now) {
      const row = await updatePending(id)
        .set({ state, denial })
        .where('expires_at', '>', now)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async expire(id, now) {
      await updatePending(id).set({ state: 'expired' }).where('expires_at', '<=', now).execute();
    },

    async over(ids, now) {
      const rows = await db
        .selectFrom('challenges')
        .where('id', 'in', [...ids])
        .where((eb) =>
          eb.or([
            eb('state', '<>', 'pending'),
            eb('expires_at', '<=', now),
            eb('attempts_used', '>=', eb.ref('attempts_allowed')),
          ]),
        )
        .select('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    async updateCode(id, { codeMac, expiresAt, resendAt, resendsLeft }) {
      const row = await updatePending(id)
        .set({ code_mac: codeMac, expires_at: expiresAt, resend_at: resendAt, resends_left: resendsLeft })
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** As an answer may name. */
const mostWaiting = 20;

function pendingOne(db: Kysely<Tables>, id: string) {
  return db.updateTable('challenges').where('id', '=', id).where('state', '=', 'pending');
}

/** No row when the challenge takes no attempt any more. */
export function countAtChallenge(db: Kysely<Tables>, id: string, session: string, now: number) {
  return pendingOne(db, id)
    .set(({ eb }) => ({ attempts_used: eb('attempts_used', '+', 1) }))
    .where('session', '=', session)
    .where('expires_at', '>', now)
    .whereRef('attempts_used', '<', 'attempts_allowed')
    .returningAll();
}

/** No row when it was accepted or replaced before. */
export function acceptPending(db: Kysely<Tables>, id: string, grantId: string) {
  return pendingOne(db, id).set({ state: 'accepted', grant_id: grantId }).returning('id');
}

function cellsOf(view: ChallengeView): string {
  return view.kind === 'matrix' ? view.coordinates.join() : '';
}

function questionColumns(query: PendingQuery) {
  return {
    session: query.session,
    authenticator_id: query.authenticatorId,
    channel: query.channel,
    purpose: query.purpose,
    transaction_fingerprint: query.transactionFingerprint,
  };
}

function pendingColumns(query: PendingQuery) {
  return { ...questionColumns(query), state: 'pending' } as const;
}

export function toRow(challenge: ChallengeRecord): ChallengeRow {
  return {
    id: challenge.id,
    session: challenge.session,
    account: challenge.account,
    channel: challenge.channel,
    purpose: challenge.purpose,
    transaction_fingerprint: challenge.transactionFingerprint,
    act: challenge.transaction === null ? null : JSON.stringify(challenge.transaction),
    nonce: challenge.nonce,
    authenticator_id: challenge.authenticatorId,
    kind: challenge.kind,
    view: JSON.stringify(challenge.view),
    code_mac: challenge.codeMac,
    state: challenge.state,
    attempts_used: challenge.attemptsUsed,
    attempts_allowed: challenge.attemptsAllowed,
    created_at: challenge.createdAt,
    expires_at: challenge.expiresAt,
    resend_at: challenge.resendAt,
    resends_left: challenge.resendsLeft,
    grant_id: challenge.grantId,
    session_expires_at: challenge.sessionExpiresAt,
    approval_number: challenge.approvalNumber,
    denial: challenge.denial,
    wake_at: challenge.wakeAt,
    wake_attempts: challenge.wakeAt === null ? 0 : 1,
    decoy: challenge.decoy ? 1 : 0,
  };
}

export function toRecord(row: ChallengeRow): ChallengeRecord {
  return {
    id: row.id,
    session: row.session,
    account: row.account,
    channel: row.channel,
    purpose: row.purpose,
    transactionFingerprint: row.transaction_fingerprint,
    transaction: row.act === null ? null : (JSON.parse(row.act) as Transaction),
    nonce: row.nonce,
    authenticatorId: row.authenticator_id,
    kind: row.kind,
    view: JSON.parse(row.view) as ChallengeView,
    codeMac: row.code_mac,
    state: row.state,
    attemptsUsed: row.attempts_used,
    attemptsAllowed: row.attempts_allowed,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    resendAt: row.resend_at,
    resendsLeft: row.resends_left,
    grantId: row.grant_id,
    sessionExpiresAt: row.session_expires_at,
    approvalNumber: row.approval_number,
    denial: row.denial,
    wakeAt: row.wake_at,
    decoy: row.decoy === 1,
  };
}
