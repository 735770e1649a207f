/** What a proof is asked for. A further purpose is one more row, and nothing forgets it. */

import type { Purpose } from '../../generated/contract.js';

export interface PurposeRules {
  /** Whether the method in force proves it, or one of those that the account goes back to. */
  readonly provedBy: 'method-in-force' | 'previous-methods';
  /** Signing in never covers it. */
  readonly alwaysAnew: boolean;
  /** What it is for is how the account proves itself from then on. */
  readonly changesMethod: boolean;
}

const everyDay = { provedBy: 'method-in-force', alwaysAnew: false, changesMethod: false } as const;
const change = { provedBy: 'previous-methods', alwaysAnew: true, changesMethod: true } as const;

export const purposeRules: Readonly<Record<Purpose, PurposeRules>> = {
  login: everyDay,
  order: everyDay,
  'cancel-order': everyDay,
  'cash-transfer': { ...everyDay, alwaysAnew: true },
  'cash-advance': { ...everyDay, alwaysAnew: true },
  'profile-change': { ...everyDay, alwaysAnew: true },
  enroll: change,
  cancel: change,
  synchronize: { ...change, provedBy: 'method-in-force' },
  resynchronize: change,
};

/** Whether an earlier verification of the session may cover it, if policy and the customer want that. */
export function mayBeCovered(purpose: Purpose): boolean {
  // Who has signed in has a grant for that already.
  return purpose !== 'login' && !purposeRules[purpose].alwaysAnew;
}

/** What a session that covers orders covers, and one that does not leaves out. */
export const orderPurposes: readonly Purpose[] = ['order', 'cancel-order'];

export const alwaysProvedAnew: readonly Purpose[] = (Object.keys(purposeRules) as Purpose[]).filter(
  (purpose) => purposeRules[purpose].alwaysAnew,
);
