/** What provisioning asks of storage. */

import type { Account, Authenticator } from '../domain/account.js';
import type { MethodKind } from '../../generated/contract.js';
import type { HeldAccount } from './store.js';

/** Accounts as the host's back end puts them in. */
export interface ProvisioningRecords {
  /** What is there of these accounts already. */
  standing(ids: readonly string[]): Promise<ReadonlyMap<string, StandingAccount>>;
  /** Those of them that were closed. */
  closed(ids: readonly string[]): Promise<ReadonlyMap<string, ClosedAccount>>;
  /** Those that were closed may be put in again. */
  reopen(ids: readonly string[]): Promise<void>;
  /** @returns those that are new; the others came from elsewhere at the same time, or are closed */
  create(accounts: readonly NewAccount[], now: number): Promise<ReadonlySet<string>>;
  /**
   * Everything but what the customer registered here, and what an account keeps, is replaced. A method of a kind that
   * stays keeps its id. For a transaction that holds the accounts.
   */
  update(changes: readonly AccountChange[], now: number): Promise<void>;
  overview(id: string): Promise<AccountSight | null>;
  /** The devices that an account was ever activated on. */
  devicesOf(id: string): Promise<string[]>;
  /** Takes an account away with all its methods, of a transaction that holds it; that it was there is remembered. */
  close(account: Pick<HeldAccount, 'id' | 'customer'>, now: number): Promise<void>;
}

export interface ClosedAccount {
  readonly customer: string;
  /** Epoch milliseconds. */
  readonly closedAt: number;
}

export interface StandingAccount {
  readonly customer: string;
  readonly derivatives: Account['derivatives'];
  readonly fingerprint: string | null;
  readonly methods: readonly StandingMethod[];
}

export interface StandingMethod {
  readonly id: string;
  readonly kind: MethodKind;
  readonly position: number;
  /** A device that the customer registered here makes its codes. */
  readonly isRegistered: boolean;
}

export interface NewAccount {
  readonly id: string;
  readonly customer: string;
  readonly derivatives: Account['derivatives'];
  readonly fingerprint: string;
  /** Kinds that stay as they are where they are there, and not among `methods`. */
  readonly keeps: readonly MethodKind[];
  readonly methods: ReadonlyArray<
    Omit<Authenticator, 'account' | 'state' | 'suspended' | 'label' | 'drift' | 'deviceId'>
  >;
}

export interface AccountChange {
  readonly account: NewAccount;
  readonly standing: StandingAccount;
}

export interface AccountSight {
  readonly customer: string;
  readonly account: Account;
}
