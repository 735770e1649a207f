/**
 * Hears of challenges that are over, whichever process has ended them: all that are waited for here are asked about in
 * one statement, as long as any are.
 */

import { describeError } from '../logging.js';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.js';
import type { Store } from '../store/store.js';

export interface ApprovalWatch {
  /** Resolves once the challenge is over, at the time-out, or when the signal says so. @param patience milliseconds */
  wait(challenge: string, patience: number, signal: AbortSignal): Promise<void>;
}

/** Milliseconds between two looks, and challenges in one statement. */
const [interval, most] = [500, 500];

export function createApprovalWatch(
  store: Pick<Store, 'challenges' | 'estimatedNow'>,
  { logger, metrics }: { readonly logger: Pick<Logger, 'warn'>; readonly metrics: Pick<Metrics, 'waiting'> },
): ApprovalWatch {
  const waiters = new Map<string, Set<() => void>>();
  let [timer, looking]: [NodeJS.Timeout | undefined, boolean] = [undefined, false];
  let waiting = 0;
  const look = async () => {
    if (looking) return;
    looking = true;
    try {
      const ids = [...waiters.keys()];
      for (let first = 0; first < ids.length; first += most) {
        const over = await store.challenges.over(ids.slice(first, first + most), store.estimatedNow());
        over.forEach((id) => waiters.get(id)?.forEach((wake) => wake()));
      }
    } catch (error) {
      logger.warn(describeError(error), 'challenges that are waited for could not be looked at');
    } finally {
      looking = false;
    }
  };
  const add = (challenge: string, wake: () => void) => {
    waiters.set(challenge, (waiters.get(challenge) ?? new Set()).add(wake));
    metrics.waiting((waiting += 1));
    timer ??= setInterval(() => void look(), interval).unref();
  };
  const remove = (challenge: string, wake: () => void) => {
    const others = waiters.get(challenge);
    others?.delete(wake);
    metrics.waiting((waiting -= 1));
    if (others?.size === 0) waiters.delete(challenge);
    if (waiters.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return {
    wait(challenge, patience, signal) {
      return new Promise((resolve) => {
        if (signal.aborted || patience <= 0) return resolve();
        const wake = () => {
          clearTimeout(late);
          signal.removeEventListener('abort', wake);
          remove(challenge, wake);
          resolve();
        };
        const late = setTimeout(wake, patience);
        signal.addEventListener('abort', wake);
        add(challenge, wake);
      });
    },
  };
}
