import type { Kysely } from 'kysely';
import type { AuthenticatorRecords, NewKbOtp } from './device-storage.js';
import { freshGuard } from './guard-records.js';
import type { AuthenticatorRow, Tables } from './tables.js';

/** After every step that will ever be. */
const endOfSteps = Number.MAX_SAFE_INTEGER;

export function authenticatorRecords(db: Kysely<Tables>): AuthenticatorRecords {
  return {
    async lockAccounts(accounts, customer) {
      // In one order everywhere, so that two that want several wait instead of blocking each other.
      for (const account of [...accounts].sort()) {
        const row = await db
          .updateTable('accounts')
          .set({ customer })
          .where('id', '=', account)
          .where('customer', '=', customer)
          .returning('id')
          .executeTakeFirst();
        if (row === undefined) return false;
      }
      return true;
    },

    async replaceKbOtp(kbOtp, now) {
      const former = await db
        .deleteFrom('authenticators')
        .where('account', '=', kbOtp.account)
        .where('kind', '=', 'kb-otp')
        .returning(['id', 'device_id', 'sealed_secret'])
        .execute();
      for (const { id } of former) await shut(db, id, now);
      await db
        .insertInto('authenticators')
        .values(toRow(kbOtp, await nextPosition(db, kbOtp.account)))
        .execute();
      await db
        .insertInto('guards')
        .values(freshGuard(kbOtp.id, now, kbOtp.step))
        .execute();
      return former.find(({ sealed_secret: secret }) => secret !== null)?.device_id ?? null;
    },

    async removeKbOtp(account, now) {
      const row = await db
        .deleteFrom('authenticators')
        .where('account', '=', account)
        .where('kind', '=', 'kb-otp')
        .where('state', '=', 'active')
        .returning(['id', 'device_id'])
        .executeTakeFirst();
      if (row === undefined) return null;
      await shut(db, row.id, now);
      return { device: row.device_id };
    },

    async forgetSeeds(device, accounts) {
      if (accounts.length === 0) return;
      await db
        .updateTable('authenticators')
        .set({ sealed_secret: null })
        .where('kind', '=', 'kb-otp')
        .where('device_id', '=', device)
        .where('account', 'in', [...accounts])
        .execute();
    },

    async setDrift(authenticatorId, drift) {
      await db.updateTable('authenticators').set({ drift }).where('id', '=', authenticatorId).execute();
    },
  };
}

/** The guard outlives the authenticator: a code of it that is being checked at this moment finds every step used. */
async function shut(db: Kysely<Tables>, id: string, now: number): Promise<void> {
  const guard = freshGuard(id, now, endOfSteps);
  await db
    .insertInto('guards')
    .values(guard)
    .onConflict((conflict) => conflict.column('authenticator_id').doUpdateSet({ last_step: endOfSteps }))
    .execute();
}

async function nextPosition(db: Kysely<Tables>, account: string): Promise<number> {
  const row = await db
    .selectFrom('authenticators')
    .where('account', '=', account)
    .select(({ fn }) => fn.max('position').as('last'))
    .executeTakeFirst();
  return Number(row?.last ?? -1) + 1;
}

function toRow(kbOtp: NewKbOtp, position: number): AuthenticatorRow {
  return {
    id: kbOtp.id,
    account: kbOtp.account,
    position,
    kind: 'kb-otp',
    state: 'active',
    label: null,
    target: null,
    source: kbOtp.deviceName,
    device_id: kbOtp.device,
    code_format: JSON.stringify(kbOtp.codeFormat),
    totp: JSON.stringify(kbOtp.totp),
    drift: 0,
    sealed_target: null,
    sealed_secret: kbOtp.sealedSecret,
  };
}
