/** The rows as the database holds them. Times are epoch milliseconds; truth values are 0 and 1. */

import type { Generated } from 'kysely';
import type { ChallengeRecord, DeliveredKind } from '../domain/challenge.js';
import type { GivenUp } from '../domain/outbox.js';
import type { MethodChange, MethodKind, Purpose } from '../../generated/contract.js';
import type { AuditPointRow } from './audit-storage.js';
import type { HelpDeskActRow } from './help-desk-storage.js';
import type { SendRow, SendScopeRow } from './send-storage.js';
import type { SessionGrantRow } from './session-grant-storage.js';

export type Flag = 0 | 1;

export interface Tables {
  accounts: AccountRow;
  closed_accounts: ClosedAccountRow;
  authenticators: AuthenticatorRow;
  guards: GuardRow;
  attempts: AttemptRow;
  sends: SendRow;
  send_scopes: SendScopeRow;
  burned_steps: BurnedStepRow;
  challenges: ChallengeRow;
  grants: GrantRow;
  session_grants: SessionGrantRow;
  limited_transfers: LimitedTransferRow;
  requests: RequestRow;
  devices: DeviceRow;
  device_accounts: DeviceAccountRow;
  push_subscriptions: PushSubscriptionRow;
  enrolments: EnrolmentRow;
  unlocks: UnlockRow;
  notices: NoticeRow;
  notice_sends: NoticeSendRow;
  method_changes: MethodChangeRow;
  audit_points: AuditPointRow;
  canaries: CanaryRow;
  chores: ChoreRow;
  limits: LimitRow;
  kept_secrets: KeptSecretRow;
  help_desk_acts: HelpDeskActRow;
}

export interface AccountRow {
  id: string;
  customer: string;
  derivatives: 'none' | 'independent' | 'synchronized' | 'lapsed';
  /** Null when it never has, as far as the endpoint knows. */
  method_changed_at: number | null;
  /** Fingerprint of what it was last provisioned with; null where the host's back end has not put it in. */
  provisioned: Generated<string | null>;
  /** Since when the help desk lets no code of it count; null where it does not. */
  held_at: Generated<number | null>;
}

/** An account that was closed, and is in `accounts` no more. */
export interface ClosedAccountRow {
  id: string;
  customer: string;
  closed_at: number;
}

export interface AuthenticatorRow {
  id: string;
  account: string;
  position: number;
  kind: MethodKind;
  state: 'pending' | 'active' | 'disabled';
  label: string | null;
  target: string | null;
  source: string | null;
  device_id: string | null;
  code_format: string;
  totp: string | null;
  drift: number;
  sealed_target: string | null;
  sealed_secret: string | null;
}

export interface GuardRow {
  authenticator_id: string;
  /** Only processes of the version before the eighth migration go by these two: `attempts` has taken their place. */
  failures: number;
  locked_until: number | null;
  /** For everybody but the device that makes the codes. */
  suspended: Flag;
  /** For that device. */
  device_suspended: Generated<Flag>;
  /** Wrong codes of everybody but that device since `recent_since`; no right one takes them back. */
  recent: Generated<number>;
  recent_since: Generated<number>;
  /** Wrong codes of everybody but that device since it was last unlocked. */
  unseen: Generated<number>;
  /** When the customer was last told of a wait. */
  told_at: number | null;
  last_step: number;
  last_sent_at: number | null;
  /** When a right code last came; null where none has since its number was put in. */
  answered_at: Generated<number | null>;
  coordinates: string | null;
  /** How often each cell of the card was drawn; null when none was. */
  cells_drawn: string | null;
  opened_at: number;
}

/** Wrong codes in a row of one session, or of the device that makes the codes. */
export interface AttemptRow {
  authenticator_id: string;
  subject: string;
  proven: Flag;
  failures: number;
  failed_at: number;
  locked_until: number | null;
  /** As in `guards`, for the device alone. */
  recent: number;
  recent_since: number;
}

export interface BurnedStepRow {
  authenticator_id: string;
  step: number;
}

export interface ChallengeRow {
  id: string;
  session: string;
  account: string;
  channel: string;
  purpose: Purpose;
  transaction_fingerprint: string;
  /** The transaction, JSON; null where there is none, and from before it was kept. */
  act: string | null;
  /** Null where its code answers no question. */
  nonce: string | null;
  authenticator_id: string;
  kind: MethodKind;
  view: string;
  code_mac: string | null;
  state: ChallengeRecord['state'];
  attempts_used: number;
  attempts_allowed: number;
  created_at: number;
  expires_at: number;
  resend_at: number | null;
  resends_left: number | null;
  grant_id: string | null;
  /** Null from before it was kept. */
  session_expires_at: number | null;
  approval_number: string | null;
  denial: ChallengeRecord['denial'];
  /** When somebody else may wake the device; null where it need not be woken, or has been. */
  wake_at: number | null;
  wake_attempts: number;
  decoy: Flag;
}

export interface GrantRow {
  id: string;
  token_hash: string;
  sealed_token: string;
  session: string;
  account: string;
  channel: string;
  purpose: Purpose;
  method: MethodKind;
  /** Null for other methods, and from before it was kept. */
  device: string | null;
  transaction_fingerprint: string;
  scope: 'once' | 'session';
  excludes: string;
  authenticated_at: number;
  expires_at: number;
  redeemed_at: number | null;
  /** Of the verification that covers the act; null where the act was proved itself. */
  session_grant_id: string | null;
}

export interface LimitedTransferRow {
  grant_id: string;
  account: string;
  at: number;
  amount: number;
}

export interface RequestRow {
  session: string;
  key: string;
  owner: string;
  request_hash: string;
  sealed_answer: string | null;
  started_at: number;
}

export interface DeviceRow {
  id: string;
  customer: string;
  name: string;
  /** Null once it is destroyed. */
  sealed_oprf_key: string | null;
  /** Null until the first activation, and once the OPRF key is destroyed. */
  sealed_confirmation_key: string | null;
  evaluations_unconfirmed: number;
  /** Null where the device was registered before devices had keys. */
  proof_key: string | null;
  /** Wrong passwords since `guesses_since`; no right one takes them back. */
  guesses: Generated<number>;
  guesses_since: Generated<number>;
  created_at: number;
  /** Null while the device's first enrolment is pending. */
  activated_at: number | null;
  destroyed_at: number | null;
}

/** Where a device is told that something waits for it (Web Push). */
export interface PushSubscriptionRow {
  device: string;
  sealed_subscription: string;
  registered_at: number;
}

/** An account that was activated on a device. Pending ones stand in the enrolment alone. */
export interface DeviceAccountRow {
  device: string;
  account: string;
  state: 'active' | 'superseded' | 'removed' | 'cancelled';
}

export interface EnrolmentRow {
  id: string;
  session: string;
  customer: string;
  device: string;
  accounts: string;
  public_key: string;
  server_public_key: string;
  nonce: string;
  totp: string;
  /** Null as soon as they are not needed any more. */
  sealed_keys: string | null;
  state: 'pending' | 'active' | 'overtaken';
  attempts_used: number;
  attempts_allowed: number;
  expires_at: number;
  /** Of the grant that began it; null before there was a trail. */
  channel: string | null;
  method: MethodKind | null;
  authenticated_at: number | null;
  /** JSON: account -> its own proof. Null before accounts had theirs. */
  further_proofs: string | null;
}

export interface UnlockRow {
  id: string;
  device: string;
  confirmed: Flag;
  created_at: number;
}

export interface NoticeRow {
  id: string;
  account: string;
  kind: string;
  at: number;
  what: string;
}

/** One address that a notice goes to. */
export interface NoticeSendRow {
  notice: string;
  authenticator: string;
  /** The address belongs to the account that the notice tells of; otherwise to another of the customer's. */
  own: Flag;
  channel: DeliveredKind;
  /**
   * Copied from the authenticator, which may be gone when it is tried again; null once it is taken. What a process of
   * the version before the sixteenth migration has given up has none either.
   */
  sealed_target: string | null;
  state: 'waiting' | 'sent' | 'given-up';
  attempts: number;
  /** While it waits: when whoever finds it may make the next attempt. Once it is given up: when that was. */
  next_at: number;
  /** Of what was given up. */
  why: Generated<GivenUp | null>;
  /** When an operator had it go out again; null where none has. */
  since: Generated<number | null>;
}

/** Text that is known, sealed under one key. */
export interface CanaryRow {
  seal: string;
  key_id: string;
  sealed_text: string;
}

/** Work for one process at a time. */
export interface ChoreRow {
  name: string;
  owner: string;
  held_until: number;
  /** Null before the first time. */
  done_at: number | null;
}

/** One secret, under one key. */
export interface KeptSecretRow {
  name: string;
  key_id: string;
  sealed_text: string;
}

/** A bucket of requests. */
export interface LimitRow {
  key: string;
  full_at: number;
}

/** The audit trail: nothing in it proves anything, so it holds no code, seed or token. */
export interface MethodChangeRow {
  id: string;
  act: MethodChange['act'];
  account: string;
  customer: string;
  at: number;
  channel: string | null;
  device: string | null;
  method: MethodKind | null;
  authenticated_at: number | null;
  /** Of the broker's staff; null for what customers do. */
  actor: string | null;
  /** The second of them. */
  approver: string | null;
  reason: string | null;
  /** Its place in the chain, from 1. These four are null until it is linked. */
  seq: Generated<number | null>;
  /** Of `personal`; null again once what tells whose it is was taken out. */
  salt: Generated<string | null>;
  personal: Generated<string | null>;
  /** Over the entry, and over the hash of the one before it. */
  hash: Generated<string | null>;
}
