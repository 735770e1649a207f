/** Many accounts in a file, and what an import has made of them in the database. */

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { connect, type DatabaseConfig } from '../../src/store/connect.js';
import { provisioned, type TestAccount } from './provisioned.js';

/** SMS for all, a card for each fourth, the seed of a token for each third. */
export function accountAt(prefix: string, index: number): TestAccount {
  const whole = provisioned(`${prefix}${String(index).padStart(6, '0')}`, {});
  const has: Readonly<Record<string, boolean>> = { sms: true, matrix: index % 4 === 0, token: index % 3 === 0 };
  return { ...whole, methods: whole.methods.filter(({ kind }) => has[kind]) };
}

export async function writeAccounts(file: string, prefix: string, count: number): Promise<void> {
  const lines = function* () {
    for (let index = 0; index < count; index += 1) yield `${JSON.stringify(accountAt(prefix, index))}\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
}

export interface Imported {
  readonly accounts: number;
  /** Accounts whose methods, or the guards, secrets or addresses of these, are not those of the file. */
  readonly unlike: readonly string[];
  /** Accounts that the trail has not exactly once. */
  readonly notOnceInTrail: readonly string[];
}

/** What is in the database. SQLite's file has one owner: the endpoint is to have ended. */
export async function whatIsImported(config: DatabaseConfig, prefix: string, count: number): Promise<Imported> {
  const { db } = connect(config);
  const accounts = await db.selectFrom('accounts').where('id', 'like', `${prefix}%`).select('id').execute();
  const methods = await db
    .selectFrom('authenticators')
    .leftJoin('guards', 'guards.authenticator_id', 'authenticators.id')
    .where('account', 'like', `${prefix}%`)
    .orderBy('account')
    .orderBy('position')
    .select(['account', 'kind', 'guards.authenticator_id as guard'])
    .select((eb) => eb.fn.coalesce('sealed_target', 'sealed_secret').as('sealed'))
    .execute();
  const trail = await db
    .selectFrom('method_changes')
    .where('account', 'like', `${prefix}%`)
    .where('act', '=', 'provisioned')
    .groupBy('account')
    .select(['account', (eb) => eb.fn.countAll().as('entries')])
    .execute();
  await db.destroy();
  const kinds = new Map<string, string[]>();
  for (const { account, kind, guard, sealed } of methods) {
    const isWhole = guard !== null && sealed !== null;
    kinds.set(account, [...(kinds.get(account) ?? []), isWhole ? kind : `half a ${kind}`]);
  }
  const entries = new Map(trail.map(({ account, entries: number }) => [account, Number(number)]));
  const wanted = Array.from({ length: count }, (_, index) => accountAt(prefix, index));
  return {
    accounts: accounts.length,
    unlike: wanted
      .filter(({ account, methods: own }) => String(kinds.get(account)) !== String(own.map(({ kind }) => kind)))
      .map(({ account }) => account),
    notOnceInTrail: wanted.filter(({ account }) => entries.get(account) !== 1).map(({ account }) => account),
  };
}
