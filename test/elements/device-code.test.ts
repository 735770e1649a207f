import {expect} from 'chai';
import {sendKeys} from '@web/test-runner-commands';
import {
  appears,
  inside,
  pressable,
  proveToCancel,
  tap,
  type,
  unlockWith,
  wordsIn,
} from '../../stories/fixtures/customer/inside.js';
import {listOfThisDevice, onThisDevice} from '../../stories/fixtures/states/verify-on-device.js';
import {clockFrom, DEVICE, honestly, keepList, OTHER_PASSWORD, PASSWORD} from '../../stories/fixtures/device.js';
import {accounts, fill, never, problem, reached, shown} from '../../stories/fixtures/index.js';
import type {OtpDeviceCode} from '../../src/elements/internal/otp-device-code/otp-device-code.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {heardOnPage, listed, listOfAnotherTab, mountVerify, namesOf} from './support/mount-account.js';
import {onPage, settled} from './support/mount.js';
import {clickWithMouse} from './support/mouse.js';

const here = {standing: onThisDevice, list: listOfThisDevice} as const;

/** The part of the element, once it offers or says something. */
async function partOf(element: OtpVerify): Promise<OtpDeviceCode> {
  const part = await inside(element, 'otp-device-code');
  await appears(() => wordsIn(part).trim() !== '');
  return part;
}

async function askedIn(element: OtpVerify): Promise<OtpDeviceCode> {
  const part = await partOf(element);
  if (part.step === 'offered') await tap(part, 'useThisDevice');
  await appears(() => part.shadowRoot?.querySelector('#code'));
  return part;
}

const statusIn = (part: Element) => shown(part.shadowRoot?.querySelector('[part~=status]'));

describe('the code of this device in <otp-verify>', () => {
  it('by mouse: the password is asked for, the code of the moment goes to the endpoint, the order is verified', async () => {
    const {element, endpoint} = await mountVerify({...here, now: clockFrom(Date.now())});
    const part = await partOf(element);
    await clickWithMouse(await appears(() => part.shadowRoot?.querySelector('#code')));
    await sendKeys({type: PASSWORD});
    await reached(element, 'verified');
    const codes = endpoint.calls.answerChallenge.map(([, code]) => code);
    expect(codes).to.have.length(1);
    const moments = [-30_000, 0, 30_000].map((off) => endpoint.books.code(DEVICE, accounts.base, Date.now() + off));
    expect(moments).to.contain(codes[0]);
  });

  it('by keyboard: the focus goes into the password, and comes back to the code with “type the code”', async () => {
    const {element} = await mountVerify(here);
    element.focus();
    const part = await partOf(element);
    const password = await appears(() => part.shadowRoot?.querySelector<HTMLInputElement>('#code'));
    await settled();
    expect(part.shadowRoot?.activeElement).to.equal(password);
    (await pressable(part, 'codeFromOtherDevice')).focus();
    await sendKeys({press: 'Enter'});
    await appears(() => part.step === 'offered');
    await settled();
    const {root, field} = await reached(element, 'code');
    expect(root.activeElement).to.equal(field()).and.not.equal(null);
    (await pressable(part, 'useThisDevice')).focus();
    await sendKeys({press: 'Enter'});
    await appears(() => part.shadowRoot?.activeElement?.id === 'code');
    await sendKeys({type: PASSWORD});
    await reached(element, 'verified');
  });

  it('back to typing: the challenge is the same, and a code from elsewhere is taken', async () => {
    const {element, endpoint} = await mountVerify(here);
    const part = await askedIn(element);
    await type(part, '8042');
    await tap(part, 'codeFromOtherDevice');
    await type(element, '654321');
    (await reached(element, 'code')).primary()?.click();
    await reached(element, 'verified');
    expect(endpoint.calls.createChallenge).to.have.length(1);
    expect(endpoint.calls.answerChallenge.map(([, code]) => code)).to.deep.equal(['654321']);
    expect(endpoint.calls.createUnlock).to.have.length(0);
  });

  it('a wrong password says how many tries are left, and the right one goes through', async () => {
    const {element, endpoint} = await mountVerify(here);
    const part = await askedIn(element);
    await unlockWith(element, OTHER_PASSWORD);
    await appears(() => statusIn(part) === 'Mật khẩu KB-OTP chưa đúng. Quý khách còn 9 lần thử.');
    const field = part.shadowRoot?.querySelector<HTMLInputElement>('#code');
    expect(field?.value).to.equal('');
    expect(field?.getAttribute('aria-invalid')).to.equal('true');
    expect(endpoint.calls.answerChallenge).to.have.length(0);
    await unlockWith(element, PASSWORD);
    await reached(element, 'verified');
  });

  it('the last digit sends; Enter after it unlocks and answers no second time', async () => {
    const {element, endpoint} = await mountVerify(here);
    const part = await askedIn(element);
    part.focus();
    await sendKeys({type: PASSWORD});
    await sendKeys({press: 'Enter'});
    await reached(element, 'verified');
    expect(endpoint.calls.createUnlock).to.have.length(1);
    expect(endpoint.calls.answerChallenge).to.have.length(1);
  });

  it('the last try before the list is destroyed waits for the button', async () => {
    const {element, endpoint} = await mountVerify({
      ...here,
      device: {createUnlock: [problem('wrong_password', {attemptsLeft: 1}), honestly]},
    });
    const part = await askedIn(element);
    await unlockWith(element, OTHER_PASSWORD);
    await appears(() => statusIn(part).includes('còn 1 lần thử'));
    await unlockWith(element, PASSWORD);
    expect(endpoint.calls.createUnlock).to.have.length(1);
    await tap(part, 'unlockAndUse');
    await reached(element, 'verified');
  });

  it('a code that the endpoint refuses can be made anew, with the tries that are left in view', async () => {
    const {element, endpoint} = await mountVerify({
      ...here,
      script: {answerChallenge: [problem('code_invalid', {attemptsLeft: 3}), ({grant}) => grant]},
    });
    await askedIn(element);
    await unlockWith(element, PASSWORD);
    await appears(() => wordsIn(element).includes('Mã chưa đúng. Quý khách còn 3 lần thử.'));
    await askedIn(element);
    await unlockWith(element, PASSWORD);
    await reached(element, 'verified');
    expect(endpoint.calls.createUnlock).to.have.length(2);
    expect(endpoint.calls.createChallenge).to.have.length(1);
  });

  it('given up while it unlocks, no code is sent', async () => {
    const {element, endpoint} = await mountVerify({...here, device: {createUnlock: [never, honestly]}});
    const part = await askedIn(element);
    await unlockWith(element, PASSWORD);
    await appears(() => endpoint.calls.createUnlock.length === 1);
    await tap(part, 'codeFromOtherDevice');
    await reached(element, 'code');
    await settled();
    expect(endpoint.calls.answerChallenge).to.have.length(0);
    await askedIn(element);
    await unlockWith(element, PASSWORD);
    await reached(element, 'verified');
  });

  it('removed while it unlocks, no code is sent and the password is gone', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => void (release = resolve));
    const {element, endpoint} = await mountVerify({
      ...here,
      device: {createUnlock: (honest) => gate.then(honest)},
    });
    const part = await askedIn(element);
    await unlockWith(element, PASSWORD);
    await appears(() => endpoint.calls.createUnlock.length === 1);
    element.remove();
    await settled();
    release();
    await settled();
    expect(part.step).to.equal('idle');
    expect(endpoint.calls.answerChallenge).to.have.length(0);
    expect(part.shadowRoot?.querySelector('input')?.value ?? '').to.equal('');
  });

  it('moved with a half-typed password, it keeps it', async () => {
    const {element} = await mountVerify(here);
    const part = await askedIn(element);
    await type(part, '8042');
    onPage(document.createElement('div')).append(element);
    await settled();
    expect(part.shadowRoot?.querySelector<HTMLInputElement>('#code')?.value).to.equal('8042');
  });

  it('offline and back: the same password goes through', async () => {
    const {element} = await mountVerify({...here, device: {createUnlock: [problem('offline'), honestly]}});
    const part = await askedIn(element);
    await unlockWith(element, PASSWORD);
    await appears(() => statusIn(part) === 'Không có kết nối mạng. Vui lòng kiểm tra rồi thử lại.');
    await unlockWith(element, PASSWORD);
    await reached(element, 'verified');
  });

  it('an expired session is told to the page once, and to the customer', async () => {
    const {element} = await mountVerify({...here, device: {createUnlock: problem('session_expired')}});
    const part = await askedIn(element);
    const events = heardOnPage();
    await unlockWith(element, PASSWORD);
    await appears(() => statusIn(part) === 'Phiên đăng nhập đã hết hạn. Vui lòng đăng nhập lại.');
    expect(namesOf(events)).to.deep.equal(['otp-error', 'otp-session-expired']);
  });
});

describe('a list that can’t make the code', () => {
  it('that lacks the account leads to “cancel KB-OTP”, and the customer may type a code all the same (F3)', async () => {
    const {element, endpoint} = await mountVerify({standing: onThisDevice});
    const part = await partOf(element);
    expect(statusIn(part)).to.equal(
      'Tài khoản chưa có trong Danh sách KB-OTP trên thiết bị này. Nếu Quý khách vừa cài lại ứng dụng hoặc đặt lại mật khẩu KB-OTP, hãy nhấn “Hủy KB-OTP” rồi đăng ký lại.',
    );
    expect((await reached(element, 'code')).field()).to.equal(null);
    expect(shown(part.shadowRoot?.querySelector('[part~=primary]'))).to.equal('Hủy KB-OTP');
    await tap(part, 'codeFromOtherDevice');
    await appears(() => element.shadowRoot?.querySelector('#code'));
    expect(part.shadowRoot?.querySelector('button')).to.equal(null);
    await tap(element, 'cancelKbOtp');
    await proveToCancel(await inside(element, 'otp-cancel'));
    await appears(() =>
      wordsIn(element).includes('Đã hủy KB-OTP. Hãy xác thực tiếp bằng phương thức xác thực cũ: tin nhắn SMS.'),
    );
    expect(endpoint.standing.onKbOtp).to.equal(false);
    expect(element.shadowRoot?.querySelector('otp-device-code')).to.equal(null);
  });

  it('whose account has moved to another device says so, and asks for that device’s code', async () => {
    const {element} = await mountVerify({list: listOfThisDevice});
    const part = await partOf(element);
    expect(statusIn(part)).to.equal('Tài khoản đã chuyển sang thiết bị khác. Vui lòng nhập mã từ thiết bị đó.');
    expect(part.shadowRoot?.querySelectorAll('button')).to.have.length(0);
    expect((await reached(element, 'code')).field()).not.to.equal(null);
  });

  it('whose key was destroyed by wrong passwords says what to do', async () => {
    const {element, endpoint} = await mountVerify(here);
    const device = endpoint.books.devices.get(DEVICE);
    if (device) device.open = 10;
    const part = await askedIn(element);
    await unlockWith(element, OTHER_PASSWORD);
    await appears(() => part.step === 'disabled');
    await part.updateComplete;
    expect(statusIn(part)).to.equal(
      'Danh sách KB-OTP trên thiết bị này không còn dùng được. Hãy nhấn “Hủy KB-OTP” rồi đăng ký lại.',
    );
    await pressable(part, 'cancelKbOtp');
    await tap(part, 'codeFromOtherDevice');
    await appears(() => element.shadowRoot?.querySelector('#code'));
  });

  it('that another tab changes is read again', async () => {
    const {element, endpoint} = await mountVerify(here);
    const part = await askedIn(element);
    await tap(part, 'codeFromOtherDevice');
    await pressable(part, 'useThisDevice');
    await listOfAnotherTab().remove(accounts.base);
    await appears(() => statusIn(part).includes('chưa có trong Danh sách'));
    await keepList(endpoint, listOfThisDevice);
    await pressable(part, 'useThisDevice');
    expect(await listed()).to.deep.equal([accounts.base]);
  });

  it('of a page that may keep nothing says nothing: it was never the place for one', async () => {
    const {element} = await mountVerify({standing: onThisDevice, withoutStorage: true});
    const part = await inside(element, 'otp-device-code');
    await appears(() => part.step === 'absent');
    await part.updateComplete;
    expect(wordsIn(part).trim()).to.equal('');
  });

  it('is not there for a code of another kind', async () => {
    const {element} = await mountVerify({...here, standing: {onKbOtp: false}});
    const {root} = await reached(element, 'code');
    await settled();
    expect(root.querySelector('otp-device-code')).to.equal(null);
  });
});

describe('several accounts on this device', () => {
  it('the code is that of the account that is asked about', async () => {
    const list = {
      accounts: [
        [accounts.base, 'active'],
        [accounts.second, 'active'],
      ],
    } as const;
    const {element, endpoint} = await mountVerify({
      ...here,
      list,
      now: clockFrom(Date.now()),
      properties: {account: accounts.second},
    });
    await askedIn(element);
    await unlockWith(element, PASSWORD);
    await reached(element, 'verified');
    const [, code] = endpoint.calls.answerChallenge[0] ?? [];
    const moments = [-30_000, 0, 30_000].map((off) => endpoint.books.code(DEVICE, accounts.second, Date.now() + off));
    expect(moments).to.contain(code);
  });

  it('another account in the middle of the password asks anew', async () => {
    const {element} = await mountVerify(here);
    const part = await askedIn(element);
    fill(part.shadowRoot?.querySelector<HTMLInputElement>('#code') ?? null, '8042');
    element.account = accounts.second;
    await appears(() => wordsIn(element).includes('chưa có trong Danh sách'));
    await pressable(await inside(element, 'otp-device-code'), 'cancelKbOtp');
  });
});
