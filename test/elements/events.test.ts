import {expect} from 'chai';
import {grant, held, leave, press, problem, reached, send, status} from '../../stories/fixtures/index.js';
import {
  OtpDismissedEvent,
  OtpErrorEvent,
  OtpSessionExpiredEvent,
  OtpStepEvent,
  OtpVerifiedEvent,
} from '../../src/events.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {heard, mount, onPage, settled} from './support/mount.js';

const names = ['otp-step', 'otp-verified', 'otp-error', 'otp-session-expired', 'otp-dismissed'] as const;

/** Each event with the step that the element is at while it is heard. */
function record(element: OtpVerify): string[] {
  const events: string[] = [];
  const note = (event: Event) =>
    events.push(
      event instanceof OtpStepEvent
        ? `${event.previousStep} -> ${event.step} @${element.step}`
        : `${event.type} @${element.step}`,
    );
  for (const name of names) element.addEventListener(name, note);
  return events;
}

describe('the events of <otp-verify>', () => {
  it('tell every change of screen, to listeners that see the new state', async () => {
    const {element} = mount();
    const events = record(element);
    await send(element, 'verified');
    expect(events).to.deep.equal([
      'idle -> loading @loading',
      'loading -> requesting @requesting',
      'requesting -> code @code',
      'code -> submitting @submitting',
      'otp-verified @verified',
      'submitting -> verified @verified',
    ]);
  });

  it('a wrong code is an error, and the code screen comes back', async () => {
    const {element} = mount({script: {answerChallenge: problem('code_invalid', {attemptsLeft: 3})}});
    await reached(element, 'code');
    const events = record(element);
    await send(element, 'code');
    expect(events).to.deep.equal(['code -> submitting @submitting', 'otp-error @code', 'submitting -> code @code']);
  });

  it('an expired session is an error and an event of its own', async () => {
    const {element} = mount({script: {getAuthentication: problem('session_expired')}});
    const events = record(element);
    await reached(element, 'failed');
    expect(events).to.deep.equal([
      'idle -> loading @loading',
      'otp-error @failed',
      'otp-session-expired @failed',
      'loading -> failed @failed',
    ]);
  });

  it('are typed: the grant and whether a code was asked for', async () => {
    const {element} = mount();
    const verified = heard(element, 'otp-verified');
    await send(element, 'verified');
    const event = await verified;
    expect(event).to.be.instanceOf(OtpVerifiedEvent);
    expect(event.grant).to.deep.equal(element.grant);
    expect(event.reused).to.be.false;
  });

  it('say when an earlier proof of the session was reused', async () => {
    const {element} = mount({script: {getAuthentication: () => status({grants: [grant({scope: 'session'})]})}});
    const {reused} = await heard(element, 'otp-verified');
    expect(reused).to.be.true;
  });

  it('are typed: the problem by its code', async () => {
    const {element} = mount({script: {createChallenge: problem('step_up_required', {traceId: 'trace-1'})}});
    const event = await heard(element, 'otp-error');
    expect(event).to.be.instanceOf(OtpErrorEvent);
    expect(event.problem).to.deep.equal({code: 'step_up_required', traceId: 'trace-1'});
  });

  it('are typed: leaving, and the session’s end', async () => {
    const {element} = mount({script: {answerChallenge: problem('session_expired')}});
    await reached(element, 'code');
    const dismissed = heard(element, 'otp-dismissed');
    await press(element, leave, 'dismissed');
    expect(await dismissed).to.be.instanceOf(OtpDismissedEvent);
    await press(element, ({primary}) => primary(), 'code');
    const expired = heard(element, 'otp-session-expired');
    await send(element, 'failed');
    expect(await expired).to.be.instanceOf(OtpSessionExpiredEvent);
  });

  it('bubble, and reach the page out of a shadow tree', async () => {
    const host = onPage(document.createElement('div'));
    const outside = heard(document, 'otp-step');
    mount({parent: host.attachShadow({mode: 'open'})});
    expect((await outside).step).to.equal('loading');
  });

  it('a host that starts over on hearing of an error is obeyed', async () => {
    const {element, endpoint} = mount({script: {getAuthentication: [problem('session_expired'), () => status()]}});
    element.addEventListener('otp-session-expired', () => element.restart(), {once: true});
    await reached(element, 'code');
    expect(endpoint.calls.getAuthentication).to.have.length(2);
  });

  it('a host that removes the element on hearing of success hears no more', async () => {
    const answer = held(({grant: earned}) => earned);
    const {element, endpoint} = mount({script: {answerChallenge: answer.step}});
    await send(element, 'submitting');
    const events = record(element);
    element.addEventListener('otp-verified', () => element.remove());
    const verified = heard(element, 'otp-verified');
    answer.release();
    await verified;
    await settled();
    expect(events.filter((event) => event.endsWith('@idle'))).to.deep.equal([]);
    expect(element.step).to.equal('idle');
    expect(endpoint.calls.getAuthentication).to.have.length(1);
  });

  it('a listener that throws does not stop the element', async () => {
    const {element} = mount();
    const {onerror} = window;
    const thrown: unknown[] = [];
    window.onerror = (message) => {
      thrown.push(message);
      return true;
    };
    try {
      element.addEventListener('otp-step', () => {
        throw new Error('the host’s own fault');
      });
      await send(element, 'verified');
    } finally {
      window.onerror = onerror;
    }
    expect(thrown).to.not.be.empty;
  });
});
