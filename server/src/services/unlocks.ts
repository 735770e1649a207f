/**
 * Guesses of the KB-OTP password. Each costs one evaluation under the device's key, which is counted and committed
 * before it is made, and not counted when the endpoint can't open the key. A guess that was right is confirmed by a MAC
 * that only the opened vault can make; ten without a confirmation between them, and one more, destroy the key.
 */

import { timestamp } from '../domain/challenge.js';
import { failedAttempts, presentHeld, type DeviceRecord } from '../domain/device.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Policy } from '../domain/policy.js';
import type { Device, Unlock } from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { refuseOthers } from './device-proof.js';
import { confirmationKeyRow, describeDevice } from './devices.js';
import { enrolmentKeysRow } from './enrolments.js';
import { isUnlockMac, type EnrolmentKeys } from './key-agreement.js';
import { randomId, refuseLocked, type Deps, type Remember, type Session } from './deps.js';
import { noticesFor, sendNotices, writeNotices, type OutgoingNotice } from './notices.js';
import { evaluate, openOprfKey, parseElement } from './oprf.js';

interface Guess {
  readonly device: string;
  readonly element: Uint8Array;
}

export async function createUnlock(
  deps: Deps,
  session: Session,
  request: { readonly device: string; readonly blindedElement: string },
  remember: Remember,
): Promise<Outcome<Unlock>> {
  const element = parseElement(request.blindedElement);
  if (element === null) return refuse('invalid_format');
  const unproven = await refuseOthers(deps, session, request.device);
  if (unproven !== null) return unproven;
  const guess = { device: request.device, element };
  const counted = await countGuess(deps, session, guess);
  if (counted === null) return refuseGuess(deps, session, guess);
  const unlock = evaluateGuess(deps, guess, counted);
  await remember(deps.store, unlock);
  return accept(unlock);
}

interface CountedGuess {
  readonly unlock: string;
  readonly record: DeviceRecord;
  /** Opened before the count stands: what the endpoint can't do is no guess of the customer. */
  readonly key: string;
  readonly accounts: Unlock['accounts'];
  /** Wrong codes that others entered. */
  readonly unseen: number;
  readonly now: number;
}

async function countGuess(deps: Deps, session: Session, { device }: Guess): Promise<CountedGuess | null> {
  const { store, policy } = deps;
  const unlock = randomId();
  const counted = await store.transaction<CountedGuess | null>(async (records) => {
    const now = await records.now();
    const record = await records.devices.countEvaluation(device, session.customer, limitsOf(policy), now);
    if (record === null || record.sealedOprfKey === null) return accept(null);
    const key = openOprfKey(deps, device, record.sealedOprfKey);
    await records.devices.addUnlock(unlock, device, now);
    const accounts = presentHeld(await records.devices.accounts(device, now));
    const unseen = await records.devices.countUnseen(device);
    return accept({ unlock, record, key, accounts, unseen, now });
  });
  return counted.ok ? counted.value : null;
}

const limitsOf = ({ unconfirmedEvaluations, guessCeiling }: Policy) => ({
  inRow: unconfirmedEvaluations,
  ceiling: guessCeiling,
});

function evaluateGuess(deps: Deps, { element }: Guess, counted: CountedGuess): Unlock {
  const { unlock, record, key, accounts, unseen, now } = counted;
  deps.counts.unlock('evaluated');
  if (record.proofKey === null) deps.counts.unlock('without-proof');
  return {
    id: unlock,
    evaluatedElement: evaluate(key, element),
    attemptsLeft: Math.max(0, deps.policy.unconfirmedEvaluations - record.evaluationsUnconfirmed),
    // All but this one.
    failedAttempts: failedAttempts(unseen, record.evaluationsUnconfirmed - 1),
    accounts,
    serverTime: timestamp(now),
  };
}

interface RefusedGuess {
  readonly refused: Outcome<never>;
  readonly isDestroyed: boolean;
  readonly notices: readonly OutgoingNotice[];
}

/**
 * A guess too many in a row destroys the key, one too many in the period has to wait for its end. What is told of it
 * must stand: it is its own transaction, beside the refusal.
 */
async function refuseGuess(deps: Deps, session: Session, { device }: Guess): Promise<Outcome<never>> {
  deps.counts.unlock('refused');
  const { unconfirmedEvaluations: limit } = deps.policy;
  const done = await deps.store.transaction<RefusedGuess>(async (records) => {
    const now = await records.now();
    const known = await records.devices.find(device, session.customer, now);
    if (known === null) return refuse('not_found');
    const isDestroyed = await records.devices.destroySpentKey(device, session.customer, limit, now);
    const tell = (kind: 'device-disabled' | 'password-guessed') => tellHolders(records, session, { device, kind, now });
    const disabled = refuse('device_disabled');
    if (isDestroyed) return accept({ refused: disabled, isDestroyed, notices: await tell('device-disabled') });
    const { most, period } = deps.policy.guessCeiling;
    const until = known.guessesSince + period;
    const waits = known.sealedOprfKey !== null && known.guesses >= most && until > now;
    if (!waits) return accept({ refused: disabled, isDestroyed, notices: [] });
    const isNews = await records.devices.noteCeiling(device, most);
    const refused = refuseLocked({ kind: 'waiting', until }, now);
    return accept({ refused, isDestroyed, notices: isNews ? await tell('password-guessed') : [] });
  });
  if (!done.ok) return done;
  const { refused, isDestroyed, notices } = done.value;
  if (isDestroyed) deps.counts.unlock('key-destroyed');
  sendNotices(deps, notices);
  return refused;
}

interface Told {
  readonly device: string;
  readonly kind: 'device-disabled' | 'password-guessed';
  readonly now: number;
}

async function tellHolders(records: Records, { customer }: Session, { device, kind, now }: Told) {
  const held = await records.devices.accounts(device, now);
  const active = held.filter(({ state }) => state === 'active').map(({ id }) => id);
  if (kind === 'device-disabled') await records.sessionGrants.endOfAccounts(active, now);
  return writeNotices(
    records,
    customer,
    noticesFor(active, device, () => kind, now),
  );
}

export async function confirmUnlock(
  deps: Deps,
  session: Session,
  { device: id, unlock, mac }: { readonly device: string; readonly unlock: string; readonly mac: string },
  remember: Remember,
): Promise<Outcome<Device>> {
  const unproven = await refuseOthers(deps, session, id);
  if (unproven !== null) return unproven;
  const outcome = await deps.store.transaction<Device>(async (records) => {
    const now = await records.now();
    const device = await records.devices.find(id, session.customer, now);
    if (device === null || !(await records.devices.hasUnlock(unlock, id))) return refuse('not_found');
    if (device.sealedOprfKey === null) return refuse('device_disabled');
    const keys = await confirmationKeys(deps, records, device, now);
    if (!keys.some((key) => isUnlockMac(mac, id, unlock, key))) return refuse('code_invalid');
    if (!(await records.devices.confirmUnlock(unlock, id))) return refuse('state_conflict');
    const answer = await describeDevice(records, device, now);
    return (await remember(records, answer)) ? accept(answer) : refuse('request_in_progress');
  });
  deps.counts.unlock(outcome.ok ? 'confirmed' : 'refused');
  return outcome;
}

/** The device's own; before its first activation, those of the enrolments that may come to it. */
async function confirmationKeys(deps: Deps, records: Records, device: DeviceRecord, now: number): Promise<string[]> {
  const { id, sealedConfirmationKey: sealed } = device;
  if (sealed !== null) return [deps.seal.open(sealed, confirmationKeyRow(id))];
  const enrolments = await records.enrolments.open(id, now);
  return enrolments.flatMap(({ id: enrolment, sealedKeys }) => {
    if (sealedKeys === null) return [];
    const { confirmationKey } = JSON.parse(deps.seal.open(sealedKeys, enrolmentKeysRow(enrolment))) as EnrolmentKeys;
    return [confirmationKey];
  });
}
