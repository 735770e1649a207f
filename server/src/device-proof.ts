/**
 * Whether a request comes from the device that it names: a JWS (RFC 7515) by the device's own key over this very
 * request, in the manner of DPoP (RFC 9449). The key was registered with the device and never leaves it.
 */

import { createHash } from 'node:crypto';
import { errors, importJWK, jwtVerify, type CryptoKey, type JWK, type JWTVerifyResult } from 'jose';
import type { DeviceKey } from '../generated/contract.js';

export interface ProvenRequest {
  readonly method: string;
  /** Below the base address, without a query: what stands before it a proxy may change. */
  readonly path: string;
  /** Null for what changes nothing. */
  readonly idempotencyKey: string | null;
  /** The body as it came; empty where there is none. */
  readonly text: string;
}

export type DeviceProof =
  | { readonly device: string }
  /** For developers; nothing of what was sent. */
  | { readonly fault: string };

/** @returns the key of a device of the customer; null when there is none */
export type FindKey = (device: string) => Promise<CryptoKey | null>;

export const proofType = 'device-proof+jwt';
/** Seconds by which a proof may be older than now, beside the tolerance, and by which it may be ahead. */
const [longestAge, tolerance] = [120, 60];
const longestProof = 2048;

/** @param now epoch milliseconds by the endpoint's clock */
export async function readDeviceProof(
  proof: string,
  findKey: FindKey,
  request: ProvenRequest,
  now: number,
): Promise<DeviceProof> {
  if (proof.length > longestProof) return { fault: 'It is too long.' };
  const keyOf = async ({ kid = '' }: { kid?: string }) => (await findKey(kid)) ?? Promise.reject(new KeyUnknown());
  try {
    const verified = await jwtVerify(proof, keyOf, {
      algorithms: ['ES256'],
      typ: proofType,
      currentDate: new Date(now),
      maxTokenAge: longestAge,
      clockTolerance: tolerance,
    });
    const misfit = misfitOf(verified, request);
    return misfit === null
      ? { device: String(verified.protectedHeader.kid) }
      : { fault: `Its ${misfit} is that of another request.` };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    return { fault };
  }
}

class KeyUnknown extends Error {}

function misfitOf({ payload }: JWTVerifyResult, { method, path, idempotencyKey, text }: ProvenRequest): string | null {
  const expected = {
    htm: method,
    htu: path,
    jti: idempotencyKey ?? payload.jti,
    body_sha256: createHash('sha256').update(text).digest('base64url'),
  };
  const claims = Object.entries(expected);
  return claims.find(([name, value]) => value === undefined || payload[name] !== value)?.[0] ?? null;
}

/** Null for what is no fault of the proof: the database did not answer, say. */
function faultOf(error: unknown): string | null {
  if (error instanceof KeyUnknown) return 'Its kid is no device of this customer that has a key.';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'It is not signed with the key of the device.';
  const isClaim = error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed;
  if (isClaim && error.claim === 'iat') return 'Its iat is too far from the time of the endpoint (serverTime).';
  return error instanceof errors.JOSEError ? `It is no JWS of the type ${proofType} by ES256.` : null;
}

/** Null when it is no point of the curve. */
export async function importDeviceKey(key: DeviceKey): Promise<CryptoKey | null> {
  try {
    return (await importJWK(key as JWK, 'ES256')) as CryptoKey;
  } catch {
    return null;
  }
}
