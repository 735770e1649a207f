/**
 * What only the device itself may ask for: a session alone can neither use up the guesses of its password nor take
 * accounts from it. Devices that were registered before they had keys are taken at the session's word, for as long as
 * the policy says, until they register one; no device loses its key again.
 */

import { importDeviceKey } from '../device-proof.js';
import type { DeviceRecord } from '../domain/device.js';
import { refuse, type Outcome } from '../domain/outcome.js';
import type { Policy } from '../domain/policy.js';
import type { DeviceKey } from '../../generated/contract.js';
import type { Deps, Session } from './deps.js';

type Refused = Extract<Outcome<never>, { ok: false }>;

/** Null when the request comes from the device, or from one that can't prove it yet; also when there is none. */
export async function refuseOthers(deps: Deps, session: Session, device: string): Promise<Refused | null> {
  if (session.device === device) return null;
  const now = deps.store.estimatedNow();
  const known = await deps.store.devices.find(device, session.customer, now);
  return known === null ? null : refuseUnproven(deps.policy, session, known, now);
}

/** What needs the device's proof also of one that may do without elsewhere. */
export function refuseOtherThan(session: Session, device: string, why: string): Refused | null {
  return session.device === device ? null : refuse('device_proof_required', { detail: why });
}

export function refuseUnproven(
  { keylessDevicesUntil }: Policy,
  session: Session,
  { id, proofKey }: DeviceRecord,
  now: number,
): Refused | null {
  if (session.device === id) return null;
  const maySkip = proofKey === null && (keylessDevicesUntil === null || now < keylessDevicesUntil);
  return maySkip ? null : refuse('device_proof_required', { detail: whyUnproven(session) });
}

function whyUnproven({ device, deviceFault }: Session): string {
  if (device !== null) return 'The Device-Proof is that of another device.';
  return deviceFault === undefined ? 'There is no Device-Proof.' : `The Device-Proof does not hold. ${deviceFault}`;
}

/** As it is stored; null when it is no key. */
export async function deviceKeyText(key: DeviceKey): Promise<string | null> {
  const { kty, crv, x, y } = key;
  return (await importDeviceKey(key)) === null ? null : JSON.stringify({ kty, crv, x, y });
}
