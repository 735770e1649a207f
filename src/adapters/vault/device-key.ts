import type {DeviceKey} from '../../domain/contract.js';
import type {DeviceStore} from '../../ports/device-store.js';
import type {OwnKey, RegisterKey} from '../../ports/vault.js';
import {toBase64url, utf8} from '../bytes.js';

/** The key by which a device shows that a request is its own; it needs no password and opens nothing. */
export async function createOwnKey(): Promise<OwnKey> {
  const pair = await crypto.subtle.generateKey({name: 'ECDSA', namedCurve: 'P-256'}, false, ['sign']);
  const {x = '', y = ''} = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return {publicKey: {kty: 'EC', crv: 'P-256', x, y}, privateKey: pair.privateKey};
}

/**
 * Gives the device of an open vault a key, where it was registered before devices had one. The key is kept before it
 * is told, and told until the endpoint is heard to have it: nobody is left with a key registered that is not here.
 */
export async function giveKey(
  store: Pick<DeviceStore, 'key' | 'keepKey'>,
  device: string,
  confirmationKey: CryptoKey,
  register: RegisterKey,
): Promise<void> {
  const before = await store.key(device);
  if (!before.ok || (before.value && !before.value.publicKey)) return;
  const {privateKey, publicKey: made} = await createOwnKey();
  const kept = await store.keepKey(device, {key: privateKey, publicKey: made});
  if (!kept.ok || !kept.value.publicKey) return;
  const {key, publicKey} = kept.value;
  const told = await register(device, publicKey, await keyMac(confirmationKey, device, publicKey));
  if (told.ok) await store.keepKey(device, {key});
}

/** What only an opened vault can say of its device's key, which it names by RFC 7638. */
async function keyMac(confirmationKey: CryptoKey, device: string, {crv, kty, x, y}: DeviceKey): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', utf8(JSON.stringify({crv, kty, x, y})));
  const said = utf8(`device-key|${device}|${toBase64url(digest)}`);
  return toBase64url(await crypto.subtle.sign('HMAC', confirmationKey, said));
}
