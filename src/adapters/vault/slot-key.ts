import type {Bytes, SlotKind} from '../../domain/vault-record.js';
import {utf8} from '../bytes.js';
import {vaultKeyUsages} from './wrapping.js';

/** What a slot's key depends on besides the customer's own secret: this device's. */
export interface Place {
  readonly device: string;
  readonly salt: Bytes;
  /** HMAC-SHA256, not extractable. */
  readonly deviceKey: CryptoKey;
}

const info: Readonly<Record<SlotKind, string>> = {
  password: 'kb-otp/kek/v1',
  passkey: 'kb-otp/kek/passkey/v1',
};

/**
 * The AES-256-GCM key of a slot: HKDF-SHA256 over the secret, bound to this device by its key.
 * @param secret the OPRF's or the passkey's output; erased
 */
export async function deriveSlotKey(secret: Bytes, {salt, deviceKey}: Place, kind: SlotKind): Promise<CryptoKey> {
  const bound = new Uint8Array(await crypto.subtle.sign('HMAC', deviceKey, secret));
  secret.fill(0);
  const material = await crypto.subtle.importKey('raw', bound, 'HKDF', false, ['deriveKey']);
  bound.fill(0);
  const parameters = {name: 'HKDF', hash: 'SHA-256', salt, info: utf8(info[kind])};
  return crypto.subtle.deriveKey(parameters, material, {name: 'AES-GCM', length: 256}, false, vaultKeyUsages);
}
