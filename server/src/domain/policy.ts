/** The numbers that the endpoint goes by. Durations are milliseconds unless the name says otherwise. */

import type { MethodKind, Purpose } from '../../generated/contract.js';
import { boundSuite } from './bound-code.js';
import { usualChannels, type Channel } from './channels.js';
import type { HelpDeskRules } from './help-desk.js';
import { mayBeCovered } from './purposes.js';
import type { ScanPolicy } from './scan.js';
import type { TollPolicy } from './toll.js';

export interface Policy {
  readonly channels: readonly Channel[];
  readonly challengeLifetime: Readonly<Record<MethodKind, number>>;
  /** Wrong codes that one challenge bears. */
  readonly attemptsPerChallenge: number;
  readonly lock: LockPolicy;
  readonly resend: SendingPolicy;
  readonly messages: MessageCeilings;
  readonly toll: TollPolicy;
  /** Host of each channel's page, by channel: text messages are bound to it, so that a browser there reads the code. */
  readonly smsPages: Readonly<Record<string, string>>;
  /** TOTP steps before and after the current one that are taken (RFC 6238, 5.2). */
  readonly stepWindow: number;
  /** TOTP steps before and after the current one in which a code is recognized as drift, and refused. */
  readonly driftWindow: number;
  readonly matrixCells: number;
  /** How long an enrolment waits for its activation. */
  readonly enrolmentLifetime: number;
  /** Wrong first codes that one enrolment bears. */
  readonly activationAttempts: number;
  /** Guesses of a device's password without a right one between them; one more destroys the device's key. */
  readonly unconfirmedEvaluations: number;
  /** Wrong guesses in a period, whatever right ones came between; then the device waits for its end. */
  readonly guessCeiling: Ceiling;
  /** How old the unlock may be that lets accounts be added to a device. */
  readonly unlockLifetime: number;
  readonly onceGrantLifetime: number;
  readonly sessionGrantLifetime: number;
  /** Whether signing in also covers the orders of the session. Never cash. */
  readonly sessionGrantCoversOrders: boolean;
  /** What one verification covers later in its session, where the customer asks for that. */
  readonly sessionGrants: SessionGrantPolicy;
  /** HMAC of the codes of devices that enrol from now on. */
  readonly codeAlgorithm: 'SHA1' | 'SHA256';
  readonly codeDigits: number;
  readonly codePeriodSeconds: number;
  readonly passwordDigits: number;
  /**
   * Until when devices that were registered before devices had keys may do without a proof; epoch milliseconds. Null:
   * as long as they have not registered one.
   */
  readonly keylessDevicesUntil: number | null;
  readonly hotline: string | null;
  /** What the customer may approve on the device that makes the codes. */
  readonly approvals: ApprovalPolicy;
  /** Codes of KB-OTP that are bound to what they authorize. Only devices that know them can answer. */
  readonly boundCodes: BoundCodePolicy;
  /** For how long what is scanned off a page is good. */
  readonly scan: ScanPolicy;
  readonly helpDesk: HelpDeskRules;
  /** For this long after a change of method cash transfers may not exceed this many dong together. Null: no limit. */
  readonly reducedLimit: { readonly amount: number; readonly period: number } | null;
}

export interface SessionGrantPolicy {
  /** For how long, by purpose; a purpose that is not there, or has 0, is proved every time. */
  readonly maxAge: Readonly<Partial<Record<Purpose, number>>>;
  /** After so long without an act that it covers, it covers none any more. */
  readonly idle: number;
}

export interface ApprovalPolicy {
  readonly purposes: readonly Purpose[];
  /** Whether the device asks for two digits that the asking page shows. */
  readonly numberMatching: boolean;
}

export interface BoundCodePolicy {
  readonly purposes: readonly Purpose[];
  /** RFC 6287, 6: a question of eight digits and a time step. */
  readonly suite: string;
}

/** How often one may ask again for what has not been answered. */
export interface SendingPolicy {
  /** Between two codes for the same. */
  readonly interval: number;
  readonly window: number;
  /** Codes to one number within the window that nobody answered rightly, after the first. */
  readonly perWindow: number;
  /** Codes for further transactions that need not wait for the interval; the window counts them like any other. */
  readonly burst: number;
}

/**
 * Messages for one account, for one session and to one number, answered or not: a right answer gives none back. They
 * bound what a session in the wrong hands can cost, and leave whoever signs in and orders by SMS an order every two
 * minutes, or every two and a half through a whole day of trading (four hours and a quarter).
 */
export interface MessageCeilings {
  readonly perMinute: number;
  readonly perHour: number;
  readonly perDay: number;
}

export interface LockPolicy {
  /** Wrong codes in a row, of one session or device, from which on every further one brings it a wait. */
  readonly waitFrom: number;
  readonly firstWait: number;
  readonly longestWait: number;
  /** Wrong codes in a row, of all sessions together, that suspend the method. NIST SP 800-63B-4 allows 100 at most. */
  readonly suspendAt: number;
  /** How long a row of wrong codes is remembered, so that what was mistyped and left adds up to nothing. */
  readonly memory: number;
  /** Wrong codes in a period that suspend the method, whatever right ones came between. */
  readonly ceiling: Ceiling;
}

export interface Ceiling {
  readonly most: number;
  readonly period: number;
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export const failureCeiling = 100;
/** The most that the contract can say. */
export const mostDong = 1e15;

export const defaultPolicy: Policy = {
  challengeLifetime: {
    'kb-otp': 2 * minute,
    token: 2 * minute,
    matrix: 2 * minute,
    voice: 3 * minute,
    sms: 5 * minute,
    email: 5 * minute,
    password: 2 * minute,
    other: 2 * minute,
  },
  attemptsPerChallenge: 5,
  lock: {
    waitFrom: 5,
    firstWait: 30 * second,
    longestWait: hour,
    suspendAt: 20,
    memory: day,
    ceiling: { most: failureCeiling, period: 30 * day },
  },
  resend: { interval: minute, window: hour, perWindow: 5, burst: 2 },
  messages: { perMinute: 6, perHour: 30, perDay: 100 },
  toll: { prefixes: [{ prefix: '+84', most: null }], perRange: 30, perAddress: 100, unreadShare: 50 },
  smsPages: {},
  channels: usualChannels,
  stepWindow: 1,
  driftWindow: 10,
  matrixCells: 3,
  enrolmentLifetime: 10 * minute,
  activationAttempts: 5,
  unconfirmedEvaluations: 10,
  guessCeiling: { most: 30, period: 7 * day },
  unlockLifetime: 5 * minute,
  onceGrantLifetime: 5 * minute,
  sessionGrantLifetime: 8 * hour,
  sessionGrantCoversOrders: false,
  sessionGrants: { maxAge: {}, idle: 15 * minute },
  codeAlgorithm: 'SHA256',
  codeDigits: 6,
  codePeriodSeconds: 30,
  passwordDigits: 6,
  keylessDevicesUntil: null,
  hotline: null,
  approvals: { purposes: [], numberMatching: true },
  boundCodes: { purposes: [], suite: 'OCRA-1:HOTP-SHA256-8:QN08-T30S' },
  scan: { period: 10 * second, leeway: 5 * second },
  helpDesk: { fourEyes: [], otherCredential: false, decisionTime: hour, perAgent: 30, perCredential: 300 },
  reducedLimit: { amount: 10_000_000, period: 24 * hour },
};

const coverRule = 'sessionGrants.maxAge may name only purposes that are not always proved anew';
const guessCeilingRule = `guessCeiling.most must be unconfirmedEvaluations to ${failureCeiling}`;

/** Why a policy may not be used, or nothing. */
export function policyFault(policy: Policy): string | null {
  const faults: ReadonlyArray<readonly [boolean, string]> = [
    [policy.lock.suspendAt > failureCeiling, `lock.suspendAt may be ${failureCeiling} at most`],
    [policy.lock.waitFrom > policy.lock.suspendAt, 'lock.waitFrom may not exceed lock.suspendAt'],
    [
      isOutside(policy.lock.memory, policy.lock.longestWait, 30 * day),
      'lock.memory must be lock.longestWait to 30 days',
    ],
    [isOutside(policy.lock.ceiling.most, 1, failureCeiling), `lock.ceiling.most must be 1 to ${failureCeiling}`],
    [isOutside(policy.lock.ceiling.period, day, 30 * day), 'lock.ceiling.period must be a day to 30 days'],
    [policy.attemptsPerChallenge < 1 || policy.attemptsPerChallenge > 10, 'attemptsPerChallenge must be 1 to 10'],
    [policy.stepWindow < 0 || policy.stepWindow > 2, 'stepWindow must be 0 to 2'],
    [isOutside(policy.resend.burst, 0, policy.resend.perWindow), 'resend.burst must be 0 to resend.perWindow'],
    [isOutside(policy.resend.window, 1, day), 'resend.window may be a day at most'],
    [
      isOutside(policy.messages.perMinute, 1, policy.messages.perHour),
      'messages.perMinute must be 1 to messages.perHour',
    ],
    [isOutside(policy.messages.perHour, 1, policy.messages.perDay), 'messages.perHour must be 1 to messages.perDay'],
    [policy.toll.prefixes.length === 0, 'toll.prefixes must name a beginning of numbers'],
    [isOutside(policy.toll.unreadShare, 1, 100), 'toll.unreadShare must be 1 to 100'],
    [isOutside(policy.activationAttempts, 1, 10), 'activationAttempts must be 1 to 10'],
    [isOutside(policy.unconfirmedEvaluations, 1, 10), 'unconfirmedEvaluations must be 1 to 10'],
    [isOutside(policy.guessCeiling.most, policy.unconfirmedEvaluations, failureCeiling), guessCeilingRule],
    [isOutside(policy.guessCeiling.period, day, 30 * day), 'guessCeiling.period must be a day to 30 days'],
    [isOutside(policy.enrolmentLifetime, 1, 10 * minute), 'enrolmentLifetime may be 10 minutes at most'],
    [isOutside(policy.reducedLimit?.amount ?? 0, 0, mostDong), `reducedLimit.amount must be 0 to ${mostDong}`],
    [isOutside(policy.reducedLimit?.period ?? 0, 0, 30 * 24 * hour), 'reducedLimit.period may be 30 days at most'],
    [
      boundSuite(policy.boundCodes.suite) === null,
      'boundCodes.suite must be one such as OCRA-1:HOTP-SHA256-8:QN08-T30S',
    ],
    [Object.keys(policy.sessionGrants.maxAge).some((purpose) => !mayBeCovered(purpose as Purpose)), coverRule],
    [
      Object.values(policy.sessionGrants.maxAge).some((age) => isOutside(age, 0, 12 * hour)),
      'sessionGrants.maxAge may be 12 hours at most',
    ],
    [isOutside(policy.sessionGrants.idle, minute, 12 * hour), 'sessionGrants.idle must be a minute to 12 hours'],
    [policy.matrixCells < 2 || policy.matrixCells > 6, 'matrixCells must be 2 to 6'],
  ];
  return faults.find(([broken]) => broken)?.[1] ?? null;
}

function isOutside(value: number, least: number, most: number): boolean {
  return !(value >= least && value <= most);
}
