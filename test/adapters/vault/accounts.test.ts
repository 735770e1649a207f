import {expect} from 'chai';
import type {Enrolment} from '../../../src/ports/vault.js';
import {openTab} from '../support/tabs.js';
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

const [FIRST, SECOND] = ['058C000001', '058C000002'];

const states = async ({vault}: TestDevice) =>
  valueOf(await vault.read())?.entries.map(({account, state}) => [account, state]) ?? null;

/** A further enrolment of a device that has one. */
async function enrolMore({vault, endpoint}: TestDevice, device: string, ...accounts: string[]) {
  const keys = await vault.createKeys();
  return {keys, enrolment: await endpoint.enrol({publicKey: keys.publicKey, accounts, device})};
}

describe('adding an account to an open vault', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('gives its first code at once, without a password, and leaves it pending', async () => {
    const device = await enrolledDevice();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    const asked = device.endpoint.evaluated.length;
    const {enrolment, keys} = await enrolMore(device, device.id, SECOND);
    valueOf(await open.add(enrolment, keys));
    expect(valueOf(await open.code(SECOND, AT))).to.equal(device.endpoint.code(device.id, SECOND, AT));
    expect(await states(device)).to.deep.equal([
      [FIRST, 'active'],
      [SECOND, 'pending'],
    ]);
    expect(device.endpoint.evaluated).to.have.length(asked);
  });

  it('confirms by the old key until the account is active, and by the new one from then on', async () => {
    const device = await enrolledDevice();
    const {vault, endpoint} = device;
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    const {enrolment, keys} = await enrolMore(device, device.id, SECOND);
    valueOf(await open.add(enrolment, keys));
    expect((await valueOf(await vault.unlock(PASSWORD, endpoint)).confirmed).ok, 'pending').to.equal(true);
    endpoint.activate(enrolment.id);
    valueOf(await vault.activate(enrolment.id));
    expect((await valueOf(await vault.unlock(PASSWORD, endpoint)).confirmed).ok, 'active').to.equal(true);
    expect((await open.changePassword(PASSWORD, endpoint)).ok, 'in the vault that was open all the time').to.equal(
      true,
    );
    expect(endpoint.devices.get(device.id)).to.include({open: 0});
  });

  it('can be taken back: what was there before stays', async () => {
    const device = await enrolledDevice();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    const {enrolment, keys} = await enrolMore(device, device.id, SECOND);
    valueOf(await open.add(enrolment, keys));
    valueOf(await device.vault.discard(enrolment.id));
    expect(await states(device)).to.deep.equal([[FIRST, 'active']]);
    expect(problemOf(await open.code(SECOND, AT)).code).to.equal('not_enrolled');
    expect(open.isLocked).to.equal(false);
  });

  it('enrols a superseded account anew: its code is the new seed’s, and only the new one stays', async () => {
    const device = await enrolledDevice();
    const {vault, endpoint, id} = device;
    endpoint.devices.get(id)!.accounts.get(FIRST)!.state = 'superseded';
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    const {enrolment, keys} = await enrolMore(device, id, FIRST);
    valueOf(await open.add(enrolment, keys));
    expect(valueOf(await open.code(FIRST, AT))).to.equal(endpoint.code(id, FIRST, AT));
    valueOf(await vault.activate(enrolment.id));
    expect(await states(device)).to.deep.equal([[FIRST, 'active']]);
    expect(valueOf(await open.code(FIRST, AT))).to.equal(endpoint.code(id, FIRST, AT));
  });

  it('is refused for another device, beside another pending one, and for keys that are not confirmed', async () => {
    const device = await enrolledDevice();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    const other = await enrolMore(device, 'device-2', SECOND);
    expect(problemOf(await open.add(other.enrolment, other.keys)).code).to.equal('state_conflict');
    const {enrolment, keys} = await enrolMore(device, device.id, SECOND);
    const spoilt: Enrolment = {...enrolment, nonce: other.enrolment.nonce};
    expect(problemOf(await open.add(spoilt, keys)).code).to.equal('malformed_answer');
    valueOf(await open.add(enrolment, keys));
    const third = await enrolMore(device, device.id, '058C000003');
    expect(problemOf(await open.add(third.enrolment, third.keys)).code).to.equal('state_conflict');
    expect(await states(device)).to.deep.equal([
      [FIRST, 'active'],
      [SECOND, 'pending'],
    ]);
  });
});

describe('removing an account', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('takes its seed off the device, without unlocking, and leaves the others', async () => {
    const device = await enrolledDevice({accounts: [FIRST, SECOND]});
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    valueOf(await device.vault.remove(FIRST));
    expect(await states(device)).to.deep.equal([[SECOND, 'active']]);
    expect(problemOf(await open.code(FIRST, AT)).code).to.equal('not_enrolled');
    expect(valueOf(await open.code(SECOND, AT))).to.match(/^\d{6}$/);
  });

  it('takes the whole vault with the last one, and locks it', async () => {
    const device = await enrolledDevice();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    valueOf(await device.vault.remove(FIRST));
    expect([await states(device), open.isLocked]).to.deep.equal([null, true]);
  });

  it('is done when it is done already', async () => {
    const device = await enrolledDevice();
    valueOf(await device.vault.remove('058C000009'));
    valueOf(await newDevice().vault.remove(FIRST));
    expect(await states(device)).to.deep.equal([[FIRST, 'active']]);
  });
});

describe('forgetting everything (F4, B11)', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('leaves nothing of any account, locks what is open, and lets the device be enrolled again', async () => {
    const device = await enrolledDevice({accounts: [FIRST, SECOND]});
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    valueOf(await device.vault.erase());
    expect([await device.store.read(), open.isLocked]).to.deep.equal([{ok: true, value: null}, true]);
    await install(device);
    expect(await states(device)).to.deep.equal([[FIRST, 'pending']]);
  });
});

describe('an enrolment that was interrupted is taken up again', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('before anything was kept: there is nothing, and the endpoint’s side expires', async () => {
    const device = newDevice();
    await device.vault.createKeys();
    expect(await states(device)).to.equal(null);
  });

  it('when the page ended while the password was evaluated: there is nothing, and nobody waits for it', async () => {
    const device = newDevice();
    const tab = await openTab();
    const {window} = tab;
    const there = window.createVault(window.createDeviceStore({name: device.name}));
    const prepared = await installation({...device, vault: there});
    await new Promise<void>((resolve) => {
      const evaluate = () => (resolve(), new Promise<never>(() => {}));
      void there.install({...prepared, guard: {evaluate, confirm: evaluate}});
    });
    tab.kill();
    expect(await states(device)).to.equal(null);
    await install(device);
    expect(await states(device)).to.deep.equal([[FIRST, 'pending']]);
  });

  it('after it was kept: unlocking gives the first codes again', async () => {
    const device = newDevice();
    const [, enrolment] = await install(device);
    const again = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    expect(valueOf(await device.vault.read())?.pending?.enrolment).to.equal(enrolment);
    expect(valueOf(await again.code(FIRST, AT))).to.equal(device.endpoint.code(again.device, FIRST, AT));
    expect((await again.confirmed).ok).to.equal(true);
  });

  it('when the endpoint’s yes was not heard: unlocking hears it', async () => {
    const device = newDevice();
    const [, enrolment] = await install(device);
    device.endpoint.activate(enrolment);
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    expect(await states(device)).to.deep.equal([[FIRST, 'active']]);
    expect((await open.confirmed).ok).to.equal(true);
    valueOf(await device.vault.activate(enrolment));
  });

  it('when it came to nothing: the device is as it was before', async () => {
    const device = newDevice();
    const [open, enrolment] = await install(device);
    valueOf(await device.vault.discard('enrolment-of-another'));
    expect(await states(device)).to.deep.equal([[FIRST, 'pending']]);
    valueOf(await device.vault.discard(enrolment));
    expect([await states(device), open.isLocked]).to.deep.equal([null, true]);
  });

  it('and is not taken for another one', async () => {
    const device = newDevice();
    await install(device);
    expect(problemOf(await device.vault.activate('enrolment-of-another')).code).to.equal('state_conflict');
    expect(problemOf(await newDevice().vault.activate('enrolment-1')).code).to.equal('vault_missing');
  });
});
