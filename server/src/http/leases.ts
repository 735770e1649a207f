/**
 * Says every second of the requests under way that they are. What a process left behind that died, or that lost its
 * database, says nothing, and is soon taken over by whoever makes the same request again.
 */

import { describeError } from '../logging.js';
import type { RequestClaim, Store } from '../store/store.js';
import type { Logger } from 'pino';

export interface Leases {
  /** @returns what ends the lease */
  hold(claim: RequestClaim): () => void;
  close(): void;
}

/** Milliseconds. */
const renewalInterval = 1000;
/** Milliseconds of silence after which a request counts as left behind. */
export const leaseLifetime = 3000;

export function createLeases(store: Pick<Store, 'idempotency' | 'estimatedNow'>, logger: Pick<Logger, 'warn'>): Leases {
  const held = new Set<RequestClaim>();
  let renewing = false;
  const renew = async () => {
    if (renewing || held.size === 0) return;
    renewing = true;
    try {
      await store.idempotency.renew([...held], store.estimatedNow());
    } catch (error) {
      logger.warn(describeError(error), 'requests under way could not be renewed');
    } finally {
      renewing = false;
    }
  };
  const timer = setInterval(() => void renew(), renewalInterval).unref();
  return {
    hold(claim) {
      held.add(claim);
      return () => void held.delete(claim);
    },
    close: () => clearInterval(timer),
  };
}
