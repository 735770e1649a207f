/** The audit trail for whoever keeps it elsewhere, or looks whether it is whole. */

import { timestamp } from '../domain/challenge.js';
import type { AuditEntries } from '../../generated/contract.js';
import type { Deps } from './deps.js';

const most = 500;

/** @param after the last that the caller has; 0 for none */
export async function auditEntries({ store }: Deps, after: number): Promise<AuditEntries> {
  const stretch = await store.audit.after(after, most);
  return { ...stretch, serverTime: timestamp(await store.now()) };
}
