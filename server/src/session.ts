/**
 * The host's session: a JWT (RFC 7519) with the claims `sub` (customer), `sid` (session), `exp`. It is signed with
 * HS256 under one of the secrets that the host's login shares, or by a key of a JWK Set (RFC 7517).
 */

import { createHash, createSecretKey, randomUUID, type KeyObject } from 'node:crypto';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  SignJWT,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import type { Session } from './services/deps.js';

export interface SessionRequest {
  readonly customer: string;
  readonly sessionKey: string;
  /** Seconds. */
  readonly ttl: number;
  /** Epoch milliseconds; this process's clock when absent. */
  readonly now?: number;
  /** A fresh one when absent. */
  readonly sid?: string;
  readonly issuer?: string | null;
  readonly audience?: string | null;
}

/** What makes a token good. */
export interface SessionRules {
  /** Secrets for HS256; any of them may have signed. */
  readonly keys: readonly string[];
  /** Keys by `kid`, or where they are to be had: symmetric ones for HS256, public ones for what they are made for. */
  readonly keySet: JSONWebKeySet | URL | null;
  /** What `iss` and `aud` must say; null: anything. */
  readonly issuer: string | null;
  readonly audience: string | null;
  /** Milliseconds from now to `exp` at most. */
  readonly longest: number;
}

/**
 * The session of a token, or null when it is forged, malformed, over, not good yet or meant for others.
 * @param now epoch milliseconds, by which it is over
 * @throws {SessionKeysAway}
 */
/** What a token says of its session; where it comes from the request says. */
export type SignedSession = Omit<Session, 'from'>;

export type SessionReader = (token: string, now: number) => Promise<SignedSession | null>;

/** The keys of the login could not be fetched: whose session it is can't be known now. */
export class SessionKeysAway extends Error {
  override name = 'SessionKeysAway';
}

const maximumTokenLength = 4096;
const longestCustomer = 128;
/** Seconds by which the login's clock may be ahead of the database's. */
const clockTolerance = 30;
const asymmetric = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** Makes a session as the host's login would. */
export function issueSession(request: SessionRequest): Promise<string> {
  const { customer, sessionKey, ttl, now = Date.now(), sid = randomUUID(), issuer, audience } = request;
  const claims = { sid, ...(issuer ? { iss: issuer } : {}), ...(audience ? { aud: audience } : {}) };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(customer)
    .setExpirationTime(Math.floor(now / 1000) + ttl)
    .sign(createSecretKey(sessionKey, 'utf8'));
}

export function createSessionReader(rules: SessionRules): SessionReader {
  const { issuer, audience } = rules;
  const verifiers = { symmetric: bySecrets(secretsOf(rules)), asymmetric: byPublicKeys(rules.keySet) };
  return async (token, now) => {
    if (token.length > maximumTokenLength) return null;
    const options: JWTVerifyOptions = {
      currentDate: new Date(now),
      clockTolerance,
      ...(issuer === null ? {} : { issuer }),
      ...(audience === null ? {} : { audience }),
    };
    try {
      const { alg } = decodeProtectedHeader(token);
      const claims = await verifiers[alg === 'HS256' ? 'symmetric' : 'asymmetric'](token, options);
      return claims === null ? null : toSession(claims, now, rules.longest);
    } catch (error) {
      if (error instanceof SessionKeysAway) throw error;
      return null;
    }
  };
}

type Verify = (token: string, options: JWTVerifyOptions) => Promise<JWTPayload | null>;

interface Secret {
  /** Null for one that has no name. */
  readonly kid: string | null;
  readonly key: KeyObject;
}

function secretsOf({ keys, keySet }: SessionRules): Secret[] {
  const unnamed = keys.map((key) => ({ kid: null, key: createSecretKey(key, 'utf8') }));
  if (keySet === null || keySet instanceof URL) return unnamed;
  const named = keySet.keys.filter(({ kty }) => kty === 'oct');
  return [...unnamed, ...named.map(({ kid, k }) => ({ kid: kid ?? null, key: createSecretKey(k ?? '', 'base64url') }))];
}

/** A token that names no key of ours may be signed with any that has no name. */
function bySecrets(secrets: readonly Secret[]): Verify {
  return async (token, options) => {
    const { kid } = decodeProtectedHeader(token);
    const named = secrets.filter((secret) => secret.kid !== null && secret.kid === kid);
    for (const { key } of named.length > 0 ? named : secrets.filter((secret) => secret.kid === null)) {
      const payload = await verifyOr(token, key, { ...options, algorithms: ['HS256'] });
      if (payload !== null) return payload;
    }
    return null;
  };
}

/** Null when the key is another. */
async function verifyOr(token: string, key: KeyObject, options: JWTVerifyOptions): Promise<JWTPayload | null> {
  try {
    return (await jwtVerify(token, key, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return null;
    throw error;
  }
}

function byPublicKeys(keySet: SessionRules['keySet']): Verify {
  if (keySet === null) return async () => null;
  const find = keySet instanceof URL ? createRemoteJWKSet(keySet) : createLocalJWKSet(publicOf(keySet));
  const getKey: JWTVerifyGetKey = async (header, token) => {
    try {
      return await find(header, token);
    } catch (error) {
      // What can't be found is one thing, where to look for it another.
      const isAnswer = error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
      if (isAnswer || error instanceof errors.JOSENotSupported) throw error;
      throw new SessionKeysAway('The keys of the login could not be had.', { cause: error });
    }
  };
  return async (token, options) => (await jwtVerify(token, getKey, { ...options, algorithms: asymmetric })).payload;
}

function publicOf({ keys }: JSONWebKeySet): JSONWebKeySet {
  return { keys: keys.filter(({ kty }) => kty !== 'oct') };
}

function toSession({ sub, sid, exp }: JWTPayload, now: number, longest: number): SignedSession | null {
  if (!isName(sub) || sub.length > longestCustomer || !isName(sid) || typeof exp !== 'number') return null;
  const expiresAt = Math.floor(exp * 1000);
  if (!(expiresAt > now && expiresAt <= now + longest)) return null;
  const id = createHash('sha256')
    .update(JSON.stringify([sub, sid]))
    .digest('base64url');
  return { id, customer: sub, expiresAt, device: null };
}

function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && claim.length > 0;
}
