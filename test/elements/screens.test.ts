import {expect} from 'chai';
import {tap} from '../../stories/fixtures/customer/inside.js';
import {
  asTyped,
  challenge,
  comesTo,
  fill,
  never,
  problem,
  reached,
  send,
  shown,
  statusWith,
  type Scene,
  type Script,
} from '../../stories/fixtures/index.js';
import {cashTransfer} from '../../src/testing/endpoint/transactions.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {mountCancel} from './support/mount-account.js';
import {frames, mount} from './support/mount.js';

const heightOf = (element: Element) => Math.round(element.getBoundingClientRect().height);

describe('what is authorized', () => {
  it('is a heading, the amount below it, and the name of the region', async () => {
    const {element} = mount({});
    const {root} = await reached(element, 'code');
    expect(shown(root.querySelector('h2'))).to.equal('Đặt lệnh mua 1.000 VNM');
    expect(shown(root.querySelector('.amount bdi'))).to.match(/^67\.500\.000/);
    expect(asTyped(root.querySelector('section')?.getAttribute('aria-label') ?? '')).to.equal(
      'Xác thực: Đặt lệnh mua 1.000 VNM',
    );
  });

  it('whose first line is the amount says it once', async () => {
    const {element} = mount({purpose: 'cash-transfer', transaction: cashTransfer});
    const {root} = await reached(element, 'code');
    expect(shown(root.querySelector('h2'))).to.equal('Chuyển tiền');
    expect(shown(root.querySelector('.amount'))).to.equal(shown(root.querySelector('.amount bdi')));
  });
});

describe('an order ticket', () => {
  const states: Readonly<Record<string, readonly [Script, OtpVerify['step']]>> = {
    asked: [{}, 'code'],
    'wrong code': [{answerChallenge: problem('code_invalid', {attemptsLeft: 3})}, 'code'],
    'code used before': [{answerChallenge: problem('code_replayed', {retryIn: 16})}, 'code'],
    judged: [{answerChallenge: never}, 'submitting'],
    locked: [{createChallenge: problem('account_locked', {retryIn: 272})}, 'failed'],
    expired: [{answerChallenge: problem('challenge_expired')}, 'failed'],
    verified: [{}, 'verified'],
  };

  for (const [name, [script, step]] of Object.entries(states))
    for (const autoSubmit of [true, false])
      it(`is 216 to 220 px high: ${name}${autoSubmit ? '' : ', with a button to confirm'}`, async () => {
        const {element} = mount({script, attributes: {density: 'compact'}, autoSubmit});
        element.style.cssText = 'inline-size:360px;font:16px/1.5 sans-serif';
        if (name !== 'locked' && name !== 'asked') {
          const {field} = await reached(element, 'code');
          if (autoSubmit) {
            const arrived = comesTo(element, step);
            fill(field(), '123456');
            await arrived;
          } else await send(element, step);
        }
        await reached(element, step);
        expect(heightOf(element)).to.be.within(216, 220);
      });

  /** On the narrowest card what is authorized takes two lines more: none of it is cut. */
  const most: Readonly<Record<number, number>> = {390: 220, 360: 220, 280: 262};
  for (const [width, limit] of Object.entries(most))
    for (const lang of ['vi', 'en'])
      for (const method of ['kb-otp', 'sms', 'password'] as const)
        it(`is no higher with a button to confirm: ${method}, ${lang}, ${width} px`, async () => {
          const script = {getAuthentication: statusWith(method)};
          const {element} = mount({script, attributes: {density: 'compact', lang}});
          element.style.cssText = `inline-size:${width}px;font:16px/1.5 sans-serif`;
          const screen = await reached(element, 'code');
          // A height is held once the browser has measured it.
          await frames();
          const asked = heightOf(element);
          expect(asked).to.be.within(216, limit);
          const input = screen.field()?.getBoundingClientRect() ?? new DOMRect();
          const button = screen.primary()?.getBoundingClientRect() ?? new DOMRect();
          expect([button.top, button.bottom].map(Math.round)).to.deep.equal(
            [input.top, input.bottom].map(Math.round),
            'on the line of the field',
          );
          const heights: number[] = [];
          element.addEventListener(
            'otp-step',
            () => void element.updateComplete.then(() => heights.push(heightOf(element))),
          );
          await send(element, 'verified');
          await frames();
          expect([...heights, heightOf(element)]).to.deep.equal([...heights, asked].fill(asked));
        });

  it('is left by a button whose text is as large as the other one’s, where leaving is one of two answers', async () => {
    const {element} = await mountCancel({properties: {density: 'compact'}});
    const {root} = await reached(element, 'consequences');
    const sizes = [...root.querySelectorAll('.actions > button')].map((button) => getComputedStyle(button).fontSize);
    expect(sizes).to.have.length(2);
    expect(sizes[0]).to.equal(sizes[1]);
  });

  it('and nothing at all before there is an order', () => {
    const {element} = mount({account: ''});
    return element.updateComplete.then(() => expect(heightOf(element)).to.equal(0));
  });
});

describe('other ways to verify', () => {
  const script = {getAuthentication: statusWith('kb-otp', 'sms')};

  it('mark the present one, and lead back to the question that waits', async () => {
    const {element, endpoint} = mount({script});
    await reached(element, 'code');
    await tap(element, 'otherMethod');
    const {root} = await reached(element, 'choosing-method');
    const current = [...root.querySelectorAll('.choice')].filter((choice) => choice.ariaCurrent === 'true');
    expect(current.map(shown)).to.deep.equal(['KB-OTP']);
    await tap(element, 'leave');
    await reached(element, 'code');
    expect(endpoint.calls.createChallenge).to.have.length(1);
  });
});

describe('an order ticket by SMS', () => {
  it('has its “send again” in the second line of the hint, and the same height', async () => {
    const script = {getAuthentication: statusWith('sms', 'email')};
    const {element} = mount({script, attributes: {density: 'compact'}, autoSubmit: true});
    element.style.cssText = 'inline-size:360px;font:16px/1.5 sans-serif';
    const {root} = await reached(element, 'code');
    const [hint, again] = ['.hint', '.say > button'].map((part) => root.querySelector(part));
    expect(getComputedStyle(again!).fontSize).to.equal(getComputedStyle(hint!).fontSize);
    expect(heightOf(element)).to.be.within(216, 220);
  });
});

describe('a card that becomes an order ticket', () => {
  it('has the height of a ticket, whatever it held before', async () => {
    const {element} = mount({script: {answerChallenge: problem('code_invalid', {attemptsLeft: 3})}, autoSubmit: true});
    element.style.cssText = 'inline-size:360px;font:16px/1.5 sans-serif';
    const {field, root} = await reached(element, 'code');
    const refused = comesTo(element, 'code');
    // A height is held once the browser has measured it.
    await frames();
    fill(field(), '123456');
    await refused;
    expect(root.querySelector<HTMLElement>('.card')?.style.minBlockSize).to.not.equal('');
    element.setAttribute('density', 'compact');
    await frames();
    expect(heightOf(element)).to.be.within(216, 220);
  });

  for (const [method, typed] of [
    ['sms', '123'],
    ['password', 'Một hai'],
  ] as const)
    it(`keeps what the customer is typing: ${method}`, async () => {
      const {element} = mount({script: {getAuthentication: statusWith(method)}});
      const {field, root} = await reached(element, 'code');
      field()?.focus();
      fill(field(), typed);
      element.density = 'compact';
      await element.updateComplete;
      expect([field()?.value, root.activeElement === field()]).to.deep.equal([typed, true]);
    });

  it('has its button on the line of the field, and below the hint when it is a card again', async () => {
    const {element} = mount({});
    element.style.cssText = 'inline-size:360px;font:16px/1.5 sans-serif';
    const screen = await reached(element, 'code');
    const place = async () => {
      await element.updateComplete;
      const [input, hint, button] = [screen.field(), screen.root.querySelector('.say'), screen.primary()].map(
        (part) => part?.getBoundingClientRect() ?? new DOMRect(),
      );
      if (button!.top < input!.bottom) return 'beside the field';
      return button!.top >= hint!.bottom ? 'below the hint' : 'between them';
    };
    const places = [await place()];
    element.density = 'compact';
    expect(element.getAttribute('density')).to.equal(null, 'nothing is rendered yet');
    places.push(await place());
    expect(element.getAttribute('density')).to.equal('compact');
    element.removeAttribute('density');
    places.push(await place());
    element.setAttribute('density', 'compact');
    places.push(await place());
    expect(places).to.deep.equal(['below the hint', 'beside the field', 'below the hint', 'beside the field']);
  });
});

describe('when the time is short', () => {
  const short = {createChallenge: ({request}: Scene) => challenge.kbOtp({...request, expiresIn: 25})};

  it('it is said once for the ear, and one press asks anew, with all the time', async () => {
    const {element, endpoint} = mount({script: {createChallenge: [short.createChallenge, challenge.kbOtp()]}});
    const screen = await reached(element, 'code');
    expect(screen.status()).to.equal('Chỉ còn 30 giây để nhập mã.');
    await tap(element, 'moreTime');
    const renewed = await reached(element, 'code');
    expect(endpoint.calls.createChallenge).to.have.length(2);
    expect(renewed.status()).to.equal('');
    expect(renewed.action('Thêm thời gian')).to.equal(undefined);
  });

  it('of a code that is sent, a new one gives more', async () => {
    const script = {
      getAuthentication: statusWith('sms'),
      createChallenge: ({request}: Scene) => challenge.sms({...request, expiresIn: 25}),
    };
    const screen = await reached(mount({script}).element, 'code');
    expect(screen.action('Thêm thời gian')).to.equal(undefined);
    expect(shown(screen.root.querySelector('.say > button'))).to.contain('Gửi mã mới');
  });
});
