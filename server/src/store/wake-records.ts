import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';
import type { DueWake, WakeRecords } from './wake-storage.js';

export function wakeRecords(db: Kysely<Tables>): WakeRecords {
  const subscriptionOf = (device: string) => db.selectFrom('push_subscriptions').where('device', '=', device);
  const still = (id: string) => db.updateTable('challenges').where('id', '=', id).where('wake_at', 'is not', null);
  return {
    async subscribe(device, sealedSubscription, now) {
      const subscription = { sealed_subscription: sealedSubscription, registered_at: now };
      await db
        .insertInto('push_subscriptions')
        .values({ device, ...subscription })
        .onConflict((conflict) => conflict.column('device').doUpdateSet(subscription))
        .execute();
    },

    async subscription(device) {
      const row = await subscriptionOf(device).select('sealed_subscription').executeTakeFirst();
      return row?.sealed_subscription ?? null;
    },

    async unsubscribe(device, only) {
      await db
        .deleteFrom('push_subscriptions')
        .where('device', '=', device)
        .$if(only !== undefined, (query) => query.where('sealed_subscription', '=', only ?? ''))
        .execute();
    },

    async find(challenge, now) {
      const [due = null] = await dueOf(db, [challenge], now);
      return due;
    },

    async isDue(now) {
      const due = await dueIds(db, now).limit(1).executeTakeFirst();
      return due !== undefined;
    },

    async claim(now, lease, most) {
      const rows = await db
        .updateTable('challenges')
        .set(({ eb }) => ({ wake_at: now + lease, wake_attempts: eb('wake_attempts', '+', 1) }))
        .where('wake_at', '<=', now)
        .where('id', 'in', dueIds(db, now).orderBy('wake_at').limit(most))
        .returning('id')
        .execute();
      const ids = rows.map(({ id }) => id);
      return ids.length === 0 ? [] : dueOf(db, ids, now);
    },

    async end(challenge) {
      await still(challenge).set({ wake_at: null }).execute();
    },

    async putOff(challenge, attempts, until) {
      await still(challenge).set({ wake_at: until }).where('wake_attempts', '=', attempts).execute();
    },
  };
}

function dueIds(db: Kysely<Tables>, now: number) {
  return db
    .selectFrom('challenges')
    .where('wake_at', '<=', now)
    .where('state', '=', 'pending')
    .where('expires_at', '>', now)
    .select('id');
}

async function dueOf(db: Kysely<Tables>, challenges: readonly string[], now: number): Promise<DueWake[]> {
  const rows = await db
    .selectFrom('challenges')
    .innerJoin('accounts', 'accounts.id', 'challenges.account')
    .innerJoin('authenticators', 'authenticators.id', 'challenges.authenticator_id')
    .innerJoin('device_accounts', (join) =>
      join
        .onRef('device_accounts.account', '=', 'accounts.id')
        .onRef('device_accounts.device', '=', 'authenticators.device_id'),
    )
    .leftJoin('push_subscriptions', 'push_subscriptions.device', 'device_accounts.device')
    .where('challenges.id', 'in', [...challenges])
    .where('challenges.wake_at', 'is not', null)
    .where('challenges.state', '=', 'pending')
    .where('challenges.expires_at', '>', now)
    .where('device_accounts.state', '=', 'active')
    .select(['challenges.id', 'challenges.expires_at', 'challenges.wake_attempts', 'accounts.customer'])
    .select(['device_accounts.device', 'push_subscriptions.sealed_subscription'])
    .execute();
  return rows.map((row) => ({
    challenge: row.id,
    device: row.device,
    customer: row.customer,
    expiresAt: Number(row.expires_at),
    attempts: row.wake_attempts,
    sealedSubscription: row.sealed_subscription,
  }));
}
