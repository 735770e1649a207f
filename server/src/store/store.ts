/**
 * What the services ask of storage. Every rule that must hold when several processes work at once is one conditional
 * UPDATE behind one of these methods; a SELECT never decides.
 */

import type { Account, Authenticator } from '../domain/account.js';
import type { ChallengeRecord } from '../domain/challenge.js';
import type { GrantRecord } from '../domain/grant.js';
import type { AttemptCount, Lock, Subject } from '../domain/lock-policy.js';
import type { CellCounts } from '../domain/matrix.js';
import type { Ceiling } from '../domain/policy.js';
import type { Outcome } from '../domain/outcome.js';
import type { AuditPoint, MethodKind, Purpose } from '../../generated/contract.js';
import type { ActRecords } from './act-store.js';
import type { Swept } from './sweep.js';
export type { AttemptCount } from '../domain/lock-policy.js';
export type { SendRecords, SendScope, TollScope } from './send-storage.js';
export type { IdempotencyRecords, RequestClaim, RequestKey } from './idempotency-storage.js';
import type { AuditRecords } from './audit-storage.js';
import type {
  AuthenticatorRecords,
  DeviceRecords,
  EnrolmentRecords,
  MethodChangeRecords,
  NoticeRecords,
} from './device-storage.js';
import type { HelpDeskRecords } from './help-desk-storage.js';
import type { IdempotencyRecords } from './idempotency-storage.js';
import type { PrivacyRecords } from './privacy-storage.js';
import type { ProvisioningRecords } from './provisioning-storage.js';
import type { SendRecords } from './send-storage.js';
import type { SessionGrantRecords } from './session-grant-storage.js';
import type { WakeRecords } from './wake-storage.js';

export interface Store extends Records {
  /**
   * Runs the work in one transaction; a refusal rolls it back.
   * The work may run again after a serialization failure, so it must touch nothing but the records.
   */
  transaction<T>(work: (records: Records) => Promise<Outcome<T>>): Promise<Outcome<T>>;
  /**
   * Runs work that writes once, by one act that says so, after it has read. Such an act is a transaction by itself
   * where others work at the same time (PostgreSQL), and what is read before sees there no other in one; SQLite keeps
   * all others out.
   */
  single<T>(work: (records: Records) => Promise<Outcome<T>>): Promise<Outcome<T>>;
  /** The database's time as last read, carried on by this process's monotonic clock. */
  estimatedNow(): number;
  /**
   * Removes what has been over for long, unless another process is at it.
   * @param interval milliseconds that must have passed since the last time, whoever did it
   * @returns how much of each table; null when there was nothing to do here
   */
  sweep(interval?: number): Promise<Swept | null>;
  /**
   * Links the entries of the audit trail that wait, in batches. @returns where the chain ends then; null when none did
   */
  linkTrail(): Promise<AuditPoint | null>;
  /** Takes work that one process does at a time. Null when another is at it. */
  chore(name: string): Promise<Chore | null>;
  /** @throws when the database takes no change: it is full, or a standby */
  probe(): Promise<void>;
  /** Milliseconds by which the oldest row of each table is late to go. */
  lateness(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

export interface Chore {
  /** A sign of life. False when another process has taken over. */
  keep(): Promise<boolean>;
  finish(): Promise<void>;
}

export interface Records {
  /** The database's time, epoch milliseconds. */
  now(): Promise<number>;
  readonly accounts: AccountRecords;
  readonly guards: GuardRecords;
  readonly sends: SendRecords;
  readonly challenges: ChallengeRecords;
  readonly grants: GrantRecords;
  readonly sessionGrants: SessionGrantRecords;
  readonly idempotency: IdempotencyRecords;
  readonly authenticators: AuthenticatorRecords;
  readonly devices: DeviceRecords;
  readonly enrolments: EnrolmentRecords;
  readonly notices: NoticeRecords;
  readonly methodChanges: MethodChangeRecords;
  readonly acts: ActRecords;
  readonly limits: LimitRecords;
  readonly provisioning: ProvisioningRecords;
  readonly helpDesk: HelpDeskRecords;
  readonly privacy: PrivacyRecords;
  readonly audit: AuditRecords;
  readonly wakes: WakeRecords;
}

export interface HeldAccount extends Pick<Account, 'id' | 'methodChangedAt'> {
  readonly customer: string;
  /** By the help desk: nothing that was proved for it counts. */
  readonly isSuspended: boolean;
}

/** Buckets of requests; see `http/limiter.ts`. */
export interface LimitRecords {
  /** Takes from a bucket. @returns when it will be full again, epoch milliseconds */
  spend(key: string, milliseconds: number, now: number): Promise<number>;
}

export interface AccountRecords {
  /** The account with its authenticators, if it is this customer's, but not whether they are suspended. */
  find(id: string, customer: string): Promise<Account | null>;
  /**
   * The same, with what of it is suspended, or of what stands in for it, and the time: one statement, which takes as
   * long whosever account it is.
   */
  look(question: AccountQuestion): Promise<SeenAccount>;
  /** False when the derivatives trading account is in none of the states `from`. */
  moveDerivatives(
    id: string,
    from: ReadonlyArray<Account['derivatives']>,
    to: Account['derivatives'],
  ): Promise<boolean>;
  /** The limits that hold for a while after a change of method begin now. */
  noteMethodChange(ids: readonly string[], at: number): Promise<void>;
  /**
   * For the host's back end: whoever's account it is. Until the transaction ends its methods stay as they are.
   * Null when it is not there.
   */
  hold(id: string): Promise<HeldAccount | null>;
}

export interface AccountQuestion {
  readonly id: string;
  readonly customer: string;
  /** The device that the session has proved to be. */
  readonly device: string | null;
  /** Authenticators that stand in if the account is not the customer's. */
  readonly standIns: readonly string[];
}

export interface SeenAccount {
  readonly account: Account | null;
  /** Of the account or of the stand-ins, as far as this session is concerned. */
  readonly suspended: ReadonlySet<string>;
  /** By the help desk, with all that it has. */
  readonly isSuspended: boolean;
  readonly now: number;
}

/** One code that somebody enters. */
export interface Attempt {
  readonly authenticatorId: string;
  readonly subject: Subject;
}

/** One that was right. */
export interface RightAttempt extends Attempt {
  /** Counting it has suspended the authenticator. */
  readonly hasShut: boolean;
}

/**
 * What makes a right code good once: its step, after which no earlier one is taken either, or the cells that the card
 * is asked for, whichever challenges wait for them. Null where its challenge does.
 */
export type Use = { readonly step: number } | { readonly cells: readonly string[] } | null;

/** Milliseconds after which wrong codes count no more: those in a row, and those under the ceiling. */
export interface CountingSpans {
  readonly memory: number;
  readonly ceiling: number;
}

export interface Reopening {
  readonly account: string;
  /** The others stay as they are. */
  readonly only?: string;
  /** Stays as it is. */
  readonly except?: string;
  /** Ends the waits of single sessions too, not suspensions alone. */
  readonly waits: boolean;
  /** What has come to it stays shut, and nothing that counts towards it is forgotten; without one all is. */
  readonly ceiling?: Ceiling;
}

export interface AskedCells {
  /** They stay asked until they are answered, so that nobody can draw until known ones come up. */
  readonly asked: readonly string[] | null;
  readonly drawn: CellCounts;
}

export interface GuardRecords {
  /** What the subject finds; the guard is made when it was not there yet. */
  open(authenticatorId: string, subject: Subject, now: number): Promise<Lock>;
  /** Counts one attempt before it is looked at. Null, and to be rolled back, when the subject may make none now. */
  countAttempt(attempt: Attempt, spans: CountingSpans, now: number): Promise<AttemptCount | null>;
  /** Of a transaction that counts an attempt. */
  lock(attempt: Attempt, lock: Lock): Promise<void>;
  /** True when the customer was not told of a wait after `since`; they are now. */
  noteTold(authenticatorId: string, since: number, now: number): Promise<boolean>;
  /**
   * After a right code: uses it up, and forgets its coordinates and the failures of its subject. What was sent stays
   * counted. False when it was used before.
   */
  useUp(attempt: RightAttempt, use: Use, answeredAt?: number): Promise<boolean>;
  /** Never accept this step, nor one before it. */
  passStep(authenticatorId: string, step: number): Promise<void>;
  /** Never accept this step: its code has been shown to the endpoint too early. */
  burnStep(authenticatorId: string, step: number): Promise<void>;
  /** Opens those of the authenticators that are shut, and forgets what shut them. @returns those that were */
  reopen(which: Reopening, now: number): Promise<string[]>;
  /** What the card is asked for. Until the transaction ends nobody else asks, draws or answers rightly. */
  holdCells(authenticatorId: string): Promise<AskedCells>;
  /** Asks for these cells, of a transaction that holds them. */
  askCells(authenticatorId: string, coordinates: readonly string[], drawn: CellCounts): Promise<void>;
  /** The first step whose code can still be accepted. */
  nextStep(authenticatorId: string): Promise<number>;
}

export interface PendingQuery {
  readonly session: string;
  readonly authenticatorId: string;
  readonly channel: string;
  readonly purpose: Purpose;
  readonly transactionFingerprint: string;
}

export interface SentCode {
  readonly codeMac: string | null;
  readonly expiresAt: number;
  readonly resendAt: number | null;
  readonly resendsLeft: number | null;
}

export interface AnswerableChallenge {
  readonly challenge: ChallengeRecord;
  readonly authenticator: Authenticator | null;
  /** The account, by the help desk. */
  readonly isSuspended: boolean;
  readonly now: number;
}

export interface ChallengeRecords {
  add(challenge: ChallengeRecord): Promise<void>;
  find(id: string, session: string): Promise<ChallengeRecord | null>;
  /** The challenge that still waits for its answer to the same question. */
  findPending(query: PendingQuery, now: number): Promise<ChallengeRecord | null>;
  /** Whether a code for this question was sent for which another has to wait still. */
  wasSent(query: PendingQuery, now: number): Promise<boolean>;
  /** With its authenticator, if that is this customer's; and the time. Of whichever session where none is named. */
  findToAnswer(id: string, session: string | null, customer: string): Promise<AnswerableChallenge | null>;
  /** Those that the customer may approve on this device, the latest first. */
  waitingFor(device: string, customer: string, now: number): Promise<ChallengeRecord[]>;
  /** False when it has an outcome already, or has run out. */
  end(id: string, how: Pick<ChallengeRecord, 'state' | 'denial'>, now: number): Promise<boolean>;
  /** Has run out, for everybody and for good; where it has, and nothing else came before. */
  expire(id: string, now: number): Promise<void>;
  /** Those of them that wait for nothing any more. */
  over(ids: readonly string[], now: number): Promise<string[]>;
  /** Counts one attempt. Null when the challenge takes none any more. */
  countAttempt(id: string, session: string, now: number): Promise<ChallengeRecord | null>;
  /** False when it was accepted or replaced before. */
  accept(id: string, grantId: string): Promise<boolean>;
  /** A later code takes the place of these. */
  replacePending(query: PendingQuery): Promise<void>;
  updateView(id: string, view: ChallengeRecord['view']): Promise<void>;
  /** Ends the challenges of an authenticator that wait for the answer that this view asks for too. */
  endSame(authenticatorId: string, view: ChallengeRecord['view']): Promise<void>;
  /** Takes back a challenge whose code was not sent. */
  withdraw(id: string): Promise<void>;
  /** Ends the challenges of these accounts that wait for a code. */
  endPending(accounts: readonly string[]): Promise<void>;
  /** Puts another code in place. False when the challenge waits for none any more. */
  updateCode(id: string, code: SentCode): Promise<boolean>;
}

export interface Redemption {
  readonly tokenHash: string;
  readonly account: string;
  readonly purpose: Purpose;
  readonly transactionFingerprint: string;
}

export interface GrantRecords {
  add(grant: GrantRecord): Promise<void>;
  find(id: string): Promise<GrantRecord | null>;
  findByToken(tokenHash: string): Promise<GrantRecord | null>;
  /** Grants for the whole session that are still good. */
  ofSession(session: string, account: string, now: number): Promise<GrantRecord[]>;
  /** Spends a `once` grant. False when it does not fit or was spent before. */
  redeem(redemption: Redemption, now: number): Promise<boolean>;
  /** Ends what these accounts have earned and not spent, in every session, but for what is kept. */
  end(accounts: readonly string[], kept: KeptGrants, now: number): Promise<void>;
  /** Dong of the account's transfers that counted towards a limit after `since`. */
  transferredSince(account: string, since: number): Promise<number>;
  countTransfer(transfer: LimitedTransfer): Promise<void>;
}

/** A cash transfer that counts towards a reduced limit. */
export interface LimitedTransfer {
  readonly grantId: string;
  readonly account: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Dong. */
  readonly amount: number;
}

/** Grants for the whole of this session, unless they were earned by the method that is given up. */
export interface KeptGrants {
  readonly session: string;
  readonly unlessBy: MethodKind | null;
}
