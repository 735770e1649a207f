/** The host's session: a JWT (RFC 7519) signed with HS256; claims `sub` (customer), `sid` (session), `exp`. */

import { createHash, randomUUID } from 'node:crypto';
import { sign, verify } from 'hono/jwt';
import type { Session } from './services/kit.js';

export interface SessionRequest {
  readonly customer: string;
  readonly sessionKey: string;
  /** Seconds. */
  readonly ttl: number;
  /** Epoch milliseconds; this process's clock when absent. */
  readonly now?: number;
  /** A fresh one when absent. */
  readonly sid?: string;
}

const maximumTokenLength = 4096;

/** Makes a session as the host's login would. */
export function issueSession({ customer, sessionKey, ttl, now = Date.now(), sid }: SessionRequest): Promise<string> {
  const exp = Math.floor(now / 1000) + ttl;
  return sign({ sub: customer, sid: sid ?? randomUUID(), exp }, sessionKey, 'HS256');
}

/** The session of a token, or null when it is forged, malformed or over. Expiry goes by the given time. */
export async function readSession(token: string, sessionKey: string, now: number): Promise<Session | null> {
  if (token.length > maximumTokenLength) return null;
  try {
    const claims = await verify(token, sessionKey, { alg: 'HS256', exp: false, nbf: false, iat: false });
    return toSession(claims, now);
  } catch {
    return null;
  }
}

function toSession({ sub, sid, exp }: Record<string, unknown>, now: number): Session | null {
  if (!isName(sub) || !isName(sid) || typeof exp !== 'number' || !(exp * 1000 > now)) return null;
  const id = createHash('sha256').update(JSON.stringify([sub, sid])).digest('base64url');
  return { id, customer: sub, expiresAt: Math.floor(exp * 1000), device: null };
}

function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && claim.length > 0;
}
