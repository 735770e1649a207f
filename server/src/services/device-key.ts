/** Gives a device a key that was registered before devices had one: its opened vault may do that, once. */

import { calculateJwkThumbprint } from 'jose';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Device, DeviceKeyRegistration } from '../../generated/contract.js';
import { deviceKeyText } from './device-proof.js';
import { confirmationKeyRow, describeDevice } from './devices.js';
import { isDeviceKeyMac } from './key-agreement.js';
import type { Deps, Remember, Session } from './deps.js';

export async function registerDeviceKey(
  deps: Deps,
  session: Session,
  { device: id, key, mac }: DeviceKeyRegistration & { readonly device: string },
  remember: Remember,
): Promise<Outcome<Device>> {
  const text = await deviceKeyText(key);
  if (text === null) return refuse('invalid_request', { detail: 'key is no point of the curve.' });
  const thumbprint = await calculateJwkThumbprint(key);
  return deps.store.transaction<Device>(async (records) => {
    const now = await records.now();
    const device = await records.devices.find(id, session.customer, now);
    if (device === null) return refuse('not_found');
    if (device.sealedOprfKey === null) return refuse('device_disabled');
    if (device.sealedConfirmationKey === null) return refuse('state_conflict');
    const confirmationKey = deps.seal.open(device.sealedConfirmationKey, confirmationKeyRow(id));
    if (!isDeviceKeyMac(mac, id, thumbprint, confirmationKey)) return refuse('code_invalid');
    if (device.proofKey !== text && !(await records.devices.registerKey(id, text))) return refuse('state_conflict');
    const answer = await describeDevice(records, device, now);
    return (await remember(records, answer)) ? accept(answer) : refuse('request_in_progress');
  });
}
