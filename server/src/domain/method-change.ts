/** One entry of the audit trail: what became of an account's methods, whose doing it was, and by which proof. */

import type { MethodChange, MethodKind } from '../../generated/contract.js';
import { timestamp } from './challenge.js';
import type { GrantRecord } from './grant.js';

/** What a grant tells of how it was earned. Times are epoch milliseconds. */
export interface Proof {
  readonly channel: string;
  readonly method: MethodKind;
  readonly authenticatedAt: number;
}

export interface MethodChangeRecord {
  readonly act: MethodChange['act'];
  readonly account: string;
  readonly customer: string;
  readonly at: number;
  readonly device: string | null;
  /** Where it happened; null for what a device does by itself. */
  readonly channel: string | null;
  /** Null where the session was enough. */
  readonly proof: Pick<Proof, 'method' | 'authenticatedAt'> | null;
  /** What was reopened. */
  readonly method?: MethodKind;
  /** Who of the broker's staff did it; absent where the customer did. */
  readonly actor?: string;
  /** The second of them, where policy asks for two. */
  readonly approver?: string;
  /** Theirs, or the customer's where they denied a request. */
  readonly reason?: string;
}

export function proofOf({ channel, method, authenticatedAt }: GrantRecord): Proof {
  return { channel, method, authenticatedAt };
}

export function presentMethodChange(change: MethodChangeRecord): MethodChange {
  const { act, at, customer, channel, device, proof, method, actor, approver, reason } = change;
  return {
    act,
    at: timestamp(at),
    customer,
    channel,
    device,
    proof: proof === null ? null : { method: proof.method, authenticatedAt: timestamp(proof.authenticatedAt) },
    ...(method === undefined ? {} : { method }),
    ...(actor === undefined ? {} : { actor }),
    ...(approver === undefined ? {} : { approver }),
    ...(reason === undefined ? {} : { reason }),
  };
}
