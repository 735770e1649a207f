import {expect} from 'chai';
import {createDeviceStore} from '../../../src/adapters/device-store.js';
import {failure, success} from '../../../src/domain/problems.js';
import type {VaultEntry} from '../../../src/domain/vault-record.js';
import type {PasswordGuard} from '../../../src/ports/vault.js';
import {createVault} from '../../../src/adapters/vault/index.js';
import {steal, type Stolen} from './support/attacker.js';
import {
  AT,
  enrolledDevice,
  forgetDevices,
  install,
  newDevice,
  PASSWORD,
  problemOf,
  valueOf,
  type TestDevice,
} from './support/device.js';
import {makeOlder} from './support/older.js';

const ACCOUNT = '058C000001';
const OTHER = '058C000002';
const put = async ({store}: TestDevice, value: unknown) => valueOf(await store.update(() => success(value)));
const withEntry = (record: Stolen, change: Partial<VaultEntry>): Stolen => {
  const [first, ...rest] = record.entries;
  return {...record, entries: [{...first!, ...change}, ...rest]};
};

/** The endpoint, and when it has been told that an evaluation was the customer's own. */
function confirming({endpoint}: TestDevice): {readonly guard: PasswordGuard; readonly confirmed: Promise<void>} {
  let resolve = () => {};
  const confirmed = new Promise<void>((done) => (resolve = done));
  const confirm: PasswordGuard['confirm'] = async (...told) => {
    const answer = await endpoint.confirm(...told);
    resolve();
    return answer;
  };
  return {guard: {evaluate: (...asked) => endpoint.evaluate(...asked), confirm}, confirmed};
}

const totp = {algorithm: 'SHA-1', digits: 6, period: 30} as const;
const changes: Readonly<Record<string, Partial<VaultEntry>>> = {
  'the digits': {totp: {...totp, digits: 8}},
  'the period': {totp: {...totp, period: 60}},
  'the algorithm': {totp: {...totp, algorithm: 'SHA-256'}},
  'the state': {state: 'superseded'},
  'the label': {accountLabel: '•••999'},
  'the name': {name: 'Another'},
  'the kind': {derivatives: true},
};

describe('what a record says of an account', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  for (const [what, change] of Object.entries(changes)) {
    it(`is tied to its seed: the list does not open once ${what} was changed, and the password is not called wrong`, async () => {
      const device = await enrolledDevice({accounts: [ACCOUNT, OTHER]});
      const record = withEntry(await steal(device.store), change);
      await put(device, record);
      const {guard, confirmed} = confirming(device);
      expect(problemOf(await device.vault.unlock(PASSWORD, guard)).code).to.equal('vault_damaged');
      await confirmed;
      expect(device.endpoint.devices.get(device.id), 'the password was right').to.include({open: 0});
      expect(await steal(device.store), 'nothing is mended').to.deep.equal(record);
    });

    it(`is tied to a seed that is open: no code is made once ${what} was changed`, async () => {
      const device = await enrolledDevice();
      const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
      valueOf(await open.code(ACCOUNT, AT));
      const changed = withEntry(await steal(device.store), change);
      const isFollowed = new Promise<void>((resolve) => void device.vault.subscribe(resolve));
      await put({...device, store: createDeviceStore({name: device.name})}, changed);
      await isFollowed;
      expect(problemOf(await open.code(ACCOUNT, AT)).code).to.equal('vault_damaged');
    });
  }

  it('is not what somebody makes of an account that was superseded', async () => {
    const device = await enrolledDevice();
    device.endpoint.devices.get(device.id)!.accounts.get(ACCOUNT)!.state = 'superseded';
    valueOf(await device.vault.unlock(PASSWORD, device.endpoint)).lock();
    await put(device, withEntry(await steal(device.store), {state: 'active'}));
    expect(problemOf(await device.vault.unlock(PASSWORD, device.endpoint)).code).to.equal('vault_damaged');
  });

  it('changes with what the endpoint says, and is tied anew', async () => {
    const device = await enrolledDevice({accounts: [ACCOUNT, OTHER]});
    const known = device.endpoint.devices.get(device.id)!.accounts;
    known.get(ACCOUNT)!.state = 'superseded';
    known.set(OTHER, {...known.get(OTHER)!, label: '•••902'});
    for (const round of ['told', 'kept']) {
      const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
      expect(
        open.accounts.map(({state, accountLabel}) => [state, accountLabel]),
        round,
      ).to.deep.equal([
        ['superseded', known.get(ACCOUNT)!.label],
        ['active', '•••902'],
      ]);
      expect(valueOf(await open.code(OTHER, AT))).to.equal(device.endpoint.code(device.id, OTHER, AT));
    }
    expect(valueOf(await device.vault.read())?.entries[0]).to.include({state: 'superseded'});
  });

  it('is what was kept meanwhile, not what this page has read', async () => {
    const device = await enrolledDevice({accounts: [ACCOUNT, OTHER]});
    device.endpoint.devices.get(device.id)!.accounts.get(OTHER)!.state = 'superseded';
    let isRemoved = false;
    const store = createDeviceStore({name: device.name});
    const overtaken: typeof store = {
      ...store,
      async update(change) {
        if (!isRemoved) valueOf(await device.vault.remove(ACCOUNT));
        isRemoved = true;
        return store.update(change);
      },
    };
    const open = valueOf(await createVault(overtaken).unlock(PASSWORD, device.endpoint));
    for (const accounts of [open.accounts, valueOf(await device.vault.read())?.entries])
      expect(accounts?.map(({account, state}) => [account, state])).to.deep.equal([[OTHER, 'superseded']]);
  });
});

describe('a record of the layout before', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('opens with the same codes, is written anew, and guarded from then on', async () => {
    const device = await enrolledDevice({accounts: [ACCOUNT, OTHER]});
    await makeOlder(device);
    for (const version of [1, 2]) {
      expect((await steal(device.store)).version).to.equal(version);
      const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
      for (const account of [ACCOUNT, OTHER])
        expect(valueOf(await open.code(account, AT))).to.equal(device.endpoint.code(device.id, account, AT));
      expect((await open.confirmed).ok).to.equal(true);
    }
    await put(device, withEntry(await steal(device.store), {totp: {...totp, digits: 8}}));
    expect(problemOf(await device.vault.unlock(PASSWORD, device.endpoint)).code).to.equal('vault_damaged');
  });

  it('in which an enrolment is pending is written anew too, and activated without being opened', async () => {
    const device = newDevice();
    const [open, enrolment] = await install(device);
    open.lock();
    await makeOlder(device);
    valueOf(await device.vault.unlock(PASSWORD, device.endpoint)).lock();
    expect((await steal(device.store)).version).to.equal(2);
    device.endpoint.activate(enrolment);
    valueOf(await device.vault.activate(enrolment));
    const again = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    expect(valueOf(await again.code(ACCOUNT, AT))).to.equal(device.endpoint.code(open.device, ACCOUNT, AT));
  });

  it('is written anew once by two pages that open it at once, and opens in both', async () => {
    const device = await enrolledDevice();
    await makeOlder(device);
    const there = createVault(createDeviceStore({name: device.name}));
    const both = await Promise.all([device.vault, there].map((vault) => vault.unlock(PASSWORD, device.endpoint)));
    for (const open of both.map(valueOf))
      expect(valueOf(await open.code(ACCOUNT, AT))).to.equal(device.endpoint.code(device.id, ACCOUNT, AT));
    valueOf(await valueOf(both[0]!).changePassword('730291', device.endpoint));
    valueOf(await device.vault.unlock('730291', device.endpoint));
  });

  it('that can’t be written anew opens as it is, and takes no change', async () => {
    const device = await enrolledDevice();
    const older = await makeOlder(device);
    let isFull = true;
    const {update} = device.store;
    const full = createVault({
      ...device.store,
      update: (change) => (isFull ? Promise.resolve(failure({code: 'storage_failed'})) : update(change)),
    });
    const open = valueOf(await full.unlock(PASSWORD, device.endpoint));
    expect(valueOf(await open.code(ACCOUNT, AT))).to.equal(device.endpoint.code(device.id, ACCOUNT, AT));
    isFull = false;
    expect(problemOf(await open.changePassword('730291', device.endpoint)).code).to.equal('state_conflict');
    expect(await steal(device.store)).to.deep.equal(older);
    valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
  });

  it('is not what a newer one can be passed off as', async () => {
    const device = await enrolledDevice();
    const older = await makeOlder(device);
    valueOf(await device.vault.unlock(PASSWORD, device.endpoint)).lock();
    const newer = await steal(device.store);
    const seeds = withEntry(older, {totp: {...totp, digits: 8}}).entries;
    const slots = newer.slots.map(({mac: _, ...slot}) => slot);
    const forgeries = {
      'named so': {...newer, slots, version: 1},
      'named so, with seeds of then': {...newer, slots, version: 1, entries: seeds},
      'with seeds of then': {...newer, entries: seeds},
    };
    for (const [what, forged] of Object.entries(forgeries)) {
      await put(device, forged);
      expect(problemOf(await device.vault.unlock(PASSWORD, device.endpoint)).code, what).to.equal('vault_damaged');
    }
  });
});
