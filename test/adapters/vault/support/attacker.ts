/**
 * Whoever has a copy of the device: the record, and its key as a handle that computes for them. Written from the
 * contract, not with the vault's code.
 */
import type {VaultSlot, Wrapped} from '../../../../src/domain/vault-record.js';
import type {DeviceStore} from '../../../../src/ports/device-store.js';
import {
  gcm,
  importAes,
  seedName,
  sign,
  slotKeyOf,
  slotName,
  stretch,
  type KeptRecord,
} from '../../../../src/testing/reference/vault-format.js';

export * from '../../../../src/testing/reference/vault-format.js';
export type Stolen = KeptRecord;
type Bytes = Uint8Array<ArrayBuffer>;

const text = new TextEncoder();

export async function steal(store: DeviceStore): Promise<Stolen> {
  const value = await store.read();
  if (!value.ok || !value.value) throw new Error('nothing to steal');
  return value.value as Stolen;
}

/** The raw bytes inside, or null. */
export async function decrypt(wrapped: Wrapped, key: CryptoKey, device: string, name: string): Promise<Bytes | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(gcm(wrapped, device, name), key, wrapped.ciphertext));
  } catch {
    return null;
  }
}

export const passwordSlot = ({slots}: Stolen): VaultSlot => slots.find(({kind}) => kind === 'password')!;

/** Every ciphertext of a record, and the name that it is bound to. */
export function ciphertexts(stolen: Stolen): readonly (readonly [Wrapped, string])[] {
  const {slots, entries, confirmationKey, enrolment} = stolen;
  const confirmations = [confirmationKey, enrolment?.confirmationKey].flatMap((wrapped) => wrapped ?? []);
  return [
    ...slots.map(({vaultKey, kind}) => [vaultKey, slotName(kind)] as const),
    ...[...entries, ...(enrolment?.entries ?? [])].map((entry) => [entry.seed, seedName(entry)] as const),
    ...confirmations.map((wrapped) => [wrapped, '/confirmation'] as const),
  ];
}

/** All that can be made of a guess without the endpoint, each used as a key as it is and as the slot's key is made. */
export async function keysWithoutEndpoint(stolen: Stolen, password: string): Promise<readonly CryptoKey[]> {
  const {deviceKey, salt} = stolen;
  const stretched = await stretch(password, salt);
  const typed = text.encode(password);
  const digest = async (message: Bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', message));
  const hashed = [await digest(stretched), await digest(typed)];
  const materials = [stretched, await sign(deviceKey, stretched), await sign(deviceKey, typed), ...hashed];
  return Promise.all(materials.flatMap((raw) => [importAes(raw), slotKeyOf(stolen, raw)]));
}
