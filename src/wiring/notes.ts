import {createDeviceStore} from '../adapters/device-store.js';
import {createPushNotes} from '../adapters/push-notes.js';
import {createScanNotes} from '../adapters/scan-notes.js';
import type {PushNotes} from '../ports/push.js';
import type {ScanNotes} from '../ports/scan-notes.js';

/** What is kept beside the list of this device, over one connection. */
export function createNotes(): {readonly push: PushNotes; readonly scan: ScanNotes} {
  const store = createDeviceStore();
  return {push: createPushNotes(store), scan: createScanNotes(store)};
}
