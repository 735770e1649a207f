import {expect} from 'chai';
import {createDeviceStore} from '../../../src/adapters/device-store.js';
import {createVault} from '../../../src/adapters/vault/index.js';
import {failure, success} from '../../../src/domain/problems.js';
import type {Enrolment, Installation, PasswordGuard} from '../../../src/ports/vault.js';
import {
  AT,
  forgetDevices,
  install,
  installation,
  newDevice,
  problemOf,
  valueOf,
  type TestDevice,
} from './support/device.js';
import {base64url, random, ReferenceEndpoint, totp} from '../../../src/testing/reference/reference-endpoint.js';

const ACCOUNT = '058C000001';

const nothingIsKept = async ({vault}: TestDevice) => expect(await vault.read()).to.deep.equal({ok: true, value: null});

describe('installing a vault', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('gives the first code of each account, as the endpoint’s own seeds do', async () => {
    const device = newDevice();
    const accounts = [ACCOUNT, '058C000002', 'A.b-c_9'];
    const [open] = await install(device, {accounts});
    for (const account of accounts)
      expect(valueOf(await open.code(account, AT))).to.equal(device.endpoint.code(open.device, account, AT));
  });

  it('takes the parameters that the endpoint gives: SHA-256, 8 digits, 60 seconds', async () => {
    const device = newDevice();
    const [open] = await install(device, {totp: {algorithm: 'SHA-256', digits: 8, period: 60}});
    const code = valueOf(await open.code(ACCOUNT, AT));
    expect(code).to.match(/^\d{8}$/);
    expect(code).to.equal(device.endpoint.code(open.device, ACCOUNT, AT));
  });

  it('leaves the accounts pending until the endpoint has accepted their codes', async () => {
    const device = newDevice();
    const [open, enrolment] = await install(device);
    const pending = {account: ACCOUNT, accountLabel: '•••••001', state: 'pending'};
    expect(valueOf(await device.vault.read())).to.deep.equal({
      device: open.device,
      name: 'Pixel 9',
      entries: [pending],
      pending: {enrolment, expiresAt: Date.UTC(2026, 10, 22, 10, 10)},
      passkey: false,
    });

    valueOf(await device.vault.activate(enrolment));
    expect(open.accounts).to.deep.equal([{...pending, state: 'active'}]);
    expect(valueOf(await device.vault.read())?.pending).to.equal(null);
  });

  it('gives every device keys of its own', async () => {
    const {vault} = newDevice();
    const [one, other] = [await vault.createKeys(), await vault.createKeys()];
    expect(one.publicKey)
      .to.match(/^[\w-]{87}$/)
      .and.not.equal(other.publicKey);
    expect(one.privateKey.extractable).to.equal(false);
  });
});

describe('an enrolment that the endpoint’s keys don’t confirm is refused, and nothing is kept', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  const otherPoint = async () => {
    const {publicKey} = await crypto.subtle.generateKey({name: 'ECDH', namedCurve: 'P-256'}, true, ['deriveKey']);
    return base64url(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)));
  };
  const spoilt: Readonly<Record<string, (enrolment: Enrolment) => Partial<Enrolment> | Promise<Partial<Enrolment>>>> = {
    'another server key': async () => ({serverPublicKey: await otherPoint()}),
    'a server key that is no point': () => ({serverPublicKey: base64url(Uint8Array.of(4, ...random(64)))}),
    'a compressed server key': () => ({serverPublicKey: base64url(Uint8Array.of(2, ...random(32)))}),
    'another nonce': () => ({nonce: base64url(random(32))}),
    'a short nonce': () => ({nonce: base64url(random(16))}),
    'another confirmation': () => ({serverConfirmation: base64url(random(32))}),
    'an empty confirmation': () => ({serverConfirmation: ''}),
    'another device': () => ({device: 'device-of-another'}),
    'another enrolment': () => ({id: 'enrolment-of-another'}),
    'no account': () => ({accounts: []}),
    'an account twice': ({accounts}) => ({accounts: [...accounts, ...accounts]}),
    'an account with a stroke in its name': () => ({accounts: [{account: '058|C', accountLabel: ''}]}),
    'more accounts than ten': () => ({
      accounts: Array.from({length: 11}, (_, index) => ({account: `A${index}`, accountLabel: ''})),
    }),
    '99 digits': () => ({totp: {...totp, digits: 99}}),
    'a period of 0': () => ({totp: {...totp, period: 0}}),
    MD5: () => ({totp: {...totp, algorithm: 'MD5' as 'SHA-1'}}),
    'no end': () => ({expiresAt: 'tomorrow'}),
    nothing: () => Object.fromEntries(['id', 'device', 'nonce', 'accounts'].map((key) => [key, undefined])),
  };
  for (const [what, spoil] of Object.entries(spoilt))
    it(what, async () => {
      const device = newDevice();
      const sound = await installation(device);
      const enrolment = {...sound.enrolment, ...(await spoil(sound.enrolment))};
      expect(problemOf(await device.vault.install({...sound, enrolment})).code).to.equal('malformed_answer');
      expect(device.endpoint.evaluated, 'evaluations').to.have.length(0);
      await nothingIsKept(device);
    });

  it('the keys of another enrolment', async () => {
    const device = newDevice();
    const sound = await installation(device);
    const keys = await device.vault.createKeys();
    expect(problemOf(await device.vault.install({...sound, keys})).code).to.equal('malformed_answer');
    await nothingIsKept(device);
  });
});

describe('an installation that fails leaves no half state', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  const tryWith = async (guard: (endpoint: ReferenceEndpoint) => Partial<PasswordGuard>) => {
    const device = newDevice();
    const sound = await installation(device);
    const {endpoint} = device;
    const confirm: PasswordGuard['confirm'] = (...told) => endpoint.confirm(...told);
    const evaluate: PasswordGuard['evaluate'] = (...asked) => endpoint.evaluate(...asked);
    const problem = problemOf(await device.vault.install({...sound, guard: {evaluate, confirm, ...guard(endpoint)}}));
    await nothingIsKept(device);
    return problem;
  };

  it('when the endpoint can’t be reached', async () => {
    expect(await tryWith(() => ({evaluate: async () => failure({code: 'offline'})}))).to.deep.equal({code: 'offline'});
  });

  it('when the evaluation throws, whose words are not passed on', async () => {
    const problem = await tryWith(() => ({
      evaluate: async () => {
        throw new TypeError('058C000001');
      },
    }));
    expect(problem).to.deep.equal({code: 'refused', hint: 'TypeError'});
  });

  it('when the evaluation is no point', async () => {
    const evaluatedElement = base64url(Uint8Array.of(2, ...new Uint8Array(32).fill(255)));
    const problem = await tryWith((endpoint) => ({
      evaluate: async (...asked) => success({...valueOf(await endpoint.evaluate(...asked)), evaluatedElement}),
    }));
    expect(problem.code).to.equal('malformed_answer');
  });

  it('when the endpoint evaluates by another key the second time: the vault would never open again', async () => {
    const other = new ReferenceEndpoint();
    let calls = 0;
    const problem = await tryWith((endpoint) => ({
      async evaluate(device, element) {
        if (calls++ === 0) return endpoint.evaluate(device, element);
        await other.enrol({publicKey: (await newDevice().vault.createKeys()).publicKey, accounts: [ACCOUNT], device});
        return other.evaluate(device, element);
      },
    }));
    expect(problem.code).to.equal('malformed_answer');
  });

  it('when nothing may be kept here: before any call (C1)', async () => {
    const store = createDeviceStore({
      getFactory: () => {
        throw new DOMException('', 'SecurityError');
      },
    });
    const device = {...newDevice(), store, vault: createVault(store)};
    expect(problemOf(await device.vault.install(await installation(device))).code).to.equal('storage_unavailable');
    expect(device.endpoint.evaluated).to.have.length(0);
  });

  it('when the device is full, and may be tried again (C3)', async () => {
    const device = newDevice();
    const full = createVault({...device.store, update: async () => failure({code: 'storage_failed'})});
    const sound: Installation = await installation(device);
    expect(problemOf(await full.install(sound)).code).to.equal('storage_failed');
    await nothingIsKept(device);
    expect(valueOf(await device.vault.install(sound)).accounts).to.have.length(1);
  });

  it('when there is a vault already: that one stays, and no evaluation is spent', async () => {
    const device = newDevice();
    const [open] = await install(device);
    const spent = device.endpoint.evaluated.length;
    expect(problemOf(await device.vault.install(await installation(device))).code).to.equal('state_conflict');
    expect(valueOf(await device.vault.read())?.device).to.equal(open.device);
    expect(device.endpoint.evaluated).to.have.length(spent);
  });
});
