import {createDeviceStore} from '../adapters/device-store.js';
import {devices} from '../adapters/endpoint/devices.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {Endpoint} from '../ports/endpoint.js';
import type {OpenVault, Vault} from '../ports/vault.js';
import {connect, type Connection} from './endpoint.js';
import {clock} from './page.js';

/** Brings the vault, and the elliptic curve with it, when a customer needs it and not before. */
export const loadVault = (): Promise<Vault> =>
  import('../adapters/vault/index.js').then(({createVault}) => createVault(createDeviceStore()));

/**
 * Watches over an open vault: locks it when the customer is idle, the page is left, or nobody can say any more how long
 * they have been idle. Returns a function that resets the idle timer.
 */
export async function watchOver(vault: OpenVault): Promise<() => void> {
  const {autoLock} = await import('../adapters/vault/index.js');
  const watch = autoLock(vault, {clock});
  vault.onLock(clock.onLeap(() => vault.lock()));
  return () => watch.touch(clock.now());
}

/** The device's part of the endpoint. */
export const connectDeviceEndpoint = (
  endpoint: string | (Endpoint & Partial<DeviceEndpoint>),
  options: Connection,
): DeviceEndpoint => connect(devices, endpoint, options);
