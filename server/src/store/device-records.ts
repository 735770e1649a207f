import type { ExpressionBuilder, Insertable, Kysely, Selectable } from 'kysely';
import { enrolmentState, type DeviceRecord, type HeldAccount } from '../domain/device.js';
import type { DeviceRecords } from './device-storage.js';
import { enrolmentRecords } from './enrolment-records.js';
import type { DeviceRow, Tables } from './tables.js';

/** As many as an answer may name. */
const mostAccounts = 50;
const destroyed = { sealed_oprf_key: null, sealed_confirmation_key: null } as const;

export function deviceRecords(db: Kysely<Tables>): DeviceRecords {
  const update = (id: string) =>
    db.updateTable('devices').where('id', '=', id).where('sealed_oprf_key', 'is not', null);
  const held = (device: string) => db.updateTable('device_accounts').where('device', '=', device);
  return {
    async add(device, now) {
      await db.insertInto('devices').values(toRow(device, now)).execute();
    },

    async find(id, customer, now) {
      const row = await db
        .selectFrom('devices')
        .where('id', '=', id)
        .where('customer', '=', customer)
        .where((eb) => isKnown(eb, now))
        .selectAll()
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async findKey(id, customer) {
      const device = db.selectFrom('devices').where('id', '=', id).where('customer', '=', customer);
      return (await device.select('proof_key').executeTakeFirst())?.proof_key ?? null;
    },

    async registerKey(id, key) {
      const row = await update(id)
        .set({ proof_key: key })
        .where('proof_key', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    accounts: (id, now) => accountsOf(db, id, now),

    async hold(id, accounts) {
      const superseded = await db
        .updateTable('device_accounts')
        .set({ state: 'superseded' })
        .where('account', 'in', [...accounts])
        .where('device', '<>', id)
        .where('state', '=', 'active')
        .returning('device')
        .execute();
      await db
        .insertInto('device_accounts')
        .values(accounts.map((account) => ({ device: id, account, state: 'active' as const })))
        .onConflict((conflict) => conflict.columns(['device', 'account']).doUpdateSet({ state: 'active' }))
        .execute();
      await forgetIdle(
        db,
        superseded.map(({ device }) => device),
      );
    },

    async release(id, accounts, state) {
      if (accounts.length === 0) return [];
      const among = held(id)
        .where('account', 'in', [...accounts])
        .set({ state });
      const active = await among.where('state', '=', 'active').returning('account').execute();
      if (state === 'removed') await among.where('state', 'in', ['superseded', 'cancelled']).execute();
      await forgetIdle(db, [id]);
      return active.map(({ account }) => account);
    },

    async activate(id, sealedConfirmationKey, now) {
      const row = await update(id)
        .set((eb) => {
          const onlyAtFirst = (count: 'evaluations_unconfirmed' | 'guesses') =>
            eb.case().when('activated_at', 'is', null).then(0).else(eb.ref(count)).end();
          return {
            sealed_confirmation_key: sealedConfirmationKey,
            evaluations_unconfirmed: onlyAtFirst('evaluations_unconfirmed'),
            guesses: onlyAtFirst('guesses'),
            activated_at: eb.fn.coalesce('activated_at', eb.val(now)),
          };
        })
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async countEvaluation(id, customer, { inRow, ceiling }, now) {
      const begun = now - ceiling.period;
      const row = await update(id)
        .set((eb) => {
          const isSame = eb('guesses_since', '>', begun);
          return {
            evaluations_unconfirmed: eb('evaluations_unconfirmed', '+', 1),
            guesses: eb
              .case()
              .when(isSame)
              .then(eb('guesses', '+', 1))
              .else(1)
              .end(),
            guesses_since: eb.case().when(isSame).then(eb.ref('guesses_since')).else(now).end(),
          };
        })
        .where('customer', '=', customer)
        .where('evaluations_unconfirmed', '<', inRow)
        .where((eb) => eb.or([eb('guesses', '<', ceiling.most), eb('guesses_since', '<=', begun)]))
        .where((eb) => isKnown(eb, now))
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async noteCeiling(id, most) {
      const row = await update(id)
        .set({ guesses: most + 1 })
        .where('guesses', '=', most)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async countUnseen(id) {
      const { unseen } = await db
        .selectFrom('guards')
        .where('authenticator_id', 'in', authenticatorsOf(db, id))
        .select(({ fn }) => fn.sum<number | null>('unseen').as('unseen'))
        .executeTakeFirstOrThrow();
      return Number(unseen ?? 0);
    },

    async destroySpentKey(id, customer, limit, now) {
      const row = await update(id)
        .set({ ...destroyed, destroyed_at: now })
        .where('customer', '=', customer)
        .where('evaluations_unconfirmed', '>=', limit)
        .returning('id')
        .executeTakeFirst();
      if (row === undefined) return false;
      await db.deleteFrom('push_subscriptions').where('device', '=', id).execute();
      return true;
    },

    async destroyKey(id, now) {
      await update(id)
        .set({ ...destroyed, destroyed_at: now })
        .execute();
    },

    async addUnlock(id, device, now) {
      await db.insertInto('unlocks').values({ id, device, confirmed: 0, created_at: now }).execute();
    },

    async hasUnlock(id, device) {
      const unlock = db.selectFrom('unlocks').where('id', '=', id).where('device', '=', device);
      return (await unlock.select('id').executeTakeFirst()) !== undefined;
    },

    async confirmUnlock(id, device) {
      const row = await db
        .updateTable('unlocks')
        .set({ confirmed: 1 })
        .where('id', '=', id)
        .where('device', '=', device)
        .where('confirmed', '=', 0)
        .returning('id')
        .executeTakeFirst();
      if (row === undefined) return false;
      await update(device)
        .set((eb) => ({
          evaluations_unconfirmed: 0,
          guesses: eb
            .case()
            .when(eb('guesses', '>', 0))
            .then(eb('guesses', '-', 1))
            .else(0)
            .end(),
        }))
        .execute();
      await db
        .updateTable('guards')
        .set({ unseen: 0 })
        .where('authenticator_id', 'in', authenticatorsOf(db, device))
        .where('unseen', '>', 0)
        .execute();
      return true;
    },

    async unlockedSince(device, since, how) {
      const unlocks = db.selectFrom('unlocks').where('device', '=', device).where('created_at', '>', since);
      const wanted = how === 'confirmed' ? unlocks.where('confirmed', '=', 1) : unlocks;
      return (await wanted.select('id').executeTakeFirst()) !== undefined;
    },
  };
}

function authenticatorsOf(db: Kysely<Tables>, device: string) {
  return db
    .selectFrom('device_accounts')
    .innerJoin('authenticators', 'authenticators.account', 'device_accounts.account')
    .where('device_accounts.device', '=', device)
    .where('authenticators.device_id', '=', device)
    .select('authenticators.id');
}

/** Whose codes count for no account any more is not woken again. */
async function forgetIdle(db: Kysely<Tables>, devices: readonly string[]): Promise<void> {
  if (devices.length === 0) return;
  const active = db.selectFrom('device_accounts').where('state', '=', 'active').select('device');
  await db
    .deleteFrom('push_subscriptions')
    .where('device', 'in', [...devices])
    .where('device', 'not in', active.where('device', 'in', [...devices]))
    .execute();
}

/** A device whose first enrolment was never activated is forgotten as soon as that can't be any more. */
function isKnown({ eb, or, exists, selectFrom }: ExpressionBuilder<Tables, 'devices'>, now: number) {
  const open = selectFrom('enrolments')
    .whereRef('enrolments.device', '=', 'devices.id')
    .where('enrolments.state', '=', 'pending')
    .where('enrolments.expires_at', '>', now)
    .whereRef('enrolments.attempts_used', '<', 'enrolments.attempts_allowed')
    .select('enrolments.id');
  return or([eb('activated_at', 'is not', null), exists(open)]);
}

async function accountsOf(db: Kysely<Tables>, device: string, now: number): Promise<HeldAccount[]> {
  const rows = await db
    .selectFrom('device_accounts')
    .where('device', '=', device)
    .select(['account', 'state'])
    .execute();
  const states = new Map<string, HeldAccount['state']>(rows.map(({ account, state }) => [account, state]));
  const enrolments = await enrolmentRecords(db).open(device, now);
  const coming = enrolments
    .filter((each) => enrolmentState(each, now) === 'pending')
    .flatMap(({ accounts }) => accounts);
  for (const account of coming) if (states.get(account) !== 'active') states.set(account, 'pending');
  if (states.size === 0) return [];
  const accounts = await db
    .selectFrom('accounts')
    .where('id', 'in', [...states.keys()])
    .orderBy('id')
    .limit(mostAccounts)
    .select(['id', 'derivatives'])
    .execute();
  return accounts.map((account) => ({ ...account, state: states.get(account.id) ?? 'removed' }));
}

function toRow(device: DeviceRecord, now: number): Insertable<DeviceRow> {
  return {
    id: device.id,
    customer: device.customer,
    name: device.name,
    sealed_oprf_key: device.sealedOprfKey,
    sealed_confirmation_key: device.sealedConfirmationKey,
    evaluations_unconfirmed: device.evaluationsUnconfirmed,
    proof_key: device.proofKey,
    created_at: now,
    activated_at: null,
    destroyed_at: null,
  };
}

function toRecord(row: Selectable<DeviceRow>): DeviceRecord {
  return {
    id: row.id,
    customer: row.customer,
    name: row.name,
    sealedOprfKey: row.sealed_oprf_key,
    sealedConfirmationKey: row.sealed_confirmation_key,
    evaluationsUnconfirmed: row.evaluations_unconfirmed,
    guesses: row.guesses,
    guessesSince: row.guesses_since,
    proofKey: row.proof_key,
  };
}
