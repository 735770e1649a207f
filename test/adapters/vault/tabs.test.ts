import {expect} from 'chai';
import type {Vault} from '../../../src/ports/vault.js';
import {openTab, type OpenTab} from '../support/tabs.js';
import {
  AT,
  enrolledDevice,
  forgetDevices,
  installation,
  newDevice,
  PASSWORD,
  problemOf,
  valueOf,
  type TestDevice,
} from './support/device.js';

const [FIRST, SECOND] = ['058C000001', '058C000002'];
const NEW = '730291';

describe('two tabs with one vault', function () {
  this.timeout(60_000);
  let tab: OpenTab;
  beforeEach(async () => void (tab = await openTab()));
  afterEach(async () => {
    tab.kill();
    await forgetDevices();
  });

  const vaultThere = ({name}: TestDevice): Vault => tab.window.createVault(tab.window.createDeviceStore({name}));
  const changed = (vault: Vault, until: () => boolean) =>
    new Promise<void>((resolve) => {
      const stop = vault.subscribe(() => {
        if (!until()) return;
        stop();
        resolve();
      });
    });

  it('see the same accounts, and open with the same password', async () => {
    const device = await enrolledDevice();
    const there = vaultThere(device);
    expect(await there.read()).to.deep.equal(await device.vault.read());
    const open = valueOf(await there.unlock(PASSWORD, device.endpoint));
    expect(valueOf(await open.code(FIRST, AT))).to.equal(device.endpoint.code(device.id, FIRST, AT));
  });

  it('add an account in one: the other, open all the time, makes its codes', async () => {
    const device = await enrolledDevice();
    const there = vaultThere(device);
    const [here, other] = [
      valueOf(await device.vault.unlock(PASSWORD, device.endpoint)),
      valueOf(await there.unlock(PASSWORD, device.endpoint)),
    ];
    const isNew = changed(device.vault, () => here.accounts.length === 2);
    const keys = await there.createKeys();
    const enrolment = await device.endpoint.enrol({publicKey: keys.publicKey, accounts: [SECOND], device: device.id});
    valueOf(await other.add(enrolment, keys));
    await isNew;
    expect(valueOf(await here.code(SECOND, AT))).to.equal(device.endpoint.code(device.id, SECOND, AT));
  });

  it('forget everything in one: the other is locked', async () => {
    const device = await enrolledDevice();
    const here = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    const locked = new Promise<void>((resolve) => void here.onLock(resolve));
    valueOf(await vaultThere(device).erase());
    await locked;
    expect(problemOf(await here.code(FIRST, AT)).code).to.equal('vault_locked');
  });

  it('enrol at the same time: one vault comes of it, and the other is told so without an evaluation', async () => {
    const device = newDevice();
    const there = vaultThere(device);
    const [one, other] = [await installation(device), await installation({...device, vault: there})];
    const results = await Promise.all([device.vault.install(one), there.install(other)]);
    const winners = results.filter(({ok}) => ok);
    expect(winners).to.have.length(1);
    expect(results.flatMap((result) => (result.ok ? [] : [result.problem.code]))).to.deep.equal(['state_conflict']);
    expect(device.endpoint.evaluated).to.have.length(2);
    const {device: kept} = valueOf(await device.vault.read())!;
    expect(kept).to.equal(valueOf(winners[0]!).device);
    valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
  });

  it('change the password and remove an account at the same time: both are done', async () => {
    const device = await enrolledDevice({accounts: [FIRST, SECOND]});
    const here = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    const results = await Promise.all([here.changePassword(NEW, device.endpoint), vaultThere(device).remove(FIRST)]);
    results.forEach(valueOf);
    const open = valueOf(await device.vault.unlock(NEW, device.endpoint));
    expect(open.accounts.map(({account}) => account)).to.deep.equal([SECOND]);
  });

  it('change the password in both: the last one is in force, and the vault opens', async () => {
    const device = await enrolledDevice();
    const [here, there] = [
      valueOf(await device.vault.unlock(PASSWORD, device.endpoint)),
      valueOf(await vaultThere(device).unlock(PASSWORD, device.endpoint)),
    ];
    const changes = [here.changePassword(NEW, device.endpoint), there.changePassword('519047', device.endpoint)];
    (await Promise.all(changes)).forEach(valueOf);
    valueOf(await device.vault.unlock('519047', device.endpoint));
    expect(problemOf(await device.vault.unlock(NEW, device.endpoint)).code).to.equal('wrong_password');
  });

  it('lock one: the other stays open', async () => {
    const device = await enrolledDevice();
    const [here, there] = [
      valueOf(await device.vault.unlock(PASSWORD, device.endpoint)),
      valueOf(await vaultThere(device).unlock(PASSWORD, device.endpoint)),
    ];
    there.lock();
    expect(valueOf(await here.code(FIRST, AT))).to.match(/^\d{6}$/);
  });

  it('end one in the middle of a change: the other goes on', async () => {
    const device = await enrolledDevice();
    const there = valueOf(await vaultThere(device).unlock(PASSWORD, device.endpoint));
    const here = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    await new Promise<void>((resolve) => {
      const evaluate = () => (resolve(), new Promise<never>(() => {}));
      void there.changePassword(NEW, {evaluate, confirm: evaluate});
    });
    const change = here.changePassword('519047', device.endpoint);
    tab.kill();
    valueOf(await change);
    valueOf(await device.vault.unlock('519047', device.endpoint));
  });
});

describe('the site’s data is cleared under an open page (C8, C9)', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('the next look finds no vault, and nothing is enrolled behind anybody’s back', async () => {
    const device = await enrolledDevice();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    await forgetDevices();
    expect(await device.vault.read()).to.deep.equal({ok: true, value: null});
    expect(problemOf(await open.changePassword(NEW, device.endpoint)).code).to.equal('vault_missing');
    expect(problemOf(await device.vault.unlock(PASSWORD, device.endpoint)).code).to.equal('vault_missing');
    expect(await device.vault.read()).to.deep.equal({ok: true, value: null});
  });
});
