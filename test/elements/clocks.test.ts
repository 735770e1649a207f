import {expect} from 'chai';
import {challenge, comesTo, problem, reached, shown, status, type Script} from '../../stories/fixtures/index.js';
import {clockFrom, codesShown, DEVICE, enter, PASSWORD} from '../../stories/fixtures/device.js';
import {accounts} from '../../stories/fixtures/index.js';
import {without} from '../support/without.js';
import {mount} from './support/mount.js';
import {mountCancel} from './support/mount-account.js';
import {mountList} from './support/mount-device.js';
import {timersOf, withClocks, type Clocks} from './support/fake-timers.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What the page hears of when somebody comes back to it. */
const touched = () => window.dispatchEvent(new Event('focus'));

/** An endpoint with a clock of its own, which sleeps when nobody does and which nobody sets. */
function endpointTime() {
  const passed = clockFrom(Date.now());
  let slept = 0;
  return {now: () => passed() + slept, sleep: (clocks: Clocks, by: number) => void ((slept += by), clocks.sleep(by))};
}

const sms = (now: () => number): Script => ({
  getAuthentication: () => status({now: now(), methods: [methodSms]}),
  createChallenge: ({request}) => challenge.sms({...request, now: now(), resendIn: 60}),
});
const methodSms = challenge.sms().method;

/** Resolves when the screen shows that text. */
const shows = (root: ShadowRoot, text: RegExp) =>
  new Promise<string>((resolve) => {
    const look = () => {
      const found = text.exec(shown(root.querySelector('[part~=card]')))?.[0];
      if (found === undefined) return;
      observer.disconnect();
      resolve(found);
    };
    const observer = new MutationObserver(look);
    observer.observe(root, {subtree: true, childList: true, characterData: true});
    look();
  });

describe('a device whose clock is set while <otp-verify> asks for a code', () => {
  for (const [name, by] of [
    ['an hour back', -HOUR],
    ['an hour forward', HOUR],
  ] as const) {
    it(`${name}: the wait for another code goes on as it was, and ends`, () =>
      withClocks(async (clocks) => {
        const {now} = endpointTime();
        const {root} = await reached(mount({script: sms(now)}).element, 'code');
        await shows(root, /Gửi mã mới sau (0:59|1:00)/);
        clocks.set(by);
        await shows(root, /Gửi mã mới sau 0:5[678]/);
        clocks.pass(MINUTE);
        touched();
        await shows(root, /Gửi mã mới/);
      }));

    it(`${name}: the code is still asked for, by the endpoint’s time`, () =>
      withClocks(async (clocks) => {
        const {now} = endpointTime();
        const {element, endpoint} = mount({script: sms(now)});
        const {field} = await reached(element, 'code');
        const asked = endpoint.calls.getAuthentication.length;
        clocks.set(by);
        touched();
        expect(endpoint.calls.getAuthentication).to.have.length(asked + 1);
        await element.updateComplete;
        expect(element.step).to.equal('code');
        expect(field()).not.to.equal(null);
      }));

    it(`${name}: a wait that no endpoint’s time came with is as long as it was`, () =>
      withClocks(async (clocks) => {
        const {element} = mount({script: {getAuthentication: () => problem('rate_limited', {retryIn: 45})}});
        const {root} = await reached(element, 'failed');
        clocks.set(by);
        touched();
        element.requestUpdate();
        await element.updateComplete;
        await shows(root, /Thử lại sau 0:4\d/);
      }));
  }

  it('woken from sleep the screen is that of the endpoint’s time', () =>
    withClocks(async (clocks) => {
      const time = endpointTime();
      const {element} = mount({script: sms(time.now)});
      await reached(element, 'code');
      const ended = comesTo(element, 'failed');
      time.sleep(clocks, 6 * MINUTE);
      touched();
      expect((await ended).status()).to.equal('Đã hết thời gian nhập mã. Vui lòng xác thực lại.');
    }));

  it('woken from sleep it shows what is left', () =>
    withClocks(async (clocks) => {
      const time = endpointTime();
      const {element} = mount({script: sms(time.now)});
      const {root} = await reached(element, 'code');
      const left = () => shown(root.querySelector('[part=time]'));
      expect(left()).to.match(/^Còn (5:00|4:5\d)$/);
      time.sleep(clocks, 4 * MINUTE);
      touched();
      while (!/^Còn (1:00|0:5\d)$/.test(left())) await new Promise((resolve) => void requestAnimationFrame(resolve));
      expect(left()).to.match(/^Còn (1:00|0:5\d)$/);
    }));

  it('an element that was away meanwhile asks too', () =>
    withClocks(async (clocks) => {
      const time = endpointTime();
      const {element} = mount({script: sms(time.now)});
      await reached(element, 'code');
      const ended = comesTo(element, 'failed');
      const place = document.createElement('div');
      document.body.append(place);
      element.remove();
      time.sleep(clocks, 6 * MINUTE);
      place.append(element);
      expect((await ended).status()).to.equal('Đã hết thời gian nhập mã. Vui lòng xác thực lại.');
      place.remove();
    }));
});

describe('a device whose clock is set while <otp-cancel> waits', () => {
  it('an hour back: the wait before another try is as long as it was', () =>
    withClocks(async (clocks) => {
      const {element} = await mountCancel({script: {getAuthentication: () => problem('rate_limited', {retryIn: 45})}});
      const {root} = await reached(element, 'failed');
      clocks.set(-HOUR);
      touched();
      element.requestUpdate();
      await element.updateComplete;
      await shows(root, /Thử lại sau 0:4\d/);
    }));
});

describe('an open <otp-list>', () => {
  const open = async (now: () => number) => {
    const mounted = await mountList({now});
    await enter(mounted.element, PASSWORD, 'open');
    await codesShown(mounted.element);
    return mounted;
  };

  for (const [name, turn] of [
    ['whose device’s clock is set back five minutes', (clocks: Clocks) => clocks.set(-5 * MINUTE)],
    ['whose device’s clock is set forward an hour', (clocks: Clocks) => clocks.set(HOUR)],
    ['whose machine has slept', (clocks: Clocks) => clocks.sleep(10 * MINUTE)],
  ] as const)
    it(`${name} is locked at once, though the page hears of nothing`, () =>
      withClocks(async (clocks) => {
        const {element} = await open(clockFrom());
        const locked = comesTo(element, 'locked');
        turn(clocks);
        const {root} = await locked;
        expect(root.querySelectorAll('[part~=code]')).to.have.length(0);
      }));

  it('is locked after two minutes without a sign of the customer, though no event tells of them', () =>
    withClocks(async (clocks) => {
      const {element} = await open(clockFrom());
      const locked = comesTo(element, 'locked');
      clocks.pass(121_000);
      await locked;
    }));

  it('opened again after the clock was set shows the codes of the endpoint’s moment', () =>
    withClocks(async (clocks) => {
      const {element, endpoint} = await open(clockFrom());
      const locked = comesTo(element, 'locked');
      clocks.set(-5 * MINUTE);
      await locked;
      await enter(element, PASSWORD, 'open');
      const [code] = await codesShown(element);
      expect(code?.replace(' ', '')).to.equal(endpoint.books.code(DEVICE, accounts.base, endpoint.now()));
    }));

  it('draws once a second, and no more often', () =>
    without(globalThis, 'PublicKeyCredential', async () => {
      const {element} = await open(clockFrom());
      let updates = 0;
      element.addController({hostUpdated: () => void (updates += 1)});
      const delays = await timersOf(() => new Promise((resolve) => void setTimeout(resolve, 2_500)));
      expect(delays.length, 'glances at the clocks').to.be.greaterThan(1);
      expect(updates).to.be.within(2, 3);
    }));
});
