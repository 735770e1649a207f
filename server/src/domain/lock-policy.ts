/** What a row of wrong codes brings: nothing, a growing wait, suspension. */

import type { LockPolicy } from './policy.js';

export type Lock =
  | { readonly kind: 'open' }
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'suspended' };

/**
 * The lock that the attempt number `failures` in a row leaves behind when it is wrong.
 * @param failures wrong attempts in a row, this one included
 * @param now epoch milliseconds
 */
export function lockAfter(failures: number, now: number, policy: LockPolicy): Lock {
  if (failures >= policy.suspendAt) return { kind: 'suspended' };
  if (failures < policy.waitFrom) return { kind: 'open' };
  const wait = Math.min(policy.firstWait * 2 ** (failures - policy.waitFrom), policy.longestWait);
  return { kind: 'waiting', until: now + wait };
}
