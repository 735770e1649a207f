import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {CallOptions} from '../ports/endpoint.js';
import type {PasswordGuard} from '../ports/vault.js';

interface Calls {
  readonly endpoint: () => DeviceEndpoint;
  readonly callOptions: () => CallOptions;
}

/** For work that keeps other pages from the list while it lasts: none of its calls outlives the lock. */
export function guardUntil(untilLock: AbortSignal, {endpoint, callOptions}: Calls) {
  const options = () => ({...callOptions(), signal: untilLock});
  return {
    evaluate: (device, blindedElement) => endpoint().createUnlock(device, blindedElement, options()),
    confirm: (device, unlock, mac) => endpoint().confirmUnlock(device, unlock, mac, options()),
  } satisfies PasswordGuard;
}

/**
 * What the endpoint counts as failed since the last unlock by password, less what the customer has done or been told.
 * An unlock makes it forget them; what nobody was told by then is noted with that unlock, for a page that tells.
 */
export class FailedAttempts {
  /** Of what the endpoint counts now, all that is dealt with here. */
  #heard = 0;
  #untold = 0;
  /** By the unlock that they are noted with; none once they are told. */
  readonly #noted = new Map<string, number>();

  /** A smaller count than before has begun anew, by an unlock on another page. */
  hear(count: number): void {
    this.#untold += count - (count < this.#heard ? 0 : this.#heard);
    this.#heard = count;
  }

  /** The customer is told now, and not again. Gives the unlocks as well with which some of them were noted. */
  take(): {readonly count: number; readonly unlocks: readonly string[]} {
    const untold = [...this.#noted].filter(([, noted]) => noted > 0);
    const count = untold.reduce((sum, [, noted]) => sum + noted, this.#untold);
    this.#untold = 0;
    const unlocks = untold.map(([unlock]) => unlock);
    for (const unlock of unlocks) this.#noted.set(unlock, 0);
    return {count, unlocks};
  }

  /** The endpoint counts one more, and it was the customer's own. */
  addOwn(): void {
    this.#heard += 1;
  }

  /** The endpoint has heard that a password was right, and counts from nothing. */
  startAnew(): void {
    this.#heard = 0;
  }

  /** Those that the endpoint forgets with this unlock. */
  note(unlock: string): number {
    const count = this.#untold;
    this.#noted.set(unlock, count);
    this.#untold = 0;
    return count;
  }

  /** Noted on another page, with an unlock that has been confirmed. Whether that is news. */
  find(unlock: string, count: number): boolean {
    const isNews = !this.#noted.has(unlock);
    if (isNews) this.#noted.set(unlock, count);
    return isNews;
  }

  /** Noted on another page, with an unlock that the endpoint has not heard of: they are counted there still. */
  findCounted(unlock: string, count: number): void {
    this.addOwn();
    if (this.find(unlock, count)) this.#heard += count;
  }

  isTold(unlock: string): boolean {
    return this.#noted.get(unlock) === 0;
  }

  /** The endpoint has not forgotten them: it tells them again. */
  forget(unlock: string): void {
    this.#noted.delete(unlock);
  }

  /** An unlock is confirmed even if the vault is locked by then, lest the endpoint count a right password as wrong. */
  listen(guard: ReturnType<typeof guardUntil>, {endpoint, callOptions}: Calls): PasswordGuard {
    return {
      evaluate: async (device, element) => {
        const answer = await guard.evaluate(device, element);
        if (!answer.ok) return answer;
        this.hear(answer.value.failedAttempts ?? 0);
        this.addOwn();
        return answer;
      },
      confirm: (device, unlock, mac) => endpoint().confirmUnlock(device, unlock, mac, callOptions()),
    };
  }
}
