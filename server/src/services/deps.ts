/** What the services work with. */

import { createHash, randomBytes } from 'node:crypto';
import type { RehearsedDelivery } from '../delivery/rehearsal.js';
import { refuse, type Refusal } from '../domain/outcome.js';
import type { Lock } from '../domain/lock-policy.js';
import type { Policy } from '../domain/policy.js';
import type { Retention } from '../domain/retention.js';
import type { Withheld } from '../domain/toll.js';
import type { HelpDeskActKind, MethodKind, Purpose } from '../../generated/contract.js';
import type { Mac, MacRing, Seal } from '../seal.js';
import type { KeptAnswer } from '../store/act-store.js';
import type { Records, Store } from '../store/store.js';
import type { ScanSigner } from '../scan-keys.js';
import type { Outbox } from './outbox.js';
import type { Wakes } from './wakes.js';

export interface Deps {
  readonly store: Store;
  readonly seal: Seal;
  /** For the OPRF keys of devices alone. */
  readonly oprfSeal: Seal;
  readonly codeMac: MacRing;
  /** Of numbers and addresses, so that messages are counted by them where none is readable. */
  readonly targetMac: MacRing;
  /** Of what accounts were provisioned with, which is secret in part. */
  readonly provisioningMac: MacRing;
  readonly decoyMac: Mac;
  readonly policy: Policy;
  readonly retention: Retention;
  readonly delivery: RehearsedDelivery;
  readonly outbox: Outbox;
  readonly wakes: Wakes;
  /** Signs what is scanned off a page; null where nothing is. */
  readonly scans: ScanSigner | null;
  /** Null where no browser is woken. */
  readonly push: PushFacts | null;
  readonly counts: Counts;
}

/** What a browser subscribes with, and the services that it may. */
export interface PushFacts {
  readonly applicationServerKey: string;
  readonly services: readonly string[];
}

/** What is measured on the way. */
export interface Counts {
  challenge(kind: MethodKind, channel: string): void;
  /** One comparison of a code with a secret. */
  evaluation(kind: MethodKind): void;
  answer(kind: MethodKind, channel: string, verdict: string): void;
  /** @param after milliseconds from the challenge to its right code */
  verified(kind: MethodKind, channel: string, after: number): void;
  /** `unconfirmed`: whether the carrier took it is not known. */
  delivery(kind: MethodKind, result: 'sent' | 'unconfirmed' | 'failed'): void;
  /** What an attempt to hand a notice over came to; `no-address`: there is nobody to hand it to. */
  notice(result: 'sent' | 'waiting' | 'given-up' | 'no-address'): void;
  /** `nobody`: there is no way to the device; `gone`: its subscription was over. */
  wake(result: 'taken' | 'waiting' | 'refused' | 'too-late' | 'nobody' | 'gone'): void;
  enrolment(event: EnrolmentEvent): void;
  unlock(event: UnlockEvent): void;
  helpDesk(act: HelpDeskActKind, outcome: HelpDeskOutcome): void;
  withheld(code: Withheld): void;
}

export type EnrolmentEvent = 'begun' | 'activated' | 'refused';
/** `evaluated` is one use of a device's OPRF key; `without-proof`: by a device that has no key to prove itself with. */
export type UnlockEvent = 'evaluated' | 'without-proof' | 'confirmed' | 'refused' | 'key-destroyed';

/** Asked with success, or refused by the second agent. */
export type HelpDeskOutcome = 'waiting' | 'done' | 'refused';

export interface Session {
  /** Fingerprint of the host's session; what is stored. */
  readonly id: string;
  readonly customer: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** MAC of the network address that the request comes from; empty where no session of a page asks. */
  readonly from: string;
  /** The customer's device that this request comes from, as its own key proves; null when none proves it. */
  readonly device: string | null;
  /** Why a proof that came does not hold; for developers. */
  readonly deviceFault?: string;
}

/**
 * Keeps the answer with the work that it tells of, in one transaction, so that a request that is made again after a
 * crash gets the same answer. False when another process has taken the request over: then the work must not stand.
 */
export interface Remember {
  (records: Records, body: unknown): Promise<boolean>;
  /** What is kept, for an act that keeps it itself. */
  kept(body: unknown): KeptAnswer;
}

/** 128 random bits. */
export function randomId(): string {
  return randomBytes(16).toString('base64url');
}

/** 256 random bits. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

const waysOut =
  'Suspended: another method of the account opens it when it is proved, or your back end: POST …/reopenings.';

export function refuseLocked(lock: Lock, now: number): { readonly ok: false; readonly refusal: Refusal } {
  return refuse('account_locked', {
    ...lockFacts(lock, now),
    ...(lock.kind === 'suspended' ? { detail: waysOut } : {}),
  });
}

const resumption = 'Your help desk has suspended the account, and no code counts until it resumes it.';

export function refuseSuspended(): { readonly ok: false; readonly refusal: Refusal } {
  return refuse('account_locked', { detail: resumption });
}

export function refuseChannel(channel: string, purpose: Purpose): { readonly ok: false; readonly refusal: Refusal } {
  return refuse('invalid_request', { detail: `The channel ${channel} does not take the purpose ${purpose}.` });
}

export function refuseUnfit(purpose: Purpose): { readonly ok: false; readonly refusal: Refusal } {
  return refuse('invalid_request', { detail: `The transaction does not belong to the purpose ${purpose}.` });
}

/** The same whether the challenge is another session's or nobody's. */
export function refuseUnknownChallenge(): { readonly ok: false; readonly refusal: Refusal } {
  const detail = 'A challenge is known in the session that asked for it, and in no other: see the claim `sid`.';
  return refuse('challenge_not_found', { detail });
}

/** Seconds; as the contract has it. */
export const longestRetry = 86_400;

/** How long a lock lasts, where it ends by itself. */
export function lockFacts(lock: Lock, now: number): { lockedUntil?: number; retryAfter?: number } {
  if (lock.kind !== 'waiting') return {};
  return { lockedUntil: lock.until, retryAfter: Math.min(longestRetry, secondsUntil(lock.until, now)) };
}

export function secondsUntil(time: number, now: number): number {
  return Math.max(1, Math.ceil((time - now) / 1000));
}
