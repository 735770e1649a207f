import {expect} from 'chai';
import {failure, success} from '../../../src/domain/problems.js';
import type {PasswordGuard} from '../../../src/ports/vault.js';
import {openTab} from '../support/tabs.js';
import {AT, enrolledDevice, forgetDevices, PASSWORD, problemOf, valueOf, type TestDevice} from './support/device.js';

const ACCOUNT = '058C000001';
const NEW = '730291';

const guardOf = ({endpoint}: TestDevice, replaced: Partial<PasswordGuard>): PasswordGuard => ({
  evaluate: (...asked) => endpoint.evaluate(...asked),
  confirm: (...told) => endpoint.confirm(...told),
  ...replaced,
});

describe('changing the password', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('opens the vault by the new one from then on, and no longer by the old one', async () => {
    const {vault, endpoint, id} = await enrolledDevice();
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    valueOf(await open.changePassword(NEW, endpoint));
    open.lock();
    expect(problemOf(await vault.unlock(PASSWORD, endpoint)).code).to.equal('wrong_password');
    const again = valueOf(await vault.unlock(NEW, endpoint));
    expect(valueOf(await again.code(ACCOUNT, AT))).to.equal(endpoint.code(id, ACCOUNT, AT));
  });

  it('leaves the vault open, and can be done again', async () => {
    const {vault, endpoint, id} = await enrolledDevice();
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    valueOf(await open.changePassword(NEW, endpoint));
    valueOf(await open.changePassword('519047', endpoint));
    expect(valueOf(await open.code(ACCOUNT, AT))).to.equal(endpoint.code(id, ACCOUNT, AT));
    valueOf(await vault.unlock('519047', endpoint));
  });

  it('confirms its evaluations, so that it uses up no tries', async () => {
    const {vault, endpoint, id} = await enrolledDevice();
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    await open.confirmed;
    for (let round = 0; round < 6; round++) valueOf(await open.changePassword(NEW, endpoint));
    expect(endpoint.devices.get(id)).to.include({open: 0});
  });

  const failing: Readonly<Record<string, (device: TestDevice) => PasswordGuard>> = {
    'the endpoint can’t be reached': (device) => guardOf(device, {evaluate: async () => failure({code: 'offline'})}),
    'the endpoint can’t be reached the second time': (device) => {
      let calls = 0;
      return guardOf(device, {
        evaluate: async (...asked) => (calls++ === 0 ? device.endpoint.evaluate(...asked) : failure({code: 'offline'})),
      });
    },
    'the evaluation of the proof is another one': (device) => {
      let calls = 0;
      const [first] = device.endpoint.evaluated;
      return guardOf(device, {
        evaluate: (id, element) => device.endpoint.evaluate(id, calls++ === 0 ? element : first!),
      });
    },
    'the evaluation is broken': (device) =>
      guardOf(device, {
        evaluate: async (...asked) =>
          success({...valueOf(await device.endpoint.evaluate(...asked)), evaluatedElement: 'A'}),
      }),
  };
  for (const [why, guard] of Object.entries(failing))
    it(`leaves the old one in force when ${why}`, async () => {
      const device = await enrolledDevice();
      const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
      const before = await device.store.read();
      problemOf(await open.changePassword(NEW, guard(device)));
      expect(await device.store.read()).to.deep.equal(before);
      valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    });

  it('leaves the old one in force when the page ends between the proof and the writing', async () => {
    const device = await enrolledDevice();
    const tab = await openTab();
    const {window} = tab;
    const store = {...window.createDeviceStore({name: device.name}), update: () => new Promise<never>(() => {})};
    const open = valueOf(await window.createVault(store).unlock(PASSWORD, device.endpoint));
    const isProven = new Promise<void>((resolve) => {
      let confirmed = 0;
      const confirm: PasswordGuard['confirm'] = async (...told) => {
        if (++confirmed === 2) resolve();
        return device.endpoint.confirm(...told);
      };
      void open.changePassword(NEW, guardOf(device, {confirm}));
    });
    await isProven;
    tab.kill();
    const again = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    valueOf(await again.changePassword(NEW, device.endpoint));
  });
});
