/** What is asked of storage about one customer; the same rules hold as in `store.ts`. */

import type { HelpDeskActRecord } from '../domain/help-desk.js';
import type { MethodChangeRecord } from '../domain/method-change.js';
import type { KeptRows, RowCounts } from '../domain/privacy.js';
import type { Selectable } from 'kysely';
import type {
  AccountRow,
  AuthenticatorRow,
  ChallengeRow,
  ClosedAccountRow,
  DeviceAccountRow,
  DeviceRow,
  GrantRow,
  NoticeRow,
  NoticeSendRow,
} from './tables.js';
import type { SendRow } from './send-storage.js';

export interface PrivacyRecords {
  /** Null where nothing is known of such a customer. Of each table the newest rows, up to `most`. */
  sight(customer: string, most: number): Promise<CustomerSight | null>;
  /** Of a transaction. Null where nothing is known of such a customer; nothing is erased where an account is open. */
  erase(customer: string, pseudonym: string): Promise<ErasedRows | null>;
}

export interface ErasedRows {
  /** Accounts that are not closed; nothing was erased where there are any. */
  readonly open: number;
  readonly erased: RowCounts;
  readonly kept: readonly KeptRows[];
}

/** Rows without what is sealed. */
export interface CustomerSight {
  readonly accounts: ReadonlyArray<
    Pick<Selectable<AccountRow>, 'id' | 'derivatives' | 'method_changed_at' | 'held_at'>
  >;
  readonly closed: ReadonlyArray<Pick<ClosedAccountRow, 'id' | 'closed_at'>>;
  readonly methods: ReadonlyArray<Pick<AuthenticatorRow, 'account' | 'kind' | 'state' | 'target' | 'source'>>;
  readonly devices: ReadonlyArray<
    Pick<DeviceRow, 'id' | 'name' | 'created_at' | 'activated_at' | 'destroyed_at'> & {
      readonly push_since: number | null;
    }
  >;
  readonly deviceAccounts: readonly DeviceAccountRow[];
  readonly challenges: ReadonlyArray<
    Pick<ChallengeRow, 'account' | 'channel' | 'purpose' | 'kind' | 'state' | 'created_at' | 'act'>
  >;
  readonly grants: ReadonlyArray<
    Pick<GrantRow, 'account' | 'channel' | 'purpose' | 'method' | 'authenticated_at' | 'redeemed_at'>
  >;
  readonly sends: ReadonlyArray<Pick<SendRow, 'account' | 'sent_at' | 'purpose'>>;
  readonly notices: ReadonlyArray<Pick<NoticeRow, 'id' | 'account' | 'kind' | 'at'>>;
  readonly noticeSends: ReadonlyArray<Pick<NoticeSendRow, 'notice' | 'channel' | 'state'>>;
  readonly changes: readonly MethodChangeRecord[];
  readonly helpDeskActs: readonly HelpDeskActRecord[];
}
