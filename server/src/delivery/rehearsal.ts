/**
 * Makes a delivery that does not happen take as long, and fail as often, as those that do: otherwise the time of the
 * answer would tell whether an account exists.
 */

import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from './delivery.js';

export interface RehearsedDelivery extends Delivery {
  /** Goes the way of a recent delivery without sending anything. @throws when that one failed */
  rehearse(): Promise<void>;
}

interface Run {
  readonly milliseconds: number;
  readonly failure: Error | null;
}

const remembered = 32;

export function withRehearsal(delivery: Delivery): RehearsedDelivery {
  const runs: Run[] = [];
  return {
    async deliver(message) {
      const start = performance.now();
      const failure = await delivery.deliver(message).then(() => null, toError);
      runs.push({ milliseconds: performance.now() - start, failure });
      if (runs.length > remembered) runs.shift();
      if (failure !== null) throw failure;
    },

    async rehearse() {
      const run = runs[Math.floor(Math.random() * runs.length)];
      if (run === undefined) return;
      await wait(run.milliseconds);
      if (run.failure !== null) throw run.failure;
    },
  };
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The delivery failed.', { cause: reason });
}
