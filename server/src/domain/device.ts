/** A device, the accounts on it, and the enrolment that brings them there. Times are epoch milliseconds. */

import type { AccountName, Device, DeviceAccount, Enrolment, EnrolmentState } from '../../generated/contract.js';
import type { Account } from './account.js';
import { timestamp, type DeliveredKind } from './challenge.js';
import { maskAccount } from './masks.js';
import type { Proof } from './method-change.js';
import type { TotpParameters } from './otp.js';

export interface DeviceRecord {
  readonly id: string;
  readonly customer: string;
  readonly name: string;
  /** Ciphertext; null once the key is destroyed. */
  readonly sealedOprfKey: string | null;
  /** Ciphertext; null until the first activation. */
  readonly sealedConfirmationKey: string | null;
  readonly evaluationsUnconfirmed: number;
  /** Those that no right one has taken back, since then (epoch milliseconds). */
  readonly guesses: number;
  readonly guessesSince: number;
  /** The public key by which it proves that it asks itself, a JWK; null before devices had one. */
  readonly proofKey: string | null;
}

export interface HeldAccount extends Pick<Account, 'id' | 'derivatives'> {
  readonly state: DeviceAccount['state'];
}

export interface EnrolmentRecord {
  readonly id: string;
  readonly session: string;
  readonly customer: string;
  readonly device: string;
  readonly accounts: readonly string[];
  readonly publicKey: string;
  readonly serverPublicKey: string;
  readonly nonce: string;
  readonly totp: TotpParameters;
  /** Ciphertext of the seeds and the confirmation key; null when the enrolment is over. */
  readonly sealedKeys: string | null;
  /** `overtaken`: another device was registered for one of its accounts first. */
  readonly state: 'pending' | 'active' | 'overtaken';
  readonly attemptsUsed: number;
  readonly attemptsAllowed: number;
  readonly expiresAt: number;
  /** What began it. */
  readonly proof: Proof | null;
  /** Account -> its own proof, where there was one beside `proof`. */
  readonly furtherProofs: Readonly<Record<string, Proof>>;
}

/** What the holder of an account is told. */
export interface Notice {
  readonly id: string;
  readonly account: string;
  readonly kind: NoticeKind;
  readonly at: number;
  /** Null when it is not about one. */
  readonly device: string | null;
}

/** A notice on its way to one address. */
export interface NoticeSend {
  readonly notice: Notice;
  readonly authenticatorId: string;
  readonly channel: DeliveredKind;
  /** Ciphertext, as the authenticator had it. */
  readonly sealedTarget: string;
  /** Made so far, or under way. */
  readonly attempts: number;
  /** From when on it is tried: that of its notice, or when an operator had it go out again. */
  readonly since: number;
}

export type NoticeKind =
  | 'activated'
  | 'moved'
  | 'removed'
  | 'password-reset'
  | 'device-disabled'
  | 'cancelled'
  | 'synchronized'
  | 'waiting'
  | 'suspended'
  | 'password-guessed'
  | 'reopened'
  | 'request-denied'
  | 'account-suspended'
  | 'account-resumed'
  | 'device-revoked'
  | 'sessions-ended'
  | 'account-closed';

export function enrolmentState(enrolment: EnrolmentRecord, now: number): EnrolmentState['state'] {
  if (enrolment.state === 'active') return 'active';
  const isOpen =
    enrolment.state === 'pending' && enrolment.expiresAt > now && enrolment.attemptsUsed < enrolment.attemptsAllowed;
  return isOpen ? 'pending' : 'expired';
}

export function accountName({ id, derivatives }: Pick<Account, 'id' | 'derivatives'>): AccountName {
  const name = { account: id, accountLabel: maskAccount(id) };
  return derivatives === 'synchronized' ? { ...name, derivatives: true } : name;
}

export function presentHeld(held: readonly HeldAccount[]): DeviceAccount[] {
  return held.map((account) => ({ ...accountName(account), state: account.state }));
}

export function presentDevice({ id, name }: DeviceRecord, held: readonly HeldAccount[], now: number): Device {
  return { device: id, name, accounts: presentHeld(held), serverTime: timestamp(now) };
}

/** As the contract has it. */
const mostTold = 1000;

/** Wrong codes that others entered, and evaluations that nobody has confirmed, since the device was last unlocked. */
export function failedAttempts(unseen: number, unconfirmed: number): number {
  return Math.min(mostTold, unseen + unconfirmed);
}

const algorithms = { SHA1: 'SHA-1', SHA256: 'SHA-256' } as const;

/** SHA-512 is for tokens of other makers only. */
export function presentTotp({ algorithm, digits, period }: TotpParameters): Enrolment['totp'] {
  return { algorithm: algorithms[algorithm === 'SHA1' ? 'SHA1' : 'SHA256'], digits, period };
}
