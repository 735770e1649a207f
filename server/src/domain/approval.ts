/**
 * A challenge that the customer's own device may answer: it shows what is to be authorized, and the customer approves
 * or rejects it there.
 */

import { randomInt } from 'node:crypto';
import type { Approval, ApprovalRequest, Purpose } from '../../generated/contract.js';
import type { Authenticator } from './account.js';
import { timestamp, type ChallengeRecord } from './challenge.js';
import { channelName, type Channel } from './channels.js';
import type { ApprovalPolicy } from './policy.js';

const numbers = 100;

/**
 * The two digits that the asking page shows and the customer types on the device; empty where none are asked for, null
 * where no device can be asked.
 */
export function approvalNumber(
  { purposes, numberMatching }: ApprovalPolicy,
  { kind, deviceId }: Pick<Authenticator, 'kind' | 'deviceId'>,
  purpose: Purpose,
): string | null {
  if (kind !== 'kb-otp' || deviceId === null || !purposes.includes(purpose)) return null;
  return numberMatching ? String(randomInt(numbers)).padStart(2, '0') : '';
}

type Ended = Exclude<ChallengeRecord['state'], 'pending'>;

const states: Readonly<Record<Ended, Approval['state']>> = {
  accepted: 'approved',
  denied: 'denied',
  replaced: 'expired',
  ended: 'expired',
  withdrawn: 'expired',
  expired: 'expired',
};

export function approvalState(challenge: ChallengeRecord, now: number): Approval['state'] {
  if (challenge.state !== 'pending') return states[challenge.state];
  if (challenge.expiresAt <= now) return 'expired';
  return challenge.attemptsUsed >= challenge.attemptsAllowed ? 'locked' : 'pending';
}

/** For the page that asked. */
export function presentApproval(challenge: ChallengeRecord, now: number): Approval {
  const { approvalNumber: number, denial, expiresAt } = challenge;
  const state = approvalState(challenge, now);
  return {
    state,
    ...(state === 'pending' && number ? { number } : {}),
    ...(denial === null ? {} : { reason: denial }),
    expiresAt: timestamp(expiresAt),
    serverTime: timestamp(now),
  };
}

/** For the device. The two digits are not among it: they are on the screen of whoever asks. */
export function presentRequest(
  challenge: ChallengeRecord,
  session: string,
  channels: readonly Channel[],
): ApprovalRequest {
  const { id, account, channel, purpose, view, approvalNumber: number, createdAt, expiresAt } = challenge;
  const { suite, question } = view as { readonly suite?: string; readonly question?: string };
  return {
    id,
    account,
    accountLabel: view.accountLabel,
    channel,
    channelName: channelName(channels, channel),
    purpose,
    display: view.display,
    code: view.code,
    numberMatching: number !== '',
    sameSession: challenge.session === session,
    attemptsLeft: Math.max(0, challenge.attemptsAllowed - challenge.attemptsUsed),
    ...(suite === undefined || question === undefined ? {} : { suite, question }),
    requestedAt: timestamp(createdAt),
    expiresAt: timestamp(expiresAt),
  };
}
