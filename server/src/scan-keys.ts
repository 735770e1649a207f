/** The keys that sign what a page shows for a device to scan (ES256). */

import { createECDH } from 'node:crypto';
import { CompactSign, importJWK } from 'jose';
import type { ScanClaims } from '../generated/contract.js';

export interface ScanSigner {
  /** RFC 7518. */
  readonly algorithm: 'ES256';
  /** Compact JWS (RFC 7515), by the first key. */
  sign(claims: ScanClaims): Promise<string>;
  /** Of all keys: P-256, uncompressed, base64url. */
  readonly publicKeys: readonly string[];
}

const alg = 'ES256';

/** Whether 32 bytes are a private key of P-256: all but a few in 2^32 are. */
export function isPrivateKey(bytes: Uint8Array): boolean {
  try {
    publicKeyOf(bytes);
    return true;
  } catch {
    return false;
  }
}

/** @param keys private keys of P-256, 32 bytes each; the first signs. Null where there is none. */
export function createScanSigner(keys: readonly Uint8Array[]): ScanSigner | null {
  const [first] = keys;
  if (first === undefined) return null;
  const signing = importJWK(privateJwk(first), alg);
  return {
    algorithm: alg,
    async sign(claims) {
      const payload = new TextEncoder().encode(JSON.stringify(claims));
      return new CompactSign(payload).setProtectedHeader({ alg }).sign(await signing);
    },
    publicKeys: keys.map((key) => publicKeyOf(key).toString('base64url')),
  };
}

function publicKeyOf(key: Uint8Array): Buffer {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(key);
  return pair.getPublicKey();
}

function privateJwk(key: Uint8Array) {
  const point = publicKeyOf(key);
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  return { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '', d: Buffer.from(key).toString('base64url') };
}
