/** A grant: what a proof earned, how far it reaches, how long. */

import type { Grant, MethodKind, Purpose } from '../../generated/contract.js';
import { timestamp } from './challenge.js';
import type { Policy } from './policy.js';
import { alwaysProvedAnew, orderPurposes, purposeRules } from './purposes.js';

/** Times are epoch milliseconds of the database's clock. */
export interface GrantRecord {
  readonly id: string;
  readonly tokenHash: string;
  readonly sealedToken: string;
  readonly session: string;
  readonly account: string;
  readonly channel: string;
  readonly purpose: Purpose;
  readonly method: MethodKind;
  /** Whose code it was; null for other methods. */
  readonly device: string | null;
  readonly transactionFingerprint: string;
  readonly scope: Grant['scope'];
  readonly excludes: readonly Purpose[];
  readonly authenticatedAt: number;
  readonly expiresAt: number;
  readonly redeemedAt: number | null;
  /** Of the verification that covers the act; null where the act was proved itself. */
  readonly sessionGrantId: string | null;
}

export interface GrantReach {
  readonly scope: Grant['scope'];
  readonly excludes: Purpose[];
  /** Milliseconds. */
  readonly lifetime: number;
}

export function grantReach(purpose: Purpose, policy: Policy): GrantReach {
  if (purpose !== 'login') return { scope: 'once', excludes: [], lifetime: policy.onceGrantLifetime };
  const orders = policy.sessionGrantCoversOrders ? [] : orderPurposes;
  const excludes = [...orders, ...alwaysProvedAnew];
  return { scope: 'session', excludes, lifetime: policy.sessionGrantLifetime };
}

/**
 * Whether a grant for the whole session covers this purpose. What a grant excludes was written when it was given: a
 * purpose that came later is not among it.
 */
export function sessionCovers(grant: Pick<GrantRecord, 'scope' | 'excludes'>, purpose: Purpose): boolean {
  const meant = orderPurposes.includes(purpose) ? 'order' : purpose;
  return grant.scope === 'session' && !purposeRules[purpose].alwaysAnew && !grant.excludes.includes(meant);
}

export function presentGrant(grant: GrantRecord, token: string, now: number): Grant {
  return {
    token,
    account: grant.account,
    channel: grant.channel,
    purpose: grant.purpose,
    method: grant.method,
    authenticatedAt: timestamp(grant.authenticatedAt),
    expiresAt: timestamp(grant.expiresAt),
    scope: grant.scope,
    excludes: grant.excludes,
    serverTime: timestamp(now),
  };
}
