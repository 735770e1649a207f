import {executeServerCommand} from '@web/test-runner-commands';
import {expect} from 'chai';
import {success, type Result} from '../../../src/domain/problems.js';
import {steal} from './support/attacker.js';
import {AT, enrolledDevice, forgetDevices, PASSWORD, problemOf, valueOf, type TestDevice} from './support/device.js';
import {makeOlder} from './support/older.js';

const ACCOUNT = '058C000001';
const label = 'KB-OTP';

const cdp = (method: string, params: object = {}) => executeServerCommand('cdp', {method, params});

/** A virtual authenticator of this page; at most one at a time. */
const authenticator = {
  id: '',
  async attach(options: object = {}) {
    await cdp('WebAuthn.enable', {enableUI: false});
    const added = await cdp('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        hasPrf: true,
        automaticPresenceSimulation: true,
        isUserVerified: true,
        ...options,
      },
    });
    authenticator.id = (added as {authenticatorId: string}).authenticatorId;
  },
  send: (method: string, params: object = {}) =>
    cdp(`WebAuthn.${method}`, {authenticatorId: authenticator.id, ...params}),
  async detach() {
    if (authenticator.id) await authenticator.send('removeVirtualAuthenticator');
    authenticator.id = '';
    await cdp('WebAuthn.disable');
  },
};

interface Credentials {
  readonly credentials: readonly {readonly credentialId: string}[];
}
const credentials = async () => ((await authenticator.send('getCredentials')) as Credentials).credentials;

const withPasskey = async () => {
  const device = await enrolledDevice();
  const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
  valueOf(await open.addPasskey({label}));
  open.lock();
  return device;
};
const slots = async ({store}: TestDevice) => (await steal(store)).slots.map(({kind}) => kind);
const isListed = async ({vault}: TestDevice) => valueOf(await vault.read())?.passkey;

describe('a passkey', function () {
  this.timeout(60_000);
  beforeEach(() => authenticator.attach());
  afterEach(async () => {
    await authenticator.detach();
    await forgetDevices();
  });

  it('opens the vault without the endpoint and makes the same codes', async () => {
    const device = await withPasskey();
    const asked = device.endpoint.evaluated.length;
    const open = valueOf(await device.vault.unlockWithPasskey());
    expect(valueOf(await open.code(ACCOUNT, AT))).to.equal(device.endpoint.code(device.id, ACCOUNT, AT));
    expect(open.openedBy).to.equal('passkey');
    expect(device.endpoint.evaluated).to.have.length(asked);
  });

  it('stands beside the password, which still opens the vault', async () => {
    const device = await withPasskey();
    expect(await slots(device)).to.deep.equal(['password', 'passkey']);
    expect(await isListed(device)).to.equal(true);
    valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
  });

  it('stays when the password is changed in a vault that it has opened', async () => {
    const device = await withPasskey();
    const open = valueOf(await device.vault.unlockWithPasskey());
    valueOf(await open.changePassword('730291', device.endpoint));
    valueOf(await device.vault.unlockWithPasskey());
    valueOf(await device.vault.unlock('730291', device.endpoint));
  });

  it('is found changed before anybody is asked for it', async () => {
    const device = await withPasskey();
    const record = await steal(device.store);
    const passkey = record.slots.find((slot) => slot.kind === 'passkey')!;
    for (const part of ['credential', 'prfSalt'] as const) {
      const changed = {...passkey, [part]: passkey[part].map((byte) => byte ^ 1)};
      const slots = record.slots.map((slot) => (slot === passkey ? changed : slot));
      valueOf(await device.store.update(() => success({...record, slots})));
      expect(problemOf(await device.vault.unlockWithPasskey()).code, part).to.equal('vault_damaged');
      // Nor does the unlock by password, which writes the record anew, seal what was changed.
      device.endpoint.devices.get(device.id)!.accounts.get(ACCOUNT)!.state = 'superseded';
      valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
      expect(problemOf(await device.vault.unlockWithPasskey()).code, part).to.equal('vault_damaged');
    }
  });

  it('of a record of the layout before still opens it, after the password has had it written anew', async () => {
    const device = await withPasskey();
    await makeOlder(device);
    valueOf(await device.vault.unlock(PASSWORD, device.endpoint)).lock();
    for (const name of ['of the layout before', 'written anew']) {
      const open = valueOf(await device.vault.unlockWithPasskey());
      expect(valueOf(await open.code(ACCOUNT, AT)), name).to.equal(device.endpoint.code(device.id, ACCOUNT, AT));
    }
  });

  it('has a record of the layout before written anew, and opens it again', async () => {
    const device = await withPasskey();
    await makeOlder(device);
    const open = valueOf(await device.vault.unlockWithPasskey());
    expect((await steal(device.store)).version).to.equal(2);
    valueOf(await open.removeSlot('password'));
    valueOf(await device.vault.unlockWithPasskey());
  });

  it('is not added twice', async () => {
    const device = await withPasskey();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    expect(problemOf(await open.addPasskey({label})).code).to.equal('state_conflict');
    expect(await credentials()).to.have.length(1);
  });

  it('is removed: the password is left', async () => {
    const device = await withPasskey();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    valueOf(await open.removeSlot('passkey'));
    expect(await slots(device)).to.deep.equal(['password']);
    expect(await isListed(device)).to.equal(false);
    expect(problemOf(await device.vault.unlockWithPasskey()).code).to.equal('state_conflict');
  });
});

describe('the password’s slot', function () {
  this.timeout(60_000);
  beforeEach(() => authenticator.attach());
  afterEach(async () => {
    await authenticator.detach();
    await forgetDevices();
  });

  it('is removed from a vault that the passkey has opened', async () => {
    const device = await withPasskey();
    const open = valueOf(await device.vault.unlockWithPasskey());
    valueOf(await open.removeSlot('password'));
    expect(await slots(device)).to.deep.equal(['passkey']);
    expect(problemOf(await device.vault.unlock(PASSWORD, device.endpoint)).code).to.equal('state_conflict');
    valueOf(await device.vault.unlockWithPasskey());
  });

  it('stays while nobody has seen the passkey work', async () => {
    const device = await withPasskey();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    expect(problemOf(await open.removeSlot('password')).code).to.equal('state_conflict');
    expect(await slots(device)).to.deep.equal(['password', 'passkey']);
  });

  it('can be set again where it was removed', async () => {
    const device = await withPasskey();
    const open = valueOf(await device.vault.unlockWithPasskey());
    valueOf(await open.removeSlot('password'));
    valueOf(await open.changePassword('730291', device.endpoint));
    valueOf(await device.vault.unlock('730291', device.endpoint));
  });

  it('or the passkey’s is never the last one to go', async () => {
    const device = await withPasskey();
    const open = valueOf(await device.vault.unlockWithPasskey());
    valueOf(await open.removeSlot('password'));
    expect(problemOf(await open.removeSlot('passkey')).code).to.equal('state_conflict');
    expect(await slots(device)).to.deep.equal(['passkey']);
  });
});

describe('a passkey that fails leaves the record as it is and the password in force (B9)', function () {
  this.timeout(60_000);
  afterEach(async () => {
    await authenticator.detach();
    await forgetDevices();
  });

  const stays = async (device: TestDevice, act: () => Promise<Result<unknown>>) => {
    const before = await device.store.read();
    const problem = problemOf(await act());
    expect(await device.store.read()).to.deep.equal(before);
    valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    return problem;
  };
  const adding = async (device: TestDevice) => {
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    return stays(device, () => open.addPasskey({label}));
  };

  it('the authenticator evaluates no PRF, and its credential does not stay', async () => {
    await authenticator.attach({hasPrf: false});
    expect((await adding(await enrolledDevice())).code).to.equal('passkey_unsupported');
    expect(await credentials()).to.deep.equal([]);
  });

  it('the customer is not verified when adding it', async () => {
    await authenticator.attach({isUserVerified: false});
    expect(await adding(await enrolledDevice())).to.deep.equal({
      code: 'passkey_failed',
      hint: 'WebAuthn: NotAllowedError',
    });
  });

  it('the customer is not verified when unlocking', async () => {
    await authenticator.attach();
    const device = await withPasskey();
    await authenticator.send('setUserVerified', {isUserVerified: false});
    expect((await stays(device, () => device.vault.unlockWithPasskey())).code).to.equal('passkey_failed');
  });

  it('the customer gives up', async () => {
    await authenticator.attach();
    const device = await withPasskey();
    await authenticator.send('setAutomaticPresenceSimulation', {enabled: false});
    const giveUp = new AbortController();
    const unlocking = () => {
      const result = device.vault.unlockWithPasskey(giveUp.signal);
      setTimeout(() => giveUp.abort());
      return result;
    };
    expect(await stays(device, unlocking)).to.deep.equal({code: 'passkey_failed', hint: 'WebAuthn: AbortError'});
  });

  it('the credential was deleted', async () => {
    await authenticator.attach();
    const device = await withPasskey();
    await authenticator.send('clearCredentials');
    await authenticator.send('setUserVerified', {isUserVerified: true});
    const unlocking = () => device.vault.unlockWithPasskey(AbortSignal.timeout(2_000));
    expect((await stays(device, unlocking)).code).to.equal('passkey_failed');
  });

  it('another authenticator is there instead', async () => {
    await authenticator.attach();
    const device = await withPasskey();
    await authenticator.send('removeVirtualAuthenticator');
    await authenticator.attach();
    const unlocking = () => device.vault.unlockWithPasskey(AbortSignal.timeout(2_000));
    expect((await stays(device, unlocking)).code).to.equal('passkey_failed');
  });

  it('it evaluates to something else than it did', async () => {
    await authenticator.attach();
    const device = await withPasskey();
    const original = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = async (options) => {
      const credential = (await original(options)) as PublicKeyCredential;
      const results = {first: crypto.getRandomValues(new Uint8Array(32)).buffer};
      return Object.assign(credential, {getClientExtensionResults: () => ({prf: {results}})});
    };
    try {
      expect((await stays(device, () => device.vault.unlockWithPasskey())).code).to.equal('passkey_changed');
    } finally {
      Reflect.deleteProperty(navigator.credentials, 'get');
    }
  });
});

describe('an authenticator that evaluates only when the passkey is used', function () {
  this.timeout(60_000);
  beforeEach(() => authenticator.attach());
  afterEach(async () => {
    await authenticator.detach();
    await forgetDevices();
  });

  it('is used at once, and its passkey opens the vault', async () => {
    const original = navigator.credentials.create.bind(navigator.credentials);
    navigator.credentials.create = async (options) => {
      const credential = (await original(options)) as PublicKeyCredential;
      return Object.assign(credential, {getClientExtensionResults: () => ({prf: {enabled: true}})});
    };
    try {
      const device = await withPasskey();
      valueOf(await device.vault.unlockWithPasskey());
    } finally {
      Reflect.deleteProperty(navigator.credentials, 'create');
    }
  });
});
