import {expect} from 'chai';
import {appears, inside, pressable, tap, wordsIn} from '../../stories/fixtures/customer/inside.js';
import {listOfThisDevice, onThisDevice} from '../../stories/fixtures/states/verify-on-device.js';
import {DEVICE} from '../../stories/fixtures/device.js';
import {accounts, reached, shown} from '../../stories/fixtures/index.js';
import type {OtpDeviceCode} from '../../src/elements/internal/otp-device-code/otp-device-code.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {notedTimers} from './support/fake-timers.js';
import {mountVerify} from './support/mount-account.js';

const here = {standing: onThisDevice, list: listOfThisDevice} as const;

const partOf = (element: OtpVerify): Promise<OtpDeviceCode> => inside(element, 'otp-device-code');

async function askedIn(element: OtpVerify): Promise<OtpDeviceCode> {
  const part = await partOf(element);
  await appears(() => part.shadowRoot?.querySelector('#code'));
  return part;
}

describe('where this device’s list is gone', () => {
  it('the main way cancels KB-OTP at once, and the customer who keeps it is back at the question', async () => {
    const {element} = await mountVerify({standing: onThisDevice});
    await tap(await partOf(element), 'cancelKbOtp');
    await tap(await inside(element, 'otp-cancel'), 'keepKbOtp');
    await pressable(await partOf(element), 'cancelKbOtp');
  });
});

describe('where this device holds the account', () => {
  it('its password is asked for at once: no field for a code, one main way, and no word of “the phone of ...”', async () => {
    const {element} = await mountVerify(here);
    const part = await askedIn(element);
    await appears(() => element.shadowRoot?.querySelector('#code') === null);
    expect(shown(part.shadowRoot?.querySelector('label'))).to.contain('Mật khẩu KB-OTP của thiết bị này');
    expect(wordsIn(element)).not.to.contain('Xem mã trong Danh sách KB-OTP');
    const main = [element, part].flatMap(({shadowRoot}) => [
      ...(shadowRoot?.querySelectorAll<HTMLButtonElement>('[part~=primary]') ?? []),
    ]);
    expect(main.map(shown)).to.deep.equal(['Mở khóa và xác nhận']);
    expect(main[0]?.disabled, 'before the password is whole').to.equal(true);
  });

  it('biometrics are the main way, and give way to the password as soon as that is whole', async () => {
    const {element} = await mountVerify({...here, list: {...listOfThisDevice, passkey: true}});
    const part = await askedIn(element);
    const main = () => [...(part.shadowRoot?.querySelectorAll('[part~=primary]') ?? [])].map(shown);
    expect(main()).to.deep.equal(['Xác nhận bằng sinh trắc học']);
  });

  /** Milliseconds that a customer waits for the list. */
  const PATIENCE = 2000;

  for (const [what, end] of [
    ['its list has answered', askedIn],
    ['the customer has left', async (element: OtpVerify) => tap(await askedIn(element), 'leave')],
  ] as const)
    it(`nobody waits for its list any more when ${what}`, async () => {
      const waiting = new Set<unknown>();
      const {setTimeout: start, clearTimeout: stop} = window;
      const noted = notedTimers(waiting);
      const onlyPatience = (callback: () => void, delay?: number) =>
        delay === PATIENCE ? noted.setTimeout(callback, delay) : start(callback, delay);
      Object.assign(window, {...noted, setTimeout: onlyPatience});
      try {
        const {element} = await mountVerify(here);
        await reached(element, 'code');
        expect(waiting.size, 'while it is read').to.equal(1);
        await end(element);
        expect(waiting.size).to.equal(0);
      } finally {
        Object.assign(window, {setTimeout: start, clearTimeout: stop});
      }
    });

  it('no field for a code is shown before this device’s list was read', async () => {
    const {element} = await mountVerify(here);
    const fields = new Set<boolean>();
    const root = element.shadowRoot;
    if (!root) throw new Error('not rendered');
    new MutationObserver(() => void fields.add(root.querySelector('#code') !== null)).observe(root, {
      childList: true,
      subtree: true,
    });
    await askedIn(element);
    expect([...fields]).to.deep.equal([false]);
  });

  it('a customer who is typing a code by then keeps the field, and can still turn to this device', async () => {
    const {element, endpoint} = await mountVerify(here);
    const part = document.createElement('otp-device-code');
    const told: boolean[] = [];
    Object.assign(part, {
      ...{endpoint, account: accounts.base, channel: 'm-able', device: DEVICE},
      ...{isTyping: () => true, onAsking: (asking: boolean) => void told.push(asking)},
    });
    element.replaceWith(part);
    await tap(part, 'useThisDevice');
    await appears(() => part.shadowRoot?.querySelector('#code'));
    expect(told).to.deep.equal([false, true]);
  });

  it('the way out of the screen is there while the password is asked for', async () => {
    const {element} = await mountVerify(here);
    await tap(await askedIn(element), 'leave');
    await reached(element, 'dismissed');
  });
});
