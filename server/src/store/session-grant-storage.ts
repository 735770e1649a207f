/** What the services ask of storage about verifications that cover a session's later acts. */

import type { MethodKind } from '../../generated/contract.js';
import type { SessionGrantRecord } from '../domain/session-grant.js';

export interface SessionGrantRecords {
  add(grant: SessionGrantRecord): Promise<void>;
  find(id: string): Promise<SessionGrantRecord | null>;
  /** That came of the same proof as this grant. */
  openedBy(grantId: string): Promise<SessionGrantRecord | null>;
  /** The one that nothing has ended but time, perhaps. */
  latest(of: Pick<SessionGrantRecord, 'session' | 'account' | 'channel'>): Promise<SessionGrantRecord | null>;
  /** Notes that it covers an act now. False when it has ended, or lain idle since that time. */
  use(id: string, limits: { readonly idleSince: number }, now: number): Promise<boolean>;
  /** In every session. */
  endOfAccounts(accounts: readonly string[], now: number): Promise<void>;
  /** Of one account, or of all but one, or of all. @returns those that had not ended before */
  endOfSession(
    session: string,
    which: { readonly only?: string; readonly except?: string },
    now: number,
  ): Promise<SessionGrantRecord[]>;
}

/** As the database holds it. */
export interface SessionGrantRow {
  id: string;
  session: string;
  customer: string;
  account: string;
  channel: string;
  authenticator_id: string;
  method: MethodKind;
  device: string | null;
  covers: string;
  opened_by: string;
  authenticated_at: number;
  used_at: number;
  expires_at: number;
  ended_at: number | null;
}
