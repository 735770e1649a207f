import type {VaultList} from '../ports/vault.js';

/** Brings what reads this device's list, and nothing of what opens it. */
export const loadVaultList = async (): Promise<VaultList> => {
  const [{createDeviceStore}, {createVaultList}] = await Promise.all([
    import('../adapters/device-store.js'),
    import('../adapters/vault/vault-list.js'),
  ]);
  return createVaultList(createDeviceStore());
};
