import {expect} from 'chai';
import {createScanNotes} from '../../src/adapters/scan-notes.js';
import {success} from '../../src/domain/problems.js';

const device = 'device-of-the-test';
const keys = ['A'.repeat(87), 'B'.repeat(87)];

/** Notes over a store that holds what is given, and of others. */
function notesOver(...there: readonly unknown[]) {
  const kept = new Map<string, unknown>(there.map((note, index) => [`other ${index}`, note]));
  const store = {
    notes: async () => success([...kept.values()]),
    keepNote: async (name: string, note: unknown) => {
      if (note === undefined) kept.delete(name);
      else kept.set(name, note);
      return success(undefined);
    },
  };
  return {notes: createScanNotes(store), kept};
}

describe('the keys that are kept beside the list', () => {
  it('are those of this device, and of no other', async () => {
    const {notes} = notesOver({device: 'another-device-of-them', scanKeys: keys}, {device, unlock: 'a'.repeat(16)});
    expect(await notes.read(device)).to.deep.equal([]);
    await notes.keep(device, keys);
    expect(await notes.read(device)).to.deep.equal(keys);
  });

  it('are none once there are none', async () => {
    const {notes, kept} = notesOver();
    await notes.keep(device, keys);
    await notes.keep(device, []);
    expect([await notes.read(device), kept.size]).to.deep.equal([[], 0]);
  });

  it('that are broken are none', async () => {
    const {notes} = notesOver({device, scanKeys: ['A'.repeat(86)]}, {device, scanKeys: []}, {device}, null, 'keys');
    expect(await notes.read(device)).to.deep.equal([]);
  });
});
