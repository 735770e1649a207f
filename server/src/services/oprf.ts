/** The endpoint's side of the OPRF that hardens the KB-OTP password: RFC 9497, mode OPRF, suite P256-SHA256. */

import { p256, p256_oprf } from '@noble/curves/nist.js';
import type { Deps } from './deps.js';

const elementBytes = 33;

const keyRow = (device: string): string => `devices|${device}|sealed_oprf_key`;

/** A new device's key, sealed. */
export function createOprfKey({ oprfSeal }: Deps, device: string): string {
  const { secretKey } = p256_oprf.oprf.generateKeyPair();
  const sealed = oprfSeal.seal(Buffer.from(secretKey).toString('base64'), keyRow(device));
  secretKey.fill(0);
  return sealed;
}

/**
 * The element as bytes, or null when it is not one: another length, another encoding, no point of the curve. Takes the
 * same little work for every element, and none of the key.
 */
export function parseElement(element: string): Uint8Array | null {
  const bytes = Buffer.from(element, 'base64url');
  if (bytes.length !== elementBytes || bytes.toString('base64url') !== element) return null;
  try {
    p256.Point.fromBytes(bytes);
    return bytes;
  } catch {
    return null;
  }
}

/** Base64. @throws {KeyMissing} */
export function openOprfKey({ oprfSeal }: Pick<Deps, 'oprfSeal'>, device: string, sealedKey: string): string {
  return oprfSeal.open(sealedKey, keyRow(device));
}

/** BlindEvaluate (RFC 9497, 3.3.1). @param openedKey base64 */
export function evaluate(openedKey: string, element: Uint8Array): string {
  const key = Buffer.from(openedKey, 'base64');
  const evaluated = p256_oprf.oprf.blindEvaluate(key, element);
  key.fill(0);
  return Buffer.from(evaluated).toString('base64url');
}
