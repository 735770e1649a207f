/** How long the outbox goes on with a message that nobody has taken yet. Durations are milliseconds. */

import { day, hour } from './policy.js';

/** `refused`: for good, by whoever was to carry it. */
export type GivenUp = 'refused' | 'too-old';

export interface Persistence {
  /** About how long the first wait is; each further one is twice as long. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** An attempt that fails after this long was the last. */
  readonly lifetime: number;
}

export const usualPersistence: Persistence = { firstWait: 30_000, longestWait: hour, lifetime: 3 * day };

/** A request lasts for minutes, and nobody is woken for one that is over. */
export const wakePersistence: Omit<Persistence, 'lifetime'> = { firstWait: 5000, longestWait: 30_000 };

/**
 * When what has just failed is tried again, epoch milliseconds.
 * @param attempts how many have been made, 1 or more
 * @param chance from 0 to 1; takes messages apart that failed together
 */
export function nextAttemptAt(
  persistence: Pick<Persistence, 'firstWait' | 'longestWait'>,
  attempts: number,
  now: number,
  chance: number,
): number {
  const wait = Math.min(persistence.longestWait, persistence.firstWait * 2 ** (attempts - 1));
  return now + Math.round(wait * (0.75 + chance / 2));
}

/** @param since epoch milliseconds of what the message tells of */
export function isGivenUp({ lifetime }: Persistence, since: number, now: number): boolean {
  return now - since >= lifetime;
}
