import {expect} from 'chai';
import {
  challenge,
  comesTo,
  grant,
  held,
  inSeconds,
  never,
  problem,
  reached,
  type Script,
  send,
  shown,
  status,
  statusWith,
} from '../../stories/fixtures/index.js';
import {mount, onPage} from './support/mount.js';
import {timersOf, withClock} from './support/fake-timers.js';

const sms = (facts: Parameters<typeof challenge.sms>[0]): Script => ({
  getAuthentication: statusWith('sms'),
  createChallenge: ({request}) => challenge.sms({...request, ...facts}),
});

const TEN_MINUTES = 600_000;

/** An endpoint whose clock is ahead of the page's. */
const ahead = (by: number): Script => ({
  getAuthentication: () => status({now: Date.now() + by}),
  createChallenge: ({request}) => challenge.kbOtp({...request, now: Date.now() + by}),
  answerChallenge: ({grant: {account, channel, purpose, method}}) =>
    grant({account, channel, purpose, method, now: Date.now() + by}),
});

describe('time in <otp-verify>', () => {
  it('a screen that counts the time left wakes once a second, on the second', async () => {
    const delays = await timersOf(() => reached(mount().element, 'code'));
    expect(delays.at(-1)).to.be.within(1, 1_000);
  });

  it('nothing counts, nothing wakes: waiting for the endpoint', async () => {
    const delays = await timersOf(async () => {
      const {element} = mount({script: {getAuthentication: never}});
      await reached(element, 'loading');
    });
    // The limit of the call itself is all that there is.
    expect(delays).to.deep.equal([10_000]);
  });

  it('the resend countdown wakes once a second, on the second', async () => {
    const delays = await timersOf(() => reached(mount({script: sms({resendIn: 60})}).element, 'code'));
    expect(delays.at(-1)).to.be.within(1, 1_000);
  });

  it('a used code: its place counts down to the next one, then asks for that', async () => {
    const {element} = mount({script: {answerChallenge: () => problem('code_replayed', {retryIn: 2})}});
    await send(element, 'code');
    const screen = await reached(element, 'code');
    expect(screen.text('.wait')).to.match(/^Mã mới sau 0:0[12]$/);
    expect(screen.status()).to.equal('Mã này đã được sử dụng. Vui lòng chờ mã mới.');
    expect(screen.root.querySelector('#code'), 'nothing can be typed').to.equal(null);
    await new Promise<void>((resolve) => {
      const look = () => screen.status() === 'Đã có mã mới. Hãy nhập mã đang hiển thị.' && resolve();
      new MutationObserver(look).observe(screen.root, {subtree: true, childList: true, characterData: true});
      look();
    });
    expect([screen.tone(), screen.counted()]).to.deep.equal(['quiet', '']);
    expect(screen.root.querySelector('.wait')).to.equal(null);
  });

  it('a used code of a token, whose next moment nobody tells: counts nothing', async () => {
    const {element} = mount({
      script: {getAuthentication: statusWith('token'), answerChallenge: problem('code_replayed')},
    });
    await send(element, 'code');
    const screen = await reached(element, 'code');
    expect([screen.status(), screen.counted()]).to.deep.equal(['Mã này đã được sử dụng. Vui lòng chờ mã mới.', '']);
  });

  for (const kind of ['sms', 'email', 'voice'] as const)
    it(`a code by ${kind} asked for too soon: says what the wait is for, and counts it`, async () => {
      const {element} = mount({
        script: {getAuthentication: statusWith(kind), createChallenge: () => problem('rate_limited', {retryIn: 45})},
      });
      const screen = await reached(element, 'failed');
      expect(screen.counted()).to.match(/^Mã vừa được gửi. Có thể gửi mã mới sau 0:4[3-6]\.$/);
      expect(screen.primary()).to.have.property('disabled', true);
    });

  it('a wait that is longer than between two codes is for something else', async () => {
    const {element} = mount({
      script: {getAuthentication: statusWith('sms'), createChallenge: () => problem('rate_limited', {retryIn: 1_800})},
    });
    const screen = await reached(element, 'failed');
    expect([screen.status(), screen.counted()]).to.deep.equal([
      'Có quá nhiều yêu cầu liên tiếp. Vui lòng chờ rồi thử lại.',
      '',
    ]);
  });

  it('a resend that the endpoint refuses for now waits as long as that says', async () => {
    const {element} = mount({
      script: {...sms({resendIn: 0}), resendChallenge: () => problem('rate_limited', {retryIn: 20})},
    });
    const screen = await reached(element, 'code');
    screen.action('Gửi mã mới')?.click();
    await comesTo(element, 'code');
    expect(screen.counted()).to.match(/^Mã vừa được gửi. Có thể gửi mã mới sau 0:(2[01]|1\d)\.$/);
    expect(
      screen.actions().filter((action) => /^Gửi mã mới sau 0:(2[01]|1\d)$/.test(action.textContent ?? '')),
    ).to.have.length(1);
  });

  it('counts the resend down as a clock does and then offers it', async () => {
    const {element} = mount({script: sms({resendIn: 1})});
    const screen = await reached(element, 'code');
    expect(screen.action('Gửi mã mới sau 0:01')).to.have.property('disabled', true);
    await new Promise<void>((resolve) => {
      const look = () => screen.action('Gửi mã mới') && resolve();
      new MutationObserver(look).observe(screen.root, {subtree: true, childList: true, characterData: true});
      look();
    });
    expect(screen.action('Gửi mã mới')).to.have.property('disabled', false);
  });

  it('shows the time left from the start, and the last ten seconds so that they stand out', async () => {
    const shownFor = async (expiresIn: number) => {
      const {element} = mount({script: {createChallenge: () => challenge.kbOtp({expiresIn})}});
      const {root} = await reached(element, 'code');
      const time = root.querySelector<HTMLElement>('[part=time]');
      const color = time && getComputedStyle(time).color;
      return {text: shown(time), color, left: Number(time?.style.getPropertyValue('--_left'))};
    };
    const calm = await shownFor(60);
    const late = await shownFor(8);
    expect(calm.text).to.match(/^Còn (1:00|0:59)$/);
    expect(late.text).to.match(/^Còn [78] giây$/);
    expect(late.color).to.not.equal(calm.color);
    expect(Math.min(calm.left, late.left)).to.be.at.least(0.85);
  });

  it('a challenge that runs out ends in its own words, by itself', async () => {
    const {element} = mount({script: {createChallenge: () => challenge.kbOtp({expiresIn: 1})}});
    await reached(element, 'code');
    const screen = await reached(element, 'failed');
    expect(screen.status()).to.equal('Đã hết thời gian nhập mã. Vui lòng xác thực lại.');
  });

  it('a challenge still runs out after the element has been moved', async () => {
    const {element} = mount({script: {createChallenge: () => challenge.kbOtp({expiresIn: 1})}});
    await reached(element, 'code');
    const ended = comesTo(element, 'failed');
    onPage(document.createElement('div')).append(element);
    expect((await ended).status()).to.equal('Đã hết thời gian nhập mã. Vui lòng xác thực lại.');
  });

  it('a challenge does not run out while its code is being judged', async () => {
    const verdict = held(({grant: earned}) => earned);
    const {element} = mount({
      script: {answerChallenge: verdict.step},
    });
    await send(element, 'submitting');
    await withClock(
      () => TEN_MINUTES,
      async () => {
        element.requestUpdate();
        await element.updateComplete;
        expect(element.step).to.equal('submitting');
      },
    );
    verdict.release();
    await reached(element, 'verified');
  });

  it('a grant that is not used in time is taken back', async () => {
    const {element} = mount({
      script: {answerChallenge: ({grant: earned}) => ({...earned, expiresAt: inSeconds(1, Date.now())})},
    });
    await send(element, 'verified');
    const screen = await reached(element, 'failed');
    expect(screen.status()).to.equal('Xác thực đã hết hiệu lực. Vui lòng xác thực lại.');
    expect(element.value).to.equal('');
  });

  it('a clock ten minutes slow shows the time left by the endpoint’s clock', async () => {
    const {element} = mount({script: ahead(TEN_MINUTES)});
    const screen = await reached(element, 'code');
    expect(screen.text('[part=time]')).to.match(/^Còn (2:00|1:5\d)$/);
    await send(element, 'verified');
  });

  it('a clock ten minutes fast ends nothing early', async () => {
    const {element} = mount({script: ahead(-TEN_MINUTES)});
    const screen = await reached(element, 'code');
    expect(screen.text('[part=time]')).to.match(/^Còn (2:00|1:5\d)$/);
    await send(element, 'verified');
    expect(element.value).to.not.equal('');
  });

  it('a wait shows how long, and ends in the action', async () => {
    const {element} = mount({script: {createChallenge: () => problem('rate_limited', {retryIn: 45})}});
    const screen = await reached(element, 'failed');
    expect(screen.primary()?.disabled).to.be.true;
    expect(screen.primary()?.textContent).to.match(/^Thử lại sau 0:4[456]$/);
    await withClock(
      () => 46_000,
      async () => {
        element.requestUpdate();
        await element.updateComplete;
        expect(screen.primary()?.disabled).to.be.false;
      },
    );
  });
});
