/** What frameworks set late, take away or set anew: an async pipe's null, another endpoint, a token after hydration. */
import {expect} from 'chai';
import '../../src/define.js';
import '../../src/define/otp-device-code.js';
import {listOfThisDevice, onThisDevice} from '../../stories/fixtures/states/verify-on-device.js';
import {enter, PASSWORD, prove} from '../../stories/fixtures/device.js';
import {
  accounts,
  challenge,
  fill,
  grant,
  never,
  reached,
  scriptedEndpoint,
  send,
  status,
} from '../../stories/fixtures/index.js';
import {appears, inside, pressable, proofAsked, synchronization} from '../../stories/fixtures/customer/inside.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {mountCancel, mountSynchronize, mountVerify} from './support/mount-account.js';
import {mountEnroll, mountList} from './support/mount-device.js';
import {mount} from './support/mount.js';
import {json, problemAnswer, quiet, silence, wire} from './support/wire.js';

/** What no type allows and every framework does. */
const nothing = (value: null | undefined) => value as unknown as string;

describe('an account that comes late', () => {
  for (const none of [null, undefined]) {
    const account = nothing(none);

    it(`<otp-verify>: ${none} asks nothing, and the account starts it`, async () => {
      const {element, endpoint} = mount({account});
      await element.updateComplete;
      expect(element.step).to.equal('idle');
      expect(element.shadowRoot?.querySelector('section')).to.not.equal(null);
      expect(endpoint.calls.getAuthentication).to.have.length(0);
      element.account = accounts.base;
      await reached(element, 'code');
    });

    it(`<otp-enroll>: ${none} asks nothing, and the account starts it`, async () => {
      const {element} = await mountEnroll({properties: {account}});
      await element.updateComplete;
      expect(element.step).to.equal('idle');
      expect(element.shadowRoot?.querySelector('section')).to.not.equal(null);
      element.account = accounts.base;
      await reached(element, 'terms');
    });

    it(`<otp-cancel>: ${none} asks nothing, and the account starts it`, async () => {
      const {element} = await mountCancel({properties: {account}});
      await element.updateComplete;
      expect(element.step).to.equal('idle');
      expect(element.shadowRoot?.querySelector('section')).to.not.equal(null);
      element.account = accounts.base;
      await reached(element, 'consequences');
    });

    it(`<otp-list>: ${none} shows the list of the device, to which nothing can be added yet`, async () => {
      const {element} = await mountList({properties: {account}});
      const screen = await enter(element, PASSWORD, 'open');
      expect(screen.action('Thêm tài khoản')).to.equal(undefined);
      element.account = accounts.second;
      await element.updateComplete;
      expect(screen.action('Thêm tài khoản')).to.not.equal(undefined);
    });
  }
});

describe('what is no account any more', () => {
  for (const none of [nothing(null), '', ' ']) {
    it(`${JSON.stringify(none)} takes the grant of <otp-verify> away`, async () => {
      const {element} = mount();
      await send(element, 'verified');
      element.account = none;
      await element.updateComplete;
      expect(element.step).to.equal('idle');
      expect(element.grant).to.equal(null);
      expect(element.value).to.equal('');
    });
  }

  it('an attribute that is removed stops <otp-verify> in the middle of a call', async () => {
    const {element, endpoint} = mount({
      account: '',
      attributes: {account: accounts.base},
      script: {answerChallenge: never},
    });
    element.setAttribute('account', accounts.base);
    await send(element, 'submitting');
    element.removeAttribute('account');
    await element.updateComplete;
    expect(element.step).to.equal('idle');
    expect(endpoint.calls.answerChallenge[0]?.[2].signal.aborted).to.equal(true);
  });

  it('a new account begins <otp-enroll> without the password that was typed for the last one', async () => {
    const {element, endpoint} = await mountEnroll();
    await prove(element, 'creating-password');
    await enter(element, PASSWORD, 'confirming-password');
    const half = await reached(element, 'confirming-password');
    fill(half.field(), PASSWORD.slice(0, 3));
    element.account = nothing(null);
    await element.updateComplete;
    expect(element.step).to.equal('idle');
    element.account = accounts.base;
    const screen = await prove(element, 'creating-password');
    expect(screen.field()?.value).to.equal('');
    expect(endpoint.calls.createEnrolment).to.have.length(0);
  });

  it('stops the parts within: the code of this device', async () => {
    const {element} = await mountVerify({standing: onThisDevice, list: listOfThisDevice});
    const part = await inside(element, 'otp-device-code');
    await appears(() => part.step === 'asking');
    part.account = nothing(null);
    await part.updateComplete;
    expect(part.step).to.equal('idle');
  });

  it('stops the parts within: synchronizing', async () => {
    const view = await synchronization((await mountSynchronize()).element);
    await reached(view, 'explaining');
    view.account = nothing(undefined);
    await view.updateComplete;
    expect(view.step).to.equal('idle');
  });
});

describe('another endpoint object that looks the same', () => {
  it('is asked anew by <otp-verify>; the first one’s challenge is not answered to it', async () => {
    const {element, endpoint: first} = mount();
    await reached(element, 'code');
    const second = scriptedEndpoint();
    element.endpoint = second;
    await reached(element, 'loading');
    await send(element, 'verified');
    expect(second.calls.createChallenge).to.have.length(1);
    expect(second.calls.answerChallenge).to.have.length(1);
    expect(first.calls.answerChallenge).to.have.length(0);
  });

  it('is not answered by a click before <otp-verify> has rendered', async () => {
    const {element} = mount();
    const screen = await reached(element, 'code');
    fill(screen.field(), '123456');
    await element.updateComplete;
    const second = scriptedEndpoint();
    element.endpoint = second;
    screen.primary()?.click();
    expect(second.calls.answerChallenge).to.have.length(0);
    await reached(element, 'loading');
    await reached(element, 'code');
    expect(second.calls.answerChallenge).to.have.length(0);
  });

  it('starts <otp-enroll> over', async () => {
    const {element, endpoint} = await mountEnroll();
    await prove(element, 'creating-password');
    element.endpoint = {...endpoint};
    await reached(element, 'terms');
  });

  it('starts <otp-cancel> over', async () => {
    const {element, endpoint} = await mountCancel();
    await reached(element, 'consequences');
    (await pressable(element, 'cancelTitle')).click();
    await proofAsked(element);
    element.endpoint = {...endpoint};
    await reached(element, 'loading');
    await reached(element, 'consequences');
  });

  it('locks <otp-list>', async () => {
    const {element, endpoint} = await mountList();
    await enter(element, PASSWORD, 'open');
    element.endpoint = {...endpoint};
    await reached(element, 'locked');
  });

  it('starts synchronizing over', async () => {
    const {element, endpoint} = await mountSynchronize();
    const view = await synchronization(element);
    (await pressable(view, 'synchronizeTitle')).click();
    await proofAsked(view);
    element.endpoint = {...endpoint};
    await reached(view, 'loading');
    await reached(view, 'explaining');
  });
});

describe('a session token that comes late', () => {
  const refused = () => problemAnswer(401, {code: 'session_expired'});
  const signedIn =
    (answer: () => Response) =>
    ({headers}: {headers: Headers}) =>
      headers.get('Authorization') === 'Bearer late' ? answer() : refused();
  const statusAnswer = () => json(status());
  const challengeAnswer = () => json(challenge.kbOtp({account: accounts.base, purpose: 'login'}), {status: 201});
  const late = async () => 'late';

  const online = (replies: Parameters<typeof wire>[0]) => {
    const {requests} = wire(replies);
    const {element} = mount({endpoint: 'https://otp.example/v1', purpose: 'login', transaction: null});
    return {element, requests};
  };

  it('starts <otp-verify> again after a first 401', async () => {
    const {element} = online([refused, signedIn(statusAnswer), signedIn(challengeAnswer)]);
    await reached(element, 'failed');
    element.getSessionToken = late;
    await reached(element, 'code');
  });

  it('is used by the call that is under way', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => void (release = resolve));
    const {element} = online([() => gate.then(refused), signedIn(statusAnswer), signedIn(challengeAnswer)]);
    let expired = 0;
    element.addEventListener('otp-session-expired', () => (expired += 1));
    await reached(element, 'loading');
    element.getSessionToken = late;
    release();
    await reached(element, 'code');
    expect(expired).to.equal(0);
  });

  it('leaves a challenge that is on the screen, and a call that is under way, alone', async () => {
    const {element, requests} = online([statusAnswer, challengeAnswer, silence]);
    const before = await reached(element, 'code');
    fill(before.field(), '123');
    element.getSessionToken = late;
    await element.updateComplete;
    await quiet();
    expect(before.field()?.value).to.equal('123');
    expect(requests).to.have.length(2);
    await send(element, 'submitting');
    element.getSessionToken = async () => 'later';
    await quiet();
    expect(element.step).to.equal('submitting');
    expect(requests).to.have.length(3);
  });

  it('is not tried for ever: a token that is refused leaves the failure to the page', async () => {
    const {element, requests} = online([refused]);
    element.addEventListener('otp-session-expired', () => (element.getSessionToken = async () => 'late'));
    await reached(element, 'failed');
    await quiet();
    expect(element.step).to.equal('failed');
    expect(requests.length).to.be.within(2, 4);
    const asked = requests.length;
    await quiet();
    expect(requests).to.have.length(asked);
  });

  it('starts <otp-cancel> and <otp-enroll> again after a first 401', async () => {
    for (const [name, channel, after] of [
      ['otp-cancel', 'kb-trade', 'consequences'],
      ['otp-enroll', 'm-able', 'terms'],
    ] as const) {
      wire([refused, signedIn(() => json(status({channel, previousMethod: status().methods[0] ?? null})))]);
      const element = document.createElement(name);
      Object.assign(element, {endpoint: 'https://otp.example/v1', account: accounts.base, channel});
      document.body.append(element);
      try {
        await reached(element as unknown as OtpVerify, 'failed');
        element.getSessionToken = late;
        await reached(element as unknown as OtpVerify, after as 'code');
      } finally {
        element.remove();
      }
    }
  });
});

describe('a grant', () => {
  it('does not outlive the question that it answers, whatever is asked next', async () => {
    for (const change of [
      {account: accounts.second},
      {channel: 'kb-able'},
      {purpose: 'login'},
      {transaction: null},
      {endpoint: scriptedEndpoint()},
    ] as const) {
      const {element} = mount({script: {answerChallenge: ({grant: earned}) => grant(earned)}});
      await send(element, 'verified');
      Object.assign(element, change);
      await element.updateComplete;
      expect(element.value, JSON.stringify(Object.keys(change))).to.equal('');
    }
  });
});
