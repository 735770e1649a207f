/**
 * Counts requests for all processes together without asking the database for each. A bucket is one number: when it
 * will be full again (GCRA). A process lets a tenth of a limit pass before it tells the ledger, which answers with
 * what all have let pass, and nobody passes while it is asked; so those who ask little cost nothing, those who ask much
 * one statement in every tenth, and a limit is exceeded by a tenth for each further process at most, which whoever did
 * so then waits for. A limit that is exact tells the ledger of each request. While the ledger is away each process
 * counts for itself.
 */

import { minute } from '../domain/policy.js';

/** What all processes know of the buckets. */
export interface Ledger {
  /** Takes from a bucket. @returns when it will be full again, epoch milliseconds */
  spend(key: string, milliseconds: number, now: number): Promise<number>;
}

export interface Limiter {
  /** @returns seconds to wait, or 0 when the request may pass */
  take(key: string, now: number): number | Promise<number>;
}

export interface LimiterOptions {
  /** Tells the keys of limiters apart that share a ledger. */
  readonly name: string;
  /** So many at once; the bucket is full again after a minute. */
  readonly perMinute: number;
  readonly ledger: Ledger;
  /** Many processes let pass what one may, for a statement a request. */
  readonly isExact?: boolean;
  /** Keys that are known at a time, about; a further one shares a bucket with others. */
  readonly mostKeys?: number;
}

interface Bucket {
  fullAt: number;
  /** Requests that the ledger has not heard of. */
  owed: number;
  /** While the ledger is asked. */
  asking: Promise<number> | null;
}

export function createLimiter(options: LimiterOptions): Limiter {
  const { name, perMinute, ledger, isExact = false, mostKeys = 100_000 } = options;
  const interval = minute / perMinute;
  const slice = isExact ? 1 : Math.max(1, Math.floor(perMinute / 10));
  const buckets = createBuckets(mostKeys);

  /** Milliseconds by which a bucket is overdrawn. Clocks of processes differ a little, and so do two looks at one. */
  const lacking = (fullAt: number, now: number) => {
    const lack = fullAt - now - minute;
    return lack > interval / 2 ? lack : 0;
  };
  const settle = async (key: string, bucket: Bucket, now: number) => {
    const cost = Math.round(bucket.owed * interval);
    bucket.owed = 0;
    try {
      const fullAt = await ledger.spend(`${name}|${key}`, cost, now);
      bucket.fullAt = Math.max(bucket.fullAt, fullAt);
    } catch {
      // Nobody is refused, or let pass without being counted, because the ledger is away.
    }
    bucket.asking = null;
    return seconds(lacking(bucket.fullAt, now));
  };
  const limiter: Limiter = {
    take(given, now) {
      const { key, bucket } = buckets.at(given, now);
      if (bucket.asking !== null) return bucket.asking.then(() => limiter.take(given, now));
      const start = Math.max(bucket.fullAt, now);
      const lack = lacking(start + interval, now);
      if (lack > 0) return seconds(lack);
      bucket.owed = (start > bucket.fullAt ? 0 : bucket.owed) + 1;
      bucket.fullAt = start + interval;
      if (bucket.owed < slice) return 0;
      bucket.asking = settle(key, bucket, now);
      return bucket.asking;
    },
  };
  return limiter;
}

const seconds = (milliseconds: number): number => Math.ceil(milliseconds / 1000);

/**
 * Those of this minute, and those of the minute before: what was not asked for in a whole minute is full, and goes with
 * all of its age at once. A bucket that is empty is never forgotten.
 */
function createBuckets(mostKeys: number) {
  let [young, old, turnedAt] = [new Map<string, Bucket>(), new Map<string, Bucket>(), 0];
  const turn = (now: number) => {
    if (now < turnedAt + minute) return;
    old = now < turnedAt + 2 * minute ? young : new Map<string, Bucket>();
    young = new Map<string, Bucket>();
    turnedAt = now;
  };
  const find = (key: string) => young.get(key) ?? old.get(key);
  return {
    at(given: string, now: number): { readonly key: string; readonly bucket: Bucket } {
      turn(now);
      const known = find(given);
      // Keys are digests, so that their beginnings deal them out evenly.
      const key = known === undefined && young.size >= mostKeys ? `crowd|${given.slice(0, 2)}` : given;
      const bucket = known ?? find(key) ?? { fullAt: 0, owed: 0, asking: null };
      young.set(key, bucket);
      return { key, bucket };
    },
  };
}
