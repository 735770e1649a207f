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

/**
 * What the endpoint counts as failed since the last unlock by password, less what the customer has done or been told.
 */
export class FailedAttempts {
  /** Of what the endpoint counts now, all that is dealt with here. */
  #heard = 0;
  #untold = 0;

  /** A smaller count than before has begun anew, by an unlock on another page. */
  hear(count: number): void {
    this.#untold += count - (count < this.#heard ? 0 : this.#heard);
    this.#heard = count;
  }

  /** The customer is told now, and not again. */
  take(): number {
    const untold = this.#untold;
    this.#untold = 0;
    return untold;
  }

  /** The endpoint counts one more, and it was the customer's own. */
  addOwn(): void {
    this.#heard += 1;
  }

  /** The endpoint has heard that a password was right, and counts from nothing. */
  startAnew(): void {
    this.#heard = 0;
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
