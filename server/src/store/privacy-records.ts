import type { Kysely } from 'kysely';
import { pseudonym as newPseudonym, type KeptRows } from '../domain/privacy.js';
import { auditRecords } from './audit-records.js';
import { toRecord as toAct } from './help-desk-records.js';
import { toRecord as toChange } from './method-change-records.js';
import type { CustomerSight, ErasedRows, PrivacyRecords } from './privacy-storage.js';
import type { Tables } from './tables.js';

export function privacyRecords(db: Kysely<Tables>): PrivacyRecords {
  return {
    sight: (customer, most) => sightOf(db, customer, most),

    async erase(customer, pseudonym) {
      const open = await db.selectFrom('accounts').where('customer', '=', customer).select('id').execute();
      if (open.length > 0) return { open: open.length, erased: {}, kept: [] };
      const numbers = await numbersOf(db, customer);
      const known = await isKnown(db, customer);
      return known ? eraseAll(db, { customer, numbers, pseudonym }) : null;
    },
  };
}

interface Erased {
  readonly customer: string;
  readonly numbers: readonly string[];
  readonly pseudonym: string;
}

/** Account numbers that were the customer's; one that is open by now is another customer's. */
async function numbersOf(db: Kysely<Tables>, customer: string): Promise<readonly string[]> {
  const [closed, changed] = [
    await db.selectFrom('closed_accounts').where('customer', '=', customer).select('id').execute(),
    await db.selectFrom('method_changes').where('customer', '=', customer).select('account as id').distinct().execute(),
  ];
  const ids = [...new Set([...closed, ...changed].map(({ id }) => id))];
  if (ids.length === 0) return [];
  const others = await db
    .selectFrom('accounts')
    .where('id', 'in', ids)
    .where('customer', '<>', customer)
    .select('id')
    .execute();
  return ids.filter((id) => !others.some((other) => other.id === id));
}

async function isKnown(db: Kysely<Tables>, customer: string): Promise<boolean> {
  for (const table of ['accounts', 'closed_accounts', 'devices', 'enrolments', 'method_changes'] as const) {
    const row = await db.selectFrom(table).where('customer', '=', customer).select('customer').executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
}

async function eraseAll(db: Kysely<Tables>, who: Erased): Promise<ErasedRows> {
  // Nobody may be at it to link an entry as it was.
  await auditRecords(db).hold();
  const { customer, numbers } = who;
  const erased: Record<string, number> = {};
  const waiting = db.selectFrom('notice_sends').where('state', '=', 'waiting').select('notice');
  if (numbers.length > 0) {
    for (const table of ['challenges', 'grants', 'limited_transfers', 'sends'] as const) {
      const { numDeletedRows } = await db.deleteFrom(table).where('account', 'in', numbers).executeTakeFirst();
      erased[table] = Number(numDeletedRows);
    }
    const { numDeletedRows } = await db
      .deleteFrom('notices')
      .where('account', 'in', numbers)
      .where('id', 'not in', waiting)
      .executeTakeFirst();
    erased['notices'] = Number(numDeletedRows);
    const scopes = numbers.map((account) => `account|${account}`);
    await db.deleteFrom('send_scopes').where('scope', 'in', scopes).execute();
  }
  for (const table of ['session_grants', 'enrolments', 'devices', 'closed_accounts'] as const) {
    const { numDeletedRows } = await db.deleteFrom(table).where('customer', '=', customer).executeTakeFirst();
    erased[table] = Number(numDeletedRows);
  }
  const kept = [await pseudonymizeChanges(db, who), await pseudonymizeActs(db, who), await undelivered(db, who)];
  return { open: 0, erased, kept: kept.filter(({ rows }) => rows > 0) };
}

/** Each account has a name of its own, so that what happened to one can still be followed. */
async function pseudonymizeChanges(db: Kysely<Tables>, { customer, pseudonym }: Erased): Promise<KeptRows> {
  const rows = await db
    .selectFrom('method_changes')
    .where('customer', '=', customer)
    .select(['account', 'at'])
    .execute();
  for (const account of new Set(rows.map((row) => row.account))) {
    await db
      .updateTable('method_changes')
      .set({ account: newPseudonym(), customer: pseudonym, device: null, reason: null, salt: null })
      .where('customer', '=', customer)
      .where('account', '=', account)
      .execute();
  }
  return { table: 'method_changes', rows: rows.length, latest: latestOf(rows) };
}

async function pseudonymizeActs(db: Kysely<Tables>, { numbers }: Erased): Promise<KeptRows> {
  const table = 'help_desk_acts';
  if (numbers.length === 0) return { table, rows: 0, latest: 0 };
  const rows = await db
    .selectFrom(table)
    .where('account', 'in', numbers)
    .select(['id', 'account', 'what', 'at'])
    .execute();
  const names = new Map(numbers.map((account) => [account, newPseudonym()]));
  for (const { id, account, what } of rows) {
    const { reason } = JSON.parse(what) as { reason: string };
    const left = JSON.stringify({ reason, note: null, method: null, device: null });
    await db
      .updateTable(table)
      .set({ account: names.get(account) ?? '', what: left })
      .where('id', '=', id)
      .execute();
  }
  return { table, rows: rows.length, latest: latestOf(rows) };
}

async function undelivered(db: Kysely<Tables>, { numbers }: Erased): Promise<KeptRows> {
  const table = 'notices';
  if (numbers.length === 0) return { table, rows: 0, latest: 0 };
  const rows = await db.selectFrom(table).where('account', 'in', numbers).select('at').execute();
  return { table, rows: rows.length, latest: latestOf(rows) };
}

const latestOf = (rows: ReadonlyArray<{ readonly at: number }>): number => Math.max(0, ...rows.map(({ at }) => at));

async function sightOf(db: Kysely<Tables>, customer: string, most: number): Promise<CustomerSight | null> {
  if (!(await isKnown(db, customer))) return null;
  const accounts = await db
    .selectFrom('accounts')
    .where('customer', '=', customer)
    .orderBy('id')
    .limit(most)
    .select(['id', 'derivatives', 'method_changed_at', 'held_at'])
    .execute();
  const closed = await db
    .selectFrom('closed_accounts')
    .where('customer', '=', customer)
    .orderBy('id')
    .limit(most)
    .select(['id', 'closed_at'])
    .execute();
  const devices = await db
    .selectFrom('devices')
    .leftJoin('push_subscriptions', 'push_subscriptions.device', 'devices.id')
    .where('customer', '=', customer)
    .orderBy('created_at', 'desc')
    .limit(most)
    .select(['id', 'name', 'created_at', 'activated_at', 'destroyed_at', 'registered_at as push_since'])
    .execute();
  const changes = await db
    .selectFrom('method_changes')
    .where('customer', '=', customer)
    .orderBy('at', 'desc')
    .limit(most)
    .selectAll()
    .execute();
  const numbers = [...new Set([...accounts, ...closed].map(({ id }) => id))];
  return {
    ...{ accounts, closed, devices, changes: changes.map(toChange) },
    deviceAccounts: await onDevices(
      db,
      devices.map(({ id }) => id),
    ),
    ...(await ofAccounts(db, numbers, most)),
  };
}

async function onDevices(db: Kysely<Tables>, devices: readonly string[]): Promise<CustomerSight['deviceAccounts']> {
  if (devices.length === 0) return [];
  return db.selectFrom('device_accounts').where('device', 'in', devices).selectAll().execute();
}

type OfAccounts = Pick<
  CustomerSight,
  'methods' | 'challenges' | 'grants' | 'sends' | 'notices' | 'noticeSends' | 'helpDeskActs'
>;

async function ofAccounts(db: Kysely<Tables>, numbers: readonly string[], most: number): Promise<OfAccounts> {
  if (numbers.length === 0) {
    return { methods: [], challenges: [], grants: [], sends: [], notices: [], noticeSends: [], helpDeskActs: [] };
  }
  const notices = await db
    .selectFrom('notices')
    .where('account', 'in', numbers)
    .orderBy('at', 'desc')
    .limit(most)
    .select(['id', 'account', 'kind', 'at'])
    .execute();
  return {
    notices,
    noticeSends: await sendsOf(
      db,
      notices.map(({ id }) => id),
    ),
    methods: await db
      .selectFrom('authenticators')
      .where('account', 'in', numbers)
      .orderBy('account')
      .orderBy('position')
      .limit(most)
      .select(['account', 'kind', 'state', 'target', 'source'])
      .execute(),
    challenges: await db
      .selectFrom('challenges')
      .where('account', 'in', numbers)
      .where('decoy', '=', 0)
      .orderBy('created_at', 'desc')
      .limit(most)
      .select(['account', 'channel', 'purpose', 'kind', 'state', 'created_at', 'act'])
      .execute(),
    grants: await db
      .selectFrom('grants')
      .where('account', 'in', numbers)
      .orderBy('authenticated_at', 'desc')
      .limit(most)
      .select(['account', 'channel', 'purpose', 'method', 'authenticated_at', 'redeemed_at'])
      .execute(),
    sends: await db
      .selectFrom('sends')
      .where('account', 'in', numbers)
      .orderBy('sent_at', 'desc')
      .limit(most)
      .select(['account', 'sent_at', 'purpose'])
      .execute(),
    helpDeskActs: (await actsOf(db, numbers, most)).map(toAct),
  };
}

function actsOf(db: Kysely<Tables>, numbers: readonly string[], most: number) {
  const acts = db.selectFrom('help_desk_acts').where('account', 'in', numbers);
  return acts.orderBy('at', 'desc').limit(most).selectAll().execute();
}

async function sendsOf(db: Kysely<Tables>, notices: readonly string[]): Promise<CustomerSight['noticeSends']> {
  if (notices.length === 0) return [];
  return db.selectFrom('notice_sends').where('notice', 'in', notices).select(['notice', 'channel', 'state']).execute();
}
