import {expect} from 'chai';
import {DeviceSession} from '../../src/controllers/device-session.js';
import {failure, success, type Result} from '../../src/domain/problems.js';
import type {OpenVault, Vault, VaultSummary} from '../../src/ports/vault.js';

const unused = () => Promise.resolve(failure({code: 'vault_missing'}));

interface Openable extends OpenVault {
  readonly wasLocked: () => boolean;
}

function openVault(): Openable {
  let locked = false;
  return {
    device: 'device',
    get isLocked() {
      return locked;
    },
    wasLocked: () => locked,
    accounts: [],
    openedBy: 'password',
    confirmed: Promise.resolve(success(null)),
    totp: () => null,
    code: unused,
    lock: () => void (locked = true),
    onLock: () => undefined,
    add: unused,
    changePassword: unused,
    addPasskey: unused,
    removeSlot: unused,
  };
}

const emptyVault: Vault = {
  read: () => Promise.resolve(success(null)),
  subscribe: () => () => undefined,
  createKeys: () => Promise.reject(new Error('no keys here')),
  install: unused,
  activate: unused,
  discard: unused,
  unlock: unused,
  unlockWithPasskey: unused,
  remove: unused,
  erase: unused,
  persist: () => Promise.resolve(false),
};

const sessionOf = (vault: Partial<Vault>, watchOver = () => Promise.resolve(() => undefined)) =>
  new DeviceSession({
    loadVault: () => Promise.resolve({...emptyVault, ...vault}),
    watchOver,
    endpoint: () => {
      throw new Error('no endpoint here');
    },
    callOptions: () => ({signal: new AbortController().signal, idempotencyKey: ''}),
    now: () => 0,
    onLock: () => undefined,
  });

const later = <Value>() => {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => void (resolve = settle));
  return {promise, resolve: (value: Value) => resolve(value)};
};

describe('the session with the list on the device', () => {
  it('keeps the vault that an unlock opens', async () => {
    const opened = openVault();
    const session = sessionOf({unlock: () => Promise.resolve(success(opened))});
    expect((await session.unlock('password')).ok).to.equal(true);
    expect(session.openVault).to.equal(opened);
  });

  it('a vault that opens after the lock is locked again and not kept', async () => {
    const opened = openVault();
    const answer = later<Result<OpenVault>>();
    const session = sessionOf({unlock: () => answer.promise});
    const unlocking = session.unlock('password');
    session.lock();
    answer.resolve(success(opened));
    expect(await unlocking).to.deep.equal(failure({code: 'vault_locked'}));
    expect(opened.wasLocked()).to.equal(true);
    expect(session.openVault).to.equal(null);
  });

  it('is not open before somebody watches over the vault', async () => {
    const watched = later<() => undefined>();
    const session = sessionOf({unlock: () => Promise.resolve(success(openVault()))}, () => watched.promise);
    let isOpen = false;
    const unlocking = session.unlock('password').then(() => (isOpen = true));
    await new Promise((resolve) => void setTimeout(resolve));
    expect(isOpen).to.equal(false);
    watched.resolve(() => undefined);
    expect(await unlocking).to.equal(true);
  });

  it('a vault that nobody can watch over is locked again', async () => {
    const opened = openVault();
    const session = sessionOf({unlock: () => Promise.resolve(success(opened))}, () =>
      Promise.reject(new TypeError('offline')),
    );
    expect((await session.unlock('password')).ok).to.equal(false);
    expect(opened.wasLocked()).to.equal(true);
  });

  it('what is read while something is being discarded is read without it', async () => {
    const pending: VaultSummary = {
      device: 'device',
      deviceName: '',
      accounts: [],
      slots: ['password'],
      enrolment: {id: 'enrolment', expiresAt: 0},
    };
    let summary: VaultSummary | null = pending;
    const discarded = later<Result<void>>();
    const session = sessionOf({
      read: () => Promise.resolve(success(summary)),
      discard: () => discarded.promise,
    });
    const discarding = session.discardPending();
    const reading = session.readList();
    summary = null;
    discarded.resolve(success(undefined));
    await discarding;
    expect(await reading).to.deep.equal(success(null));
  });
});
