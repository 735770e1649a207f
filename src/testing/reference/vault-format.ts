/** How a List of KB-OTP is kept, written from the contract, not with the vault's code. */
import type {Entry, VaultRecord, VaultSlot, Wrapped} from '../../domain/vault-record.js';
import {base64url} from './reference-endpoint.js';

const text = new TextEncoder();

/** A List of KB-OTP as the browser keeps it. */
export type KeptRecord = VaultRecord<CryptoKey>;
type Bytes = Uint8Array<ArrayBuffer>;

/** PBKDF2-SHA256, as the contract says. */
export async function stretch(password: string, salt: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', text.encode(password), 'PBKDF2', false, ['deriveBits']);
  const parameters = {name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 600_000};
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256));
}

export const sign = async (key: CryptoKey, message: Bytes) =>
  new Uint8Array(await crypto.subtle.sign('HMAC', key, message));

/** The key of the password's slot: HKDF(HMAC(device key, output), salt, info). */
export async function slotKeyOf({deviceKey, salt}: KeptRecord, output: Bytes): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', await sign(deviceKey, output), 'HKDF', false, ['deriveKey']);
  const parameters = {name: 'HKDF', hash: 'SHA-256', salt, info: text.encode('kb-otp/kek/v1')};
  return crypto.subtle.deriveKey(parameters, material, {name: 'AES-GCM', length: 256}, false, ['encrypt', 'decrypt']);
}

export const gcm = ({iv}: Wrapped, device: string, name: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: text.encode(`1|${device}|${name}`),
});

export async function encrypt(raw: Bytes, key: CryptoKey, device: string, name: string): Promise<Wrapped> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const ciphertext = await crypto.subtle.encrypt(gcm({iv, ciphertext: raw}, device, name), key, raw);
  return {iv, ciphertext: new Uint8Array(ciphertext)};
}

export const importAes = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', true, ['encrypt', 'decrypt']);

/** What a slot's ciphertext is bound to. */
export const slotName = (kind: VaultSlot['kind']): string => `/slot/${kind}/2`;

/** The MAC of a slot, which is made without a password. */
export async function macOf(
  slot: VaultSlot,
  {device, salt, deviceKey}: Pick<KeptRecord, 'device' | 'salt' | 'deviceKey'>,
): Promise<Bytes> {
  const {iv, ciphertext} = slot.vaultKey;
  const bytes = [salt, iv, ciphertext, ...(slot.kind === 'passkey' ? [slot.credential, slot.prfSalt] : [])];
  const said = ['kb-otp/slot/v1', device, slot.kind, ...bytes.map((part) => base64url(part))];
  return sign(deviceKey, text.encode(said.join('|')));
}

/** What a seed's ciphertext is bound to: all that is said of it. Pending ones are bound as active ones are. */
export const seedName = ({account, accountLabel, name, derivatives, totp, state}: Omit<Entry, 'seed'>): string =>
  JSON.stringify([
    account,
    accountLabel,
    name ?? null,
    derivatives ?? null,
    totp.algorithm,
    totp.digits,
    totp.period,
    state ?? 'active',
  ]);
