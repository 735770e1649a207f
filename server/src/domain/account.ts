/** An account, the authenticators behind it, and which of them count where. */

import type { CodeFormat, LocalizedText, Method, MethodKind, Purpose } from '../../generated/contract.js';
import type { Channel } from './channels.js';
import type { TotpParameters } from './otp.js';
import { purposeRules } from './purposes.js';

export type KbOtpState = 'none' | 'pending' | 'active' | 'locked' | 'disabled';

/** One way in which an account can prove itself. */
export interface Authenticator {
  readonly id: string;
  readonly account: string;
  readonly kind: MethodKind;
  readonly state: 'pending' | 'active' | 'disabled';
  /** Shut after too many wrong codes, until another method of the account is proved. */
  readonly suspended: boolean;
  /** Its own name; only where the kind does not name it. */
  readonly label: LocalizedText | null;
  /** Where codes go, masked. */
  readonly target: string | null;
  /** Where the customer finds the code: name of the phone, serial number of the token. */
  readonly source: string | null;
  readonly deviceId: string | null;
  readonly codeFormat: CodeFormat;
  readonly totp: TotpParameters | null;
  /** Steps by which the clock that makes the codes is known to be ahead (negative: behind). */
  readonly drift: number;
  /** Ciphertexts; null for an account that is not the session's own. */
  readonly sealedTarget: string | null;
  readonly sealedSecret: string | null;
}

export interface Account {
  readonly id: string;
  /** `lapsed`: it was synchronized, and KB-OTP was cancelled on the base account. */
  readonly derivatives: 'none' | 'independent' | 'synchronized' | 'lapsed';
  /** Epoch milliseconds; null when it never has. */
  readonly methodChangedAt: number | null;
  /** In the order in which they are offered. */
  readonly authenticators: readonly Authenticator[];
  /** Stands in for an account that is not the session's own: looks like one, and no code is ever right for it. */
  readonly decoy: boolean;
}

/** As in the middle of a sentence; whoever opens a line with one raises its letter. */
const labels: Readonly<Record<MethodKind, LocalizedText>> = {
  'kb-otp': { vi: 'KB-OTP', en: 'KB-OTP' },
  sms: { vi: 'tin nhắn SMS', en: 'text message (SMS)' },
  email: { vi: 'email', en: 'email' },
  voice: { vi: 'cuộc gọi thoại', en: 'voice call' },
  matrix: { vi: 'thẻ ma trận', en: 'matrix card' },
  token: { vi: 'thiết bị token', en: 'hardware token' },
  password: { vi: 'mật khẩu giao dịch', en: 'trading password' },
  other: { vi: 'phương thức khác', en: 'another method' },
};

export function toMethod(authenticator: Authenticator): Method {
  const { id, kind, label, target } = authenticator;
  return { id, kind, label: label ?? labels[kind], ...(target === null ? {} : { target }) };
}

export function kbOtpOf(account: Account): Authenticator | null {
  return account.authenticators.find(({ kind }) => kind === 'kb-otp') ?? null;
}

export function kbOtpState(account: Account): KbOtpState {
  const kbOtp = kbOtpOf(account);
  if (kbOtp === null) return 'none';
  return kbOtp.state === 'active' && kbOtp.suspended ? 'locked' : kbOtp.state;
}

/** What the account goes back to without KB-OTP; those that are not shut come first. */
export function previousMethods(account: Account): Authenticator[] {
  return account.authenticators.filter(({ kind, state }) => kind !== 'kb-otp' && state === 'active').sort(shutLast);
}

/** The authenticators that count for this purpose on this channel: the one in force first, those that are shut last. */
export function authenticatorsFor(account: Account, channel: Channel, purpose: Purpose): Authenticator[] {
  const kbOtp = kbOtpOf(account);
  const previous = previousMethods(account);
  // With nothing else left it is KB-OTP that is asked for, and found shut.
  if (kbOtp !== null && kbOtpState(account) === 'locked' && previous.length === 0) return [kbOtp];
  if (kbOtp === null || kbOtpState(account) !== 'active') return previous;
  if (purpose === 'cancel') return makesCodes(account, kbOtp) ? [...previous, kbOtp].sort(shutLast) : previous;
  const reached = channel.account === 'base' || account.derivatives === 'synchronized';
  return reached && purposeRules[purpose].provedBy === 'method-in-force' ? [kbOtp] : previous;
}

/** Whether a device holds the seed; after a password reset none does. Stand-ins look as if. */
function makesCodes({ decoy }: Account, { sealedSecret }: Authenticator): boolean {
  return decoy || sealedSecret !== null;
}

function shutLast(a: Authenticator, b: Authenticator): number {
  return Number(a.suspended) - Number(b.suspended);
}
