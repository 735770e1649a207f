import {DeviceSession} from '../../src/controllers/device-session.js';
import {failure, success} from '../../src/domain/problems.js';
import type {DeviceEndpoint} from '../../src/ports/device-endpoint.js';
import type {OpenVault, Vault} from '../../src/ports/vault.js';

const unused = () => Promise.resolve(failure({code: 'vault_missing'}));

interface Openable extends OpenVault {
  readonly wasLocked: () => boolean;
}

export function openVault(): Openable {
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
    giveKey: () => Promise.resolve(),
    add: unused,
    prove: unused,
    proveByPasskey: unused,
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
  unlockNotes: () => Promise.resolve([]),
  keepUnlockNote: () => Promise.resolve(),
  erase: unused,
  biometrics: () => Promise.resolve('here'),
  isPersisted: () => Promise.resolve(false),
  persist: () => Promise.resolve(false),
};

const noEndpoint = (): DeviceEndpoint => {
  throw new Error('no endpoint here');
};

/** Time that stands still until it is told to go on. */
function handClock() {
  let now = 0;
  const timers = new Map<() => void, number>();
  return {
    now: () => now,
    wakeAt(at: number, callback: () => void) {
      timers.set(callback, at);
      return () => void timers.delete(callback);
    },
    due: () => [...timers.values()].map((at) => at - now),
    advance(milliseconds: number) {
      now += milliseconds;
      for (const [callback, at] of [...timers]) if (at <= now && timers.delete(callback)) callback();
    },
  };
}
export let clock = handClock();
beforeEach(() => void (clock = handClock()));

export const sessionOf = (
  vault: Partial<Vault>,
  watchOver = () => Promise.resolve(() => undefined),
  endpoint = noEndpoint,
  onNews = (): void => undefined,
) =>
  new DeviceSession({
    loadVault: () => Promise.resolve({...emptyVault, ...vault}),
    watchOver,
    endpoint,
    callOptions: () => ({signal: new AbortController().signal, idempotencyKey: ''}),
    now: () => 0,
    clock,
    onNews,
    onLock: () => undefined,
  });
