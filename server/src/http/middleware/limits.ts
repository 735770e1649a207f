/**
 * A generous ceiling on requests, against floods; guessing is stopped by the counters in the database. Who has a
 * session is counted by it alone, so that customers behind one carrier's address don't use up what belongs to the
 * others; who has none is counted by address, and takes nothing from those who have. The host's back end, which has
 * shown its key, is not counted.
 */

import type { MiddlewareHandler } from 'hono';
import { addressBlock } from '../../domain/addresses.js';
import { sendProblem } from '../responses.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';
import { createLimiter, type Limiter } from '../limiter.js';

export interface Gate {
  /** Counts a request of nobody in particular. @returns what to answer when it is one too many */
  anonymous(c: HttpContext): Promise<Response | null>;
  /** MAC of the client's address. */
  addressOf(c: HttpContext): string;
  readonly session: MiddlewareHandler<HttpEnv>;
}

export function createGate(http: HttpDeps): Gate {
  const { limits, deps, addressMac } = http;
  const limiter = (name: string, perMinute: number) => createLimiter({ name, perMinute, ledger: deps.store.limits });
  const [sessions, addresses] = [limiter('session', limits.perSession), limiter('address', limits.perAddress)];
  const keyOf = (c: HttpContext) => addressMac(addressOf(c, http.trustedProxy)).toString('base64url');
  return {
    anonymous: (c) => take(http, c, addresses, keyOf(c)),
    addressOf: keyOf,
    session: async (c, next) => (await take(http, c, sessions, c.get('session').id)) ?? next(),
  };
}

async function take({ deps }: HttpDeps, c: HttpContext, limiter: Limiter, key: string): Promise<Response | null> {
  const now = deps.store.estimatedNow();
  const retryAfter = await limiter.take(key, now);
  return retryAfter === 0 ? null : sendProblem(c, { code: 'rate_limited', retryAfter }, now);
}

/** A proxy that we trust appends the address that it saw; what stands before it anyone can write. */
function addressOf(c: HttpContext, trustedProxy: boolean): string {
  const forwarded = trustedProxy ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
  const own = c.env?.incoming?.socket.remoteAddress;
  return addressBlock(forwarded ?? '') ?? addressBlock(own ?? '') ?? 'unknown';
}
