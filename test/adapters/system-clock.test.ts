import {expect} from 'chai';
import {systemClock} from '../../src/adapters/system-clock.js';
import {timersOf, withClocks, type Clocks} from '../elements/support/fake-timers.js';

const HOUR = 3_600_000;

/** A look at both clocks, which the page takes when it hears of anything. */
const look = () => window.dispatchEvent(new Event('focus'));

describe('the clock of the page', () => {
  it('says the device’s time at first', () => {
    expect(systemClock().now()).to.be.closeTo(Date.now(), 50);
  });

  for (const [name, by] of [
    ['an hour back', -HOUR],
    ['an hour forward', HOUR],
  ] as const)
    it(`goes on where the device’s is set ${name}, and says so`, () =>
      withClocks(async (clocks) => {
        const clock = systemClock();
        let leaps = 0;
        const stop = clock.onLeap(() => (leaps += 1));
        const before = clock.now();
        clocks.set(by);
        look();
        expect(clock.now() - before).to.be.within(0, 1_000);
        expect(clock.deviceTime() - before).to.be.closeTo(by, 1_000);
        look();
        expect(leaps).to.equal(1);
        stop();
      }));

  it('notices that the machine has slept, though the page hears of nothing, with the next timer', () =>
    withClocks(async (clocks) => {
      const clock = systemClock();
      const noticed = new Promise<void>((resolve) => void clock.onLeap(resolve));
      clock.wakeAt(clock.now() + 20, () => undefined);
      clocks.sleep(5 * 60_000);
      await noticed;
    }));

  it('tells before it wakes anybody, so that nothing is drawn by a time in doubt', () =>
    withClocks(async (clocks) => {
      const clock = systemClock();
      const heard: string[] = [];
      clock.onLeap(() => heard.push('leap'));
      clocks.set(HOUR);
      await new Promise<void>((resolve) => void clock.wakeAt(clock.now() + 10, resolve)).then(() =>
        heard.push('woken'),
      );
      expect(heard).to.deep.equal(['leap', 'woken']);
    }));

  it('takes no notice of the little by which a network keeps a clock right', () =>
    withClocks(async (clocks) => {
      const clock = systemClock();
      let leaps = 0;
      clock.onLeap(() => (leaps += 1));
      clocks.set(1_500);
      look();
      expect(leaps).to.equal(0);
    }));

  it('takes notice of many a little', () =>
    withClocks(async (clocks) => {
      const clock = systemClock();
      let leaps = 0;
      clock.onLeap(() => (leaps += 1));
      for (let time = 0; time < 3; time += 1) {
        clocks.sleep(900);
        look();
      }
      expect(leaps).to.equal(1);
    }));

  it('tells nobody who has stopped listening', () =>
    withClocks(async (clocks) => {
      const clock = systemClock();
      let leaps = 0;
      clock.onLeap(() => (leaps += 1))();
      clocks.set(HOUR);
      look();
      expect(leaps).to.equal(0);
    }));

  it('takes what happened while nobody listened for what was there before', () =>
    withClocks(async (clocks) => {
      const clock = systemClock();
      clocks.set(HOUR);
      let leaps = 0;
      clock.onLeap(() => (leaps += 1));
      look();
      expect(leaps).to.equal(0);
    }));

  it('needs no timer to be listened to', async () => {
    expect(await timersOf(async () => void systemClock().onLeap(() => undefined))).to.deep.equal([]);
  });

  const woken = async (turn: (clocks: Clocks) => void) => {
    const clock = systemClock();
    return withClocks(async (clocks) => {
      const waking = new Promise<number>((resolve) => void clock.wakeAt(clock.now() + 60, () => resolve(clock.now())));
      const due = clock.now() + 60;
      turn(clocks);
      expect(await waking).to.be.within(due, due + 1_000);
    });
  };

  it('wakes in time though the device’s is set back', () => woken((clocks) => clocks.set(-HOUR)));
  it('wakes not before though the device’s is set forward', () => woken((clocks) => clocks.set(HOUR)));
});
