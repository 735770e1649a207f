import {expect} from 'chai';
import {sendKeys} from '@web/test-runner-commands';
import {
  appears,
  pressable,
  proofAsked,
  proveToSynchronize,
  synchronization,
  tap,
  type,
  wordsIn,
} from '../../stories/fixtures/customer/inside.js';
import {lost} from '../../src/testing/endpoint/account-endpoint.js';
import {honestly} from '../../stories/fixtures/device.js';
import {accounts, fill, grant, never, problem, reached, shown} from '../../stories/fixtures/index.js';
import type {OtpEnroll} from '../../src/elements/otp-enroll/otp-enroll.js';
import type {SynchronizeStep} from '../../src/flows/synchronize-state.js';
import {OtpVerifiedEvent} from '../../src/events.js';
import {heardOnPage, mountSynchronize, namesOf} from './support/mount-account.js';
import {heard, onPage, settled} from './support/mount.js';
import {clickWithMouse} from './support/mouse.js';

const at = async (element: OtpEnroll, step: SynchronizeStep) => reached(await synchronization(element), step);

describe('synchronizing in <otp-enroll>', () => {
  it('by mouse, from the explanation to KB-OTP on the derivatives account: the page is told', async () => {
    const {element, endpoint} = await mountSynchronize();
    const told = heard(element, 'otp-synchronized');
    const view = await synchronization(element);
    await clickWithMouse(await pressable(view, 'synchronizeTitle'));
    const proof = await proofAsked(view);
    await clickWithMouse(await appears(() => proof.shadowRoot?.querySelector('#code')));
    await sendKeys({type: '123456'});
    expect((await told).account).to.equal(accounts.base);
    const screen = await at(element, 'done');
    expect(screen.status()).to.equal('Đã đồng bộ. Từ nay tài khoản giao dịch phái sinh dùng KB-OTP.');
    expect(endpoint.standing.derivatives).to.deep.equal({synchronized: true});
  });

  it('by keyboard alone: the focus moves with the screens', async () => {
    const {element} = await mountSynchronize({synchronize: problem('grant_required')});
    const view = await synchronization(element);
    (await pressable(view, 'synchronizeTitle')).focus();
    await sendKeys({press: 'Enter'});
    const proof = await proofAsked(view);
    await settled();
    expect(proof.shadowRoot?.activeElement?.id).to.equal('code');
    await sendKeys({type: '123456'});
    const {root} = await reached(view, 'explaining');
    await settled();
    expect(shown(root.activeElement)).to.equal('Đồng bộ phương thức xác thực');
  });

  it('says what it does, and that trading goes on without it, before it asks for a proof', async () => {
    const {element, endpoint} = await mountSynchronize();
    await at(element, 'explaining');
    for (const words of [
      'Tài khoản giao dịch phái sinh sẽ dùng KB-OTP như tài khoản cơ sở.',
      'Phương thức xác thực hiện tại: tin nhắn SMS.',
      'Nếu không đồng bộ, Quý khách vẫn có thể giao dịch phái sinh bình thường.',
    ])
      expect(wordsIn(element)).to.contain(words);
    expect(endpoint.calls.createChallenge).to.have.length(0);
  });

  it('proves the customer by the method that the derivatives account has, and sends that proof', async () => {
    const {element, endpoint} = await mountSynchronize();
    await proveToSynchronize(element);
    await at(element, 'done');
    const [asked] = endpoint.calls.createChallenge[0] ?? [];
    expect(asked).to.include({purpose: 'synchronize', method: 'sms-1', channel: 'kb-trade-ds'});
    expect(endpoint.calls.synchronize.map(([request]) => request)).to.deep.equal([
      {account: accounts.base, channel: 'kb-trade-ds', grant: grant().token},
    ]);
  });

  it('a proof for another act or another account synchronizes nothing', async () => {
    const {element, endpoint} = await mountSynchronize();
    const view = await synchronization(element);
    await tap(view, 'synchronizeTitle');
    const proof = await proofAsked(view);
    proof.dispatchEvent(new OtpVerifiedEvent(grant({purpose: 'login'}), false));
    proof.dispatchEvent(new OtpVerifiedEvent(grant({purpose: 'synchronize', account: accounts.second}), false));
    await settled();
    expect(view.step).to.equal('proving');
    expect(endpoint.calls.synchronize).to.have.length(0);
  });

  it('a double click asks for one proof, and one proof synchronizes once', async () => {
    const {element, endpoint} = await mountSynchronize();
    const view = await synchronization(element);
    const button = await pressable(view, 'synchronizeTitle');
    button.click();
    button.click();
    const {field} = await reached(await proofAsked(view), 'code');
    fill(field(), '123456');
    fill(field(), '123456');
    await at(element, 'done');
    expect(endpoint.calls.createChallenge).to.have.length(1);
    expect(endpoint.calls.synchronize).to.have.length(1);
  });

  it('whoever leaves the proof is back at the explanation, and nothing was sent', async () => {
    const {element, endpoint} = await mountSynchronize();
    const events = heardOnPage();
    const view = await synchronization(element);
    await tap(view, 'synchronizeTitle');
    await tap(await proofAsked(view), 'leave');
    await at(element, 'explaining');
    expect(endpoint.calls.synchronize).to.have.length(0);
    expect(namesOf(events)).to.deep.equal([]);
  });

  it('what changed under the customer’s hands is read again and said', async () => {
    const {element, endpoint} = await mountSynchronize();
    const view = await synchronization(element);
    await tap(view, 'synchronizeTitle');
    const proof = await proofAsked(view);
    endpoint.standing.onKbOtp = false;
    await type(proof, '123456');
    const screen = await at(element, 'base-not-enrolled');
    expect(screen.status()).to.contain('Tài khoản cơ sở chưa dùng KB-OTP.');
  });
});

describe('an answer to the synchronization that was not heard', () => {
  it('is asked for; what was done is not done twice', async () => {
    const {element, endpoint} = await mountSynchronize({synchronize: lost});
    await proveToSynchronize(element);
    await at(element, 'done');
    expect(endpoint.calls.synchronize).to.have.length(1);
    expect(endpoint.calls.getAuthentication).to.have.length(3);
  });

  it('is asked for again when the network is back; nothing is sent again', async () => {
    const {element, endpoint} = await mountSynchronize({
      synchronize: lost,
      statuses: [honestly, honestly, problem('offline'), honestly],
    });
    await proveToSynchronize(element);
    await at(element, 'outcome-unknown');
    window.dispatchEvent(new Event('online'));
    await at(element, 'done');
    expect(endpoint.calls.synchronize).to.have.length(1);
  });

  it('given up with everything else when the element is removed', async () => {
    const {element, endpoint} = await mountSynchronize({synchronize: never});
    await proveToSynchronize(element);
    const {element: view} = await at(element, 'synchronizing');
    const events = heardOnPage();
    element.remove();
    await settled();
    expect(endpoint.calls.synchronize[0]?.[1].signal.aborted).to.equal(true);
    expect(view.step).to.equal('idle');
    expect(events).to.deep.equal([]);
  });

  it('heard although the element was moved in the same tick', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => void (release = resolve));
    const {element, endpoint} = await mountSynchronize({
      synchronize: async (honest) => {
        await gate;
        return honest() as never;
      },
    });
    await proveToSynchronize(element);
    await at(element, 'synchronizing');
    onPage(document.createElement('div')).append(element);
    await settled();
    release();
    await at(element, 'done');
    expect(endpoint.calls.synchronize).to.have.length(1);
  });
});

describe('not synchronizing in <otp-enroll>', () => {
  it('declined, trading goes on: the customer reads it, the page is told, beginning again is possible', async () => {
    const {element, endpoint} = await mountSynchronize();
    const left = heard(element, 'otp-dismissed');
    const view = await synchronization(element);
    await tap(view, 'dismiss');
    await left;
    const screen = await at(element, 'declined');
    expect(screen.status()).to.equal('Quý khách vẫn có thể giao dịch phái sinh bình thường.');
    expect(endpoint.calls.synchronize).to.have.length(0);
    await tap(view, 'synchronizeTitle');
    await at(element, 'explaining');
  });

  it('an expired session is told to the page once, and to the customer', async () => {
    const {element} = await mountSynchronize({synchronize: problem('session_expired')});
    const events = heardOnPage();
    await proveToSynchronize(element);
    const screen = await at(element, 'failed');
    expect(screen.status()).to.equal('Phiên đăng nhập đã hết hạn. Vui lòng đăng nhập lại.');
    expect(namesOf(events)).to.deep.equal(['otp-error', 'otp-session-expired']);
  });

  it('offline and back: it goes on by itself', async () => {
    const {element} = await mountSynchronize({statuses: [problem('offline'), honestly]});
    await at(element, 'failed');
    window.dispatchEvent(new Event('online'));
    await at(element, 'explaining');
  });

  it('locked for a time, it counts down by itself and lets the customer try again', async () => {
    const {element} = await mountSynchronize({statuses: [problem('account_locked', {retryIn: 2}), honestly]});
    const screen = await at(element, 'failed');
    expect(screen.primary()?.disabled).to.equal(true);
    await appears(() => shown(screen.primary()) === 'Thử lại sau 0:01');
    await tap(await synchronization(element), 'retry');
    await at(element, 'explaining');
  });

  it('back from the browser’s cache it reads anew how things stand', async () => {
    const {element, endpoint} = await mountSynchronize();
    await at(element, 'explaining');
    endpoint.standing.derivatives = {synchronized: true};
    window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
    const screen = await at(element, 'in-sync');
    expect(screen.status()).to.equal('Tài khoản giao dịch phái sinh đã đồng bộ và đang dùng KB-OTP.');
  });

  it('follows the account: another one is another question', async () => {
    const {element, endpoint} = await mountSynchronize();
    await at(element, 'explaining');
    element.account = accounts.second;
    await appears(() => endpoint.calls.getAuthentication.length === 2);
    await at(element, 'explaining');
    expect(endpoint.calls.getAuthentication.at(-1)?.[0].account).to.equal(accounts.second);
  });

  it('on a channel without derivatives there is nothing of it', async () => {
    const {element} = await mountSynchronize({properties: {channel: 'kb-trade'}});
    const {root} = await reached(element, 'wrong-channel');
    expect(root.querySelector('otp-synchronize')).to.equal(null);
  });
});
