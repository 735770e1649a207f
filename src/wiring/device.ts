import {checkedDeviceEndpoint} from '../adapters/checked-device-endpoint.js';
import {createDeviceStore} from '../adapters/device-store.js';
import {httpDeviceEndpoint} from '../adapters/http-device-endpoint.js';
import {success, type Result} from '../domain/problems.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {Endpoint} from '../ports/endpoint.js';
import type {OpenVault, Vault} from '../ports/vault.js';
import {clock, resolveEndpoint, type Connection} from '../wiring.js';

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

/** The device's part of the endpoint; a host's own endpoint object has to implement that part too. */
export function connectDeviceEndpoint(
  endpoint: string | (Endpoint & Partial<DeviceEndpoint>),
  options: Connection,
): Result<DeviceEndpoint> {
  if (typeof endpoint === 'object')
    return success(checkedDeviceEndpoint(endpoint as DeviceEndpoint, (at) => options.onServerTime?.(at)));
  const base = resolveEndpoint(endpoint);
  return base.ok ? success(httpDeviceEndpoint({...options, base: base.value})) : base;
}
