import type {AccountName, DeviceAccount} from './contract.js';
import {isTotpParameters, type TotpParameters} from './otp.js';
import {failure, success, type Result} from './problems.js';
import {boolean, list, nullable, object, oneOf, optional, text, type Fields, type Shape} from './shapes.js';

/** The layout of the record that this code writes. A record of a later one is left alone. */
export const RECORD_VERSION = 2;
/** Of layout 1 nothing tied a seed to what its entry says beside it. It is written anew at the next unlock. */
export type RecordVersion = 1 | typeof RECORD_VERSION;

export type Bytes = Uint8Array<ArrayBuffer>;

/** What AES-256-GCM made of a key's raw bytes. */
export interface Wrapped {
  readonly iv: Bytes;
  readonly ciphertext: Bytes;
}

/** The endpoint's word for an account of a device. */
export type AccountState = DeviceAccount['state'];

export interface AccountOnDevice extends AccountName {
  /** `pending` until its enrolment is activated; the other states as the endpoint last reported them. */
  readonly state: AccountState;
}

/** One account: its seed, wrapped under the vault key. */
export interface VaultEntry extends AccountName {
  readonly state: Exclude<AccountState, 'pending'>;
  readonly totp: TotpParameters;
  readonly seed: Wrapped;
}

/** The vault key, wrapped under what one way of unlocking gives. */
export type VaultSlot = {
  readonly vaultKey: Wrapped;
  /** Shows that the slot is as it was written; there is none in layout 1. */
  readonly mac?: Bytes;
} & (
  | {readonly kind: 'password'}
  | {
      readonly kind: 'passkey';
      readonly credential: Bytes;
      /** What the passkey's PRF is asked about. */
      readonly prfSalt: Bytes;
    }
);

export type SlotKind = VaultSlot['kind'];

/** Accounts that are on the device already but that the endpoint has not activated yet, as far as the device knows. */
export interface PendingEnrolment {
  readonly id: string;
  /** Epoch milliseconds by the endpoint's clock. */
  readonly expiresAt: number;
  readonly confirmationKey: Wrapped;
  readonly entries: readonly Omit<VaultEntry, 'state'>[];
}

/**
 * All that a device keeps: ciphertext, and one key that the browser doesn't give out. Nothing in it tests a password:
 * the slot opens under a key that only the endpoint's evaluation leads to.
 * @typeParam Key the platform's key handle; this layer knows no platform
 */
export interface VaultRecord<Key> {
  readonly version: RecordVersion;
  readonly device: string;
  readonly deviceName: string;
  /** For PBKDF2 and for the key that opens a slot. */
  readonly salt: Bytes;
  readonly deviceKey: Key;
  readonly slots: readonly VaultSlot[];
  readonly entries: readonly VaultEntry[];
  /** Signs unlocks; null until the first enrolment is active. */
  readonly confirmationKey: Wrapped | null;
  readonly enrolment: PendingEnrolment | null;
}

const bytes =
  (least: number, most = least): Shape<Bytes> =>
  (value): value is Bytes =>
    value instanceof Uint8Array && value.length >= least && value.length <= most;

/** A record holds what it should and nothing else: a field that nobody wrote is a sign that somebody else did. */
const exactly = <Value extends object>(fields: Fields<Value>): Shape<Value> => {
  const fits = object(fields);
  return (value): value is Value => fits(value) && Object.keys(value).every((key) => Object.hasOwn(fields, key));
};

const TAG = 16;
const wrapped = (least: number, most = least) =>
  exactly<Wrapped>({iv: bytes(12), ciphertext: bytes(least + TAG, most + TAG)});

const vaultKey = wrapped(32);
const confirmationKey = wrapped(32);
const mac = optional(bytes(32));
const id = text(/^[\w-]{1,64}$/);
const entryFields: Fields<Omit<VaultEntry, 'state'>> = {
  account: text(/^[\w.-]{1,32}$/),
  accountLabel: text(),
  name: optional(text()),
  derivatives: optional(boolean),
  totp: isTotpParameters,
  seed: wrapped(20, 32),
};
const MOST_ENTRIES = 50;

const slotKinds: readonly Shape<VaultSlot>[] = [
  exactly<Extract<VaultSlot, {kind: 'password'}>>({kind: oneOf('password'), vaultKey, mac}),
  exactly<Extract<VaultSlot, {kind: 'passkey'}>>({
    kind: oneOf('passkey'),
    vaultKey,
    mac,
    credential: bytes(16, 1023),
    prfSalt: bytes(32),
  }),
];
const slot: Shape<VaultSlot> = (value): value is VaultSlot => slotKinds.some((fits) => fits(value));

const enrolment = exactly<PendingEnrolment>({
  id,
  expiresAt: (value): value is number => Number.isFinite(value),
  confirmationKey,
  entries: list(exactly<PendingEnrolment['entries'][number]>(entryFields), 1, MOST_ENTRIES),
});

const recordShape = <Key>(isKey: Shape<Key>): Shape<VaultRecord<Key>> =>
  exactly<VaultRecord<Key>>({
    version: (value): value is RecordVersion => value === 1 || value === RECORD_VERSION,
    device: id,
    deviceName: text(),
    salt: bytes(16),
    deviceKey: isKey,
    slots: list(slot, 1, slotKinds.length),
    entries: list(
      exactly<VaultEntry>({...entryFields, state: oneOf('active', 'superseded', 'removed', 'cancelled')}),
      0,
      MOST_ENTRIES,
    ),
    confirmationKey: nullable(confirmationKey),
    enrolment: nullable(enrolment),
  });

const areDistinct = (values: readonly string[]) => new Set(values).size === values.length;
const accountsOf = (entries: readonly {readonly account: string}[]) => entries.map(({account}) => account);

/** What the fields say of each other. */
const isCoherent = (record: VaultRecord<unknown>): boolean =>
  areDistinct(record.slots.map(({kind}) => kind)) &&
  record.slots.every(({mac}) => (mac === undefined) === (record.version === 1)) &&
  areDistinct(accountsOf(record.entries)) &&
  areDistinct(accountsOf(record.enrolment?.entries ?? [])) &&
  (record.entries.length === 0 || record.confirmationKey !== null) &&
  (record.entries.length > 0 || record.enrolment !== null);

const isOfLaterVersion = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.hasOwn(value, 'version') &&
  Number((value as {version: unknown}).version) > RECORD_VERSION;

/**
 * What a device has kept, or null when it has kept nothing.
 * @returns `client_outdated` for a record of a later version, `vault_damaged` for one that is broken
 */
export function readVaultRecord<Key>(value: unknown, isKey: Shape<Key>): Result<VaultRecord<Key> | null> {
  if (value === undefined || value === null) return success(null);
  if (isOfLaterVersion(value)) return failure({code: 'client_outdated', hint: 'the device list is of a later version'});
  const fits = recordShape(isKey);
  if (fits(value) && isCoherent(value)) return success(value);
  return failure({code: 'vault_damaged', hint: 'the device list is broken'});
}

/**
 * The additional data that ties a ciphertext to its place and layout. What is no seed has a `/` before its name, which
 * no seed has.
 */
export const additionalData = (device: string, name: string): string => `1|${device}|${name}`;

/** A vault key under the newer name is that of a record whose seeds are: neither can be read as the older layout. */
export const slotName = (kind: SlotKind, version: RecordVersion): string =>
  version === 1 ? `/slot/${kind}` : `/slot/${kind}/${version}`;

/** An entry as far as its seed is tied to it. Pending ones have no state: they become active without being opened. */
export type Entry = Omit<VaultEntry, 'state'> & {readonly state?: VaultEntry['state']};

export const CONFIRMATION_NAME = '/confirmation';

export const entriesOf = ({entries, enrolment}: VaultRecord<unknown>): readonly Entry[] => [
  ...entries,
  ...(enrolment?.entries ?? []),
];

/** The accounts of the list, as far as the device knows. An account that is being enrolled anew counts as pending. */
export function accountsOn({entries, enrolment}: VaultRecord<unknown>): readonly AccountOnDevice[] {
  const pending = enrolment?.entries ?? [];
  const kept = entries.filter(({account}) => !accountsOf(pending).includes(account));
  return [
    ...kept.map((entry) => ({...nameOf(entry), state: entry.state})),
    ...pending.map((entry) => ({...nameOf(entry), state: 'pending' as const})),
  ];
}

/** What an account is called, and nothing else of what it stands in. */
export const nameOf = ({account, accountLabel, name, derivatives}: AccountName): AccountName => ({
  account,
  accountLabel,
  ...(name !== undefined && {name}),
  ...(derivatives !== undefined && {derivatives}),
});

const isCalledAlike = (one: AccountName, other: AccountName): boolean =>
  one.accountLabel === other.accountLabel && one.name === other.name && one.derivatives === other.derivatives;

/** A record in which nothing is left is none. */
const orNothing = <Key>(record: VaultRecord<Key>): VaultRecord<Key> | null =>
  record.entries.length > 0 || record.enrolment ? record : null;

/** The endpoint has taken the first codes: what was pending is in force, and the newest confirmation key with it. */
export function activated<Key>(record: VaultRecord<Key>): VaultRecord<Key> {
  const {enrolment} = record;
  if (!enrolment) return record;
  const kept = record.entries.filter(({account}) => !accountsOf(enrolment.entries).includes(account));
  const entries = [...kept, ...enrolment.entries.map((entry) => ({...entry, state: 'active' as const}))];
  return {...record, entries, confirmationKey: enrolment.confirmationKey, enrolment: null};
}

export const discarded = <Key>(record: VaultRecord<Key>): VaultRecord<Key> | null =>
  record.enrolment ? orNothing({...record, enrolment: null}) : record;

export function withoutAccount<Key>(record: VaultRecord<Key>, account: string): VaultRecord<Key> | null {
  const entries = record.entries.filter((entry) => entry.account !== account);
  return entries.length === record.entries.length ? record : orNothing({...record, entries});
}

export const withSlot = <Key>(record: VaultRecord<Key>, slot: VaultSlot): VaultRecord<Key> => ({
  ...record,
  slots: [...record.slots.filter(({kind}) => kind !== slot.kind), slot],
});

/** The last slot stays: without one, nothing opens the vault again. */
export function withoutSlot<Key>(record: VaultRecord<Key>, kind: SlotKind): VaultRecord<Key> {
  const slots = record.slots.filter((slot) => slot.kind !== kind);
  return slots.length === 0 || slots.length === record.slots.length ? record : {...record, slots};
}

/** The same record brought up to what the endpoint says of its accounts; the very same object when nothing is new. */
export function reconciled<Key>(record: VaultRecord<Key>, told: readonly AccountOnDevice[]): VaultRecord<Key> {
  const known = accountsOf(record.entries.filter(({state}) => state === 'active'));
  const isInForce = ({account}: {readonly account: string}) =>
    !known.includes(account) && told.some((other) => other.account === account && other.state === 'active');
  const current = record.enrolment?.entries.some(isInForce) ? activated(record) : record;
  const entries = current.entries.map((entry) => toldOf(entry, told));
  return entries.every((entry, index) => entry === current.entries[index]) ? current : {...current, entries};
}

function toldOf(entry: VaultEntry, told: readonly AccountOnDevice[]): VaultEntry {
  const news = told.find(({account}) => account === entry.account);
  if (!news || news.state === 'pending') return entry;
  const {state} = news;
  const {totp, seed} = entry;
  return state === entry.state && isCalledAlike(news, entry) ? entry : {...nameOf(news), state, totp, seed};
}
