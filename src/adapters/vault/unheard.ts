import {integer, object, text, type Shape} from '../../domain/shapes.js';
import type {Confirmation} from '../../ports/vault.js';
import type {Records} from './records.js';

/** Whatever lies there goes into a path. */
const isConfirmation: Shape<Confirmation> = object<Confirmation>({
  device: text(/^[\w-]{16,64}$/),
  unlock: text(/^[\w-]{16,64}$/),
  mac: text(/^[\w-]{43}$/),
  since: integer(0, Number.MAX_SAFE_INTEGER),
  attemptsLeft: integer(0, 100),
});

/** Those of the device that is here now; none where they can't be read. */
export async function unheardIn(records: Pick<Records, 'read' | 'unheard'>): Promise<readonly Confirmation[]> {
  const [record, kept] = await Promise.all([records.read(), records.unheard()]);
  if (!record.ok || !kept.ok) return [];
  return kept.value.filter(isConfirmation).filter(({device}) => device === record.value?.device);
}
