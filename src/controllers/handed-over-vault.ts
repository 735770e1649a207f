import type {Clock} from '../ports/clock.js';
import type {OpenVault} from '../ports/vault.js';

/** An open list on its way from the element in which it was opened to the one that shows it. */
export interface HandedOver {
  readonly vault: OpenVault;
  /** The customer is there: the lock for idleness waits again. */
  readonly touch: () => void;
}

/** Milliseconds that it stays open while nobody comes for it. */
const PATIENCE = 10_000;

let waiting: HandedOver | null = null;
const takers = new Set<() => void>();

/** Calls back when there is something to take over on this page. Returns how to stop. */
export function onHandOver(taker: () => void): () => void {
  takers.add(taker);
  return () => void takers.delete(taker);
}

/** Leaves an open list to whoever on this page comes for it first; it is locked when nobody does. */
export function handOver(one: HandedOver, clock: Pick<Clock, 'now' | 'wakeAt'>): void {
  waiting?.vault.lock();
  waiting = one;
  clock.wakeAt(clock.now() + PATIENCE, () => {
    if (waiting === one) takeOver()?.vault.lock();
  });
  takers.forEach((taker) => taker());
}

export function takeOver(): HandedOver | null {
  const one = waiting;
  waiting = null;
  return one?.vault.isLocked ? null : one;
}
