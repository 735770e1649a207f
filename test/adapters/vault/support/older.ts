/** A device whose record was written before seeds were tied to what is said of them. */
import {success} from '../../../../src/domain/problems.js';
import type {Entry, VaultSlot, Wrapped} from '../../../../src/domain/vault-record.js';
import {blind} from '../../../../src/adapters/vault/oprf.js';
import {evaluatePasskey} from '../../../../src/adapters/vault/passkey-slot.js';
import {deriveSlotKey} from '../../../../src/adapters/vault/slot-key.js';
import {
  decrypt,
  encrypt,
  importAes,
  passwordSlot,
  seedName,
  slotKeyOf,
  slotName,
  steal,
  stretch,
  type Stolen,
} from './attacker.js';
import {PASSWORD, valueOf, type TestDevice} from './device.js';

/** Writes the record of a device in layout 1, from the contract of that time; takes the password and the endpoint. */
export async function makeOlder({store, endpoint}: TestDevice): Promise<Stolen> {
  const stolen = await steal(store);
  const {device, enrolment} = stolen;
  const {element, finalize} = blind(await stretch(PASSWORD, stolen.salt));
  const output = finalize(valueOf(await endpoint.evaluate(device, element)).evaluatedElement);
  endpoint.devices.get(device)!.open = 0;
  const slotKey = await slotKeyOf(stolen, output!);
  const raw = await decrypt(passwordSlot(stolen).vaultKey, slotKey, device, slotName('password'));
  const vaultKey = await importAes(raw!);
  const untied = async <One extends Entry>(entry: One): Promise<One & {readonly seed: Wrapped}> => {
    const seed = await decrypt(entry.seed, vaultKey, device, seedName(entry));
    return {...entry, seed: await encrypt(seed!, vaultKey, device, entry.account)};
  };
  const slot = async ({mac: _, ...rest}: VaultSlot): Promise<VaultSlot> => {
    if (rest.kind === 'password') return {...rest, vaultKey: await encrypt(raw!, slotKey, device, '/slot/password')};
    const key = await deriveSlotKey(valueOf(await evaluatePasskey(rest)), stolen, 'passkey');
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const additionalData = new TextEncoder().encode(`1|${device}|/slot/passkey`);
    const ciphertext = await crypto.subtle.wrapKey('raw', vaultKey, key, {name: 'AES-GCM', iv, additionalData});
    return {...rest, vaultKey: {iv, ciphertext: new Uint8Array(ciphertext)}};
  };
  const older: Stolen = {
    ...stolen,
    version: 1,
    slots: await Promise.all(stolen.slots.map(slot)),
    entries: await Promise.all(stolen.entries.map(untied)),
    enrolment: enrolment && {...enrolment, entries: await Promise.all(enrolment.entries.map(untied))},
  };
  valueOf(await store.update(() => success(older)));
  return older;
}
