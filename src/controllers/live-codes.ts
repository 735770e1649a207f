import type {ReactiveControllerHost} from 'lit';
import type {OpenVault} from '../ports/vault.js';

export interface LiveCode {
  readonly code: string;
  /** The one after it, shown and copied when there is hardly time left to type this one. */
  readonly next: string;
  /** The code's step, epoch milliseconds. */
  readonly from: number;
  readonly until: number;
}

/** Milliseconds before its end from which a code is as good as over: the next one is shown, and copied. */
const LAST_SECONDS = 5000;

/** At the time `now` (epoch milliseconds, endpoint time). */
export const isEnding = ({until}: LiveCode, now: number): boolean => until - now <= LAST_SECONDS;

/** Milliseconds that a code may be ahead of the time: the endpoint's is known to within an answer's way. */
const EARLY = 2000;

/**
 * Owns the codes that are on the screen and forgets them with the vault. A code is made once a step; until it is there
 * the one before is not shown any more.
 */
export class LiveCodes {
  readonly #host: ReactiveControllerHost;
  #codes = new Map<string, LiveCode>();
  #vault: OpenVault | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  of(account: string): LiveCode | null {
    return this.#codes.get(account) ?? null;
  }

  /** When the next code is due, or null when nothing is shown. */
  get nextChange(): number | null {
    const ends = [...this.#codes.values()].map(({until}) => until);
    return ends.length > 0 ? Math.min(...ends) : null;
  }

  clear(): void {
    this.#codes = new Map();
    this.#vault = null;
  }

  /** Makes the codes of `now` (epoch milliseconds, endpoint time) that are not there yet. */
  show(vault: OpenVault, now: number): void {
    if (this.#vault !== vault) this.clear();
    this.#vault = vault;
    const active = vault.accounts.filter(({state}) => state === 'active').map(({account}) => account);
    // What nobody renews would be due for ever.
    for (const account of this.#codes.keys()) if (!active.includes(account)) this.#codes.delete(account);
    for (const account of active) if (!this.#isOf(now, account)) void this.#make(vault, account, now);
  }

  #isOf(now: number, account: string): boolean {
    const shown = this.#codes.get(account);
    return shown !== undefined && shown.from - EARLY <= now && now < shown.until;
  }

  async #make(vault: OpenVault, account: string, now: number): Promise<void> {
    const totp = vault.totp(account);
    if (!totp) return;
    const length = totp.period * 1000;
    const from = Math.floor(now / length) * length;
    const until = from + length;
    this.#codes.set(account, {code: '', next: '', from, until});
    const [code, next] = await Promise.all([vault.code(account, now), vault.code(account, until)]);
    if (this.#vault !== vault || this.#codes.get(account)?.from !== from) return;
    // Without a code the place stays empty for the step: to try again at once would be to try without end.
    if (code.ok) this.#codes.set(account, {code: code.value, next: next.ok ? next.value : '', from, until});
    this.#host.requestUpdate();
  }
}
