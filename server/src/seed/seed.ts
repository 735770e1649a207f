/** Puts accounts into the database, and puts demo accounts back to how they began. */

import { createHash } from 'node:crypto';
import type { Insertable, Kysely } from 'kysely';
import { Secret } from 'otpauth';
import { maskEmail, maskPhone } from '../domain/masks.js';
import { matrixCellDigits, matrixCoordinates, type MatrixCells } from '../domain/matrix.js';
import type { Seal } from '../seal.js';
import { hashPassword, secretRow, targetRow, type AuthenticatorSecret } from '../services/secrets.js';
import { freshGuard } from '../store/guard-records.js';
import type { AccountRow, AuthenticatorRow, GuardRow, Tables } from '../store/tables.js';
import type { DemoAccount, DemoAuthenticator } from './demo-accounts.js';

export interface Seeder {
  /** Puts in what is not there yet. Several processes may do so at once. */
  fill(): Promise<void>;
  /** Puts everything of these accounts back to how it began: authenticators, guards, challenges, grants. */
  reset(): Promise<void>;
}

export function createSeeder(db: Kysely<Tables>, seal: Seal, accounts: readonly DemoAccount[]): Seeder {
  let sealed: Promise<SealedAuthenticator[]> | undefined;
  const authenticators = () => (sealed ??= sealAll(seal, accounts));
  return {
    async fill() {
      const rows = await authenticators();
      await db.transaction().execute((trx) => insert(trx, accounts, rows));
    },
    async reset() {
      const rows = await authenticators();
      await db.transaction().execute(async (trx) => {
        await forget(trx, accounts);
        await insert(trx, accounts, rows);
      });
    },
  };
}

async function sealAll(seal: Seal, accounts: readonly DemoAccount[]): Promise<SealedAuthenticator[]> {
  return (await Promise.all(accounts.map((account) => sealedAuthenticators(seal, account)))).flat();
}

/** Whoever gets an account in puts in what belongs to it; a second process waits for that, and finds it there. */
async function insert(
  db: Kysely<Tables>,
  accounts: readonly DemoAccount[],
  authenticators: readonly SealedAuthenticator[],
): Promise<void> {
  const inserted = await db
    .insertInto('accounts')
    .values(accounts.map(accountRow))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  await db
    .deleteFrom('closed_accounts')
    .where('id', 'in', [...inserted.map(({ id }) => id), ''])
    .execute();
  const missing = authenticators.filter(({ account }) => inserted.some(({ id }) => id === account));
  if (missing.length === 0) return;
  await db.insertInto('authenticators').values(missing.map(authenticatorRow)).execute();
  await db.insertInto('guards').values(missing.map(guardRow)).execute();
}

/** The same id and the same card each time, so that a page that is open survives a reset. */
export function authenticatorId(account: string, position: number): string {
  return createHash('sha256').update(`demo|${account}|${position}`).digest().subarray(0, 16).toString('base64url');
}

/** The cells of a demo card; they follow from the account number. */
export function demoCard(account: string): MatrixCells {
  const cell = (coordinate: string): string => {
    const number = createHash('sha256').update(`card|${account}|${coordinate}`).digest().readUInt32BE(0);
    return String(number % 10 ** matrixCellDigits).padStart(matrixCellDigits, '0');
  };
  return Object.fromEntries(matrixCoordinates.map((coordinate) => [coordinate, cell(coordinate)]));
}

interface SealedAuthenticator {
  readonly id: string;
  readonly account: string;
  readonly position: number;
  readonly authenticator: DemoAuthenticator;
  readonly sealedSecret: string | null;
  readonly sealedTarget: string | null;
}

function sealedAuthenticators(seal: Seal, { account, authenticators }: DemoAccount): Promise<SealedAuthenticator[]> {
  return Promise.all(
    authenticators.map(async (authenticator, position) => {
      const id = authenticatorId(account, position);
      const secret = await secretOf(account, authenticator);
      const { target } = authenticator;
      return {
        id,
        account,
        position,
        authenticator,
        sealedSecret: secret === null ? null : seal.seal(JSON.stringify(secret), secretRow(id)),
        sealedTarget: target === undefined ? null : seal.seal(target, targetRow(id)),
      };
    }),
  );
}

/** Passwords of the demo are hashed once a process, because that takes long; each account has a salt of its own. */
const hashes = new Map<string, ReturnType<typeof hashPassword>>();

function hashedOnce(account: string, password: string): ReturnType<typeof hashPassword> {
  const name = `${account}|${password}`;
  const hash = hashes.get(name) ?? hashPassword(password);
  hashes.set(name, hash);
  return hash;
}

async function secretOf(account: string, { secret }: DemoAuthenticator): Promise<AuthenticatorSecret | null> {
  if (secret === undefined) return null;
  if (secret.kind === 'password') return hashedOnce(account, secret.password);
  if (secret.kind === 'card') return { cells: demoCard(account) };
  return { seed: Buffer.from(Secret.fromBase32(secret.base32).bytes).toString('base64') };
}

async function forget(db: Kysely<Tables>, accounts: readonly DemoAccount[]): Promise<void> {
  const numbers = accounts.map(({ account }) => account);
  const rows = await db.selectFrom('authenticators').where('account', 'in', numbers).select('id').execute();
  // Those that the accounts began with may have been replaced; their guards are there still.
  const ids = [...rows.map(({ id }) => id), ...accounts.flatMap(originalIds)];
  for (const table of ['guards', 'attempts', 'sends', 'burned_steps'] as const) {
    await db.deleteFrom(table).where('authenticator_id', 'in', ids).execute();
  }
  await db.deleteFrom('sends').where('account', 'in', numbers).execute();
  await forgetDevices(db, [...new Set(accounts.map(({ customer }) => customer))]);
  for (const table of [
    'notices',
    'method_changes',
    'help_desk_acts',
    'limited_transfers',
    'challenges',
    'grants',
    'authenticators',
  ] as const) {
    await db.deleteFrom(table).where('account', 'in', numbers).execute();
  }
  await db.deleteFrom('accounts').where('id', 'in', numbers).execute();
  // The trail has lost entries: what is left of it is linked anew.
  await db.updateTable('method_changes').set({ seq: null }).execute();
  await db.updateTable('audit_points').set({ seq: 0, hash: '' }).execute();
}

function originalIds({ account, authenticators }: DemoAccount): string[] {
  return authenticators.map((_, position) => authenticatorId(account, position));
}

async function forgetDevices(db: Kysely<Tables>, customers: readonly string[]): Promise<void> {
  const devices = db.selectFrom('devices').where('customer', 'in', customers).select('id');
  for (const table of ['device_accounts', 'unlocks'] as const) {
    await db.deleteFrom(table).where('device', 'in', devices).execute();
  }
  for (const table of ['enrolments', 'devices'] as const) {
    await db.deleteFrom(table).where('customer', 'in', customers).execute();
  }
}

function accountRow({ account, customer, derivatives }: DemoAccount): Insertable<AccountRow> {
  return { id: account, customer, derivatives, method_changed_at: null };
}

function authenticatorRow(sealed: SealedAuthenticator): AuthenticatorRow {
  const { id, account, position, authenticator, sealedSecret, sealedTarget } = sealed;
  const { kind, source, deviceId, codeFormat, totp } = authenticator;
  return {
    id,
    account,
    position,
    kind,
    state: 'active',
    label: null,
    target: maskedTarget(authenticator),
    source: source ?? null,
    device_id: deviceId ?? null,
    code_format: JSON.stringify(codeFormat),
    totp: totp === undefined ? null : JSON.stringify(totp),
    drift: 0,
    sealed_target: sealedTarget,
    sealed_secret: sealedSecret,
  };
}

function guardRow({ id, authenticator }: SealedAuthenticator): Insertable<GuardRow> {
  return { ...freshGuard(id, 0), suspended: authenticator.suspended === true ? 1 : 0 };
}

function maskedTarget({ kind, target }: DemoAuthenticator): string | null {
  if (target === undefined) return null;
  return kind === 'email' ? maskEmail(target) : maskPhone(target);
}
