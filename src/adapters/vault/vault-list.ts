import {success} from '../../domain/problems.js';
import {withoutAccount} from '../../domain/vault-record.js';
import type {DeviceStore} from '../../ports/device-store.js';
import type {VaultList} from '../../ports/vault.js';
import {readList, recordsIn, type Records} from './records.js';

/** The device's list as far as it needs no opening; brings none of what opens a vault. */
export const createVaultList = (store: DeviceStore): VaultList => vaultListOf(recordsIn(store));

export const vaultListOf = (records: Records): VaultList => ({
  read: () => readList(records),
  subscribe: (listener) => records.subscribe(() => listener()),
  async remove(account) {
    const kept = await records.update((record) => success(record && withoutAccount(record, account)));
    return kept.ok ? success(undefined) : kept;
  },
});
