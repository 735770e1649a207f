import { sql, type Kysely } from 'kysely';
import type { Authenticator } from '../domain/account.js';
import type { TotpParameters } from '../domain/otp.js';
import type { CodeFormat, LocalizedText } from '../../generated/contract.js';
import type { Clock } from './clock.js';
import type { AccountRecords } from './store.js';
import type { AuthenticatorRow, Tables } from './tables.js';

export function accountRecords(db: Kysely<Tables>, clock: Clock): AccountRecords {
  return {
    async find(id, customer) {
      const rows = await db
        .selectFrom('accounts')
        .leftJoin('authenticators', 'authenticators.account', 'accounts.id')
        .where('accounts.id', '=', id)
        .where('accounts.customer', '=', customer)
        .orderBy('authenticators.position')
        .selectAll('authenticators')
        .select(['accounts.derivatives', 'accounts.method_changed_at'])
        .execute();
      const [first] = rows;
      if (first === undefined) return null;
      const { derivatives, method_changed_at: methodChangedAt } = first;
      return { id, derivatives, methodChangedAt, authenticators: rows.flatMap(toAuthenticator), decoy: false };
    },

    async look({ id, customer, device, standIns }) {
      const rows = await db
        // One row at least, whether or not there is such an account.
        .selectFrom(db.selectNoFrom(({ lit }) => lit(1).as('one')).as('here'))
        .leftJoin('accounts', (join) => join.on('accounts.id', '=', id).on('accounts.customer', '=', customer))
        .leftJoin('authenticators', 'authenticators.account', 'accounts.id')
        .leftJoin('guards', 'guards.authenticator_id', 'authenticators.id')
        .orderBy('authenticators.position')
        .selectAll('authenticators')
        .select(['accounts.derivatives', 'accounts.method_changed_at', 'accounts.held_at'])
        .select(['guards.suspended', 'guards.device_suspended'])
        .select(({ selectFrom }) => [
          clock.reading().as('now'),
          selectFrom('guards as other')
            .where('other.authenticator_id', 'in', [...standIns])
            .where('other.suspended', '=', 1)
            .select(sql<string | null>`string_agg(other.authenticator_id, ' ')`.as('ids'))
            .as('others'),
        ])
        .execute();
      const [first] = rows;
      const now = clock.noted(Number(first?.now));
      const { derivatives = null, method_changed_at: methodChangedAt = null } = first ?? {};
      // No device makes the codes of what stands in.
      if (derivatives === null) {
        return { account: null, suspended: new Set(first?.others?.split(' ')), isSuspended: false, now };
      }
      const isSuspended = first?.held_at !== null;
      const isProven = (row: JoinedRow) => device !== null && row.device_id === device;
      const shut = rows.filter((row) => isSuspended || (isProven(row) ? row.device_suspended : row.suspended) === 1);
      const account = { id, derivatives, methodChangedAt, authenticators: rows.flatMap(toAuthenticator), decoy: false };
      return { account, suspended: new Set(shut.map((row) => row.id ?? '')), isSuspended, now };
    },

    async moveDerivatives(id, from, to) {
      const row = await db
        .updateTable('accounts')
        .set({ derivatives: to })
        .where('id', '=', id)
        .where('derivatives', 'in', [...from])
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async hold(id) {
      const row = await db
        .updateTable('accounts')
        .set(({ ref }) => ({ customer: ref('customer') }))
        .where('id', '=', id)
        .returning(['customer', 'method_changed_at', 'held_at'])
        .executeTakeFirst();
      if (row === undefined) return null;
      const { customer, method_changed_at: methodChangedAt, held_at: heldAt } = row;
      return { id, customer, methodChangedAt, isSuspended: heldAt !== null };
    },

    async noteMethodChange(ids, at) {
      await db
        .updateTable('accounts')
        .set({ method_changed_at: at })
        .where('id', 'in', [...ids])
        .execute();
    },
  };
}

/** An account for those who look at it from the broker's side, with the guards that wrong codes have shut. */
export async function guardedAccount(db: Kysely<Tables>, id: string) {
  const rows = await db
    .selectFrom('accounts')
    .leftJoin('authenticators', 'authenticators.account', 'accounts.id')
    .leftJoin('guards', 'guards.authenticator_id', 'authenticators.id')
    .where('accounts.id', '=', id)
    .orderBy('authenticators.position')
    .selectAll('authenticators')
    .select(['accounts.customer', 'accounts.derivatives', 'accounts.method_changed_at', 'accounts.held_at'])
    .select(['guards.suspended', 'guards.device_suspended', 'guards.recent'])
    .execute();
  const [first] = rows;
  if (first === undefined) return null;
  const { customer, derivatives, method_changed_at: methodChangedAt } = first;
  const authenticators = rows.flatMap((row) =>
    toAuthenticator(row).map((method) => ({ ...method, suspended: row.suspended === 1 })),
  );
  const account = { id, derivatives, methodChangedAt, authenticators, decoy: false };
  return { customer, account, isSuspended: first.held_at !== null, rows };
}

type JoinedRow = { [K in keyof AuthenticatorRow]: AuthenticatorRow[K] | null };

/** None for the one row of an account that has no authenticator. */
export function toAuthenticator(row: JoinedRow): Authenticator[] {
  const { id, account, kind, state, code_format: codeFormat } = row;
  if (id === null || account === null || kind === null || state === null || codeFormat === null) return [];
  return [
    {
      id,
      account,
      kind,
      state,
      suspended: false,
      label: parse<LocalizedText>(row.label),
      target: row.target,
      source: row.source,
      deviceId: row.device_id,
      codeFormat: JSON.parse(codeFormat) as CodeFormat,
      totp: parse<TotpParameters>(row.totp),
      drift: row.drift ?? 0,
      sealedTarget: row.sealed_target,
      sealedSecret: row.sealed_secret,
    },
  ];
}

function parse<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}
