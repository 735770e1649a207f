import {expect} from 'chai';
import {autoLock} from '../../../src/adapters/vault/index.js';
import type {Clock} from '../../../src/ports/clock.js';
import {AT, enrolledDevice, forgetDevices, PASSWORD, problemOf, valueOf} from './support/device.js';

const IDLE = 120_000;

/** A clock that stands until it is moved. */
function handClock() {
  let now = AT;
  const waiting = new Map<symbol, readonly [at: number, callback: () => void]>();
  const clock: Clock = {
    now: () => now,
    deviceTime: () => now,
    onLeap: () => () => undefined,
    wakeAt(at, callback) {
      const key = Symbol();
      waiting.set(key, [at, callback]);
      return () => waiting.delete(key);
    },
  };
  return {
    clock,
    waiting,
    move(by: number, isAsleep = false) {
      now += by;
      const due = [...waiting].filter(([, [at]]) => at <= now && !isAsleep);
      for (const [key, [, callback]] of due) {
        waiting.delete(key);
        callback();
      }
    },
  };
}

const openVault = async () => {
  const {vault, endpoint} = await enrolledDevice();
  return valueOf(await vault.unlock(PASSWORD, endpoint));
};

const seeing = (visibilityState: DocumentVisibilityState) => {
  Object.defineProperty(document, 'visibilityState', {configurable: true, value: visibilityState});
  document.dispatchEvent(new Event('visibilitychange'));
};

describe('a vault locks itself (B10)', function () {
  this.timeout(60_000);
  afterEach(async () => {
    Reflect.deleteProperty(document, 'visibilityState');
    await forgetDevices();
  });

  it('after 120 s without a sign of the customer, and not before', async () => {
    const [vault, time] = [await openVault(), handClock()];
    autoLock(vault, {clock: time.clock});
    time.move(IDLE - 1);
    expect(vault.isLocked).to.equal(false);
    time.move(1);
    expect(problemOf(await vault.code('058C000001', AT)).code).to.equal('vault_locked');
  });

  it('120 s after the last sign', async () => {
    const [vault, time] = [await openVault(), handClock()];
    const {touch} = autoLock(vault, {clock: time.clock});
    time.move(100_000);
    touch(time.clock.now());
    time.move(IDLE - 1);
    expect(vault.isLocked).to.equal(false);
    time.move(1);
    expect(vault.isLocked).to.equal(true);
  });

  it('after the time that the host sets', async () => {
    const [vault, time] = [await openVault(), handClock()];
    autoLock(vault, {clock: time.clock, idle: 5_000});
    time.move(5_000);
    expect(vault.isLocked).to.equal(true);
  });

  it('when the customer comes back too late, whose sign does not count any more', async () => {
    const [vault, time] = [await openVault(), handClock()];
    const {touch} = autoLock(vault, {clock: time.clock});
    time.move(IDLE, true);
    touch(time.clock.now());
    expect(vault.isLocked).to.equal(true);
  });

  it('when the page that comes back into sight slept too long', async () => {
    const [vault, time] = [await openVault(), handClock()];
    autoLock(vault, {clock: time.clock, whenHidden: false});
    seeing('hidden');
    expect(vault.isLocked, 'hidden').to.equal(false);
    time.move(IDLE, true);
    seeing('visible');
    expect(vault.isLocked, 'visible again').to.equal(true);
  });

  it('when the page is out of sight', async () => {
    const [vault, time] = [await openVault(), handClock()];
    autoLock(vault, {clock: time.clock});
    seeing('visible');
    expect(vault.isLocked, 'visible').to.equal(false);
    seeing('hidden');
    expect(vault.isLocked, 'hidden').to.equal(true);
  });

  it('when the page is left, for the browser’s cache too', async () => {
    const [vault, time] = [await openVault(), handClock()];
    autoLock(vault, {clock: time.clock});
    window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
    expect(vault.isLocked).to.equal(true);
  });

  it('when its element leaves the page', async () => {
    const [vault, time] = [await openVault(), handClock()];
    autoLock(vault, {clock: time.clock}).release();
    expect(vault.isLocked).to.equal(true);
  });

  it('and waits for nothing from then on', async () => {
    const [vault, time] = [await openVault(), handClock()];
    const {touch} = autoLock(vault, {clock: time.clock});
    time.move(1_000);
    touch(time.clock.now());
    vault.lock();
    expect(time.waiting.size).to.equal(0);
  });
});
