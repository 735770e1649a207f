/**
 * The floor: what the endpoint sends to its database for an act is recorded once, in this process, and then sent again
 * to a copy of the database as it was before, by the same driver, with nothing in between. The values are the recorded
 * ones, so that the same rows are found, written and locked.
 */

import type { RoundTrips, Sent } from '../../test/support/round-trips.js';
import type { Lease, Statement } from '../former-statements.js';

/** @returns what was sent, by the connections that it was sent over */
export async function record<T>(trips: RoundTrips, act: () => Promise<T>): Promise<readonly [T, Lease[]]> {
  const [result, sent] = await trips.recording(act);
  return [result, leasesOf(sent)];
}

/** A transaction keeps its connection, every other statement borrows one for itself. */
export function leasesOf(sent: readonly Sent[]): Lease[] {
  const leases: Statement[][] = [];
  const open = new Map<object, Statement[]>();
  for (const { text, values, connection } of sent) {
    const lease = open.get(connection);
    if (lease === undefined) leases.push([{ text, values }]);
    else lease.push({ text, values });
    if (text === 'begin') open.set(connection, leases.at(-1) ?? []);
    if (text === 'commit' || text === 'rollback') open.delete(connection);
  }
  return leases;
}
