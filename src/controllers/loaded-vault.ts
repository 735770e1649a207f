import {failure, success, type Result} from '../domain/problems.js';
import type {Vault} from '../ports/vault.js';
import {inTime} from '../signals.js';
import {notLoaded} from './not-loaded.js';

/** Milliseconds that the vault may take to come over the network. */
const LOADING = 20_000;

/** The vault, which comes over the network the first time; a failed load is tried again the next time. */
export class LoadedVault {
  readonly #load: () => Promise<Vault>;
  #loading: Promise<Vault> | null = null;

  constructor(load: () => Promise<Vault>) {
    this.#load = load;
  }

  /** A load that fails, or that nobody can be made to wait for any longer, is forgotten. */
  get(): Promise<Vault> {
    this.#loading ??= inTime(this.#load(), LOADING).catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  async use<Value>(work: (vault: Vault) => Promise<Result<Value>>): Promise<Result<Value>> {
    let vault: Vault;
    try {
      vault = await this.get();
    } catch {
      return failure(notLoaded);
    }
    return work(vault);
  }

  /** Works on the enrolment that is pending; there is nothing to do where none is. */
  usePending<Value>(work: (vault: Vault, enrolment: string) => Promise<Result<Value>>): Promise<Result<Value | null>> {
    return this.use(async (vault): Promise<Result<Value | null>> => {
      const list = await vault.read();
      if (!list.ok) return list;
      const pending = list.value?.pending;
      return pending ? work(vault, pending.enrolment) : success(null);
    });
  }
}
