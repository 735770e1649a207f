import {expect} from 'chai';
import {createDeviceStore} from '../../../src/adapters/device-store.js';
import {createVault} from '../../../src/adapters/vault/index.js';
import {success} from '../../../src/domain/problems.js';
import type {Confirmation} from '../../../src/ports/vault.js';
import {AT, enrolledDevice, forgetDevices, valueOf, type TestDevice} from './support/device.js';

const confirmation = (device: string, unlock = 'unlock-of-the-test'): Confirmation => ({
  device,
  unlock,
  mac: 'm'.repeat(43),
  since: AT,
  attemptsLeft: 9,
});

/** As another page of the site finds it. */
const elsewhere = ({name}: TestDevice) => createVault(createDeviceStore({name}));

describe('a confirmation that the endpoint may not have heard', () => {
  afterEach(forgetDevices);

  it('is found by the next page until it is dropped, and the list stays what it is', async () => {
    const device = await enrolledDevice();
    const record = valueOf(await device.store.read());
    const kept = [confirmation(device.id), confirmation(device.id, 'another-of-the-test')] as const;
    for (const one of kept) await device.vault.keepUnheard(one, true);
    expect(await elsewhere(device).unheard()).to.have.deep.members([...kept]);
    await elsewhere(device).keepUnheard(kept[0], false);
    expect(await device.vault.unheard()).to.deep.equal([kept[1]]);
    expect(valueOf(await device.store.read())).to.deep.equal(record);
  });

  it('goes with the list, erased or left by its last account', async () => {
    for (const end of [({vault}: TestDevice) => vault.erase(), ({vault}: TestDevice) => vault.remove('058C000001')]) {
      const device = await enrolledDevice();
      await device.vault.keepUnheard(confirmation(device.id), true);
      valueOf(await end(device));
      expect(valueOf(await device.store.unheard())).to.deep.equal([]);
    }
  });

  it('is not of this list when it is another device’s, nor when it could lead a request elsewhere', async () => {
    const device = await enrolledDevice();
    const others: unknown[] = [
      confirmation('device-of-before-this'),
      {...confirmation(device.id), unlock: '../../../accounts/x'},
      {...confirmation(device.id), mac: 1},
      null,
    ];
    for (const [index, other] of others.entries()) valueOf(await device.store.keepUnheard(`${index}`, other));
    expect(await device.vault.unheard()).to.deep.equal([]);
  });

  it('is none where nothing can be kept, and nothing throws', async () => {
    const forbidden = () => {
      throw new DOMException('', 'SecurityError');
    };
    const vault = createVault(createDeviceStore({getFactory: forbidden}));
    await vault.keepUnheard(confirmation('device-of-the-test'), true);
    await vault.keepUnheard(confirmation('device-of-the-test'), false);
    expect(await vault.unheard()).to.deep.equal([]);
  });

  it('is none of a list of a later version, which keeps it', async () => {
    const device = await enrolledDevice();
    await device.vault.keepUnheard(confirmation(device.id), true);
    valueOf(await device.store.update(() => success({version: 99})));
    expect(await device.vault.unheard()).to.deep.equal([]);
    expect(valueOf(await device.store.unheard())).to.have.length(1);
  });
});
