/** What the help desk asks of storage; the same rules hold as in `store.ts`. */

import type { Account, Authenticator } from '../domain/account.js';
import type { Agent, HelpDeskActRecord } from '../domain/help-desk.js';
import type { HelpDeskLock } from '../../generated/contract.js';
import type { Flag } from './tables.js';

export interface HelpDeskRecords {
  /** Whose account it is; null when it is not there. Nobody is kept from it. */
  customerOf(account: string): Promise<string | null>;
  sight(account: string, now: number): Promise<DeskSight | null>;
  /** False when it is so already. Of a transaction that holds the account. */
  suspend(account: string, now: number): Promise<boolean>;
  /** False when it was not suspended. */
  resume(account: string): Promise<boolean>;
  add(act: HelpDeskActRecord): Promise<void>;
  find(id: string): Promise<HelpDeskActRecord | null>;
  /**
   * Gives an act that waits its one outcome. Null, and nothing has changed, when it waits no more, or this agent may
   * not decide.
   */
  decide(decision: Decision, now: number): Promise<HelpDeskActRecord | null>;
  noteChange(id: string, changed: boolean): Promise<void>;
  /** Those that wait, the oldest first. Of all accounts when none is named. */
  waiting(now: number, most: number, account?: string): Promise<HelpDeskActRecord[]>;
}

export interface Decision {
  readonly id: string;
  readonly state: 'done' | 'refused';
  readonly by: Agent;
  /** Not by the service key that asked. */
  readonly otherCredential: boolean;
}

export interface DeskSight {
  readonly customer: string;
  readonly account: Account;
  readonly isSuspended: boolean;
  readonly guards: ReadonlyMap<Authenticator['id'], DeskGuard>;
  readonly devices: readonly DeskDevice[];
  /** Challenges that wait for a code. */
  readonly challenges: number;
  /** Neither spent nor over. */
  readonly grants: number;
}

export interface DeskGuard {
  readonly wrongCodes: number;
  readonly locks: ReadonlyArray<Pick<HelpDeskLock, 'kind' | 'of'> & { readonly until: number | null }>;
}

export interface DeskDevice {
  readonly id: string;
  readonly name: string;
  readonly state: 'active' | 'superseded' | 'removed' | 'cancelled';
  readonly isDestroyed: boolean;
  readonly wrongPasswords: number;
}

export interface HelpDeskActRow {
  id: string;
  act: HelpDeskActRecord['act'];
  account: string;
  /** JSON: reason, note, method, device. */
  what: string;
  agent: string;
  credential: string;
  state: HelpDeskActRecord['state'];
  changed: Flag;
  at: number;
  waits_until: number | null;
  decided_by: string | null;
  decided_with: string | null;
}
