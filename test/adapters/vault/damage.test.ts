import {expect} from 'chai';
import {success, type Result} from '../../../src/domain/problems.js';
import {steal, type Stolen} from '../../../stories/fixtures/reference/attacker.js';
import {AT, enrolledDevice, forgetDevices, install, installation, PASSWORD, problemOf, valueOf, type TestDevice} from './support/device.js';

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
    const {createDeviceStore} = await import('../../../src/adapters/device-store.js');
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
    'has an own __proto__': (record) => Object.defineProperty({...record}, '__proto__', {value: {polluted: true}, enumerable: true}),
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
      return {...record, entries: [{...first!, seed: second!.seed}, {...second!, seed: first!.seed}]};
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
    expect(problemOf(await device.vault.unlock(PASSWORD, device.endpoint)).code).to.equal('wrong_password');
  });

  for (const part of ['iv', 'ciphertext'] as const)
    it(`is not told from a wrong password when the slot’s ${part} was changed`, async () => {
      const result = await unlockAfter((record) => {
        const [slot] = record.slots;
        return {...record, slots: [{...slot!, vaultKey: {...slot!.vaultKey, [part]: flipped(slot!.vaultKey[part])}}]};
      });
      expect(problemOf(result).code).to.equal('wrong_password');
    });
});
