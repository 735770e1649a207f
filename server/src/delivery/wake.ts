/** The port through which a device is told that something waits for the customer there. */

import type { PushSubscription } from '../../generated/contract.js';

export interface WakeMessage {
  /** The same when it is handed over again. Tells nothing. */
  readonly id: string;
  readonly customer: string;
  readonly device: string;
  /** What waits runs out then; epoch milliseconds. */
  readonly expiresAt: number;
  /** Whole seconds until then, 1 or more. */
  readonly ttl: number;
  /** Where the device's browser hears of it; null where it does not. */
  readonly subscription: PushSubscription | null;
}

/** `nobody`: there is no way to this device. `gone`: its subscription is not valid any more. */
export type WakeResult = 'taken' | 'nobody' | 'gone';

export interface Wake {
  /**
   * @throws {DeliveryRefused} when it was not taken, finally or for now; {@link WakeLater} when whoever was to take it
   * said when; anything else when that is unknown
   */
  wake(message: WakeMessage): Promise<WakeResult>;
}

export class WakeLater extends Error {
  override name = 'WakeLater';
  /** Milliseconds. */
  readonly wait: number;
  constructor(message: string, wait: number) {
    super(message);
    this.wait = wait;
  }
}

/** The first that knows a way. `gone` is told all the same, so that it is asked once more without the subscription. */
export function firstOf(wakes: readonly Wake[]): Wake {
  return {
    async wake(message) {
      for (const each of wakes) {
        const result = await each.wake(message);
        if (result !== 'nobody') return result;
      }
      return 'nobody';
    },
  };
}
