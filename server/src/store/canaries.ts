/**
 * Finds out whether this process has the keys under which the database is sealed. A wrong key would not be noticed
 * until customers' secrets can't be opened, or are sealed so that no other process opens them.
 */

import { sql, type Kysely } from 'kysely';
import { createSeal, keyId } from '../seal.js';
import type { Tables } from './tables.js';

export type SealName = 'seal' | 'oprf';
export type KeyRings = Readonly<Record<SealName, readonly Uint8Array[]>>;

/** Which ring does not fit the database, and why. */
export interface KeyFault {
  readonly seal: SealName;
  readonly fault: 'wrong' | 'incomplete';
}

/** What lies sealed for longer than a day. */
const sealedColumns = {
  seal: [
    ['authenticators', 'sealed_secret'],
    ['authenticators', 'sealed_target'],
    ['devices', 'sealed_confirmation_key'],
    ['enrolments', 'sealed_keys'],
    ['notice_sends', 'sealed_target'],
  ],
  oprf: [['devices', 'sealed_oprf_key']],
} as const satisfies Record<SealName, ReadonlyArray<readonly [string, string]>>;

const names = ['seal', 'oprf'] as const;
const textOf = (seal: SealName, id: string): string => `${seal}|${id}`;
const rowOf = (seal: SealName, id: string): string => `canaries|${seal}|${id}|sealed_text`;

/** Leaves a canary of every key that fits. @returns null when all is well */
export async function registerKeys(db: Kysely<Tables>, rings: KeyRings): Promise<KeyFault | null> {
  for (const seal of names) {
    const known = await canariesOf(db, seal);
    const isStrange = known.length > 0 && !opens(seal, rings[seal], known);
    if (isStrange) return { seal, fault: 'wrong' };
    const ids = rings[seal].map(keyId);
    const isComplete = known.length > 0 && known.every(({ key_id: id }) => ids.includes(id));
    if (!isComplete && (await isSealedOtherwise(db, seal, ids))) return { seal, fault: 'incomplete' };
    await addCanaries(db, seal, rings[seal]);
  }
  return null;
}

/** Whether the keys are, for each seal, still those of the database. @throws when it can't be asked */
export async function keysFit(db: Kysely<Tables>, rings: KeyRings): Promise<boolean> {
  const known = await db.selectFrom('canaries').selectAll().execute();
  return names.every((name) =>
    opens(
      name,
      rings[name],
      known.filter(({ seal }) => seal === name),
    ),
  );
}

type Canary = Tables['canaries'];

function canariesOf(db: Kysely<Tables>, seal: SealName): Promise<Canary[]> {
  return db.selectFrom('canaries').where('seal', '=', seal).selectAll().execute();
}

/** Several keys are allowed, so one that opens is enough; one that can't open its own is not that key. */
function opens(seal: SealName, keys: readonly Uint8Array[], canaries: readonly Canary[]): boolean {
  const ids = keys.map(keyId);
  const own = canaries.filter(({ key_id: id }) => ids.includes(id));
  const { open } = createSeal(keys);
  return own.length > 0 && own.every(({ key_id: id, sealed_text: text }) => isOpenedBy(open, seal, id, text));
}

function isOpenedBy(open: (text: string, row: string) => string, seal: SealName, id: string, text: string): boolean {
  try {
    return open(text, rowOf(seal, id)) === textOf(seal, id);
  } catch {
    return false;
  }
}

async function isSealedOtherwise(db: Kysely<Tables>, seal: SealName, ids: readonly string[]): Promise<boolean> {
  for (const [table, column] of sealedColumns[seal]) {
    const place = sql.ref(column);
    const known = ids.map((id) => sql<boolean>`${place} not like ${`v1.${id}.%`}`);
    const { rows } = await sql`
      select 1 from ${sql.table(table)} where ${place} is not null and ${sql.join(known, sql` and `)} limit 1
    `.execute(db);
    if (rows.length > 0) return true;
  }
  return false;
}

async function addCanaries(db: Kysely<Tables>, seal: SealName, keys: readonly Uint8Array[]): Promise<void> {
  const rows = keys.map((key) => {
    const id = keyId(key);
    return { seal, key_id: id, sealed_text: createSeal([key]).seal(textOf(seal, id), rowOf(seal, id)) };
  });
  await db
    .insertInto('canaries')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
