import {RECORD_VERSION, type VaultSlot} from '../../domain/vault-record.js';
import {toBase64url, utf8} from '../bytes.js';
import type {DeviceRecord} from './records.js';
import type {Place} from './slot-key.js';

/**
 * The MAC of a slot and of what its key depends on, by which a changed one is told before a guess is spent on it. The
 * key is the device's HMAC key, not the one that proves requests: of that no browser has kept a public half to verify
 * with, and some have none. The MAC is no test of a password, being made of nothing but what stands in the record; it
 * finds what was changed, but not who may run code in this browser, for they could use either key.
 */
async function macOf(slot: VaultSlot, {device, salt, deviceKey}: Place): Promise<VaultSlot['mac'] & {}> {
  const {kind, vaultKey} = slot;
  const parts = [
    salt,
    vaultKey.iv,
    vaultKey.ciphertext,
    ...(kind === 'passkey' ? [slot.credential, slot.prfSalt] : []),
  ];
  // Never as long as the 32 bytes that slot keys are made of with the same key.
  const said = ['kb-otp/slot/v1', device, kind, ...parts.map(toBase64url)].join('|');
  return new Uint8Array(await crypto.subtle.sign('HMAC', deviceKey, utf8(said)));
}

export const sealed = async (slot: VaultSlot, place: Place): Promise<VaultSlot> => ({
  ...slot,
  mac: await macOf(slot, place),
});

/** Whether a slot is as it was written; one of an older record is taken as it is. */
export const isIntact = async (slot: VaultSlot, record: DeviceRecord): Promise<boolean> =>
  record.version < RECORD_VERSION ||
  (slot.mac !== undefined && toBase64url(slot.mac) === toBase64url(await macOf(slot, record)));
