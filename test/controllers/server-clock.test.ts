import {expect} from 'chai';
import type {ReactiveController} from 'lit';
import {ServerClock} from '../../src/controllers/server-clock.js';
import type {Clock} from '../../src/ports/clock.js';

const START = Date.UTC(2026, 10, 22, 2, 30);

/** A clock that goes when it is told to. */
class HandClock implements Clock {
  time = START;
  /** What the device's own clock is ahead of this one. */
  ahead = 0;
  readonly listeners = new Set<() => void>();
  readonly waiting: {readonly at: number; readonly callback: () => void}[] = [];

  now(): number {
    return this.time;
  }

  deviceTime(): number {
    return this.time + this.ahead;
  }

  onLeap(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Somebody sets the device's clock. */
  set(by: number): void {
    this.ahead += by;
    for (const listener of this.listeners) listener();
  }

  wakeAt(at: number, callback: () => void): () => void {
    const entry = {at, callback};
    this.waiting.push(entry);
    return () => void this.#remove(entry);
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
    for (const entry of this.waiting.filter(({at}) => at <= this.time)) {
      this.#remove(entry);
      entry.callback();
    }
  }

  #remove(entry: HandClock['waiting'][number]): void {
    const index = this.waiting.indexOf(entry);
    if (index >= 0) this.waiting.splice(index, 1);
  }
}

const host = () => {
  const controllers: ReactiveController[] = [];
  return {
    updates: 0,
    isConnected: true,
    updateComplete: Promise.resolve(true),
    addController: (controller: ReactiveController) => void controllers.push(controller),
    removeController: () => undefined,
    requestUpdate() {
      this.updates += 1;
    },
    enter: () => controllers.forEach((controller) => controller.hostConnected?.()),
    leave: () => controllers.forEach((controller) => controller.hostDisconnected?.()),
  };
};

const set = () => {
  const clock = new HandClock();
  const owner = host();
  let leaps = 0;
  const time = new ServerClock(owner, clock, () => (leaps += 1));
  return {clock, owner, time, leaps: () => leaps};
};

const HOUR = 3_600_000;

describe('the endpoint’s time on this page', () => {
  it('is the page’s own before the endpoint has spoken', () => {
    expect(set().time.now()).to.equal(START);
  });

  for (const [name, off] of [
    ['ten minutes ahead', 600_000],
    ['ten minutes behind', -600_000],
    ['a day ahead', 86_400_000],
  ] as const) {
    it(`is right where the endpoint is ${name}, and goes on with the page’s clock`, () => {
      const {time, clock} = set();
      time.observe(new Date(START + off).toISOString());
      expect(time.now()).to.equal(START + off);
      clock.advance(5_000);
      expect(time.now()).to.equal(START + off + 5_000);
    });
  }

  it('wakes its host when the moment has come by the endpoint’s clock', () => {
    const {time, clock, owner} = set();
    time.observe(new Date(START + 600_000).toISOString());
    time.wakeAt(START + 600_000 + 1_000);
    clock.advance(999);
    expect(owner.updates).to.equal(0);
    clock.advance(1);
    expect(owner.updates).to.equal(1);
  });

  it('wakes it once', () => {
    const {time, clock, owner} = set();
    time.wakeAt(START + 1_000);
    clock.advance(1_000);
    clock.advance(10_000);
    expect(owner.updates).to.equal(1);
  });

  it('only the latest wish counts', () => {
    const {time, clock, owner} = set();
    time.wakeAt(START + 1_000);
    time.wakeAt(START + 5_000);
    expect(clock.waiting.map(({at}) => at)).to.deep.equal([START + 5_000]);
    clock.advance(1_000);
    expect(owner.updates).to.equal(0);
  });

  it('sleeps when nothing counts', () => {
    const {time, clock} = set();
    time.wakeAt(START + 1_000);
    time.sleep();
    expect(clock.waiting).to.deep.equal([]);
  });

  it('sleeps when its host leaves the page', () => {
    const {time, clock, owner} = set();
    time.wakeAt(START + 1_000);
    owner.leave();
    expect(clock.waiting).to.deep.equal([]);
  });

  it('is what it was when the device’s clock is set, and its host is told', () => {
    const {time, clock, owner, leaps} = set();
    owner.enter();
    time.observe(new Date(START + 600_000).toISOString());
    clock.set(-HOUR);
    expect(time.now()).to.equal(START + 600_000);
    expect([leaps(), owner.updates]).to.deep.equal([1, 1]);
  });

  it('is told to be in doubt when the device’s clock was set while the host was away', () => {
    const {time, clock, owner, leaps} = set();
    owner.enter();
    time.observe(new Date(START).toISOString());
    owner.leave();
    clock.set(HOUR);
    expect(leaps()).to.equal(0);
    owner.enter();
    expect(leaps()).to.equal(1);
  });

  it('is the device’s as it is set when the host comes, before the endpoint has spoken', () => {
    const {time, clock, owner} = set();
    clock.set(HOUR);
    owner.enter();
    expect(time.now()).to.equal(START + HOUR);
  });

  it('renders what waits on the screen again when the endpoint tells another time', () => {
    const {time, owner} = set();
    time.wakeAt(START + 60_000);
    time.observe(new Date(START + 30_000).toISOString());
    expect(owner.updates).to.equal(1);
  });

  it('renders nothing again for the way of an answer', () => {
    const {time, owner} = set();
    time.wakeAt(START + 60_000);
    time.observe(new Date(START + 1_500).toISOString());
    expect(owner.updates).to.equal(0);
  });
});
