import {expect} from 'chai';
import {failure, success} from '../../../src/domain/problems.js';
import type {PasswordGuard} from '../../../src/ports/vault.js';
import {
  AT,
  enrolledDevice,
  forgetDevices,
  newDevice,
  PASSWORD,
  problemOf,
  valueOf,
  type TestDevice,
} from './support/device.js';
import {base64url, random} from '../../../src/testing/reference/reference-endpoint.js';

const ACCOUNT = '058C000001';
const WRONG = '804294';

/** The endpoint with one of its answers replaced. */
const guardOf = ({endpoint}: TestDevice, replaced: Partial<PasswordGuard>): PasswordGuard => ({
  evaluate: (...asked) => endpoint.evaluate(...asked),
  confirm: (...told) => endpoint.confirm(...told),
  ...replaced,
});

describe('unlocking by password', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('makes the same codes as the endpoint, at any time', async () => {
    const {vault, endpoint, id} = await enrolledDevice();
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    for (const at of [0, 29_999, 30_000, AT, AT + 30_000, 2 ** 32 * 1000])
      expect(valueOf(await open.code(ACCOUNT, at)), String(at)).to.equal(endpoint.code(id, ACCOUNT, at));
  });

  it('is confirmed to the endpoint by a MAC, which starts the count anew', async () => {
    const {vault, endpoint, id} = await enrolledDevice();
    await vault.unlock(WRONG, endpoint);
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    expect(await open.confirmed).to.deep.equal({ok: true, value: undefined});
    expect(endpoint.devices.get(id)).to.include({open: 0});
    expect(endpoint.devices.get(id)?.confirmed).to.have.length(1);
  });

  it('does not wait for the confirmation, nor fail with it', async () => {
    const device = await enrolledDevice();
    const guard = guardOf(device, {confirm: async () => failure({code: 'offline'})});
    const open = valueOf(await device.vault.unlock(PASSWORD, guard));
    expect(valueOf(await open.code(ACCOUNT, AT))).to.match(/^\d{6}$/);
    expect(await open.confirmed).to.deep.equal({ok: false, problem: {code: 'offline'}});
  });

  it('never sends the same element twice for the same password', async () => {
    const {vault, endpoint} = await enrolledDevice();
    await vault.unlock(PASSWORD, endpoint);
    await vault.unlock(PASSWORD, endpoint);
    expect(new Set(endpoint.evaluated).size).to.equal(endpoint.evaluated.length);
  });
});

describe('a password that is wrong', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('is called wrong, with the tries that are left, and not confirmed', async () => {
    const {vault, endpoint, id} = await enrolledDevice();
    expect(problemOf(await vault.unlock(WRONG, endpoint))).to.deep.equal({code: 'wrong_password', attemptsLeft: 9});
    expect(problemOf(await vault.unlock('', endpoint))).to.deep.equal({code: 'wrong_password', attemptsLeft: 8});
    expect(endpoint.devices.get(id)?.confirmed).to.deep.equal([]);
  });

  it('ten times disables the device, for the right one too; the list stays readable (B2)', async () => {
    const {vault, endpoint} = await enrolledDevice();
    const before = await vault.read();
    const left = [];
    for (const digit of '0123456789') left.push(problemOf(await vault.unlock(digit.repeat(6), endpoint)).attemptsLeft);
    expect(left).to.deep.equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(problemOf(await vault.unlock(PASSWORD, endpoint))).to.deep.equal({code: 'device_disabled'});
    expect(await vault.read()).to.deep.equal(before);
  });

  it('is not told from an endpoint that evaluates something else', async () => {
    const device = await enrolledDevice();
    await device.vault.unlock(PASSWORD, device.endpoint);
    const [earlier] = device.endpoint.evaluated;
    const guard = guardOf(device, {evaluate: (id) => device.endpoint.evaluate(id, earlier!)});
    expect(problemOf(await device.vault.unlock(PASSWORD, guard)).code).to.equal('wrong_password');
  });
});

describe('an evaluation that is broken is no verdict on the password', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  const broken: Readonly<Record<string, object>> = {
    'no point of the curve': {evaluatedElement: base64url(Uint8Array.of(2, ...new Uint8Array(32).fill(255)))},
    'the point at infinity': {evaluatedElement: base64url(new Uint8Array(33))},
    'an uncompressed point': {evaluatedElement: base64url(Uint8Array.of(4, ...random(64)))},
    'an empty element': {evaluatedElement: ''},
    padding: {evaluatedElement: `${base64url(Uint8Array.of(2, ...random(32)))}=`},
    'no element': {evaluatedElement: undefined},
    'no id': {id: undefined},
    'an id with a stroke': {id: 'a|b'},
    'tries left as text': {attemptsLeft: '9'},
    'no accounts': {accounts: undefined},
    'an account in a state that there is not': {accounts: [{account: ACCOUNT, accountLabel: '', state: 'lost'}]},
  };
  for (const [what, replaced] of Object.entries(broken))
    it(what, async () => {
      const device = await enrolledDevice();
      const guard = guardOf(device, {
        evaluate: async (...asked) => success({...valueOf(await device.endpoint.evaluate(...asked)), ...replaced}),
      });
      expect(problemOf(await device.vault.unlock(PASSWORD, guard)).code).to.equal('malformed_answer');
    });

  it('a problem of the endpoint is passed on', async () => {
    const device = await enrolledDevice();
    const guard = guardOf(device, {evaluate: async () => failure({code: 'rate_limited', retryAt: 5})});
    expect(problemOf(await device.vault.unlock(PASSWORD, guard))).to.deep.equal({code: 'rate_limited', retryAt: 5});
  });
});

describe('what the endpoint says of the accounts when it evaluates', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  for (const [state, code] of [
    ['superseded', 'device_superseded'],
    ['removed', 'not_enrolled'],
  ] as const)
    it(`is kept: an account that is ${state} makes no codes, the others do`, async () => {
      const device = await enrolledDevice({accounts: [ACCOUNT, '058C000002']});
      const {vault, endpoint, id} = device;
      endpoint.devices.get(id)!.accounts.get(ACCOUNT)!.state = state;
      const open = valueOf(await vault.unlock(PASSWORD, endpoint));
      expect(problemOf(await open.code(ACCOUNT, AT)).code).to.equal(code);
      expect(valueOf(await open.code('058C000002', AT))).to.equal(endpoint.code(id, '058C000002', AT));
      expect(valueOf(await vault.read())?.entries[0]).to.include({account: ACCOUNT, state});
    });

  it('opens the vault even if it can’t be kept', async () => {
    const device = await enrolledDevice();
    const {store, endpoint, id} = device;
    endpoint.devices.get(id)!.accounts.get(ACCOUNT)!.state = 'superseded';
    const {createVault} = await import('../../../src/adapters/vault/index.js');
    const full = createVault({...store, update: async () => failure({code: 'storage_failed'})});
    const open = valueOf(await full.unlock(PASSWORD, endpoint));
    expect(open.accounts[0]).to.include({state: 'superseded'});
  });
});

describe('an open vault', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('makes no code after it was locked, and tells whoever waits for that once', async () => {
    const {vault, endpoint} = await enrolledDevice();
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    let calls = 0;
    open.onLock(() => calls++);
    open.lock();
    open.lock();
    expect([calls, open.isLocked]).to.deep.equal([1, true]);
    expect(problemOf(await open.code(ACCOUNT, AT)).code).to.equal('vault_locked');
    expect(problemOf(await open.changePassword('730291', endpoint)).code).to.equal('vault_locked');
    expect(problemOf(await open.removeSlot('passkey')).code).to.equal('vault_locked');
  });

  it('gives no code that was being made while it was locked', async () => {
    const {vault, endpoint} = await enrolledDevice();
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    const code = open.code(ACCOUNT, AT);
    open.lock();
    expect(problemOf(await code).code).to.equal('vault_locked');
  });

  it('makes no code for an account that is not on the list, nor for a time that is none', async () => {
    const {vault, endpoint} = await enrolledDevice();
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    expect(problemOf(await open.code('058C000009', AT)).code).to.equal('not_enrolled');
    expect(problemOf(await open.code(ACCOUNT, NaN)).code).to.equal('clock_drift');
    expect(problemOf(await open.code(ACCOUNT, -1)).code).to.equal('clock_drift');
  });

  it('is there once for all who unlock: nothing of a first one ends with a second', async () => {
    const {vault, endpoint} = await enrolledDevice();
    const one = valueOf(await vault.unlock(PASSWORD, endpoint));
    const other = valueOf(await vault.unlock(PASSWORD, endpoint));
    one.lock();
    expect(valueOf(await other.code(ACCOUNT, AT))).to.match(/^\d{6}$/);
  });

  it('is nothing where there is no vault (F3)', async () => {
    const {vault, endpoint} = newDevice();
    expect(problemOf(await vault.unlock(PASSWORD, endpoint)).code).to.equal('vault_missing');
    expect(problemOf(await vault.unlockWithPasskey()).code).to.equal('vault_missing');
    expect(endpoint.evaluated).to.have.length(0);
  });
});
