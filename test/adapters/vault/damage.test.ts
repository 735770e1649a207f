import {expect} from 'chai';
import {createDeviceStore} from '../../../src/adapters/device-store.js';
import {success, type Result} from '../../../src/domain/problems.js';
import type {VaultSlot} from '../../../src/domain/vault-record.js';
import {passwordSlot, steal, type Stolen} from './support/attacker.js';
import {
  AT,
  enrolledDevice,
  forgetDevices,
  install,
  installation,
  newDevice,
  PASSWORD,
  problemOf,
  valueOf,
  type TestDevice,
} from './support/device.js';
import {makeOlder} from './support/older.js';

const ACCOUNT = '058C000001';
const put = async ({store}: TestDevice, value: unknown) => valueOf(await store.update(() => success(value)));

const flipped = (bytes: Uint8Array<ArrayBuffer>) => bytes.map((byte, index) => (index === 0 ? byte ^ 1 : byte));

/** Every call that reads or changes the record. */
const calls: Readonly<Record<string, (device: TestDevice) => Promise<Result<unknown>>>> = {
  read: ({vault}) => vault.read(),
  install: async (device) => device.vault.install(await installation(device)),
  activate: ({vault}) => vault.activate('enrolment-1'),
  discard: ({vault}) => vault.discard('enrolment-1'),
  unlock: ({vault, endpoint}) => vault.unlock(PASSWORD, endpoint),
  unlockWithPasskey: ({vault}) => vault.unlockWithPasskey(),
  remove: ({vault}) => vault.remove(ACCOUNT),
};

describe('a record of a later version (C6)', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('is left alone by every call, which says that this version is outdated', async () => {
    const device = await enrolledDevice();
    const later = {...(await steal(device.store)), version: 3, slots: 'of another kind'};
    await put(device, later);
    const asked = device.endpoint.evaluated.length;
    for (const [name, call] of Object.entries({...calls, erase: ({vault}: TestDevice) => vault.erase()}))
      expect(problemOf(await call(device)).code, name).to.equal('client_outdated');
    expect(await steal(device.store)).to.deep.equal(later);
    expect(device.endpoint.evaluated).to.have.length(asked);
  });

  it('locks the vault that is open', async () => {
    const device = await enrolledDevice();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    const locked = new Promise<void>((resolve) => void open.onLock(resolve));
    await put({...device, store: createDeviceStore({name: device.name})}, {version: 3});
    await locked;
    expect(problemOf(await open.code(ACCOUNT, AT)).code).to.equal('vault_locked');
  });
});

describe('a broken record (C7)', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  const broken: Readonly<Record<string, (record: Stolen) => unknown>> = {
    'is text': () => 'record',
    'is cut short': ({version, device}) => ({version, device}),
    'has an extractable device key': async () => undefined,
    'has an own __proto__': (record) =>
      Object.defineProperty({...record}, '__proto__', {value: {polluted: true}, enumerable: true}),
    'has a salt of text': (record) => ({...record, salt: 'salt'}),
  };
  for (const [what, spoil] of Object.entries(broken))
    it(`that ${what} is refused by every call, stays, and can only be forgotten`, async () => {
      const device = await enrolledDevice();
      const record = await steal(device.store);
      const extractable = await crypto.subtle.generateKey({name: 'HMAC', hash: 'SHA-256'}, true, ['sign']);
      const value = (await spoil(record)) ?? {...record, deviceKey: extractable};
      await put(device, value);
      for (const [name, call] of Object.entries(calls))
        expect(problemOf(await call(device)).code, name).to.equal('vault_damaged');
      expect(valueOf(await device.store.read())).to.deep.equal(value);
      valueOf(await device.vault.erase());
      await install(device);
    });
});

describe('a record that somebody has changed', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  const unlockAfter = async (change: (record: Stolen) => Stolen) => {
    const device = await enrolledDevice({accounts: [ACCOUNT, '058C000002']});
    await put(device, change(await steal(device.store)));
    return device.vault.unlock(PASSWORD, device.endpoint);
  };

  it('does not open when a seed was changed', async () => {
    const result = await unlockAfter((record) => {
      const [first, ...rest] = record.entries;
      const seed = {...first!.seed, ciphertext: flipped(first!.seed.ciphertext)};
      return {...record, entries: [{...first!, seed}, ...rest]};
    });
    expect(problemOf(result).code).to.equal('vault_damaged');
  });

  it('does not open when the seeds of two accounts were exchanged', async () => {
    const result = await unlockAfter((record) => {
      const [first, second] = record.entries;
      return {
        ...record,
        entries: [
          {...first!, seed: second!.seed},
          {...second!, seed: first!.seed},
        ],
      };
    });
    expect(problemOf(result).code).to.equal('vault_damaged');
  });

  it('does not open when an account was renamed', async () => {
    const result = await unlockAfter((record) => ({
      ...record,
      entries: record.entries.map((entry, index) => (index === 0 ? {...entry, account: '058C000009'} : entry)),
    }));
    expect(problemOf(result).code).to.equal('vault_damaged');
  });

  it('does not open as another device', async () => {
    const device = await enrolledDevice();
    const record = await steal(device.store);
    device.endpoint.devices.set('device-2', device.endpoint.devices.get(record.device)!);
    await put(device, {...record, device: 'device-2'});
    expect(problemOf(await device.vault.unlock(PASSWORD, device.endpoint)).code).to.equal('vault_damaged');
  });
});

/** What a password is asked about, changed in one place. */
const slotChanges: Readonly<Record<string, (record: Stolen, slot: VaultSlot) => Partial<Stolen>>> = {
  'the salt': ({salt}) => ({salt: flipped(salt)}),
  'the initialization vector': (_, slot) => ({
    slots: [{...slot, vaultKey: {...slot.vaultKey, iv: flipped(slot.vaultKey.iv)}}],
  }),
  'the ciphertext': (_, slot) => ({
    slots: [{...slot, vaultKey: {...slot.vaultKey, ciphertext: flipped(slot.vaultKey.ciphertext)}}],
  }),
  'the seal': (_, slot) => ({slots: [{...slot, mac: flipped(slot.mac!)}]}),
  'the device': () => ({device: 'device-2'}),
};

describe('what the password is asked about', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  const costsNothing = async (device: TestDevice, act: () => Promise<Result<unknown>>) => {
    const asked = device.endpoint.evaluated.length;
    expect(problemOf(await act()).code).to.equal('vault_damaged');
    expect(device.endpoint.evaluated).to.have.length(asked);
  };

  for (const [what, change] of Object.entries(slotChanges))
    it(`is found changed before a guess is spent on it: ${what}`, async () => {
      const device = await enrolledDevice();
      const record = await steal(device.store);
      device.endpoint.devices.set('device-2', device.endpoint.devices.get(record.device)!);
      await put(device, {...record, ...change(record, passwordSlot(record))});
      await costsNothing(device, () => device.vault.unlock(PASSWORD, device.endpoint));
      expect(device.endpoint.devices.get(record.device)).to.include({open: 0});
    });

  it('is found to be another device’s', async () => {
    const devices = [newDevice(), newDevice()] as const;
    for (const device of devices) (await install(device))[0].lock();
    const [one, other] = await Promise.all(devices.map(({store}) => steal(store)));
    const exchanges = [{slots: other!.slots}, {slots: other!.slots, salt: other!.salt}];
    for (const exchanged of exchanges) {
      await put(devices[0], {...one!, ...exchanged});
      await costsNothing(devices[0], () => devices[0].vault.unlock(PASSWORD, devices[0].endpoint));
    }
  });

  it('is found changed in an open list too', async () => {
    const device = await enrolledDevice();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    const record = await steal(device.store);
    const isFollowed = new Promise<void>((resolve) => void device.vault.subscribe(resolve));
    await put({...device, store: createDeviceStore({name: device.name})}, {...record, salt: flipped(record.salt)});
    await isFollowed;
    await costsNothing(device, () => open.prove(PASSWORD, device.endpoint));
  });

  it('is as the customer has changed it', async () => {
    const device = await enrolledDevice();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    valueOf(await open.changePassword('730291', device.endpoint));
    const record = await steal(device.store);
    valueOf(await device.vault.unlock('730291', device.endpoint));
    await put(device, {...record, salt: flipped(record.salt)});
    await costsNothing(device, () => device.vault.unlock('730291', device.endpoint));
  });

  it('of a record of the layout before is taken as it is, and guarded from its next unlock on', async () => {
    const device = await enrolledDevice();
    const older = await makeOlder(device);
    const wrong = await device.vault.unlock('730291', device.endpoint);
    expect([problemOf(wrong).code, await steal(device.store)]).to.deep.equal(['wrong_password', older]);
    valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    const record = await steal(device.store);
    valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    await put(device, {...record, salt: flipped(record.salt)});
    await costsNothing(device, () => device.vault.unlock(PASSWORD, device.endpoint));
  });

  it('needs no key that proves requests', async () => {
    const device = await enrolledDevice();
    expect(valueOf(await device.store.key(device.id))).to.equal(undefined);
    valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
  });

  it('without its seal is a broken record', async () => {
    const device = await enrolledDevice();
    const record = await steal(device.store);
    await put(device, {...record, slots: record.slots.map(({mac: _, ...slot}) => slot)});
    await costsNothing(device, () => device.vault.unlock(PASSWORD, device.endpoint));
  });
});
