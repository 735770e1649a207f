import {expect} from 'chai';
import {createDeviceStore} from '../../../src/adapters/device-store.js';
import {createVault} from '../../../src/adapters/vault/index.js';
import {success} from '../../../src/domain/problems.js';
import type {UnlockNote} from '../../../src/ports/vault.js';
import {AT, enrolledDevice, forgetDevices, valueOf, type TestDevice} from './support/device.js';

const waiting = (device: string, unlock = 'unlock-of-the-test'): UnlockNote => ({
  device,
  unlock,
  failedAttempts: 3,
  confirmation: {mac: 'm'.repeat(43), since: AT, attemptsLeft: 9},
});

const keep = ({vault}: Pick<TestDevice, 'vault'>, note: UnlockNote) => vault.keepUnlockNote(note.unlock, note);

/** As another page of the site finds it. */
const elsewhere = ({name}: TestDevice) => createVault(createDeviceStore({name}));

describe('the note of an unlock that the endpoint may not have heard of', () => {
  afterEach(forgetDevices);

  it('is found by the next page until it is dropped, and the list stays what it is', async () => {
    const device = await enrolledDevice();
    const record = valueOf(await device.store.read());
    const kept = [waiting(device.id), waiting(device.id, 'another-of-the-test')] as const;
    for (const one of kept) await keep(device, one);
    expect(await elsewhere(device).unlockNotes()).to.have.deep.members([...kept]);
    await elsewhere(device).keepUnlockNote(kept[0].unlock, undefined);
    expect(await device.vault.unlockNotes()).to.deep.equal([kept[1]]);
    expect(valueOf(await device.store.read())).to.deep.equal(record);
  });

  it('goes with the list, erased or left by its last account', async () => {
    for (const end of [({vault}: TestDevice) => vault.erase(), ({vault}: TestDevice) => vault.remove('058C000001')]) {
      const device = await enrolledDevice();
      await keep(device, waiting(device.id));
      valueOf(await end(device));
      expect(valueOf(await device.store.notes())).to.deep.equal([]);
    }
  });

  it('is not of this list when it is another device’s, nor when it could lead a request elsewhere', async () => {
    const device = await enrolledDevice();
    const note = waiting(device.id);
    const others: unknown[] = [
      waiting('device-of-before-this'),
      {...note, unlock: '../../../accounts/x'},
      {...note, confirmation: {...note.confirmation, mac: 1}},
      {...note, failedAttempts: -1},
      null,
    ];
    for (const [index, other] of others.entries()) valueOf(await device.store.keepNote(`${index}`, other));
    expect(await device.vault.unlockNotes()).to.deep.equal([]);
  });

  it('is none where nothing can be kept, and nothing throws', async () => {
    const forbidden = () => {
      throw new DOMException('', 'SecurityError');
    };
    const vault = createVault(createDeviceStore({getFactory: forbidden}));
    await keep({vault}, waiting('device-of-the-test'));
    await vault.keepUnlockNote('unlock-of-the-test', undefined);
    expect(await vault.unlockNotes()).to.deep.equal([]);
  });

  it('is none of a list of a later version, which keeps it', async () => {
    const device = await enrolledDevice();
    await keep(device, waiting(device.id));
    valueOf(await device.store.update(() => success({version: 99})));
    expect(await device.vault.unlockNotes()).to.deep.equal([]);
    expect(valueOf(await device.store.notes())).to.have.length(1);
  });

  it('leaves, once it is heard, what nobody was told of in its place', async () => {
    const device = await enrolledDevice();
    const {confirmation, ...untold} = waiting(device.id);
    await keep(device, {...untold, confirmation});
    await keep(device, {...untold, confirmation: null});
    expect(await elsewhere(device).unlockNotes()).to.deep.equal([{...untold, confirmation: null}]);
  });
});
