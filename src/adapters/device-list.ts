import type {VaultList} from '../ports/vault.js';
import {createDeviceStore} from './device-store.js';
import {createVaultList} from './vault/vault-list.js';

/** The list that this browser keeps, without anything of what opens it. */
export const createDeviceList = (): VaultList => createVaultList(createDeviceStore());
