import type {ScanKeys} from '../domain/scan-keys.js';

/**
 * Keeps by which keys a device knows what the endpoint has signed, for when it has no network. What can't be kept is
 * forgotten with the page.
 */
export interface ScanNotes {
  /** None where this device was told none. */
  read(device: string): Promise<ScanKeys>;
  /** Takes the place of what was kept before. */
  keep(device: string, keys: ScanKeys): Promise<void>;
}
