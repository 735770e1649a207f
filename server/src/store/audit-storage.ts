/** What the chain of the audit trail asks of storage. */

import type { AuditEntry, AuditPoint } from '../../generated/contract.js';

export interface AuditRecords {
  /** Until the transaction ends nobody else links entries, or takes something out of them. */
  hold(): Promise<AuditPoint>;
  /** Links the entries that wait, the oldest first, of a transaction. @returns where the chain ends then */
  link(most: number): Promise<AuditPoint & { readonly linked: number }>;
  /** The entries after one, in the order of the chain. */
  after(seq: number, most: number): Promise<AuditStretch>;
}

export interface AuditStretch {
  /** What the oldest entry of all follows. */
  readonly base: AuditPoint;
  /** The last entry of all. */
  readonly head: AuditPoint;
  readonly entries: readonly AuditEntry[];
}

/** `head`: the last entry of the chain; `base`: what its oldest one follows. */
export interface AuditPointRow {
  name: 'head' | 'base';
  seq: number;
  hash: string;
}
