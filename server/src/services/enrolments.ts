/**
 * Begins to register a device. Nothing changes for its accounts before the activation: the keys that were agreed on lie
 * sealed in the enrolment, and go with it when it expires.
 */

import { timestamp } from '../domain/challenge.js';
import { accountName, enrolmentState, presentTotp, type DeviceRecord, type EnrolmentRecord } from '../domain/device.js';
import type { Account } from '../domain/account.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { TotpParameters } from '../domain/otp.js';
import type { Policy } from '../domain/policy.js';
import type { Enrolment, EnrolmentRequest, EnrolmentState } from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { deviceKeyText, refuseUnproven } from './device-proof.js';
import { enrolmentProofs, ownAccounts, spendProofs } from './enrolment-proofs.js';
import { agree, deriveKeys, serverConfirmation, type Agreement, type EnrolmentKeys } from './key-agreement.js';
import { randomId, type Deps, type Remember, type Session } from './deps.js';
import { createOprfKey } from './oprf.js';

export const enrolmentKeysRow = (enrolment: string): string => `enrolments|${enrolment}|sealed_keys`;

/** What is worked out before the transaction, which may run more than once. */
interface Draft {
  readonly request: EnrolmentRequest;
  readonly record: Omit<EnrolmentRecord, 'expiresAt' | 'proof' | 'furtherProofs'>;
  readonly serverConfirmation: string;
  /** Null when the accounts are added to a device that is there already. */
  readonly device: DeviceRecord | null;
}

export async function createEnrolment(
  deps: Deps,
  session: Session,
  request: EnrolmentRequest,
  remember: Remember,
): Promise<Outcome<Enrolment>> {
  if (!isName(request.deviceName)) return refuse('invalid_request', { detail: 'deviceName has control characters.' });
  const agreement = agree(request.publicKey);
  if (agreement === null) return refuse('invalid_request', { detail: 'publicKey is no point of the curve.' });
  const key = await keyOf(request);
  if (!key.ok) return key;
  const draft = drafted(deps, session, { ...request, proofKey: key.value }, agreement);
  const outcome = await deps.store.transaction((records) => begin(deps, session, draft, records, remember));
  deps.counts.enrolment(outcome.ok ? 'begun' : 'refused');
  return outcome;
}

function isName(text: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(text) && text.trim() !== '';
}

/** A device keeps its key, so accounts that are added to one bring none. */
async function keyOf({ device, deviceKey }: EnrolmentRequest): Promise<Outcome<string | null>> {
  if (device !== undefined && deviceKey === undefined) return accept(null);
  if (device !== undefined) return refuse('invalid_request', { detail: 'deviceKey is for a new device only.' });
  if (deviceKey === undefined)
    return refuse('invalid_request', { detail: 'deviceKey is missing; a new device has one.' });
  const text = await deviceKeyText(deviceKey);
  return text === null ? refuse('invalid_request', { detail: 'deviceKey is no point of the curve.' }) : accept(text);
}

interface KeyedRequest extends EnrolmentRequest {
  /** As it is stored; null when the device is there already. */
  readonly proofKey: string | null;
}

function drafted(deps: Deps, session: Session, request: KeyedRequest, agreement: Agreement): Draft {
  const { accounts } = request;
  const [id, device, totp] = [randomId(), request.device ?? randomId(), totpOf(deps.policy)];
  const keys = deriveKeys(agreement, { enrolment: id, device, accounts }, totp);
  return {
    request,
    record: recordOf(deps, session, { id, device, accounts, totp }, agreement, keys),
    serverConfirmation: serverConfirmation(agreement, id, keys),
    device: request.device === undefined ? newDevice(deps, session, device, request) : null,
  };
}

function recordOf(
  deps: Deps,
  session: Session,
  names: Pick<EnrolmentRecord, 'id' | 'device' | 'accounts' | 'totp'>,
  { publicKey, serverPublicKey, nonce }: Agreement,
  keys: EnrolmentKeys,
): Draft['record'] {
  return {
    ...names,
    session: session.id,
    customer: session.customer,
    publicKey,
    serverPublicKey,
    nonce,
    sealedKeys: deps.seal.seal(JSON.stringify(keys), enrolmentKeysRow(names.id)),
    state: 'pending',
    attemptsUsed: 0,
    attemptsAllowed: deps.policy.activationAttempts,
  };
}

function newDevice(
  deps: Deps,
  { customer }: Session,
  id: string,
  { deviceName, proofKey }: KeyedRequest,
): DeviceRecord {
  const keys = { sealedOprfKey: createOprfKey(deps, id), sealedConfirmationKey: null, proofKey };
  return { id, customer, name: deviceName, ...keys, evaluationsUnconfirmed: 0, guesses: 0, guessesSince: 0 };
}

function totpOf({ codeAlgorithm, codeDigits, codePeriodSeconds }: Policy): TotpParameters {
  return { algorithm: codeAlgorithm, digits: codeDigits, period: codePeriodSeconds };
}

async function begin(
  { policy }: Deps,
  session: Session,
  draft: Draft,
  records: Records,
  remember: Remember,
): Promise<Outcome<Enrolment>> {
  const accounts = await ownAccounts(records, session, draft.request.accounts);
  if (accounts === null) return refuse('not_found');
  // A change of method that is under way ends the grant, or else finds the enrolment that it paid for.
  await records.authenticators.lockAccounts(draft.request.accounts, session.customer);
  const now = await records.now();
  const prepared = await prepareDevice(records, session, draft, { now, policy });
  if (!prepared.ok) return prepared;
  const { grant, furtherGrants = [] } = draft.request;
  const spent = await spendProofs(records, session, { tokens: [grant, ...furtherGrants], accounts }, now);
  if (!spent.ok) return spent;
  const record = { ...draft.record, expiresAt: now + policy.enrolmentLifetime, ...enrolmentProofs(spent.value) };
  await records.enrolments.add(record);
  const enrolment = presentEnrolment(record, accounts, draft.serverConfirmation, now);
  return (await remember(records, enrolment)) ? accept(enrolment) : refuse('request_in_progress');
}

async function prepareDevice(
  { devices }: Records,
  session: Session,
  { device, record }: Draft,
  { now, policy }: { readonly now: number; readonly policy: Policy },
): Promise<Outcome<null>> {
  if (device !== null) {
    await devices.add(device, now);
    return accept(null);
  }
  const known = await devices.find(record.device, session.customer, now);
  if (known === null) return refuse('not_found');
  if (known.sealedOprfKey === null) return refuse('device_disabled');
  const unproven = refuseUnproven(policy, session, known, now);
  if (unproven !== null) return unproven;
  // Whether the password was right the activation asks: the confirmation may still be on its way.
  const isUnlocked = await devices.unlockedSince(known.id, now - policy.unlockLifetime, 'evaluated');
  return isUnlocked ? accept(null) : refuse('device_locked');
}

function presentEnrolment(
  record: EnrolmentRecord,
  accounts: readonly Account[],
  confirmation: string,
  now: number,
): Enrolment {
  return {
    id: record.id,
    device: record.device,
    serverPublicKey: record.serverPublicKey,
    nonce: record.nonce,
    totp: presentTotp(record.totp),
    accounts: accounts.map(accountName),
    serverConfirmation: confirmation,
    expiresAt: timestamp(record.expiresAt),
    attemptsLeft: record.attemptsAllowed,
    serverTime: timestamp(now),
  };
}

/** For any session of the customer: after a reload, or after signing in again. */
export async function enrolmentOutcome(deps: Deps, session: Session, id: string): Promise<Outcome<EnrolmentState>> {
  const enrolment = await deps.store.enrolments.find(id, session.customer);
  if (enrolment === null) return refuse('enrolment_not_found');
  const now = await deps.store.now();
  return accept({ id, state: enrolmentState(enrolment, now), serverTime: timestamp(now) });
}
