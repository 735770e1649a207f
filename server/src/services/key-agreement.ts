/**
 * What a device and the endpoint derive alike, so that no seed ever travels: ECDH on P-256 with ephemeral keys of both
 * sides (RFC 6090), HKDF-SHA256 (RFC 5869) with a nonce as salt.
 */

import { createECDH, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TotpParameters } from '../domain/otp.js';

export interface Agreement {
  /** The device's, as it came. */
  readonly publicKey: string;
  readonly serverPublicKey: string;
  readonly nonce: string;
  /** @param length bytes */
  derive(info: string, length: number): Buffer;
}

/** Keys of one enrolment; base64. */
export interface EnrolmentKeys {
  readonly confirmationKey: string;
  readonly seeds: Readonly<Record<string, string>>;
}

const pointBytes = 65;
const uncompressed = 0x04;
const keyBytes = 32;
/** As long as the hash's output (RFC 6238, 5.1). */
const seedBytes: Readonly<Record<TotpParameters['algorithm'], number>> = { SHA1: 20, SHA256: 32, SHA512: 64 };

/** Null when the device's key is no point of the curve. */
export function agree(publicKey: string): Agreement | null {
  const point = Buffer.from(publicKey, 'base64url');
  const isPlain = point.length === pointBytes && point[0] === uncompressed && point.toString('base64url') === publicKey;
  if (!isPlain) return null;
  const ecdh = createECDH('prime256v1');
  const serverPublicKey = ecdh.generateKeys('base64url');
  const nonce = randomBytes(keyBytes);
  const secret = secretOf(() => ecdh.computeSecret(point));
  if (secret === null) return null;
  const derive = (info: string, length: number) => Buffer.from(hkdfSync('sha256', secret, nonce, info, length));
  return { publicKey, serverPublicKey, nonce: nonce.toString('base64url'), derive };
}

function secretOf(compute: () => Buffer): Buffer | null {
  try {
    return compute();
  } catch {
    return null;
  }
}

export interface EnrolmentNames {
  readonly enrolment: string;
  readonly device: string;
  readonly accounts: readonly string[];
}

export function deriveKeys(
  { derive }: Agreement,
  { enrolment, device, accounts }: EnrolmentNames,
  { algorithm }: TotpParameters,
): EnrolmentKeys {
  const seed = (account: string) => derive(`kb-otp/seed/v1|${device}|${account}`, seedBytes[algorithm]);
  return {
    confirmationKey: derive(`kb-otp/unlock/v1|${device}|${enrolment}`, keyBytes).toString('base64'),
    seeds: Object.fromEntries(accounts.map((account) => [account, seed(account).toString('base64')])),
  };
}

/** Shows the device that the endpoint holds the same key, for this very agreement. */
export function serverConfirmation(
  { publicKey, serverPublicKey, nonce }: Agreement,
  enrolment: string,
  { confirmationKey }: EnrolmentKeys,
): string {
  const transcript = createHash('sha256').update(`${publicKey}|${serverPublicKey}|${nonce}`).digest('base64url');
  return macOf(confirmationKey, `server|${enrolment}|${transcript}`).toString('base64url');
}

/** Whether only an opened vault can have said this. */
export function isUnlockMac(mac: string, device: string, unlock: string, confirmationKey: string): boolean {
  return isMac(mac, `unlock|${device}|${unlock}`, confirmationKey);
}

/** Whether an opened vault says that this is the key of its device. */
export function isDeviceKeyMac(mac: string, device: string, thumbprint: string, confirmationKey: string): boolean {
  return isMac(mac, `device-key|${device}|${thumbprint}`, confirmationKey);
}

function isMac(mac: string, message: string, confirmationKey: string): boolean {
  const given = Buffer.from(mac, 'base64url');
  const expected = macOf(confirmationKey, message);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function macOf(key: string, message: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(message).digest();
}
