/**
 * Whoever has a copy of the device: the record, and its key as a handle that computes for them. Written from the
 * contract, not with the vault's code.
 */
import type {VaultRecord, VaultSlot, Wrapped} from '../../../../src/domain/vault-record.js';
import type {DeviceStore} from '../../../../src/ports/device-store.js';

export type Stolen = VaultRecord<CryptoKey>;
type Bytes = Uint8Array<ArrayBuffer>;

const text = new TextEncoder();

export async function steal(store: DeviceStore): Promise<Stolen> {
  const value = await store.read();
  if (!value.ok || !value.value) throw new Error('nothing to steal');
  return value.value as Stolen;
}

/** PBKDF2-SHA256, as the contract says. */
export async function stretch(password: string, salt: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', text.encode(password), 'PBKDF2', false, ['deriveBits']);
  const parameters = {name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 600_000};
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256));
}

const sign = async (key: CryptoKey, message: Bytes) => new Uint8Array(await crypto.subtle.sign('HMAC', key, message));

/** The key of the password's slot: HKDF(HMAC(device key, output), salt, info). */
export async function slotKeyOf({deviceKey, salt}: Stolen, output: Bytes): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', await sign(deviceKey, output), 'HKDF', false, ['deriveKey']);
  const parameters = {name: 'HKDF', hash: 'SHA-256', salt, info: text.encode('kb-otp/kek/v1')};
  return crypto.subtle.deriveKey(parameters, material, {name: 'AES-GCM', length: 256}, false, ['encrypt', 'decrypt']);
}

const gcm = ({iv}: Wrapped, device: string, name: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: text.encode(`1|${device}|${name}`),
});

/** The raw bytes inside, or null. */
export async function decrypt(wrapped: Wrapped, key: CryptoKey, device: string, name: string): Promise<Bytes | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(gcm(wrapped, device, name), key, wrapped.ciphertext));
  } catch {
    return null;
  }
}

export async function encrypt(raw: Bytes, key: CryptoKey, device: string, name: string): Promise<Wrapped> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const ciphertext = await crypto.subtle.encrypt(gcm({iv, ciphertext: raw}, device, name), key, raw);
  return {iv, ciphertext: new Uint8Array(ciphertext)};
}

export const importAes = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', true, ['encrypt', 'decrypt']);

export const passwordSlot = ({slots}: Stolen): VaultSlot => slots.find(({kind}) => kind === 'password')!;

/** Every ciphertext of a record, and the name that it is bound to. */
export function ciphertexts(stolen: Stolen): readonly (readonly [Wrapped, string])[] {
  const {slots, entries, confirmationKey, enrolment} = stolen;
  const confirmations = [confirmationKey, enrolment?.confirmationKey].flatMap((wrapped) => wrapped ?? []);
  return [
    ...slots.map(({vaultKey, kind}) => [vaultKey, `/slot/${kind}`] as const),
    ...[...entries, ...(enrolment?.entries ?? [])].map(({seed, account}) => [seed, account] as const),
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
