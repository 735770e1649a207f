/** Edits the device's list from a thread of its own, as another tab does. */
import {createDeviceStore} from '../../../src/adapters/device-store.js';
import {success} from '../../../src/domain/problems.js';

addEventListener(
  'message',
  ({data}: MessageEvent<{readonly name: string; readonly label: string; readonly edits: number}>) => {
    const store = createDeviceStore({name: data.name});
    const edits = Array.from({length: data.edits}, (_, index) =>
      store.update((value) => success([...((value as string[] | undefined) ?? []), `${data.label}${index}`])),
    );
    void Promise.all(edits).then((results) => postMessage(results.filter(({ok}) => ok).length));
  },
);
