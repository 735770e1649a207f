/** The JWK Set by which sessions are checked, as the configuration gives it. */

import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';

const fewestSecretBytes = 32;

/** Null where it is none. */
export function parseKeySet(text: string): JSONWebKeySet | null {
  try {
    const set = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(set.keys) && set.keys.length > 0 ? (set as JSONWebKeySet) : null;
  } catch {
    return null;
  }
}

/** Each has a name of its own and is a public key, or a secret for HS256 that is long enough. */
export function isUsable({ keys }: JSONWebKeySet): boolean {
  const names = keys.map((key) => (key as JsonWebKey | null)?.['kid']);
  return new Set(names).size === keys.length && names.every((kid) => typeof kid === 'string') && keys.every(isKey);
}

/** Of public keys others than this endpoint’s customers may have tokens. */
export function hasPublicKeys({ keys }: JSONWebKeySet): boolean {
  return keys.some(({ kty }) => kty !== 'oct');
}

function isKey(key: JsonWebKey): boolean {
  if (key.kty === 'oct') return Buffer.from(key.k ?? '', 'base64url').length >= fewestSecretBytes;
  try {
    // Node would take a private key too, and the public one from it.
    return key.d === undefined && createPublicKey({ key, format: 'jwk' }).type === 'public';
  } catch {
    return false;
  }
}
