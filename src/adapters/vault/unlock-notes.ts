import {integer, nullable, object, text} from '../../domain/shapes.js';
import type {Confirmation, UnlockNote} from '../../ports/vault.js';
import type {Records} from './records.js';

/** Whatever lies there goes into a path. */
const id = text(/^[\w-]{16,64}$/);
const count = integer(0, Number.MAX_SAFE_INTEGER);
const isNote = object<UnlockNote>({
  device: id,
  unlock: id,
  failedAttempts: count,
  confirmation: nullable(object<Confirmation>({mac: text(/^[\w-]{43}$/), since: count, attemptsLeft: count})),
});

/** Those of the device that is here now; none where they can't be read. */
export async function unlockNotesIn(records: Pick<Records, 'read' | 'notes'>): Promise<readonly UnlockNote[]> {
  const [record, kept] = await Promise.all([records.read(), records.notes()]);
  if (!record.ok || !kept.ok) return [];
  return kept.value.filter(isNote).filter(({device}) => device === record.value?.device);
}
