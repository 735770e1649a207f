import type {TotpParameters} from '../../domain/otp.js';
import {additionalData, CONFIRMATION_NAME, slotName, type VaultSlot, type Wrapped} from '../../domain/vault-record.js';
import {randomBytes, utf8} from '../bytes.js';

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

export const hmac = (hash: TotpParameters['algorithm']) => ({name: 'HMAC', hash}) as const;
export const vaultKeyAlgorithm = {name: 'AES-GCM', length: 256} as const;
export const vaultKeyUsages = ['wrapKey', 'unwrapKey'] as const;

export const wrapVaultKey = (
  key: CryptoKey,
  slotKey: CryptoKey,
  device: string,
  kind: VaultSlot['kind'],
): Promise<Wrapped> => wrap(key, slotKey, device, slotName(kind));

/** @param isExtractable only to wrap it for another slot; such a handle lives no longer than that */
export const unwrapVaultKey = (
  {kind, vaultKey}: Pick<VaultSlot, 'kind' | 'vaultKey'>,
  slotKey: CryptoKey,
  device: string,
  isExtractable = false,
): Promise<CryptoKey | null> =>
  unwrap(vaultKey, slotKey, device, slotName(kind), {
    algorithm: vaultKeyAlgorithm,
    usages: vaultKeyUsages,
    isExtractable,
  });

export const wrapSeed = (seed: CryptoKey, vaultKey: CryptoKey, device: string, account: string): Promise<Wrapped> =>
  wrap(seed, vaultKey, device, account);

export interface WrappedSeed {
  readonly account: string;
  readonly totp: TotpParameters;
  readonly seed: Wrapped;
}

export const unwrapSeed = (
  {account, totp, seed}: WrappedSeed,
  vaultKey: CryptoKey,
  device: string,
): Promise<CryptoKey | null> =>
  unwrap(seed, vaultKey, device, account, {algorithm: hmac(totp.algorithm), usages: ['sign']});

export const wrapConfirmationKey = (key: CryptoKey, vaultKey: CryptoKey, device: string): Promise<Wrapped> =>
  wrap(key, vaultKey, device, CONFIRMATION_NAME);

export const unwrapConfirmationKey = (key: Wrapped, vaultKey: CryptoKey, device: string): Promise<CryptoKey | null> =>
  unwrap(key, vaultKey, device, CONFIRMATION_NAME, {algorithm: hmac('SHA-256'), usages: ['sign']});
