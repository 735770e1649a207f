import {success, type Result} from '../../domain/problems.js';
import {
  entriesOf,
  reconciled,
  RECORD_VERSION,
  type AccountOnDevice,
  type Entry,
  type VaultSlot,
} from '../../domain/vault-record.js';
import {damaged, openSlot, type Handles} from './opening.js';
import type {DeviceRecord, Records} from './records.js';
import {sealed} from './slot-seal.js';
import {ivOf, unwrapSeed, unwrapVaultKey, wrapSeed, wrapVaultKey} from './wrapping.js';

export interface Renewed {
  readonly record: DeviceRecord;
  readonly handles: Handles;
}

/**
 * Keeps what the endpoint said of the accounts, and an older record in the layout of today. Either takes an open vault,
 * for a seed is tied to what its entry says. An unlock doesn't fail because nothing could be kept.
 */
export async function keepRenewed(
  records: Records,
  record: DeviceRecord,
  handles: Handles,
  told: readonly AccountOnDevice[],
): Promise<Result<Renewed>> {
  const renewed = await renew(record, handles, told);
  if (!renewed.ok || renewed.value.record === record) return renewed;
  const next = renewed.value.record;
  const kept = await records.update((there) => success(there && stateOf(there) === stateOf(record) ? next : there));
  const overtaking = kept.ok && kept.value !== next ? kept.value : null;
  if (overtaking?.device !== record.device) return renewed;
  const slot = overtaking.slots.find(({kind}) => kind === handles.slot.kind) ?? handles.slot;
  const opened = await openSlot(overtaking, slot, handles.slotKey, {code: 'vault_damaged'});
  return keepRenewed(records, overtaking, opened.ok ? opened.value : handles, told);
}

/** Tells whether somebody has changed the record in between: what is wrapped anew has another IV. */
function stateOf(record: DeviceRecord): string {
  const wrapped = [...record.slots.map(({vaultKey}) => vaultKey), ...entriesOf(record).map(({seed}) => seed)];
  return [record.version, record.enrolment?.id, ...wrapped.map(ivOf)].join();
}

async function renew(
  record: DeviceRecord,
  handles: Handles,
  told: readonly AccountOnDevice[],
): Promise<Result<Renewed>> {
  const news = reconciled(record, told);
  if (news === record && Math.min(record.version, handles.layout) === RECORD_VERSION) return success({record, handles});
  const {device, version} = record;
  const seeds = new Map<unknown, CryptoKey>();
  for (const entry of entriesOf(record)) {
    const seed = await unwrapSeed(entry, handles.vaultKey, device, version, {
      hash: entry.totp.algorithm,
      isExtractable: true,
    });
    if (!seed) return damaged('a seed does not open');
    seeds.set(entry.seed, seed);
  }
  const rewrap = async <One extends Entry>(entry: One): Promise<One> => {
    const seed = seeds.get(entry.seed);
    return seed ? {...entry, seed: await wrapSeed(seed, handles.vaultKey, device, entry)} : entry;
  };
  const slot = await slotOfToday(handles, record);
  const isOpener = ({vaultKey}: VaultSlot) => ivOf(vaultKey) === ivOf(handles.slot.vaultKey);
  // One that has a seal keeps it: it may have been changed since, and nobody has opened it.
  const renewSlot = async (other: VaultSlot) => (isOpener(other) ? slot : other.mac ? other : sealed(other, record));
  const {enrolment} = news;
  return success({
    record: {
      ...news,
      version: RECORD_VERSION,
      slots: await Promise.all(news.slots.map(renewSlot)),
      entries: await Promise.all(news.entries.map(rewrap)),
      enrolment: enrolment && {...enrolment, entries: await Promise.all(enrolment.entries.map(rewrap))},
    },
    handles: {...handles, slot, layout: RECORD_VERSION},
  });
}

async function slotOfToday({slot, slotKey, layout}: Handles, record: DeviceRecord): Promise<VaultSlot> {
  const {device} = record;
  const vaultKey = layout < RECORD_VERSION && (await unwrapVaultKey(slot, slotKey, device, layout, true));
  if (!vaultKey) return slot;
  return sealed({...slot, vaultKey: await wrapVaultKey(vaultKey, slotKey, device, slot.kind)}, record);
}
