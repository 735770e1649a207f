import {expect} from 'chai';
import {appears, inside, proveToCancel, tap, wordsIn} from '../../stories/fixtures/customer/inside.js';
import {honestly} from '../../stories/fixtures/device.js';
import {never, problem, reached, shown} from '../../stories/fixtures/index.js';
import {heardOnPage, mountCancel, namesOf} from './support/mount-account.js';
import {heard} from './support/mount.js';

describe('leaving and failing in <otp-cancel>', () => {
  it('“keep KB-OTP” leaves everything as it is; the customer may begin again', async () => {
    const {element, endpoint} = await mountCancel();
    const left = heard(element, 'otp-dismissed');
    await tap(element, 'keepKbOtp');
    await left;
    const screen = await reached(element, 'dismissed');
    expect(screen.status()).to.equal('KB-OTP chưa được hủy.');
    expect(endpoint.calls.cancel).to.have.length(0);
    screen.primary()?.click();
    await reached(element, 'consequences');
  });

  it('left while the cancellation is on its way, nothing is promised', async () => {
    const {element} = await mountCancel({cancel: never});
    await proveToCancel(element);
    await reached(element, 'cancelling');
    await tap(element, 'leave');
    const screen = await reached(element, 'dismissed');
    expect(screen.status()).to.equal('Quý khách đã rời màn hình khi KB-OTP đang được hủy. KB-OTP có thể đã được hủy.');
  });

  it('an expired session is told to the page once, and to the customer', async () => {
    const {element} = await mountCancel({cancel: problem('session_expired')});
    const events = heardOnPage();
    await proveToCancel(element);
    const screen = await reached(element, 'failed');
    expect(screen.status()).to.equal('Phiên đăng nhập đã hết hạn. Vui lòng đăng nhập lại.');
    expect(namesOf(events)).to.deep.equal(['otp-error', 'otp-session-expired']);
  });

  it('a session that expires during the proof is told to the page once', async () => {
    const {element} = await mountCancel({script: {answerChallenge: problem('session_expired')}});
    const events = heardOnPage();
    await proveToCancel(element);
    await appears(() => wordsIn(element).includes('Phiên đăng nhập đã hết hạn.'));
    expect(namesOf(events)).to.deep.equal(['otp-error', 'otp-session-expired']);
  });

  it('offline and back: it goes on by itself', async () => {
    const {element} = await mountCancel({statuses: [problem('offline'), honestly]});
    await reached(element, 'failed');
    window.dispatchEvent(new Event('online'));
    await reached(element, 'consequences');
  });

  it('locked for a time, it counts down by itself and lets the customer try again', async () => {
    const {element} = await mountCancel({statuses: [problem('account_locked', {retryIn: 2}), honestly]});
    const screen = await reached(element, 'failed');
    expect(screen.primary()?.disabled).to.equal(true);
    await appears(() => shown(screen.primary()) === 'Thử lại sau 0:01');
    await tap(element, 'retry');
    await reached(element, 'consequences');
  });

  it('on a channel that KB-OTP does not know, the developer is told and nothing is asked', async () => {
    const {element, endpoint} = await mountCancel({properties: {channel: 'KB-Moon'}});
    const screen = await reached(element, 'failed');
    expect(screen.status()).to.equal('Chưa thể xác thực trên trang này. Vui lòng dùng kênh khác hoặc liên hệ KBSV.');
    expect(endpoint.calls.getAuthentication).to.have.length(0);
  });

  it('back from the browser’s cache it reads anew how things stand', async () => {
    const {element, endpoint} = await mountCancel();
    await reached(element, 'consequences');
    endpoint.standing.onKbOtp = false;
    window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
    const screen = await reached(element, 'not-enrolled');
    expect(screen.status()).to.equal('Tài khoản không dùng KB-OTP. Phương thức xác thực hiện tại: tin nhắn SMS.');
  });

  it('speaks the host’s own words, in the proof too', async () => {
    const messages = {consequenceReturn: 'Hẹn gặp lại.', leave: 'Thôi'};
    const {element} = await mountCancel({properties: {messages}});
    await reached(element, 'consequences');
    expect(wordsIn(element)).to.contain('Hẹn gặp lại.');
    await tap(element, 'cancelTitle');
    const proof = await inside(element, 'otp-verify');
    await reached(proof, 'code');
    expect(wordsIn(proof)).to.contain('Thôi');
  });
});
