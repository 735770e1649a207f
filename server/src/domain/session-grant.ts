/** One verification that covers later acts of its session, as policy allows and the customer has asked. */

import type { Purpose, SessionCovers } from '../../generated/contract.js';
import { timestamp } from './challenge.js';
import type { SessionGrantPolicy } from './policy.js';
import { mayBeCovered } from './purposes.js';
import type { GrantRecord } from './grant.js';

/** One purpose, and until when it is covered; epoch milliseconds. */
export interface Cover {
  readonly purpose: Purpose;
  readonly until: number;
}

/** Times are epoch milliseconds of the database's clock. */
export interface SessionGrantRecord {
  readonly id: string;
  readonly session: string;
  readonly customer: string;
  readonly account: string;
  readonly channel: string;
  /** What the customer has proved themselves by. */
  readonly authenticatorId: string;
  readonly method: GrantRecord['method'];
  readonly device: string | null;
  /** What the customer has agreed to. */
  readonly covers: readonly Cover[];
  /** The grant of that proof. */
  readonly openedBy: string;
  readonly authenticatedAt: number;
  /** When an act was last covered. */
  readonly usedAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | null;
}

/** Whether policy lets one verification cover this purpose; never what is always proved anew, whatever it says. */
export function isCoverable({ maxAge }: SessionGrantPolicy, purpose: Purpose): boolean {
  return mayBeCovered(purpose) && (maxAge[purpose] ?? 0) > 0;
}

/** Whether policy covers anything at all. */
export function coversAnything(policy: SessionGrantPolicy): boolean {
  return coverable(policy).length > 0;
}

function coverable(policy: SessionGrantPolicy): Purpose[] {
  return (Object.keys(policy.maxAge) as Purpose[]).filter((purpose) => isCoverable(policy, purpose));
}

/**
 * What the customer may ask for beside a proof for that purpose; null where there is nothing. A proof of what is always
 * proved anew, such as a transfer, opens nothing: nobody shall read the two together.
 * @param sessionEnds epoch milliseconds, as `now`
 */
export function sessionOffer(
  policy: SessionGrantPolicy,
  purpose: Purpose,
  { now, sessionEnds }: { readonly now: number; readonly sessionEnds: number },
): readonly Cover[] | null {
  if (purpose !== 'login' && !isCoverable(policy, purpose)) return null;
  const covers = coverable(policy).map((each) => ({
    purpose: each,
    until: Math.min(now + (policy.maxAge[each] ?? 0), sessionEnds),
  }));
  return covers.length > 0 ? covers : null;
}

/**
 * What it still covers: what the customer has agreed to, as far as policy stands by it now. Nothing once it has ended,
 * or has lain idle.
 */
export function standingCovers(grant: SessionGrantRecord, policy: SessionGrantPolicy, now: number): Cover[] {
  if (grant.endedAt !== null || grant.expiresAt <= now || grant.usedAt + policy.idle <= now) return [];
  return grant.covers
    .filter(({ purpose }) => isCoverable(policy, purpose))
    .map(({ purpose, until }) => ({
      purpose,
      until: Math.min(until, grant.authenticatedAt + (policy.maxAge[purpose] ?? 0)),
    }))
    .filter(({ until }) => until > now);
}

export function presentCovers(covers: readonly Cover[]): SessionCovers {
  return covers.map(({ purpose, until }) => ({ purpose, until: timestamp(until) }));
}
