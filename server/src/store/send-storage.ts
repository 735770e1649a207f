/** What the services ask of storage for messages that are counted. */

import type { Generated } from 'kysely';
import type { Sent } from '../domain/sending-policy.js';
import type { TollTally } from '../domain/toll.js';
import type { Purpose } from '../../generated/contract.js';
import type { Flag } from './tables.js';

/** Where a message counts. */
export interface SendScope {
  readonly authenticatorId: string;
  readonly account: string;
  readonly session: string;
  readonly purpose: Purpose;
  /** What the number's MAC may be, whichever key made it; the first is kept. */
  readonly targets: readonly string[];
  /** Null for what goes to no telephone. */
  readonly toll: TollScope | null;
}

/** By what toll fraud is counted; MACs as in `targets`. */
export interface TollScope {
  readonly prefix: string;
  readonly isPrefixLimited: boolean;
  readonly ranges: readonly string[];
  readonly address: string;
}

export interface TollSight {
  readonly tallies: readonly TollTally[];
  /** When the authenticator's number last answered; null where it has not. */
  readonly answeredAt: number | null;
}

/** What protects people from a flood of messages, and the broker from its price. Nothing but its age ends a count. */
export interface SendRecords {
  /**
   * What was sent after `since`, to whichever part of the scope, oldest first. Until the transaction ends nobody else
   * sends there or asks: what is decided by them holds.
   */
  hold(scope: SendScope, since: number, now: number): Promise<Sent[]>;
  /** What was sent after `since` to the places of the toll scope, of a transaction that holds them. */
  tolls(authenticatorId: string, toll: TollScope, since: number): Promise<TollSight>;
  /** Counts one message, of a transaction that holds them. */
  count(scope: SendScope, challenge: string, now: number): Promise<void>;
  /** Somebody has read the messages of this challenge. */
  answer(challenge: string): Promise<void>;
  /** Gives a counted message back that the carrier surely did not take. */
  refund(challenge: string, sentAt: number): Promise<void>;
}

export interface SendRow {
  authenticator_id: string;
  sent_at: number;
  /** Whom it was for; null when a process of the version before the fifth migration counted it. */
  account: string | null;
  session: string | null;
  /** MAC of the number or address. */
  target: string | null;
  challenge: string | null;
  /** Null when a process of the version before the eighth migration counted it. */
  purpose: Purpose | null;
  /** Its challenge was answered rightly. */
  answered: Generated<Flag>;
  /** What toll fraud is counted by; null for e-mail, and from before it was. */
  toll_prefix: Generated<string | null>;
  /** MAC of the number without its last digits. */
  toll_range: Generated<string | null>;
  /** MAC of the network address that asked. */
  toll_address: Generated<string | null>;
}

/** Locked while the messages of one account, session or number are counted. */
export interface SendScopeRow {
  scope: string;
  held_at: number;
}
