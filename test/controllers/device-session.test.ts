import {expect} from 'chai';
import {failure, success, type Result} from '../../src/domain/problems.js';
import type {DeviceEndpoint} from '../../src/ports/device-endpoint.js';
import type {DeviceList} from '../../src/domain/device-list.js';
import type {OpenVault, Vault} from '../../src/ports/vault.js';
import {openVault, sessionOf} from './sessions.js';

const later = <Value>() => {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => void (resolve = settle));
  return {promise, resolve: (value: Value) => resolve(value)};
};

/** An endpoint that never answers; it keeps the signals of its calls. */
function silentEndpoint() {
  const signals: AbortSignal[] = [];
  const keepSilent = (signal: AbortSignal | undefined) =>
    new Promise<Result<never>>((resolve) => {
      if (!signal) throw new TypeError('a call without a signal never ends');
      signals.push(signal);
      signal.addEventListener('abort', () => resolve(failure({code: 'refused'})));
    });
  const endpoint = {
    createUnlock: (_device, _element, options) => keepSilent(options.signal),
    confirmUnlock: (_device, _unlock, _mac, options) => keepSilent(options.signal),
  } satisfies Partial<DeviceEndpoint> as unknown as DeviceEndpoint;
  return {endpoint: () => endpoint, signals};
}

/** A vault that opens with the endpoint's answer to a guess. */
const guessing: Partial<Vault> = {
  unlock: async (_password, guard) => {
    const evaluated = await guard.evaluate('device', 'element');
    return evaluated.ok ? success(openVault()) : evaluated;
  },
};

/** The next task of the page: what was asked for in this one has reached the endpoint by then. */
const called = async (signals: readonly AbortSignal[]) => {
  await new Promise((resolve) => void setTimeout(resolve));
  expect(signals).to.have.length(1);
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
    let kept: DeviceList | null = {
      device: 'device',
      name: '',
      entries: [],
      pending: {enrolment: 'enrolment', expiresAt: 0},
      passkey: false,
    };
    const discarded = later<Result<void>>();
    const session = sessionOf({
      read: () => Promise.resolve(success(kept)),
      discard: () => discarded.promise,
    });
    const discarding = session.discardPending();
    const reading = session.readList();
    kept = null;
    discarded.resolve(success(undefined));
    await discarding;
    expect(await reading).to.deep.equal(success(null));
  });

  it('a lock gives up the guess that is under way, so that nothing waits for its end', async () => {
    const {endpoint, signals} = silentEndpoint();
    const session = sessionOf(guessing, undefined, endpoint);
    const unlocking = session.unlock('password');
    await called(signals);
    session.lock();
    expect((await unlocking).ok).to.equal(false);
  });

  it('a lock lets the confirmation of an unlock go on, lest a right password count as wrong', async () => {
    const {endpoint, signals} = silentEndpoint();
    const vault: Partial<Vault> = {
      unlock: (_password, guard) => {
        void guard.confirm('device', 'evaluation', 'mac');
        return Promise.resolve(success(openVault()));
      },
    };
    const session = sessionOf(vault, undefined, endpoint);
    await session.unlock('password');
    session.lock();
    expect(signals.map(({aborted}) => aborted)).to.deep.equal([false]);
  });

  it('a lock gives up a change of the password wherever it is, so that other pages can change the list', async () => {
    const {endpoint, signals} = silentEndpoint();
    const opened: OpenVault = {
      ...openVault(),
      changePassword: async (_password, guard) => {
        const told = await guard.confirm('device', 'evaluation', 'mac');
        return told.ok ? success(undefined) : told;
      },
    };
    const session = sessionOf({unlock: () => Promise.resolve(success(opened))}, undefined, endpoint);
    await session.unlock('password');
    const changing = session.changePassword();
    await called(signals);
    session.lock();
    expect((await changing).ok).to.equal(false);
  });

  it('what is begun after a lock is not given up by it', async () => {
    const {endpoint, signals} = silentEndpoint();
    const session = sessionOf(guessing, undefined, endpoint);
    session.lock();
    const unlocking = session.unlock('password');
    await called(signals);
    expect(signals.map(({aborted}) => aborted)).to.deep.equal([false]);
    session.lock();
    await unlocking;
  });
});
