import type {DeviceList} from '../../domain/device-list.js';
import {failure, success, type Result} from '../../domain/problems.js';
import type {Shape} from '../../domain/shapes.js';
import {accountsOn, readVaultRecord, RECORD_VERSION, type VaultRecord} from '../../domain/vault-record.js';
import type {DeviceStore} from '../../ports/device-store.js';

export type DeviceRecord = VaultRecord<CryptoKey>;
export type RecordListener = (record: Result<DeviceRecord | null>) => void;

/** The device's record, checked on its way in and out. */
export interface Records extends Pick<DeviceStore, 'exclusively' | 'key' | 'keepKey' | 'notes' | 'keepNote'> {
  read(): Promise<Result<DeviceRecord | null>>;
  /** Changes the record in one transaction; what comes back is what is kept from now on. */
  update(change: (record: DeviceRecord | null) => Result<DeviceRecord | null>): Promise<Result<DeviceRecord | null>>;
  /** Forgets the record, readable or not, unless it is of a later version. */
  erase(): Promise<Result<void>>;
  /** Calls back with the record after every change, of this page's or another's making. */
  subscribe(listener: RecordListener): () => void;
}

const isDeviceKey: Shape<CryptoKey> = (value): value is CryptoKey =>
  value instanceof CryptoKey && value.algorithm.name === 'HMAC' && !value.extractable && value.usages.includes('sign');

const check = (value: unknown) => readVaultRecord(value, isDeviceKey);

export function recordsIn(store: DeviceStore): Records {
  const listeners = new Set<RecordListener>();
  const tell = (record: Result<DeviceRecord | null>) => [...listeners].forEach((listener) => listener(record));
  const read = async () => {
    const value = await store.read();
    return value.ok ? check(value.value) : value;
  };
  const write = async (change: (value: unknown) => Result<unknown>) => {
    const kept = await store.update(change);
    const record = kept.ok ? check(kept.value) : kept;
    if (record.ok) tell(record);
    return record;
  };
  let stop = () => {};
  return {
    read,
    exclusively: (task) => store.exclusively(task),
    key: (device) => store.key(device),
    keepKey: (device, key) => store.keepKey(device, key),
    notes: () => store.notes(),
    keepNote: (name, note) => store.keepNote(name, note),
    update: (change) => write((value) => changed(value, change)),
    async erase() {
      const record = await write(erased);
      return record.ok ? success(undefined) : record;
    },
    subscribe(listener) {
      if (listeners.size === 0) stop = store.subscribe(() => void read().then(tell));
      listeners.add(listener);
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) stop();
      };
    },
  };
}

function changed(value: unknown, change: Parameters<Records['update']>[0]): Result<unknown> {
  const old = check(value);
  if (!old.ok) return old;
  const next = change(old.value);
  if (!next.ok) return next;
  return next.value === old.value ? success(value) : check(next.value);
}

function erased(value: unknown): Result<unknown> {
  const old = check(value);
  if (!old.ok && old.problem.code === 'client_outdated') return old;
  return success(value === undefined ? undefined : null);
}

/** The device's list, without what opens it being loaded. */
export async function readList(records: Pick<Records, 'read'>): Promise<Result<DeviceList | null>> {
  const record = await records.read();
  return record.ok ? success(record.value && listOf(record.value)) : record;
}

const listOf = (record: DeviceRecord): DeviceList => ({
  device: record.device,
  name: record.deviceName,
  entries: accountsOn(record),
  pending: record.enrolment && {enrolment: record.enrolment.id, expiresAt: record.enrolment.expiresAt},
  passkey: record.slots.some(({kind}) => kind === 'passkey'),
});

/** The record, where there has to be one. */
export async function requireRecord(records: Records): Promise<Result<DeviceRecord>> {
  const record = await records.read();
  if (!record.ok) return record;
  return record.value ? success(record.value) : missing();
}

export const missing = () => failure({code: 'vault_missing', hint: 'this device has no KB-OTP list'});
export const conflict = (hint: string) => failure({code: 'state_conflict', hint});

/** Changes the record of this device as it is written today, and no other that may have come in its place. */
export async function updateOf(
  records: Records,
  device: string,
  change: (record: DeviceRecord) => Result<DeviceRecord | null>,
): Promise<Result<void>> {
  const kept = await records.update((record) => {
    if (record?.device !== device) return missing();
    return record.version === RECORD_VERSION ? change(record) : conflict('the list is still of the older layout');
  });
  return kept.ok ? success(undefined) : kept;
}
