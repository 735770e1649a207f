/** What enrolment, devices and unlocks ask of storage; the same rules hold as in `store.ts`. */

import type { DeviceRecord, EnrolmentRecord, HeldAccount, Notice, NoticeSend } from '../domain/device.js';
import type { MethodChangeRecord } from '../domain/method-change.js';
import type { TotpParameters } from '../domain/otp.js';
import type { GivenUp } from '../domain/outbox.js';
import type { Ceiling } from '../domain/policy.js';
import type { CodeFormat } from '../../generated/contract.js';

/** A KB-OTP authenticator that is to take the place of the account's former one. */
export interface NewKbOtp {
  readonly id: string;
  readonly account: string;
  readonly device: string;
  readonly deviceName: string;
  readonly codeFormat: CodeFormat;
  readonly totp: TotpParameters;
  readonly sealedSecret: string;
  /** The step of the first code, which is used up. */
  readonly step: number;
}

export interface AuthenticatorRecords {
  /**
   * Takes hold of these accounts until the transaction ends, so that whoever changes their authenticators waits.
   * False when one of them is not the customer's.
   */
  lockAccounts(accounts: readonly string[], customer: string): Promise<boolean>;
  /**
   * Puts a KB-OTP authenticator in place. No code of the former one is accepted from then on, not even one that is
   * being checked right now.
   * @returns the device whose codes counted until now
   */
  replaceKbOtp(kbOtp: NewKbOtp, now: number): Promise<string | null>;
  /** Takes KB-OTP from the account, seed and all; its codes end as with `replaceKbOtp`. Null when it is not on it. */
  removeKbOtp(account: string, now: number): Promise<{ readonly device: string | null } | null>;
  /** Forgets the seeds that this device holds of the accounts; KB-OTP stays in force, but nobody has a code. */
  forgetSeeds(device: string, accounts: readonly string[]): Promise<void>;
  /** @param drift steps by which the device's clock is ahead */
  setDrift(authenticatorId: string, drift: number): Promise<void>;
}

export interface GuessLimits {
  /** Without a confirmation between them. */
  readonly inRow: number;
  readonly ceiling: Ceiling;
}

export interface DeviceRecords {
  add(device: DeviceRecord, now: number): Promise<void>;
  /** The customer's device, when it is activated or has an enrolment that may still be. */
  find(id: string, customer: string, now: number): Promise<DeviceRecord | null>;
  /** The key of the customer's device, whatever has become of it. Null when there is none. */
  findKey(id: string, customer: string): Promise<string | null>;
  /** Gives a device a key. False when it has one already, or is destroyed. */
  registerKey(id: string, key: string): Promise<boolean>;
  /** The accounts on the device; those of an enrolment that waits for its activation are pending. */
  accounts(id: string, now: number): Promise<HeldAccount[]>;
  /** Makes the accounts active on this device and superseded on every other. */
  hold(id: string, accounts: readonly string[]): Promise<void>;
  /** Takes accounts from the device. @returns those that were active on it */
  release(id: string, accounts: readonly string[], state: 'removed' | 'cancelled'): Promise<string[]>;
  /** Gives the device its confirmation key and, the first time, its guesses. Null when its OPRF key is destroyed. */
  activate(id: string, sealedConfirmationKey: string, now: number): Promise<DeviceRecord | null>;
  /** Counts one evaluation. Null when the device has none left or has to wait, has no key, or is not the customer's. */
  countEvaluation(id: string, customer: string, limits: GuessLimits, now: number): Promise<DeviceRecord | null>;
  /** True when the device has reached the ceiling and nobody has said so yet; the caller does. */
  noteCeiling(id: string, most: number): Promise<boolean>;
  /** Wrong codes at the authenticators whose codes the device makes, of everybody else, since it was last unlocked. */
  countUnseen(id: string): Promise<number>;
  /** Destroys the key of a device whose evaluations are used up. False when there was none to destroy. */
  destroySpentKey(id: string, customer: string, limit: number, now: number): Promise<boolean>;
  destroyKey(id: string, now: number): Promise<void>;
  addUnlock(id: string, device: string, now: number): Promise<void>;
  hasUnlock(id: string, device: string): Promise<boolean>;
  /** Confirms an unlock and gives the device its guesses back. False when it was confirmed before. */
  confirmUnlock(id: string, device: string): Promise<boolean>;
  /** Whether the device was unlocked after `since`; `confirmed`: by the right password. */
  unlockedSince(device: string, since: number, how: 'evaluated' | 'confirmed'): Promise<boolean>;
}

export interface EnrolmentRecords {
  add(enrolment: EnrolmentRecord): Promise<void>;
  find(id: string, customer: string): Promise<EnrolmentRecord | null>;
  /** Those of a device that may still be activated. */
  open(device: string, now: number): Promise<EnrolmentRecord[]>;
  /** Counts one activation attempt. Null when the enrolment takes none any more. */
  countAttempt(id: string, customer: string, now: number): Promise<EnrolmentRecord | null>;
  /** False when it is activated or withdrawn already. */
  activate(id: string): Promise<boolean>;
  /** Ends those of a device that are not activated. */
  withdraw(device: string, now: number): Promise<void>;
  /** Ends those of a customer that are not activated and have one of these accounts. */
  end(ended: EndedEnrolments, now: number): Promise<void>;
}

/** `overtaken`: by another enrolment of one of these accounts. */
export interface EndedEnrolments {
  readonly accounts: readonly string[];
  readonly customer: string;
  readonly overtaken: boolean;
}

export interface NoticeRecords {
  /**
   * Keeps the notices, and that they are to go to every address of the customer.
   * @param lease milliseconds after which whoever finds them makes the attempts that the caller has not made
   * @returns none for accounts that are not the customer's
   */
  add(notices: readonly Notice[], customer: string, lease: number): Promise<NoticeSend[]>;
  /** Takes up to `most` that are due, for as long as the lease; the attempt is counted. */
  claim(now: number, lease: number, most: number): Promise<NoticeSend[]>;
  /** It was taken there: the address is forgotten. */
  end(notice: string, authenticators: readonly string[]): Promise<void>;
  /** The address is kept, for an operator to have it go out again. */
  giveUp(notice: string, authenticators: readonly string[], why: GivenUp, now: number): Promise<void>;
  /** Notices with what of them was given up, the oldest first. */
  dead(most: number, after?: NoticePlace): Promise<DeadNotice[]>;
  /** Has what was given up of a notice wait again, due now. @returns for how many authenticators */
  resend(notice: string, now: number): Promise<number>;
  /** After so many attempts. @param until epoch milliseconds */
  putOff(notice: string, authenticators: readonly string[], attempts: number, until: number): Promise<void>;
  backlog(): Promise<NoticeBacklog>;
}

/** In the list of those given up, which is ordered by when it happened. */
export type NoticePlace = Pick<Notice, 'at' | 'id'>;

export interface DeadNotice {
  readonly notice: Notice;
  readonly sends: ReadonlyArray<
    Pick<NoticeSend, 'channel' | 'attempts'> & { readonly why: GivenUp; readonly at: number }
  >;
}

/** What has not been taken yet. Times are epoch milliseconds; null when nothing waits. */
export interface NoticeBacklog {
  readonly waiting: number;
  /** When that happened of which the oldest tells. */
  readonly since: number | null;
  /** When the next may be tried. */
  readonly due: number | null;
  /** Given up, and kept. */
  readonly dead: number;
}

/** The audit trail: written, read, and never changed. */
export interface MethodChangeRecords {
  add(changes: readonly MethodChangeRecord[]): Promise<void>;
  /** The latest first. */
  latest(account: string, most: number): Promise<MethodChangeRecord[]>;
}
