/**
 * Secrets that outlive the keys of the configuration: made once, and kept sealed under each seal key that a process has
 * come with, so that every process of a rollout opens them and any key but one may go.
 */

import type { Kysely } from 'kysely';
import { createSeal, keyId, KeyMissing } from '../seal.js';
import type { Tables } from './tables.js';

/** @param make what it is when there is none yet; of several processes at once, one is heard */
export async function keptSecret(
  db: Kysely<Tables>,
  sealKeys: readonly Uint8Array[],
  name: string,
  make: () => Buffer,
): Promise<Buffer> {
  const known = await openKept(db, sealKeys, name);
  // The last key is the oldest: the one that other processes have too.
  if (known === null) await keep(db, sealKeys.slice(-1), name, make());
  const secret = known ?? (await openKept(db, sealKeys, name));
  if (secret === null) throw new KeyMissing('Sealed under an unknown key.');
  await keep(db, sealKeys, name, secret);
  return secret;
}

const rowOf = (name: string, id: string): string => `kept_secrets|${name}|${id}|sealed_text`;

async function openKept(db: Kysely<Tables>, keys: readonly Uint8Array[], name: string): Promise<Buffer | null> {
  const row = await db
    .selectFrom('kept_secrets')
    .where('name', '=', name)
    .where('key_id', 'in', keys.map(keyId))
    .selectAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  return Buffer.from(createSeal(keys).open(row.sealed_text, rowOf(name, row.key_id)), 'base64');
}

async function keep(db: Kysely<Tables>, keys: readonly Uint8Array[], name: string, secret: Buffer): Promise<void> {
  const rows = keys.map((key) => {
    const id = keyId(key);
    return { name, key_id: id, sealed_text: createSeal([key]).seal(secret.toString('base64'), rowOf(name, id)) };
  });
  await db
    .insertInto('kept_secrets')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
