/** A device as the endpoint sees it, and how accounts leave it. */

import { failedAttempts, presentDevice, type DeviceRecord } from '../domain/device.js';
import type { MethodChangeRecord } from '../domain/method-change.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Device } from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { refuseUnproven } from './device-proof.js';
import { endWhatIsOpen } from './endings.js';
import type { Deps, Remember, Session } from './deps.js';
import { noticesFor, sendNotices, writeNotices, type OutgoingNotice } from './notices.js';

export const confirmationKeyRow = (device: string): string => `devices|${device}|sealed_confirmation_key`;

export async function deviceState(deps: Deps, session: Session, id: string): Promise<Outcome<Device>> {
  const now = await deps.store.now();
  const device = await deps.store.devices.find(id, session.customer, now);
  if (device === null) return refuse('not_found');
  if (device.sealedOprfKey === null) return refuse('device_disabled');
  const unseen = await deps.store.devices.countUnseen(id);
  const described = await describeDevice(deps.store, device, now);
  return accept({ ...described, failedAttempts: failedAttempts(unseen, device.evaluationsUnconfirmed) });
}

export async function describeDevice(records: Records, device: DeviceRecord, now: number): Promise<Device> {
  return presentDevice(device, await records.devices.accounts(device.id, now), now);
}

/** What leaves a device, in one transaction with what is told of it. */
export interface Departure {
  readonly records: Records;
  readonly session: Session;
  readonly device: DeviceRecord;
  readonly now: number;
}

/** As the trail has it; `actor` and those after it where it is not the customer's doing. */
interface Leaving extends Pick<MethodChangeRecord, 'actor' | 'approver' | 'reason'> {
  readonly act: 'removed' | 'password-reset' | 'device-revoked';
}

/** The password is forgotten, so what it protects is lost: the key goes too. Also for a device without its key. */
export function resetPassword(deps: Deps, session: Session, id: string, remember: Remember): Promise<Outcome<Device>> {
  return leave(deps, session, id, remember, async (departure) => {
    const { records, device, now } = departure;
    const accounts = (await records.devices.accounts(device.id, now)).map((account) => account.id);
    return accept(await emptyDevice(departure, accounts, { act: 'password-reset' }));
  });
}

/** Takes these accounts, which are all of it, from a device, and its key. */
export async function emptyDevice(
  departure: Departure,
  accounts: readonly string[],
  leaving: Leaving,
): Promise<OutgoingNotice[]> {
  const { records, device, now } = departure;
  const notices = await releaseAccounts(departure, accounts, leaving);
  await records.enrolments.withdraw(device.id, now);
  await records.devices.destroyKey(device.id, now);
  return notices;
}

export function removeAccount(
  deps: Deps,
  session: Session,
  { device: id, account }: { readonly device: string; readonly account: string },
  remember: Remember,
): Promise<Outcome<Device>> {
  return leave(deps, session, id, remember, async (departure) => {
    const { records, device, now } = departure;
    const held = (await records.devices.accounts(device.id, now)).find((each) => each.id === account);
    if (held === undefined) return refuse('not_found');
    if (held.state === 'pending') return refuse('state_conflict');
    return accept(await releaseAccounts(departure, [account], { act: 'removed' }));
  });
}

async function leave(
  deps: Deps,
  session: Session,
  id: string,
  remember: Remember,
  depart: (departure: Departure) => Promise<Outcome<OutgoingNotice[]>>,
): Promise<Outcome<Device>> {
  const done = await deps.store.transaction(async (records) => {
    const now = await records.now();
    const device = await records.devices.find(id, session.customer, now);
    if (device === null) return refuse('not_found');
    const unproven = refuseUnproven(deps.policy, session, device, now);
    if (unproven !== null) return unproven;
    const departed = await depart({ records, session, device, now });
    if (!departed.ok) return departed;
    const answer = await describeDevice(records, device, now);
    const kept = await remember(records, answer);
    return kept ? accept({ answer, notices: departed.value }) : refuse('request_in_progress');
  });
  if (!done.ok) return done;
  sendNotices(deps, done.value.notices);
  return accept(done.value.answer);
}

async function releaseAccounts(
  { records, session, device, now }: Departure,
  accounts: readonly string[],
  leaving: Leaving,
): Promise<OutgoingNotice[]> {
  await records.authenticators.lockAccounts(accounts, session.customer);
  const left = await records.devices.release(device.id, accounts, 'removed');
  await endWhatIsOpen(records, { accounts: left, session, givesKbOtpUp: true }, now);
  await records.authenticators.forgetSeeds(device.id, left);
  const { customer } = session;
  const common = { ...leaving, customer, at: now, device: device.id, channel: null, proof: null };
  await records.methodChanges.add(left.map((account) => ({ ...common, account })));
  return writeNotices(
    records,
    customer,
    noticesFor(left, device.id, () => leaving.act, now),
  );
}
