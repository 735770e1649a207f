import {expect} from 'chai';
import {sendKeys} from '@web/test-runner-commands';
import {appears, pressable, proofAsked, proveToCancel, tap, type} from '../../stories/fixtures/customer/inside.js';
import {bothAccounts, lost} from '../../src/testing/endpoint/account-endpoint.js';
import {forgetList, honestly} from '../../stories/fixtures/device.js';
import {accounts, fill, grant, never, problem, reached, shown} from '../../stories/fixtures/index.js';
import {OtpCancelledEvent, OtpVerifiedEvent} from '../../src/events.js';
import {heardOnPage, listed, mountCancel, namesOf} from './support/mount-account.js';
import {heard, onPage, settled} from './support/mount.js';
import {clickWithMouse} from './support/mouse.js';

const two = {
  accounts: [
    [accounts.base, 'active'],
    [accounts.second, 'active'],
  ],
} as const;

describe('cancelling with <otp-cancel>', () => {
  it('by mouse, from the consequences to the previous method: the page is told', async () => {
    const {element, endpoint} = await mountCancel();
    const told = heard(element, 'otp-cancelled');
    await reached(element, 'consequences');
    await clickWithMouse(await pressable(element, 'cancelTitle'));
    const proof = await proofAsked(element);
    await clickWithMouse(await appears(() => proof.shadowRoot?.querySelector('#code')));
    await sendKeys({type: '123456'});
    const screen = await reached(element, 'done');
    expect(await told).to.include({account: accounts.base, cleaned: true});
    expect(screen.status()).to.equal('Đã hủy KB-OTP. Phương thức xác thực hiện tại: tin nhắn SMS.');
    expect(screen.text('.say ~ p')).to.equal(
      'Để tiếp tục sử dụng KB-OTP, hãy đăng nhập lại và chọn “Đăng ký KB-OTP” trên KB-Mobile hoặc M-able.',
    );
    expect(endpoint.standing.onKbOtp).to.equal(false);
    // The card is as high as it was; the room is below what can be done.
    const [said, button] = [screen.root.querySelector('.say ~ p'), screen.primary()].map(
      (part) => part?.getBoundingClientRect() ?? new DOMRect(),
    );
    expect(button!.top - said!.bottom).to.be.within(0, 32);
  });

  it('by keyboard alone: the focus moves with the screens', async () => {
    const {element} = await mountCancel({properties: {channel: 'm-able'}});
    const consequences = await reached(element, 'consequences');
    consequences.decision()?.focus();
    await sendKeys({press: 'Enter'});
    const proof = await proofAsked(element);
    await settled();
    expect(proof.shadowRoot?.activeElement?.id).to.equal('code');
    await sendKeys({type: '123456'});
    const done = await reached(element, 'done');
    await settled();
    expect(shown(done.root.activeElement)).to.equal('Đăng ký KB-OTP');
    const wanted = heard(element, 'otp-enroll-requested');
    await sendKeys({press: 'Enter'});
    await wanted;
  });

  it('says everything that will change before it asks for a proof', async () => {
    const {element, endpoint} = await mountCancel({standing: {derivatives: {synchronized: true}}});
    const {root} = await reached(element, 'consequences');
    expect(shown(root.querySelector('p.unseen'))).to.equal(
      'Sau khi hủy, tài khoản quay lại phương thức xác thực cũ: tin nhắn SMS.',
    );
    expect(shown(root.querySelector('.from-to'))).to.equal('Đang dùng KB-OTP Quay lại Tin nhắn SMS');
    expect([...root.querySelectorAll('[part~=consequences] li')].map(shown)).to.deep.equal([
      'Mã xác thực KB-OTP trên “iPhone của Bình” sẽ không còn dùng được cho tài khoản này.',
      'Tài khoản giao dịch phái sinh cũng quay lại phương thức xác thực cũ và vẫn giao dịch bình thường.',
      'Quý khách có thể đăng ký lại KB-OTP bất kỳ lúc nào trên KB-Mobile hoặc M-able.',
    ]);
    expect(endpoint.calls.createChallenge).to.have.length(0);
    expect(root.querySelector('otp-verify')).to.equal(null);
  });

  it('sends the proof that the customer has just given, and nothing before it', async () => {
    const {element, endpoint} = await mountCancel();
    await tap(element, 'cancelTitle');
    const proof = await proofAsked(element);
    expect(endpoint.calls.createChallenge[0]?.[0]).to.include({purpose: 'cancel', account: accounts.base});
    expect(endpoint.calls.cancel).to.have.length(0);
    await type(proof, '123456');
    await reached(element, 'done');
    expect(endpoint.calls.cancel.map(([request]) => request)).to.deep.equal([
      {account: accounts.base, channel: 'kb-trade', grant: grant().token},
    ]);
  });

  it('the proof’s card covers nothing of the heading above it', async () => {
    const {element} = await mountCancel();
    await tap(element, 'cancelTitle');
    const card = (await proofAsked(element)).shadowRoot?.querySelector('[part~=card]');
    expect(card && getComputedStyle(card).backgroundColor).to.equal('rgba(0, 0, 0, 0)');
  });

  it('a proof for another act or another account cancels nothing', async () => {
    const {element, endpoint} = await mountCancel();
    await tap(element, 'cancelTitle');
    const proof = await proofAsked(element);
    proof.dispatchEvent(new OtpVerifiedEvent(grant({purpose: 'order'}), false));
    proof.dispatchEvent(new OtpVerifiedEvent(grant({purpose: 'cancel', account: accounts.second}), false));
    await settled();
    expect(element.step).to.equal('proving');
    expect(endpoint.calls.cancel).to.have.length(0);
  });

  it('whoever leaves the proof is back at the consequences, and nothing was sent', async () => {
    const {element, endpoint} = await mountCancel();
    const events = heardOnPage();
    await tap(element, 'cancelTitle');
    await tap(await proofAsked(element), 'leave');
    await reached(element, 'consequences');
    expect(endpoint.calls.cancel).to.have.length(0);
    expect(namesOf(events)).to.deep.equal([]);
  });

  it('a double click asks for one proof, and one proof cancels once', async () => {
    const {element, endpoint} = await mountCancel();
    const button = await pressable(element, 'cancelTitle');
    button.click();
    button.click();
    const {field} = await reached(await proofAsked(element), 'code');
    fill(field(), '123456');
    fill(field(), '123456');
    await reached(element, 'done');
    expect(endpoint.calls.createChallenge).to.have.length(1);
    expect(endpoint.calls.answerChallenge).to.have.length(1);
    expect(endpoint.calls.cancel).to.have.length(1);
  });

  it('of several accounts it asks about the one that was chosen', async () => {
    const {element, endpoint} = await mountCancel({properties: {account: bothAccounts}});
    const screen = await reached(element, 'choosing-account');
    expect(endpoint.calls.getAuthentication).to.have.length(0);
    screen.choices()[1]?.click();
    await reached(element, 'consequences');
    await proveToCancel(element);
    await reached(element, 'done');
    expect(endpoint.calls.cancel[0]?.[0].account).to.equal(accounts.second);
  });

  it('where nobody can be proved, it names the hot line and asks nothing', async () => {
    const {element, endpoint} = await mountCancel({standing: {previous: []}});
    const screen = await reached(element, 'unavailable');
    expect(screen.root.querySelector('a')?.getAttribute('href')).to.equal('tel:19001711');
    expect(endpoint.calls.createChallenge).to.have.length(0);
  });
});

describe('an answer to the cancellation that was not heard', () => {
  it('is asked for; what was done is not done twice', async () => {
    const {element, endpoint} = await mountCancel({cancel: lost});
    await proveToCancel(element);
    const screen = await reached(element, 'done');
    expect(screen.status()).to.equal('Đã hủy KB-OTP. Phương thức xác thực hiện tại: tin nhắn SMS.');
    expect(endpoint.calls.cancel).to.have.length(1);
    expect(endpoint.calls.getAuthentication).to.have.length(3);
  });

  it('is asked for again by the customer and when the network is back; nothing is sent again', async () => {
    const {element, endpoint} = await mountCancel({
      cancel: lost,
      statuses: [honestly, honestly, problem('offline'), problem('offline'), honestly],
    });
    await proveToCancel(element);
    await reached(element, 'outcome-unknown');
    await tap(element, 'askAgain');
    await appears(() => endpoint.calls.getAuthentication.length === 4);
    await reached(element, 'outcome-unknown');
    window.dispatchEvent(new Event('online'));
    await reached(element, 'done');
    expect(endpoint.calls.cancel).to.have.length(1);
  });

  it('where nothing had arrived, the customer is asked anew under a key of its own', async () => {
    const {element, endpoint} = await mountCancel({cancel: problem('timeout')});
    await proveToCancel(element);
    const screen = await reached(element, 'consequences');
    await appears(() => screen.status() !== '');
    expect(screen.status()).to.equal(
      'KB-OTP chưa được hủy. Chưa kết nối được đến hệ thống xác thực. Vui lòng thử lại.',
    );
    await proveToCancel(element);
    await appears(() => endpoint.calls.cancel.length === 2);
    expect(new Set(endpoint.calls.cancel.map(([, {idempotencyKey}]) => idempotencyKey))).to.have.length(2);
  });

  it('given up with everything else when the element is removed', async () => {
    const {element, endpoint} = await mountCancel({cancel: never});
    await proveToCancel(element);
    await reached(element, 'cancelling');
    const events = heardOnPage();
    element.remove();
    await settled();
    expect(endpoint.calls.cancel[0]?.[1].signal.aborted).to.equal(true);
    expect(element.step).to.equal('idle');
    expect(endpoint.calls.getAuthentication).to.have.length(2);
    expect(events).to.deep.equal([]);
  });

  it('heard although the element was moved in the same tick', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => void (release = resolve));
    const {element, endpoint} = await mountCancel({
      cancel: async (honest) => {
        await gate;
        return honest() as never;
      },
    });
    await proveToCancel(element);
    await reached(element, 'cancelling');
    onPage(document.createElement('div')).append(element);
    await settled();
    release();
    await reached(element, 'done');
    expect(endpoint.calls.cancel).to.have.length(1);
  });
});

describe('the list of this device after cancelling', () => {
  it('has the account no more; the other accounts stay', async () => {
    const {element} = await mountCancel({list: two});
    expect(await listed()).to.deep.equal([accounts.base, accounts.second]);
    await proveToCancel(element);
    await reached(element, 'done');
    expect(await listed()).to.deep.equal([accounts.second]);
  });

  it('is left alone until the endpoint has cancelled', async () => {
    const {element} = await mountCancel({list: two, cancel: problem('grant_required')});
    await proveToCancel(element);
    await reached(element, 'consequences');
    await settled();
    expect(await listed()).to.deep.equal([accounts.base, accounts.second]);
  });

  it('is cleaned up too where the account was cancelled elsewhere before', async () => {
    const {element} = await mountCancel({list: two, cancel: problem('not_enrolled')});
    await proveToCancel(element);
    const screen = await reached(element, 'done');
    expect(screen.status()).to.equal('KB-OTP đã được hủy trước đó. Phương thức xác thực hiện tại: tin nhắn SMS.');
    expect(await listed()).to.deep.equal([accounts.second]);
  });

  it('that can’t be changed is said, told to the page, and tried again', async () => {
    const {element, endpoint} = await mountCancel({instead: {version: 1}});
    const told: boolean[] = [];
    element.addEventListener('otp-cancelled', ({cleaned}) => told.push(cleaned));
    await proveToCancel(element);
    const screen = await reached(element, 'done');
    expect(screen.text('[part~=notice]')).to.equal(
      'Tài khoản vẫn còn trong Danh sách KB-OTP trên thiết bị này, nhưng mã không còn dùng được.',
    );
    await forgetList();
    await tap(element, 'cleanUp');
    await appears(() => told.length === 2);
    await element.updateComplete;
    expect(told).to.deep.equal([false, true]);
    expect(screen.text('[part~=notice]')).to.equal('');
    expect(endpoint.calls.cancel).to.have.length(1);
  });

  it('of a page that may keep nothing has nothing to be cleaned', async () => {
    const {element} = await mountCancel({withoutStorage: true});
    const told = heard(element, 'otp-cancelled');
    await proveToCancel(element);
    expect(await told).to.include({cleaned: true});
  });

  it('held up by the browser, leaving says that the account is off KB-OTP all the same', async () => {
    const {element} = await mountCancel({storage: 'silent'});
    const told = heard(element, 'otp-cancelled');
    await proveToCancel(element);
    await reached(element, 'cleaning');
    await tap(element, 'leave');
    await reached(element, 'done');
    expect(await told)
      .to.be.instanceOf(OtpCancelledEvent)
      .and.include({cleaned: false});
  });

  it('at the end the customer goes on: where nothing can be registered by “Done”, which the page hears', async () => {
    const {element} = await mountCancel();
    await proveToCancel(element);
    await reached(element, 'done');
    let told = 0;
    element.addEventListener('otp-done', (event) => {
      told += 1;
      if (told === 1) event.preventDefault();
    });
    await tap(element, 'done');
    expect(told).to.equal(1);
    expect(element.step).to.equal('done');
    await tap(element, 'done');
    await reached(element, 'not-enrolled');
  });

  it('nothing that cancels or leaves has the first focus, and what can’t be undone is in the color of danger', async () => {
    const {element} = await mountCancel();
    const {root} = await reached(element, 'consequences');
    element.focus();
    expect(shown(root.activeElement)).to.equal('Hủy KB-OTP');
    expect(root.activeElement?.localName).to.equal('h2');
    expect(shown(root.querySelector('[part~=destructive]'))).to.equal('Hủy KB-OTP');
  });
});
