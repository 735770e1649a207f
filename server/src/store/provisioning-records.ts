import type { Insertable, Kysely } from 'kysely';
import { guardedAccount } from './account-records.js';
import { freshGuard } from './guard-records.js';
import type { MethodKind } from '../../generated/contract.js';
import type { NewAccount, ProvisioningRecords, StandingMethod } from './provisioning-storage.js';
import type { AuthenticatorRow, Tables } from './tables.js';

/** Rows a statement: SQLite takes 32,766 values. */
const most = 1000;

export function provisioningRecords(db: Kysely<Tables>): ProvisioningRecords {
  return {
    async standing(ids) {
      if (ids.length === 0) return new Map();
      const accounts = await db.selectFrom('accounts').where('id', 'in', ids).selectAll().execute();
      const methods = await db
        .selectFrom('authenticators')
        .where('account', 'in', ids)
        .select(['id', 'account', 'kind', 'position', 'device_id'])
        .execute();
      const methodsOf = new Map<string, StandingMethod[]>();
      for (const { account, device_id: device, ...method } of methods) {
        methodsOf.set(account, [...(methodsOf.get(account) ?? []), { ...method, isRegistered: device !== null }]);
      }
      return new Map(
        accounts.map(({ id, customer, derivatives, provisioned: fingerprint }) => [
          id,
          { customer, derivatives, fingerprint, methods: methodsOf.get(id) ?? [] },
        ]),
      );
    },

    async closed(ids) {
      if (ids.length === 0) return new Map();
      const rows = await db.selectFrom('closed_accounts').where('id', 'in', ids).selectAll().execute();
      return new Map(rows.map(({ id, customer, closed_at: closedAt }) => [id, { customer, closedAt }]));
    },

    async reopen(ids) {
      if (ids.length === 0) return;
      await db.deleteFrom('closed_accounts').where('id', 'in', ids).execute();
    },

    async create(accounts, now) {
      if (accounts.length === 0) return new Set();
      const inserted = await db
        .insertInto('accounts')
        .values(accounts.map(accountRow))
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute();
      const ids = new Set(inserted.map(({ id }) => id));
      for (const id of await takeBackClosed(db, ids)) ids.delete(id);
      await put(
        db,
        accounts.filter(({ id }) => ids.has(id)).flatMap((account) => rowsOf(account, inOrder)),
        now,
      );
      return ids;
    },

    async update(changes, now) {
      if (changes.length === 0) return;
      const divided = changes.map(({ account, standing }) => ({ account, ...divide(account, standing.methods) }));
      const gone = divided.flatMap(({ goes }) => goes.map(({ id }) => id));
      if (gone.length > 0) await db.deleteFrom('authenticators').where('id', 'in', gone).execute();
      const rows = divided.flatMap(({ account, stays, goes }) =>
        rowsOf(account, account.keeps.length > 0 ? inPlace(stays, goes) : after(stays)),
      );
      await put(db, rows, now);
      await db
        .insertInto('accounts')
        .values(changes.map(({ account }) => accountRow(account)))
        // They are there: it is one statement for all of them.
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet(({ ref }) => ({
            derivatives: ref('excluded.derivatives'),
            provisioned: ref('excluded.provisioned'),
          })),
        )
        .execute();
    },

    async overview(id) {
      const found = await guardedAccount(db, id);
      return found && { customer: found.customer, account: found.account };
    },

    async devicesOf(id) {
      const rows = await db.selectFrom('device_accounts').where('account', '=', id).select('device').execute();
      return rows.map(({ device }) => device);
    },

    async close({ id, customer }, now) {
      const closed = { customer, closed_at: now };
      await db
        .insertInto('closed_accounts')
        .values({ id, ...closed })
        // A process of the version before may have put it in again.
        .onConflict((conflict) => conflict.column('id').doUpdateSet(closed))
        .execute();
      await db.deleteFrom('accounts').where('id', '=', id).execute();
    },
  };
}

/** What was closed since it was looked at: its closing is committed by the time when its number is free again. */
async function takeBackClosed(db: Kysely<Tables>, ids: ReadonlySet<string>): Promise<readonly string[]> {
  if (ids.size === 0) return [];
  const closed = await db
    .selectFrom('closed_accounts')
    .where('id', 'in', [...ids])
    .select('id')
    .execute();
  const back = closed.map(({ id }) => id);
  if (back.length > 0) await db.deleteFrom('accounts').where('id', 'in', back).execute();
  return back;
}

/**
 * A guard that is there stays: what was shut is opened by nobody's import. Only that its number has answered is
 * forgotten, because it may be another number.
 */
async function put(db: Kysely<Tables>, rows: ReadonlyArray<Insertable<AuthenticatorRow>>, now: number): Promise<void> {
  for (let start = 0; start < rows.length; start += most) {
    const some = rows.slice(start, start + most);
    await db.insertInto('authenticators').values(some).execute();
    await db
      .insertInto('guards')
      .values(some.map(({ id }) => freshGuard(id, now)))
      .onConflict((conflict) => conflict.column('authenticator_id').doUpdateSet({ answered_at: null }))
      .execute();
  }
}

function divide({ keeps, methods }: NewAccount, standing: readonly StandingMethod[]) {
  const named = new Set(methods.map(({ kind }) => kind));
  const isStaying = ({ kind, isRegistered }: StandingMethod) =>
    isRegistered || (keeps.includes(kind) && !named.has(kind));
  return { stays: standing.filter(isStaying), goes: standing.filter((each) => !isStaying(each)) };
}

/** Where a method stands among those of its account. */
type Place = (kind: MethodKind, index: number) => number;

const inOrder: Place = (_kind, index) => index;

const last = (methods: readonly StandingMethod[]): number => Math.max(-1, ...methods.map(({ position }) => position));

function after(stays: readonly StandingMethod[]): Place {
  const start = last(stays) + 1;
  return (_kind, index) => start + index;
}

/** Where one of its kind stood, or behind all. */
function inPlace(stays: readonly StandingMethod[], goes: readonly StandingMethod[]): Place {
  const behind = last([...stays, ...goes]) + 1;
  return (kind, index) => goes.find((each) => each.kind === kind)?.position ?? behind + index;
}

function accountRow({ id, customer, derivatives, fingerprint }: NewAccount): Insertable<Tables['accounts']> {
  return { id, customer, derivatives, method_changed_at: null, provisioned: fingerprint };
}

function rowsOf({ id: account, methods }: NewAccount, place: Place): Insertable<AuthenticatorRow>[] {
  return methods.map(({ id, kind, target, source, codeFormat, totp, sealedTarget, sealedSecret }, index) => ({
    id,
    account,
    position: place(kind, index),
    kind,
    state: 'active',
    label: null,
    target,
    source,
    device_id: null,
    code_format: JSON.stringify(codeFormat),
    totp: totp === null ? null : JSON.stringify(totp),
    drift: 0,
    sealed_target: sealedTarget,
    sealed_secret: sealedSecret,
  }));
}
