/** A challenge as it is stored, and what it has come to. */

import type {
  ApprovalRejection,
  Challenge,
  ChallengeOutcome,
  MethodKind,
  Purpose,
  Transaction,
} from '../../generated/contract.js';

/** Omit for each member of a union. */
type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** The part of the answer that stays the same while the challenge lives. */
export type ChallengeView = Without<Challenge, ChangingField>;

type ChangingField = 'expiresAt' | 'attemptsLeft' | 'serverTime' | 'resendAt' | 'resendsLeft';

/** Times are epoch milliseconds of the database's clock. */
export interface ChallengeRecord {
  readonly id: string;
  readonly session: string;
  readonly account: string;
  readonly channel: string;
  readonly purpose: Purpose;
  readonly transactionFingerprint: string;
  /** What the question of a bound code follows from; null where there is none. */
  readonly transaction: Transaction | null;
  /** Of a bound code. */
  readonly nonce: string | null;
  readonly authenticatorId: string;
  readonly kind: MethodKind;
  readonly view: ChallengeView;
  /** HMAC of the code that was sent, for methods that deliver. */
  readonly codeMac: string | null;
  /**
   * `ended`: its method was given up. `denied`: rejected on the customer's device. `withdrawn`: nobody asks any more.
   * `expired`: somebody was told so, and it is from then on.
   */
  readonly state: 'pending' | 'accepted' | 'replaced' | 'ended' | 'denied' | 'withdrawn' | 'expired';
  readonly attemptsUsed: number;
  readonly attemptsAllowed: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly resendAt: number | null;
  readonly resendsLeft: number | null;
  readonly grantId: string | null;
  /** Of the session that asked; null from before it was kept. */
  readonly sessionExpiresAt: number | null;
  /** Two digits that a device has to know; empty where it need not, null where none may answer. */
  readonly approvalNumber: string | null;
  /** Why it was denied. */
  readonly denial: ApprovalRejection['reason'] | null;
  /**
   * When another process may wake the device, if the first has not been heard of by then; null where it need not be
   * woken, or has been.
   */
  readonly wakeAt: number | null;
  readonly decoy: boolean;
}

export const deliveredKinds = ['sms', 'email', 'voice'] as const;
export type DeliveredKind = (typeof deliveredKinds)[number];

export function isDelivered(kind: MethodKind): kind is DeliveredKind {
  return (deliveredKinds as readonly MethodKind[]).includes(kind);
}

/** Whether its code answers a question. */
export function isBound(view: ChallengeView): view is ChallengeView & { readonly suite: string } {
  return 'suite' in view && view.suite !== undefined;
}

/** A challenge that a later code replaced, or whose method was given up, is told as expired. */
export function outcomeState(challenge: ChallengeRecord, now: number): ChallengeOutcome['state'] {
  if (challenge.state === 'accepted') return 'accepted';
  if (challenge.state !== 'pending') return 'expired';
  if (challenge.attemptsUsed >= challenge.attemptsAllowed) return 'locked';
  return challenge.expiresAt <= now ? 'expired' : 'pending';
}

export function timestamp(time: number): string {
  return new Date(time).toISOString();
}

/** The challenge as the contract has it. */
export function presentChallenge(challenge: ChallengeRecord, now: number): Challenge {
  const { view, resendAt, resendsLeft, approvalNumber: number } = challenge;
  return {
    ...view,
    ...(resendAt === null ? {} : { resendAt: timestamp(resendAt), resendsLeft: resendsLeft ?? 0 }),
    ...(number === null ? {} : { approval: number === '' ? {} : { number } }),
    expiresAt: timestamp(challenge.expiresAt),
    attemptsLeft: Math.max(0, challenge.attemptsAllowed - challenge.attemptsUsed),
    serverTime: timestamp(now),
  } as Challenge;
}
