import type { Kysely } from 'kysely';
import type { Authenticator } from '../domain/account.js';
import type { TotpParameters } from '../domain/otp.js';
import type { CodeFormat, LocalizedText } from '../generated/contract.js';
import type { AccountRecords } from './store.js';
import type { AuthenticatorRow, Tables } from './tables.js';

export function accountRecords(db: Kysely<Tables>): AccountRecords {
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
        .returning(['customer', 'method_changed_at'])
        .executeTakeFirst();
      return row === undefined ? null : { id, customer: row.customer, methodChangedAt: row.method_changed_at };
    },

    async noteMethodChange(ids, at) {
      await db.updateTable('accounts').set({ method_changed_at: at }).where('id', 'in', [...ids]).execute();
    },
  };
}

type JoinedRow = { [K in keyof AuthenticatorRow]: AuthenticatorRow[K] | null };

/** None for the one row of an account that has no authenticator. */
function toAuthenticator(row: JoinedRow): Authenticator[] {
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
