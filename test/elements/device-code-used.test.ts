import {expect} from 'chai';
import type {AccountEndpoint} from '../../src/testing/endpoint/account-endpoint.js';
import {appears, inside, tap, type, unlockWith, wordsIn} from '../../stories/fixtures/customer/inside.js';
import {listOfThisDevice, onThisDevice} from '../../stories/fixtures/states/verify-on-device.js';
import {PASSWORD} from '../../stories/fixtures/device.js';
import {challengeFor, problem, reached, shown, type Scene} from '../../stories/fixtures/index.js';
import type {OtpDeviceCode} from '../../src/elements/internal/otp-device-code/otp-device-code.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {timersOf, withClock} from './support/fake-timers.js';
import {mountVerify} from './support/mount-account.js';
import {settled} from './support/mount.js';

const here = {standing: onThisDevice, list: listOfThisDevice} as const;

async function askedIn(element: OtpVerify): Promise<OtpDeviceCode> {
  const part = await inside(element, 'otp-device-code');
  await appears(() => part.shadowRoot?.querySelector('#code'));
  return part;
}

describe('the code of this device, when it had been used', () => {
  const used = () => problem('code_replayed', {retryIn: 12});
  const soon = {...here, now: () => Date.now(), script: {answerChallenge: [used, ({grant}: Scene) => grant]}};
  const codesOf = ({calls}: AccountEndpoint) => calls.answerChallenge.map(([, code]) => code);

  async function waitingIn(element: OtpVerify): Promise<OtpDeviceCode> {
    const part = await askedIn(element);
    await unlockWith(element, PASSWORD);
    await appears(() => part.step === 'waiting');
    await part.updateComplete;
    return part;
  }

  /** A later moment; the part looks at the clock anew, as its timer makes it do. */
  const later = <Value>(part: OtpDeviceCode, seconds: number, run: () => Promise<Value>) =>
    withClock(
      () => seconds * 1_000,
      () => (part.requestUpdate(), run()),
    );

  it('the next one goes to the endpoint by itself, without the password', async () => {
    const {element, endpoint} = await mountVerify(soon);
    const part = await waitingIn(element);
    expect(codesOf(endpoint)).to.have.length(1);
    await later(part, 31, () => reached(element, 'verified'));
    const [first, second] = codesOf(endpoint);
    expect(second)
      .to.match(/^\d{6}$/)
      .and.not.equal(first);
    expect(endpoint.calls.createUnlock).to.have.length(1);
    expect(endpoint.calls.createChallenge).to.have.length(1);
  });

  it('the wait is counted for the eye, announced once, and said in one place', async () => {
    const {element} = await mountVerify(soon);
    const part = await waitingIn(element);
    const line = part.shadowRoot?.querySelector('[part~=status]');
    expect(shown(line?.querySelector('[aria-hidden=true]:not(svg)'))).to.match(
      /^Mã hiện tại đã được sử dụng. Mã mới sẽ được tự động gửi sau 0:\d\d\.$/,
    );
    const announced = shown(line?.querySelector('.unseen'));
    expect(announced).to.contain('Mã mới sẽ được tự động gửi sau 0:');
    const {root} = await reached(element, 'code');
    expect(shown(root.querySelector('[part~=status]'))).to.equal('');
    expect(root.querySelector('#code')).to.equal(null);
    await later(part, 3, () => part.updateComplete);
    expect(shown(line?.querySelector('.unseen'))).to.equal(announced);
  });

  it('it wakes once a second while it waits, and not before', async () => {
    const {element} = await mountVerify(soon);
    const delays = await timersOf(() => waitingIn(element));
    // What the browser keeps is waited for with a longer timer.
    expect(delays.filter((delay) => delay < 10_000).at(-1)).to.be.within(1, 1_000);
  });

  it('the customer may type another code instead, and then nothing is sent by itself', async () => {
    const {element, endpoint} = await mountVerify({
      ...soon,
      script: {answerChallenge: [used, problem('code_invalid', {attemptsLeft: 3}), ({grant}: Scene) => grant]},
    });
    const part = await waitingIn(element);
    await tap(part, 'typeInstead');
    const screen = await reached(element, 'code');
    expect(screen.status()).to.equal('Mã này đã được sử dụng. Vui lòng chờ mã mới.');
    await type(element, '654321');
    screen.primary()?.click();
    await appears(() => wordsIn(element).includes('Quý khách còn 3 lần thử.'));
    await later(part, 90, settled);
    expect(codesOf(endpoint)).to.have.length(2);
    expect(part.step).to.equal('offered');
  });

  it('a successor that is refused as used too is not followed by a third', async () => {
    const {element, endpoint} = await mountVerify({...soon, script: {answerChallenge: used}});
    const part = await waitingIn(element);
    await later(part, 31, async () => {
      await appears(() => codesOf(endpoint).length === 2 && part.step === 'offered');
      part.requestUpdate();
      await settled();
    });
    await later(part, 90, settled);
    expect(codesOf(endpoint)).to.have.length(2);
    expect((await reached(element, 'code')).field()).not.to.equal(null);
  });

  it('an endpoint that does not say when the next one comes is not asked before the step is over', async () => {
    const {element, endpoint} = await mountVerify({
      ...soon,
      script: {answerChallenge: [problem('code_replayed'), ({grant}: Scene) => grant]},
    });
    const part = await waitingIn(element);
    await later(part, 31, () => reached(element, 'verified'));
    expect(new Set(codesOf(endpoint)).size).to.equal(2);
  });

  it('a challenge that ends while it waits takes the waiting with it', async () => {
    const {element, endpoint} = await mountVerify(soon);
    const part = await waitingIn(element);
    await withClock(
      () => 4_000_000,
      async () => {
        element.requestUpdate();
        await reached(element, 'failed');
        await settled();
      },
    );
    expect(part.step).to.equal('idle');
    expect(codesOf(endpoint)).to.have.length(1);
  });

  it('a code that this challenge can’t take leaves the list locked and the field to the customer', async () => {
    const {element, endpoint} = await mountVerify({
      ...here,
      script: {
        createChallenge: ({request}: Scene) => ({...challengeFor(request), code: {length: 8, alphabet: 'digits'}}),
      },
    });
    const part = await askedIn(element);
    await unlockWith(element, PASSWORD);
    await appears(() => part.step === 'offered');
    expect(codesOf(endpoint)).to.deep.equal([]);
  });
});
