/**
 * The public keys of devices that have just been heard of, so that proving a device asks the database but once. A
 * device keeps the key that it was registered with, so what is known of it stays true.
 */

import type { CryptoKey } from 'jose';
import { importDeviceKey } from '../device-proof.js';
import type { DeviceKey } from '../../generated/contract.js';
import type { Store } from '../store/store.js';

export interface DeviceKeys {
  /** The key of a device of this customer; null when the device is not theirs, not there, or has none. */
  find(device: string, customer: string): Promise<CryptoKey | null>;
}

interface KnownKey {
  readonly customer: string;
  readonly key: CryptoKey;
}

const mostKeys = 10_000;

export function createDeviceKeys({ devices }: Pick<Store, 'devices'>): DeviceKeys {
  const known = new Map<string, KnownKey>();
  const remember = (device: string, found: KnownKey) => {
    if (known.size >= mostKeys) known.delete(known.keys().next().value ?? device);
    known.set(device, found);
    return found.key;
  };
  return {
    async find(device, customer) {
      const before = known.get(device);
      if (before !== undefined) return before.customer === customer ? before.key : null;
      const registered = await devices.findKey(device, customer);
      const key = registered === null ? null : await importDeviceKey(JSON.parse(registered) as DeviceKey);
      return key === null ? null : remember(device, { customer, key });
    },
  };
}
