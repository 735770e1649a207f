/** What another tab of the site has loaded: its own copy of every module. */
import {createDeviceStore} from '../../../src/adapters/device-store.js';
import {createVault} from '../../../src/adapters/vault/index.js';
import {install, newDevice} from '../vault/support/device.js';

const members = {
  createDeviceStore,
  createVault,
  /** Installs a vault and lets nothing of it be tidied up. */
  installVault: async () => (await install(newDevice('killed')))[0].accounts,
  installVaultAfter: async () => newDevice('killed').vault.read(),
};

export type Tab = typeof members;
Object.assign(window, members);
