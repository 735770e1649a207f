/** The list right after registering: the password that was typed then opens it, once. */
import {expect} from 'chai';
import {handOver, takeOver} from '../../src/controllers/handed-over-vault.js';
import type {OpenVault, Vault} from '../../src/ports/vault.js';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import {createVault} from '../../src/adapters/vault/index.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import {accounts, comesTo, reached, shown} from '../../stories/fixtures/index.js';
import {codesShown, enrollWith, enter, PASSWORD, prove} from '../../stories/fixtures/device.js';
import {enrollAgain, listAgain, mountEnroll, mountList} from './support/mount-device.js';
import {settled} from './support/mount.js';

const code = /^\d{3} \d{3}$/;

/** A device whose biometrics can be promised, and what was asked of them. */
function withBiometrics(): {readonly loadVault: () => Promise<Vault>; readonly added: string[]} {
  const vault = createVault(createDeviceStore());
  const added: string[] = [];
  return {added, loadVault: () => Promise.resolve({...vault, biometrics: () => Promise.resolve('here' as const)})};
}

describe('the list after registering', () => {
  it('is open when “open the list” was pressed, without the password being asked for again', async () => {
    const {element, endpoint} = await mountEnroll();
    const screen = await enrollWith(element, 'done');
    let list: OtpList | undefined;
    const steps: string[] = [];
    element.addEventListener('otp-list-requested', () => {
      list = listAgain(endpoint);
      list.addEventListener('otp-step', ({step}) => steps.push(step));
    });
    screen.primary()?.click();
    await reached(list as OtpList, 'open');
    expect(steps).to.deep.equal(['loading', 'open']);
    while (!code.test((await codesShown(list as OtpList))[0] ?? '')) await settled();
  });

  it('opens where it stood locked on the page', async () => {
    const {element, endpoint} = await mountEnroll();
    const list = listAgain(endpoint);
    await reached(list, 'empty');
    const screen = await enrollWith(element, 'done');
    await reached(list, 'locked');
    const opening = comesTo(list, 'open');
    screen.primary()?.click();
    await opening;
  });

  it('opens one list of the page, and the next one asks for the password', async () => {
    const {element, endpoint} = await mountEnroll();
    const screen = await enrollWith(element, 'done');
    screen.primary()?.click();
    await reached(listAgain(endpoint), 'open');
    await reached(listAgain(endpoint), 'locked');
  });

  it('is left to the next list by one that is taken away while it reads', async () => {
    const {element, endpoint} = await mountEnroll();
    const screen = await enrollWith(element, 'done');
    screen.primary()?.click();
    const gone = listAgain(endpoint);
    await reached(gone, 'loading');
    gone.remove();
    await settled();
    await reached(listAgain(endpoint), 'open');
  });

  it('adding an account from an open list comes back to it open', async () => {
    const {element} = await mountList({properties: {account: accounts.second}});
    await enter(element, PASSWORD, 'open');
    const [adding, back] = [comesTo(element, 'adding'), comesTo(element, 'open')];
    const screen = await reached(element, 'open');
    screen.action('Thêm tài khoản')?.click();
    await adding;
    while (!element.shadowRoot?.querySelector('otp-enroll')) await settled();
    const enroll = element.shadowRoot.querySelector('otp-enroll');
    if (!enroll) throw new Error('nothing registers');
    await prove(enroll, 'entering-password');
    const done = await enter(enroll, PASSWORD, 'done');
    done.primary()?.click();
    await back;
    expect(await codesShown(element)).to.have.length(2);
  });

  it('offers biometrics at once, and no longer once they are there', async () => {
    const {loadVault} = withBiometrics();
    const {element, endpoint} = await mountEnroll();
    const screen = await enrollWith(element, 'done');
    screen.primary()?.click();
    const list = listAgain(endpoint, {loadVault} as unknown as Partial<OtpList>);
    const {root} = await reached(list, 'open');
    const offer = () => [...root.querySelectorAll('.offer')].find((one) => shown(one).includes('sinh trắc học?'));
    while (!offer()) await settled();
    expect(shown(offer()?.querySelector('button'))).to.equal('Bật sinh trắc học');
    offer()?.querySelector('button')?.click();
    expect(list.step).to.equal('working');
  });

  it('offers nothing of the kind to whoever has only unlocked it', async () => {
    const {loadVault} = withBiometrics();
    const {element} = await mountList({properties: {loadVault} as unknown as Partial<OtpList>});
    const {root} = await enter(element, PASSWORD, 'open');
    await settled();
    expect([...root.querySelectorAll('.offer')].map(shown).join()).to.not.contain('sinh trắc học?');
  });

  it('is locked when the element that registered is taken away first', async () => {
    const {element, endpoint} = await mountEnroll();
    await enrollWith(element, 'done');
    element.remove();
    await reached(listAgain(endpoint), 'locked');
  });

  it('is locked when another registration begins in that element', async () => {
    const {element, endpoint} = await mountEnroll();
    await enrollWith(element, 'done');
    element.restart();
    await reached(element, 'already-here');
    await reached(listAgain(endpoint), 'locked');
    expect(enrollAgain(endpoint).step).to.equal('idle');
  });
});

describe('an open vault that is handed over', () => {
  const fake = () => {
    let isLocked = false;
    const vault = {
      get isLocked() {
        return isLocked;
      },
      lock: () => void (isLocked = true),
    } as OpenVault;
    return {vault, touch: () => undefined};
  };
  const clockOf = (timers: (() => void)[]) => ({
    now: () => 0,
    wakeAt: (at: number, ring: () => void) => {
      expect(at).to.equal(10_000);
      timers.push(ring);
      return () => undefined;
    },
  });

  it('is locked after ten seconds in which nobody came for it', () => {
    const [one, timers] = [fake(), [] as (() => void)[]];
    handOver(one, clockOf(timers));
    timers.forEach((ring) => ring());
    expect([one.vault.isLocked, takeOver()]).to.deep.equal([true, null]);
  });

  it('stays open for whoever did', () => {
    const [one, timers] = [fake(), [] as (() => void)[]];
    handOver(one, clockOf(timers));
    expect(takeOver()).to.equal(one);
    timers.forEach((ring) => ring());
    expect([one.vault.isLocked, takeOver()]).to.deep.equal([false, null]);
  });

  it('gives way to the next one, and is locked', () => {
    const [one, two, timers] = [fake(), fake(), [] as (() => void)[]];
    handOver(one, clockOf(timers));
    handOver(two, clockOf(timers));
    expect(one.vault.isLocked).to.equal(true);
    expect(takeOver()).to.equal(two);
  });

  it('that has locked itself meanwhile is nobody’s', () => {
    const one = fake();
    handOver(one, clockOf([]));
    one.vault.lock();
    expect(takeOver()).to.equal(null);
  });
});
