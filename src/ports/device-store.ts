import type {DeviceKey} from '../domain/contract.js';
import type {Result} from '../domain/problems.js';

/** A device's own key, beside the value and readable while that is locked. */
export interface KeptKey {
  /** Not extractable. */
  readonly key: CryptoKey;
  /** Only while the endpoint may not have it yet. */
  readonly publicKey?: DeviceKey;
}

/**
 * One value that the browser keeps for this site; every page of the site sees the same one. What is in it is the
 * caller's to check: it may be of another version, or broken. Methods don't throw. `storage_unavailable`: nothing can
 * be kept here; `storage_failed`: nothing was written this time; `client_outdated`: a later version of KB-OTP has
 * written here, and nothing is touched.
 */
export interface DeviceStore {
  /** The value, or undefined where there is none. */
  read(): Promise<Result<unknown>>;
  /**
   * Changes the value in one transaction: nobody else's change comes between `change` seeing the old value and the
   * new one being on disk. A problem that `change` returns is passed on and nothing is written; nor is anything when
   * it returns the old value.
   */
  update<Value>(change: (value: unknown) => Result<Value>): Promise<Result<Value>>;
  /**
   * Runs a task of several steps while no other page of the site runs one. `request_in_progress`: another page's
   * didn't end in time, and this one has not begun.
   */
  exclusively<Value>(task: () => Promise<Result<Value>>): Promise<Result<Value>>;
  /** Hears of changes made by other pages of the site. Returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** The key of a device, or undefined where none is kept. */
  key(device: string): Promise<Result<KeptKey | undefined>>;
  /**
   * Keeps the key of a device, until the value is cleared. A key that is there stays; it only ceases to be one that the
   * endpoint may not have. Gives what is kept from now on.
   */
  keepKey(device: string, key: KeptKey): Promise<Result<KeptKey>>;
  /** All that `keepNote` has kept, in no order. */
  notes(): Promise<Result<readonly unknown[]>>;
  /** Keeps something by a name, until it is cleared or the value is; undefined clears it. */
  keepNote(name: string, note: unknown): Promise<Result<void>>;
  /** Whether the browser has promised not to clear the value by itself; false where it can't be told. */
  isPersisted(): Promise<boolean>;
  /** Asks the browser not to clear the value when it runs out of space. */
  persist(): Promise<boolean>;
}
