import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {CallOptions} from '../ports/endpoint.js';
import type {PasswordGuard} from '../ports/vault.js';
import {anySignal} from '../signals.js';

interface Calls {
  readonly endpoint: () => DeviceEndpoint;
  readonly callOptions: () => CallOptions;
}

/** For work that keeps other pages from the list while it lasts: none of its calls outlives the lock. */
export function guardUntil(untilLock: AbortSignal, {endpoint, callOptions}: Calls) {
  const options = () => {
    const own = callOptions();
    return {...own, signal: anySignal(own.signal, untilLock)};
  };
  return {
    evaluate: (device, blindedElement) => endpoint().createUnlock(device, blindedElement, options()),
    confirm: (device, unlock, mac) => endpoint().confirmUnlock(device, unlock, mac, options()),
  } satisfies PasswordGuard;
}

/** What the endpoint tells of attempts that have failed, less those that the customer has just made on this page. */
export class Tries {
  #own = 0;
  #told = 0;
  #failedElsewhere = 0;

  /** Between the last two unlocks by password; 0 after one that asked nobody. */
  get failedElsewhere(): number {
    return this.#failedElsewhere;
  }

  /** An unlock is confirmed even if the vault is locked by then, lest the endpoint count a right password as wrong. */
  listen(guard: ReturnType<typeof guardUntil>, {endpoint, callOptions}: Calls): PasswordGuard {
    return {
      evaluate: async (device, element) => {
        const answer = await guard.evaluate(device, element);
        if (!answer.ok) return answer;
        this.#told = Math.max(0, (answer.value.failedAttempts ?? 0) - this.#own);
        this.#own += 1;
        return answer;
      },
      confirm: (device, unlock, mac) => endpoint().confirmUnlock(device, unlock, mac, callOptions()),
    };
  }

  end(isOpen: boolean): void {
    this.#failedElsewhere = this.#told;
    this.#told = 0;
    if (isOpen) this.#own = 0;
  }
}
