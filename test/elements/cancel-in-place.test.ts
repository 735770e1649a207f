import {expect} from 'chai';
import {sendKeys} from '@web/test-runner-commands';
import {
  appears,
  inside,
  pressable,
  proofAsked,
  proveToCancel,
  tap,
  type,
  wordsIn,
} from '../../stories/fixtures/customer/inside.js';
import {honestly} from '../../stories/fixtures/device.js';
import {accounts, never, problem, reached, shown} from '../../stories/fixtures/index.js';
import type {OtpCancel} from '../../src/elements/otp-cancel/otp-cancel.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {heardOnPage, listed, mountVerify, namesOf} from './support/mount-account.js';
import {settled} from './support/mount.js';

const kbTrade = {properties: {channel: 'kb-trade'}} as const;

async function openCancel(element: OtpVerify): Promise<OtpCancel> {
  await reached(element, 'code');
  await tap(element, 'cancelKbOtp');
  return inside(element, 'otp-cancel');
}

describe('cancelling KB-OTP inside <otp-verify>', () => {
  it('ends in the previous method being asked for, with the reason and the same order', async () => {
    const {element, endpoint} = await mountVerify(kbTrade);
    const {purpose} = await reached(element, 'code');
    const order = purpose();
    const events = heardOnPage();
    await proveToCancel(await openCancel(element));
    await appears(() => element.step === 'code');
    const screen = await reached(element, 'code');
    expect(screen.status()).to.equal('Đã hủy KB-OTP. Hãy xác thực tiếp bằng phương thức xác thực cũ: tin nhắn SMS.');
    expect(screen.text('#hint bdi')).to.equal('Đã gửi mã qua SMS đến •••• ••• 567.');
    expect(screen.purpose()).to.deep.equal(order);
    expect(namesOf(events)).to.deep.equal(['otp-cancelled']);
    expect(endpoint.calls.cancel).to.have.length(1);
  });

  it('and the order itself is verified by that method', async () => {
    const {element, endpoint} = await mountVerify(kbTrade);
    await proveToCancel(await openCancel(element));
    await appears(() => element.step === 'code');
    await type(element, '654321');
    (await reached(element, 'code')).primary()?.click();
    await reached(element, 'verified');
    expect(endpoint.calls.createChallenge.at(-1)?.[0]).to.include({purpose: 'order', method: 'sms-1'});
    expect(element.grant?.purpose).to.equal('order');
  });

  it('by keyboard: the focus goes in, through the proof, and back to the code field', async () => {
    const {element} = await mountVerify(kbTrade);
    await reached(element, 'code');
    (await pressable(element, 'cancelKbOtp')).focus();
    await sendKeys({press: 'Enter'});
    const cancel = await inside(element, 'otp-cancel');
    await reached(cancel, 'consequences');
    await settled();
    expect(shown(cancel.shadowRoot?.activeElement)).to.equal('Hủy KB-OTP');
    await sendKeys({press: 'Tab'});
    await sendKeys({press: 'Enter'});
    const proof = await proofAsked(cancel);
    await settled();
    expect(proof.shadowRoot?.activeElement?.id).to.equal('code');
    await sendKeys({type: '123456'});
    await appears(() => element.step === 'code');
    const {root, field} = await reached(element, 'code');
    await settled();
    expect(root.activeElement).to.equal(field()).and.not.equal(null);
  });

  it('kept, KB-OTP is asked for as before; the page does not hear that anybody has left', async () => {
    const {element, endpoint} = await mountVerify(kbTrade);
    const cancel = await openCancel(element);
    const events = heardOnPage();
    await tap(cancel, 'keepKbOtp');
    await appears(() => element.step === 'code');
    const {root, field, text} = await reached(element, 'code');
    await settled();
    expect(root.activeElement).to.equal(field()).and.not.equal(null);
    expect(text('[part~=label]')).to.equal('Mã xác thực KB-OTP');
    expect(namesOf(events)).to.deep.equal([]);
    expect(endpoint.calls.cancel).to.have.length(0);
  });

  it('takes the account out of the list where the device has one', async () => {
    const list = {
      accounts: [
        [accounts.base, 'active'],
        [accounts.second, 'active'],
      ],
    } as const;
    const {element} = await mountVerify({...kbTrade, list});
    await proveToCancel(await openCancel(element));
    await appears(() => element.step === 'code');
    expect(await listed()).to.deep.equal([accounts.second]);
  });

  it('where several methods are left, the customer chooses', async () => {
    const {element} = await mountVerify({...kbTrade, standing: {previous: ['sms', 'matrix']}});
    await proveToCancel(await openCancel(element));
    const screen = await reached(element, 'choosing-method');
    expect(screen.status()).to.equal('Phương thức xác thực vừa thay đổi. Vui lòng tiếp tục bằng phương thức mới.');
    expect(screen.choices().map(shown)).to.deep.equal(['Tin nhắn SMS•••• ••• 567', 'Thẻ ma trận']);
    await settled();
    expect(screen.root.activeElement).to.equal(screen.choices()[0]).and.not.equal(undefined);
  });

  it('an expired session in there is told to the page once', async () => {
    const {element} = await mountVerify({...kbTrade, cancel: problem('session_expired')});
    const events = heardOnPage();
    await proveToCancel(await openCancel(element));
    await appears(() => wordsIn(element).includes('Phiên đăng nhập đã hết hạn.'));
    expect(namesOf(events)).to.deep.equal(['otp-error', 'otp-session-expired']);
  });

  it('is aborted when the element around it is removed', async () => {
    const {element, endpoint} = await mountVerify({...kbTrade, cancel: never});
    await proveToCancel(await openCancel(element));
    await appears(() => endpoint.calls.cancel.length === 1);
    element.remove();
    await settled();
    expect(endpoint.calls.cancel[0]?.[1].signal.aborted).to.equal(true);
    expect(element.step).to.equal('idle');
  });

  it('is offered nowhere but where KB-OTP is asked for, and not inside the cancellation', async () => {
    const {element} = await mountVerify({...kbTrade, standing: {onKbOtp: false}});
    const screen = await reached(element, 'code');
    expect(screen.actions().map(shown)).not.to.contain('Hủy KB-OTP');
    const {element: other} = await mountVerify({...kbTrade, statuses: [honestly]});
    const proof = await (async () => {
      const cancel = await openCancel(other);
      await tap(cancel, 'cancelTitle');
      return proofAsked(cancel);
    })();
    const {actions} = await reached(proof, 'code');
    expect(actions().map(shown)).not.to.contain('Hủy KB-OTP');
  });
});
