import type {VaultList} from '../ports/vault.js';
import {inTime} from '../signals.js';

/** Milliseconds that the part may take to come over the network. */
const LOADING = 20_000;

/** Brings what reads this device's list, and nothing of what opens it. */
export const loadVaultList = async (): Promise<VaultList> =>
  (await inTime(import('../adapters/device-list.js'), LOADING)).createDeviceList();
