import type {PushNote} from '../domain/push.js';
import {object, oneOf, text} from '../domain/shapes.js';
import type {DeviceStore} from '../ports/device-store.js';
import type {PushNotes} from '../ports/push.js';

const NAME = 'push';

const isPushNote = object<PushNote>({
  device: text(/^[\w-]{16,64}$/),
  scope: text(/^https?:/),
  key: text(/^B[\w-]{86}$/),
  language: oneOf('vi', 'en'),
});

/** Beside the list, and cleared with it. */
export const createPushNotes = (store: Pick<DeviceStore, 'notes' | 'keepNote'>): PushNotes => ({
  async read() {
    const notes = await store.notes();
    return (notes.ok && notes.value.find((note): note is PushNote => isPushNote(note))) || null;
  },
  async keep(note) {
    await store.keepNote(NAME, note ?? undefined);
  },
});
