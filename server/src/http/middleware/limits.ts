/**
 * A generous ceiling on POSTs, against floods; guessing is stopped by the counters in the database. It is counted in
 * memory, by each process for itself.
 */

import type { MiddlewareHandler } from 'hono';
import { sendProblem } from '../answers.js';
import type { HttpContext, HttpEnv, HttpKit } from '../context.js';

export interface Limiter {
  /** @returns seconds to wait, or 0 when the request may pass */
  take(key: string, now: number): number;
}

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

const minute = 60_000;
const mostBuckets = 50_000;

/** A token bucket for each key: `perMinute` at once, filled again within a minute. */
export function createLimiter(perMinute: number): Limiter {
  const buckets = new Map<string, Bucket>();
  const perMillisecond = perMinute / minute;
  return {
    take(key, now) {
      const { tokens, at } = buckets.get(key) ?? { tokens: perMinute, at: now };
      const available = Math.min(perMinute, tokens + Math.max(0, now - at) * perMillisecond);
      const passes = available >= 1;
      buckets.delete(key);
      buckets.set(key, { tokens: passes ? available - 1 : available, at: now });
      // The least recently used bucket is the fullest, so forgetting it gives away the least.
      if (buckets.size > mostBuckets) buckets.delete(buckets.keys().next().value ?? key);
      return passes ? 0 : Math.ceil((1 - available) / perMillisecond / 1000);
    },
  };
}

export function limitAddress(http: HttpKit): MiddlewareHandler<HttpEnv> {
  return limitBy(http, createLimiter(http.limits.perAddress), (c) => addressOf(c, http.trustedProxy));
}

export function limitSession(http: HttpKit): MiddlewareHandler<HttpEnv> {
  return limitBy(http, createLimiter(http.limits.perSession), (c) => c.get('session').id);
}

function limitBy(
  { kit }: HttpKit,
  limiter: Limiter,
  keyOf: (c: HttpContext) => string,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (c.req.method !== 'POST') return next();
    const now = kit.store.estimatedNow();
    const retryAfter = limiter.take(keyOf(c), now);
    return retryAfter === 0 ? next() : sendProblem(c, { code: 'rate_limited', retryAfter }, now);
  };
}

/** A proxy that we trust appends the address that it saw; what stands before it anyone can write. */
function addressOf(c: HttpContext, trustedProxy: boolean): string {
  const forwarded = trustedProxy ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
  return forwarded ?? c.env?.incoming?.socket.remoteAddress ?? 'unknown';
}
