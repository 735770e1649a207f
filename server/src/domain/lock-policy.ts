/**
 * What a row of wrong codes brings: nothing, a growing wait, suspension.
 *
 * A wait is for whoever entered them: a session, or the device that makes the codes. So nobody makes the owner of the
 * account wait by guessing in another session. All sessions together have so many wrong codes and no more, because a
 * session is soon renewed; then the method is shut to all of them. The device that makes the codes and proves that it
 * is the one needs no guesses, so it has a count of its own, and nobody else's guesses shut it.
 */

import type { Authenticator } from './account.js';
import type { LockPolicy } from './policy.js';

export type Lock =
  { readonly kind: 'open' } | { readonly kind: 'waiting'; readonly until: number } | { readonly kind: 'suspended' };

/** Whose wrong codes are counted together. */
export interface Subject {
  readonly key: string;
  /** The device that makes the codes has shown that it is the one. */
  readonly isProven: boolean;
}

/** The attempt itself is in every count. */
export interface AttemptCount {
  /** In a row, of the subject. */
  readonly failures: number;
  /** In a row, of all that are shut together with it; one's right code ends its own row alone. */
  readonly together: number;
  /** Since the period began, of the same; no right code takes any back. */
  readonly recent: number;
}

/** @param session `device`: which one the request has proved itself to be */
export function subjectOf(
  { id, device }: { readonly id: string; readonly device: string | null },
  { deviceId }: Pick<Authenticator, 'deviceId'>,
): Subject {
  const isProven = device !== null && device === deviceId;
  return { key: isProven ? `device:${device}` : `session:${id}`, isProven };
}

/** The lock that an attempt leaves behind when it is wrong. */
export function lockFor({ failures, together, recent }: AttemptCount, now: number, policy: LockPolicy): Lock {
  if (together >= policy.suspendAt || recent >= policy.ceiling.most) return { kind: 'suspended' };
  return lockAfter(failures, now, policy);
}

/**
 * The same for one subject alone.
 * @param failures wrong attempts in a row, this one included
 * @param now epoch milliseconds
 */
export function lockAfter(failures: number, now: number, policy: LockPolicy): Lock {
  if (failures >= policy.suspendAt) return { kind: 'suspended' };
  if (failures < policy.waitFrom) return { kind: 'open' };
  const wait = Math.min(policy.firstWait * 2 ** (failures - policy.waitFrom), policy.longestWait);
  return { kind: 'waiting', until: now + wait };
}
