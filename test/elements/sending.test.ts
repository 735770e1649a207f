import {sendKeys, sendMouse} from '@web/test-runner-commands';
import {expect} from 'chai';
import {
  challenge,
  comesTo,
  fill,
  held,
  never,
  press,
  problem,
  reached,
  type Screen,
  send,
  statusWith,
} from '../../stories/fixtures/index.js';
import type {Grant} from '../../src/domain/contract.js';
import {mount, settled} from './support/mount.js';

const enter = ({field}: Screen) =>
  field()?.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, composed: true}));

async function clickWithMouse(node: Element | null): Promise<void> {
  if (!node) throw new Error('there is nothing to click');
  const {left, top, width, height} = node.getBoundingClientRect();
  await sendMouse({type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)]});
}

describe('sending a code', () => {
  it('double click: one call', async () => {
    const {element, endpoint} = mount({script: {answerChallenge: never}});
    const screen = await reached(element, 'code');
    fill(screen.field(), '123456');
    await element.updateComplete;
    screen.primary()?.click();
    screen.primary()?.click();
    await reached(element, 'submitting');
    expect(endpoint.calls.answerChallenge).to.have.length(1);
  });

  it('Enter after auto-submit: one call', async () => {
    const {element, endpoint} = mount({autoSubmit: true, script: {answerChallenge: never}});
    const screen = await reached(element, 'code');
    fill(screen.field(), '123456');
    enter(screen);
    await reached(element, 'submitting');
    expect(endpoint.calls.answerChallenge).to.have.length(1);
  });

  it('autofill and a paste of the same code: one call', async () => {
    const {element, endpoint} = mount({autoSubmit: true, script: {answerChallenge: never}});
    const screen = await reached(element, 'code');
    fill(screen.field(), '123456');
    fill(screen.field(), '123456');
    screen.field()?.dispatchEvent(new Event('change', {bubbles: true}));
    await reached(element, 'submitting');
    expect(endpoint.calls.answerChallenge).to.have.length(1);
  });

  it('auto-submit sends what real keys typed, once, and offers no button', async () => {
    const {element, endpoint} = mount({autoSubmit: true, script: {answerChallenge: never}});
    const screen = await reached(element, 'code');
    expect(screen.primary()).to.equal(null);
    screen.field()?.focus();
    await sendKeys({type: '1234567'});
    await reached(element, 'submitting');
    expect(endpoint.calls.answerChallenge.map(([, code]) => code)).to.deep.equal(['123456']);
  });

  it('a code of which nobody knows whether it was sent is waited for, and the customer is told', async () => {
    const unconfirmed = challenge.sms({delivery: 'unconfirmed'});
    const {element} = mount({script: {getAuthentication: statusWith('sms'), createChallenge: unconfirmed}});
    const screen = await reached(element, 'code');
    expect(screen.status()).to.equal('Chưa rõ mã đã được gửi hay chưa. Nếu chưa nhận được, hãy gửi mã mới.');
    expect(screen.field()?.readOnly).to.equal(false);
  });

  it('auto-submit does not send a static password: nobody knows when it is complete', async () => {
    const {element, endpoint} = mount({autoSubmit: true, script: {getAuthentication: statusWith('password')}});
    const screen = await reached(element, 'code');
    fill(screen.field(), 'a');
    fill(screen.field(), 'a long password');
    await element.updateComplete;
    expect(element.step).to.equal('code');
    await press(element, ({primary}) => primary(), 'verified');
    expect(endpoint.calls.answerChallenge[0]?.[1]).to.equal('a long password');
  });

  it('Enter with a code that is not complete sends nothing and loses nothing', async () => {
    const {element, endpoint} = mount();
    const screen = await reached(element, 'code');
    fill(screen.field(), '12345');
    enter(screen);
    await element.updateComplete;
    expect(element.step).to.equal('code');
    expect(screen.field()?.value).to.equal('12345');
    expect(endpoint.calls.answerChallenge).to.have.length(0);
  });

  it('each attempt has an idempotency key of its own', async () => {
    const {element, endpoint} = mount({script: {answerChallenge: problem('code_invalid', {attemptsLeft: 3})}});
    await send(element, 'code');
    await send(element, 'code', '234567');
    const keys = endpoint.calls.answerChallenge.map(([, , {idempotencyKey}]) => idempotencyKey);
    expect(new Set(keys)).to.have.length(2);
    expect(keys[0]).to.match(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('a challenge whose making was not heard of is asked for again under the same key', async () => {
    const {element, endpoint} = mount({script: {createChallenge: [problem('timeout'), never]}});
    await reached(element, 'failed');
    await press(element, ({primary}) => primary(), 'requesting');
    const keys = endpoint.calls.createChallenge.map(([, {idempotencyKey}]) => idempotencyKey);
    expect(keys).to.have.length(2);
    expect(keys[0]).to.equal(keys[1]);
  });

  it('a wrong code leaves challenge, purpose and method as they were', async () => {
    const {element, endpoint} = mount({script: {answerChallenge: problem('code_invalid', {attemptsLeft: 3})}});
    const purpose = (await reached(element, 'code')).purpose();
    const screen = await send(element, 'code');
    expect(screen.purpose()).to.deep.equal(purpose);
    expect(endpoint.calls.createChallenge).to.have.length(1);
  });

  it('after a wrong code sent by the mouse, the next one can be typed at once', async () => {
    const {element, endpoint} = mount({
      script: {answerChallenge: [problem('code_invalid', {attemptsLeft: 3}), never]},
    });
    const screen = await reached(element, 'code');
    screen.field()?.focus();
    await sendKeys({type: '111111'});
    await element.updateComplete;
    const back = comesTo(element, 'code');
    await clickWithMouse(screen.primary());
    await back;
    await sendKeys({type: '222222'});
    await sendKeys({press: 'Enter'});
    await reached(element, 'submitting');
    expect(endpoint.calls.answerChallenge.map(([, code]) => code)).to.deep.equal(['111111', '222222']);
  });

  it('after a wrong code sent from the button by the keyboard, the next one can be typed at once', async () => {
    const {element, endpoint} = mount({
      script: {answerChallenge: [problem('code_invalid', {attemptsLeft: 3}), never]},
    });
    const screen = await reached(element, 'code');
    fill(screen.field(), '111111');
    await element.updateComplete;
    screen.primary()?.focus();
    const back = comesTo(element, 'code');
    await sendKeys({press: 'Enter'});
    await back;
    await sendKeys({type: '222222'});
    await sendKeys({press: 'Enter'});
    await reached(element, 'submitting');
    expect(endpoint.calls.answerChallenge.map(([, code]) => code)).to.deep.equal(['111111', '222222']);
  });

  it('after a wrong code that took its time, the next one can be typed at once', async () => {
    const refusal = held<Grant>(() => problem('code_invalid', {attemptsLeft: 3}));
    const {element} = mount({script: {answerChallenge: refusal.step}});
    const screen = await reached(element, 'code');
    screen.field()?.focus();
    await sendKeys({type: '111111'});
    await element.updateComplete;
    await clickWithMouse(screen.primary());
    await reached(element, 'submitting');
    await settled();
    const back = comesTo(element, 'code');
    refusal.release();
    await back;
    expect(screen.root.activeElement).to.equal(screen.field());
  });

  it('a code whose fate is unknown is not sent twice', async () => {
    const {element, endpoint} = mount({
      script: {answerChallenge: problem('timeout'), getChallenge: problem('timeout')},
    });
    const screen = await send(element, 'outcome-unknown');
    expect(screen.field()).to.equal(null);
    await press(element, ({primary}) => primary(), 'outcome-unknown');
    expect(endpoint.calls.answerChallenge).to.have.length(1);
    expect(endpoint.calls.getChallenge).to.have.length(2);
  });

  it('"send again" asks once, however often it is clicked', async () => {
    const {element, endpoint} = mount({
      script: {
        getAuthentication: statusWith('sms'),
        createChallenge: ({request}) => challenge.sms({...request, resendIn: 0}),
        resendChallenge: never,
      },
    });
    const screen = await reached(element, 'code');
    const resend = screen.action('Gửi mã mới');
    resend?.click();
    resend?.click();
    await reached(element, 'resending');
    expect(endpoint.calls.resendChallenge).to.have.length(1);
  });
});
