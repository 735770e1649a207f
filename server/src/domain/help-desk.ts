/** What the broker's help desk does for a customer. Times are epoch milliseconds. */

import type {
  HelpDeskAct,
  HelpDeskActKind,
  HelpDeskOrder,
  HelpDeskReason,
  MethodChange,
} from '../../generated/contract.js';
import { timestamp } from './challenge.js';

export const helpDeskActs = ['unlock', 'suspend', 'resume', 'revoke-device', 'end-sessions'] as const;

/** One agent, and the system that spoke for them. */
export interface Agent {
  readonly name: string;
  /** The name of the service key. */
  readonly credential: string;
}

export interface HelpDeskActRecord {
  readonly id: string;
  readonly act: HelpDeskActKind;
  readonly account: string;
  readonly reason: HelpDeskReason;
  readonly note: string | null;
  /** For `unlock`; null for all of them. */
  readonly method: string | null;
  /** For `revoke-device`. */
  readonly device: string | null;
  readonly by: Agent;
  readonly state: HelpDeskAct['state'];
  readonly changed: boolean;
  readonly at: number;
  /** Null where it needs no second agent. */
  readonly waitsUntil: number | null;
  readonly decidedBy: Agent | null;
}

export interface HelpDeskRules {
  /** Acts that a second agent approves. */
  readonly fourEyes: readonly HelpDeskActKind[];
  /** The second agent comes by another service key too. */
  readonly otherCredential: boolean;
  /** Milliseconds in which the second agent decides. */
  readonly decisionTime: number;
  /** Requests in a minute. */
  readonly perAgent: number;
  readonly perCredential: number;
}

/** One agent however they are written. */
export const agentName = (given: string): string => given.toLowerCase();

/** What an order names must be what its act is about, and nothing else. Null where it is. */
export function orderFault({ act, method, device }: HelpDeskOrder): string | null {
  if (act === 'revoke-device' && device === undefined) return '/device must be given for revoke-device.';
  if (act !== 'revoke-device' && device !== undefined) return '/device is for revoke-device alone.';
  return act !== 'unlock' && method !== undefined ? '/method is for unlock alone.' : null;
}

/** As the trail has it. */
export const trailReason = ({ reason, note }: Pick<HelpDeskActRecord, 'reason' | 'note'>): string =>
  note === null ? reason : `${reason}: ${note}`;

export const trailAct: Readonly<Record<HelpDeskActKind, MethodChange['act']>> = {
  unlock: 'reopened',
  suspend: 'suspended',
  resume: 'resumed',
  'revoke-device': 'device-revoked',
  'end-sessions': 'sessions-ended',
};

export function presentAct(record: HelpDeskActRecord): HelpDeskAct {
  const { id, act, account, state, changed, reason, note, method, device, by, decidedBy, at, waitsUntil } = record;
  return {
    id,
    act,
    account,
    state,
    changed,
    reason,
    ...(note === null ? {} : { note }),
    ...(method === null ? {} : { method }),
    ...(device === null ? {} : { device }),
    agent: by.name,
    ...(decidedBy === null ? {} : { decidedBy: decidedBy.name }),
    at: timestamp(at),
    ...(waitsUntil === null || state !== 'waiting' ? {} : { until: timestamp(waitsUntil) }),
  };
}
