/** The device's own key and its proofs (`Device-Proof`), written from the contract alone, with WebCrypto. */

import { createHash, randomUUID, webcrypto } from 'node:crypto';
import type { DeviceKey } from '../../generated/contract.js';

const { subtle } = webcrypto;
const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export interface ProofKey {
  readonly publicKey: DeviceKey;
  readonly privateKey: webcrypto.CryptoKey;
}

export interface ProofClaims {
  readonly htm: string;
  /** Below the base address. */
  readonly htu: string;
  /** Seconds. */
  readonly iat: number;
  readonly jti: string;
  readonly body_sha256: string;
}

export async function createProofKey(): Promise<ProofKey> {
  const pair = await subtle.generateKey(curve, false, ['sign']);
  const { x = '', y = '' } = await subtle.exportKey('jwk', pair.publicKey);
  return { publicKey: { kty: 'EC', crv: 'P-256', x, y }, privateKey: pair.privateKey };
}

/** RFC 7638. */
export function thumbprint({ crv, kty, x, y }: DeviceKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

export interface Proven {
  readonly method: string;
  readonly path: string;
  readonly text?: string;
  readonly key?: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export function claimsOf({ method, path, text = '', key = randomUUID(), now }: Proven): ProofClaims {
  return {
    htm: method,
    htu: path.replace(/^\/v1/, '').replace(/\?.*/, ''),
    iat: Math.floor(now / 1000),
    jti: key,
    body_sha256: createHash('sha256').update(text).digest('base64url'),
  };
}

export async function signProof(
  { privateKey }: Pick<ProofKey, 'privateKey'>,
  kid: string,
  claims: Partial<ProofClaims>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ typ: 'device-proof+jwt', alg: 'ES256', kid, ...header })}.${encode(claims)}`;
  const signature = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, Buffer.from(signed));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
}

/** What the browsers of these tests keep: the key of each device, and the device of each enrolment. */
const keys = new Map<string, ProofKey>();
const devices = new Map<string, string>();

export function keepProofKey(device: string, key: ProofKey): void {
  keys.set(device, key);
}

export function proofKeyOf(device: string): ProofKey | undefined {
  return keys.get(device);
}

/** The device whose own calls these are, as it knows them. */
export function deviceOf(path: string): string | null {
  const [, kind, id = ''] = /^\/v1\/(devices|enrolments)\/([^/?]+)/.exec(path) ?? [];
  const device = kind === 'devices' ? id : (devices.get(id) ?? '');
  return keys.has(device) ? device : null;
}

export function keepEnrolment(enrolment: string, device: string): void {
  devices.set(enrolment, device);
}
