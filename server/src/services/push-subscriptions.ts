/** Where a device's browser hears that something waits for it. The device itself registers that, and nobody for it. */

import { timestamp } from '../domain/challenge.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import { isPushAddress, isPushKey, subscriptionFingerprint } from '../domain/push.js';
import type { PushState, PushSubscription } from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { refuseOtherThan } from './device-proof.js';
import type { Deps, Remember, Session } from './deps.js';
import { subscriptionRow } from './wakes.js';

const reason = 'A subscription is the device’s own.';

export async function pushState(deps: Deps, session: Session, device: string): Promise<Outcome<PushState>> {
  const unproven = refuseOtherThan(session, device, reason);
  if (unproven !== null) return unproven;
  const refused = await refuseDevice(deps.store, session, device);
  return refused ?? accept(await present(deps, deps.store, device));
}

export async function subscribe(
  deps: Deps,
  session: Session,
  { device, ...given }: PushSubscription & { readonly device: string },
  remember: Remember,
): Promise<Outcome<PushState>> {
  const unproven = refuseOtherThan(session, device, reason);
  if (unproven !== null) return unproven;
  if (deps.push === null) return refuse('not_found');
  const { endpoint, keys } = given;
  if (!isPushAddress(endpoint, deps.push.services)) return refuseAs('endpoint is no address of a push service.');
  if (!isPushKey(keys.p256dh)) return refuseAs('keys.p256dh is no point of the curve.');
  const text = JSON.stringify({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } });
  return change(deps, { session, device, remember }, async ({ wakes }, now) => {
    await wakes.subscribe(device, deps.seal.seal(text, subscriptionRow(device)), now);
  });
}

export async function unsubscribe(
  deps: Deps,
  session: Session,
  device: string,
  remember: Remember,
): Promise<Outcome<PushState>> {
  const unproven = refuseOtherThan(session, device, reason);
  if (unproven !== null) return unproven;
  return change(deps, { session, device, remember }, ({ wakes }) => wakes.unsubscribe(device));
}

const refuseAs = (detail: string) => refuse('invalid_request', { detail });

interface Order {
  readonly session: Session;
  readonly device: string;
  readonly remember: Remember;
}

function change(
  deps: Deps,
  { session, device, remember }: Order,
  work: (records: Records, now: number) => Promise<void>,
): Promise<Outcome<PushState>> {
  return deps.store.transaction<PushState>(async (records) => {
    const refused = await refuseDevice(records, session, device);
    if (refused !== null) return refused;
    await work(records, await records.now());
    const answer = await present(deps, records, device);
    return (await remember(records, answer)) ? accept(answer) : refuse('request_in_progress');
  });
}

async function refuseDevice(records: Records, session: Session, id: string) {
  const device = await records.devices.find(id, session.customer, await records.now());
  if (device === null) return refuse('not_found');
  return device.sealedOprfKey === null ? refuse('device_disabled') : null;
}

async function present({ seal, push }: Deps, records: Records, device: string): Promise<PushState> {
  const sealed = await records.wakes.subscription(device);
  const subscription =
    sealed === null ? null : (JSON.parse(seal.open(sealed, subscriptionRow(device))) as PushSubscription);
  return {
    ...(push === null ? {} : { applicationServerKey: push.applicationServerKey }),
    ...(subscription === null ? {} : { subscription: subscriptionFingerprint(subscription) }),
    serverTime: timestamp(await records.now()),
  };
}
