import {isScanNote, type ScanNote} from '../domain/scan-keys.js';
import type {DeviceStore} from '../ports/device-store.js';
import type {ScanNotes} from '../ports/scan-notes.js';

const NAME = 'scan';

/** Beside the list, and cleared with it. What was told a device whose list was here before is none of this one's. */
export const createScanNotes = (store: Pick<DeviceStore, 'notes' | 'keepNote'>): ScanNotes => ({
  async read(device) {
    const notes = await store.notes();
    const isOurs = (note: unknown): note is ScanNote => isScanNote(note) && note.device === device;
    return (notes.ok ? notes.value.find(isOurs)?.scanKeys : undefined) ?? [];
  },
  async keep(device, scanKeys) {
    await store.keepNote(NAME, scanKeys.length > 0 ? {device, scanKeys} : undefined);
  },
});
