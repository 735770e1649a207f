import type {Hash} from '../../domain/otp.js';
import {
  additionalData,
  CONFIRMATION_NAME,
  RECORD_VERSION,
  slotName,
  type Entry,
  type RecordVersion,
  type VaultSlot,
  type Wrapped,
} from '../../domain/vault-record.js';
import {randomBytes, toBase64url, utf8} from '../bytes.js';

/** No two wrapped keys share it. */
export const ivOf = ({iv}: Wrapped): string => toBase64url(iv);

const parameters = (iv: Wrapped['iv'], device: string, name: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(additionalData(device, name)),
});

/** Wraps a key's raw bytes (AES-256-GCM); they don't pass through JavaScript. */
async function wrap(key: CryptoKey, under: CryptoKey, device: string, name: string): Promise<Wrapped> {
  const iv = randomBytes(12);
  const ciphertext = await crypto.subtle.wrapKey('raw', key, under, parameters(iv, device, name));
  return {iv, ciphertext: new Uint8Array(ciphertext)};
}

interface Inside {
  readonly algorithm: HmacImportParams | AesKeyAlgorithm;
  readonly usages: readonly KeyUsage[];
  readonly isExtractable?: boolean;
}

/** The key inside, or null when `under` doesn't open it, here and under this name. */
async function unwrap(
  {iv, ciphertext}: Wrapped,
  under: CryptoKey,
  device: string,
  name: string,
  {algorithm, usages, isExtractable = false}: Inside,
): Promise<CryptoKey | null> {
  const opening = parameters(iv, device, name);
  try {
    return await crypto.subtle.unwrapKey('raw', ciphertext, under, opening, algorithm, isExtractable, usages);
  } catch {
    return null;
  }
}

export const hmac = <Name extends Hash>(hash: Name) => ({name: 'HMAC', hash}) as const;
export const vaultKeyAlgorithm = {name: 'AES-GCM', length: 256} as const;
export const vaultKeyUsages = ['wrapKey', 'unwrapKey'] as const;

export const wrapVaultKey = (
  key: CryptoKey,
  slotKey: CryptoKey,
  device: string,
  kind: VaultSlot['kind'],
): Promise<Wrapped> => wrap(key, slotKey, device, slotName(kind, RECORD_VERSION));

/** @param isExtractable only to wrap it for another slot; such a handle lives no longer than that */
export const unwrapVaultKey = (
  {kind, vaultKey}: Pick<VaultSlot, 'kind' | 'vaultKey'>,
  slotKey: CryptoKey,
  device: string,
  version: RecordVersion,
  isExtractable = false,
): Promise<CryptoKey | null> =>
  unwrap(vaultKey, slotKey, device, slotName(kind, version), {
    algorithm: vaultKeyAlgorithm,
    usages: vaultKeyUsages,
    isExtractable,
  });

/** What a seed is tied to: all that its entry says; in layout 1 only whose it is. */
export function seedName(entry: Omit<Entry, 'seed'>, version: RecordVersion): string {
  const {account, accountLabel, name, derivatives, totp, state = 'active'} = entry;
  if (version === 1) return account;
  return JSON.stringify([account, accountLabel, name, derivatives, totp.algorithm, totp.digits, totp.period, state]);
}

export const wrapSeed = (
  seed: CryptoKey,
  vaultKey: CryptoKey,
  device: string,
  entry: Omit<Entry, 'seed'>,
): Promise<Wrapped> => wrap(seed, vaultKey, device, seedName(entry, RECORD_VERSION));

export interface SeedUse {
  /** By which it signs. */
  readonly hash: Hash;
  /** As for a vault key. */
  readonly isExtractable?: boolean;
}

export const unwrapSeed = (
  entry: Entry,
  vaultKey: CryptoKey,
  device: string,
  version: RecordVersion,
  {hash, isExtractable = false}: SeedUse,
): Promise<CryptoKey | null> =>
  unwrap(entry.seed, vaultKey, device, seedName(entry, version), {
    algorithm: hmac(hash),
    usages: ['sign'],
    isExtractable,
  });

export const wrapConfirmationKey = (key: CryptoKey, vaultKey: CryptoKey, device: string): Promise<Wrapped> =>
  wrap(key, vaultKey, device, CONFIRMATION_NAME);

export const unwrapConfirmationKey = (key: Wrapped, vaultKey: CryptoKey, device: string): Promise<CryptoKey | null> =>
  unwrap(key, vaultKey, device, CONFIRMATION_NAME, {algorithm: hmac('SHA-256'), usages: ['sign']});
