import {success, type Result} from '../../domain/problems.js';
import {activated, discarded, reconciled, RECORD_VERSION} from '../../domain/vault-record.js';
import type {DeviceStore} from '../../ports/device-store.js';
import type {Installation, OpenVault, PasswordGuard, Vault} from '../../ports/vault.js';
import {randomBytes} from '../bytes.js';
import {confirmUnlock} from './confirmation.js';
import {createOwnKey} from './device-key.js';
import {pendingEnrolment} from './enrolment.js';
import {createEnrolmentKeys} from './key-schedule.js';
import {DeviceOpenVault} from './open-vault.js';
import {damaged, openByPasskey, openByPassword, type Handles} from './opening.js';
import {findBiometrics} from './biometrics.js';
import {createPasswordSlot} from './password-slot.js';
import {conflict, missing, recordsIn, requireRecord, type DeviceRecord, type Records} from './records.js';
import {keepRenewed} from './renewal.js';
import {safely} from './safely.js';
import type {Place} from './slot-key.js';
import {vaultListOf} from './vault-list.js';
import {unlockNotesIn} from './unlock-notes.js';
import {hmac, vaultKeyAlgorithm, vaultKeyUsages} from './wrapping.js';

/** The device's vault in WebCrypto, kept in `store`. */
export function createVault(store: DeviceStore): Vault {
  const records = recordsIn(store);
  return {
    ...vaultListOf(records),
    createKeys: async () => ({...(await createEnrolmentKeys()), own: await createOwnKey()}),
    install: (installation) => safely(() => records.exclusively(() => install(records, installation))),
    activate: (enrolment) => change(records, (record) => activate(record, enrolment)),
    discard: (enrolment) => change(records, (record) => success(discard(record, enrolment))),
    unlock: (password, guard) => safely(() => unlock(records, password, guard)),
    unlockWithPasskey: (signal) => safely(() => unlockWithPasskey(records, signal)),
    unlockNotes: () => unlockNotesIn(records),
    keepUnlockNote: (unlock, note) => records.keepNote(unlock, note),
    erase: () => records.erase(),
    biometrics: findBiometrics,
    isPersisted: () => store.isPersisted(),
    persist: () => store.persist(),
  };
}

async function change(records: Records, to: Parameters<Records['update']>[0]): Promise<Result<void>> {
  const kept = await records.update(to);
  return kept.ok ? success(undefined) : kept;
}

function activate(record: DeviceRecord | null, enrolment: string): Result<DeviceRecord> {
  if (!record) return missing();
  if (!record.enrolment) return success(record);
  return record.enrolment.id === enrolment ? success(activated(record)) : conflict('another enrolment is pending');
}

const discard = (record: DeviceRecord | null, enrolment: string) =>
  record?.enrolment?.id === enrolment ? discarded(record) : record;

async function install(records: Records, installation: Installation): Promise<Result<OpenVault>> {
  const {enrolment, keys, deviceName, password, guard} = installation;
  const kept = await records.read();
  if (!kept.ok) return kept;
  if (kept.value) return conflict('this device has a vault already');

  // Its very first unlocks need its proof.
  const own = await records.keepKey(enrolment.device, {key: keys.own.privateKey});
  if (!own.ok) return own;
  const place = await newPlace(enrolment.device);
  const vaultKey = await crypto.subtle.generateKey(vaultKeyAlgorithm, true, vaultKeyUsages);
  const pending = await pendingEnrolment(enrolment, keys, vaultKey);
  if (!pending.ok) return pending;
  // The endpoint counts the accepted first codes as the confirmation of these evaluations.
  const made = await createPasswordSlot(password, place, vaultKey, guard, async () => undefined);
  if (!made.ok) return made;

  const record: DeviceRecord = {
    ...place,
    version: RECORD_VERSION,
    deviceName,
    slots: [made.value.slot],
    entries: [],
    confirmationKey: null,
    enrolment: pending.value,
  };
  const stored = await records.update((current) =>
    current ? conflict('this device has a vault already') : success(record),
  );
  const handles: Handles = {...made.value, layout: RECORD_VERSION};
  return stored.ok ? open(records, record, handles, Promise.resolve(success(undefined))) : stored;
}

async function newPlace(device: string): Promise<Place> {
  const algorithm: HmacKeyGenParams = hmac('SHA-256');
  const deviceKey = await crypto.subtle.generateKey(algorithm, false, ['sign']);
  return {device, salt: randomBytes(16), deviceKey};
}

async function unlock(records: Records, password: string, guard: PasswordGuard): Promise<Result<OpenVault>> {
  const found = await requireRecord(records);
  if (!found.ok) return found;
  const opened = await openByPassword(found.value, password, guard);
  if (!opened.ok) return opened;
  const {evaluation, ...handles} = opened.value;
  const {accounts, id} = evaluation;
  // Whatever becomes of the seeds, the password was right.
  const confirmed = confirmUnlock(reconciled(found.value, accounts), handles.vaultKey, guard, id);
  const renewed = await keepRenewed(records, found.value, handles, accounts);
  return renewed.ok ? open(records, renewed.value.record, renewed.value.handles, confirmed) : renewed;
}

async function unlockWithPasskey(records: Records, signal?: AbortSignal): Promise<Result<OpenVault>> {
  const found = await requireRecord(records);
  if (!found.ok) return found;
  const opened = await openByPasskey(found.value, signal);
  if (!opened.ok) return opened;
  const renewed = await keepRenewed(records, found.value, opened.value, []);
  if (!renewed.ok) return renewed;
  const {record, handles} = renewed.value;
  return open(records, record, handles, Promise.resolve(success(undefined)));
}

async function open(
  records: Records,
  record: DeviceRecord,
  handles: Handles,
  confirmed: OpenVault['confirmed'],
): Promise<Result<OpenVault>> {
  const vault = new DeviceOpenVault(records, record, handles, confirmed);
  if (await vault.openSeeds()) return success(vault);
  vault.lock();
  return damaged('a seed does not open');
}
