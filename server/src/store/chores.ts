/** Work that one process does at a time. A process that dies gives it up by its silence. */

import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';

/** Milliseconds after the last sign of life when another process takes over. */
const claimLifetime = 30_000;

export interface ChoreClaim {
  readonly name: string;
  readonly owner: string;
  /** The database's time. */
  readonly now: () => Promise<number>;
  /** Milliseconds that must have passed since it was last done, whoever did it. */
  readonly interval: number;
}

/** False when another process is at it, or has just been. */
export async function takeChore(db: Kysely<Tables>, { name, owner, now, interval }: ChoreClaim): Promise<boolean> {
  const at = await now();
  const mine = { owner, held_until: at + claimLifetime };
  const row = await db
    .insertInto('chores')
    .values({ name, done_at: null, ...mine })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet(mine)
        .where('chores.held_until', '<=', at)
        .where(({ eb, or }) =>
          or([
            eb('chores.done_at', 'is', null),
            eb('chores.done_at', '<=', at - interval),
            // The clock has been set back.
            eb('chores.done_at', '>', at),
          ]),
        ),
    )
    .returning('name')
    .executeTakeFirst();
  return row !== undefined;
}

/** A sign of life. False when another process has taken over. */
export async function keepChore(db: Kysely<Tables>, { name, owner, now }: ChoreClaim): Promise<boolean> {
  const held = { held_until: (await now()) + claimLifetime };
  const row = await ofOwner(db, name, owner).set(held).returning('name').executeTakeFirst();
  return row !== undefined;
}

export async function finishChore(db: Kysely<Tables>, { name, owner, now }: ChoreClaim): Promise<void> {
  await ofOwner(db, name, owner)
    .set({ held_until: 0, done_at: await now() })
    .execute();
}

function ofOwner(db: Kysely<Tables>, name: string, owner: string) {
  return db.updateTable('chores').where('name', '=', name).where('owner', '=', owner);
}
