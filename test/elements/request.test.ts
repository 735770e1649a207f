/** A page that waits for a proof: one promise, which always settles. */
import {expect} from 'chai';
import {OtpRequestError} from '../../src/elements/otp-verify/request-error.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import type {OtpRequest} from '../../src/elements/otp-verify/request.js';
import {
  comesTo,
  never,
  order,
  problem,
  reached,
  leave as wayOut,
  send,
  type Script,
} from '../../stories/fixtures/index.js';
import {mount, onPage, settled, type Setting} from './support/mount.js';

const forOrder: OtpRequest = {purpose: 'order', transaction: order};

/** An element that rests until it is asked: it has no account of its own. */
const resting = (script: Script = {}, setting: Setting = {}) => {
  const {element, endpoint} = mount({script, account: '', ...setting});
  const ask = (asked: Partial<OtpRequest> = {}) => element.request({account: '058C123456', ...forOrder, ...asked});
  return {element, endpoint, ask};
};

/** How a request ends that ends in vain. */
const failing = async (asked: Promise<unknown>): Promise<OtpRequestError> => {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OtpRequestError)) throw new Error(`it ended with ${String(error)}`);
  return error;
};

const give = (element: OtpVerify, next: OtpVerify['step'] = 'verified') => send(element, next);

const leave = async (element: OtpVerify, step: OtpVerify['step']) => wayOut(await reached(element, step))?.click();

describe('a page that asks for a proof', () => {
  it('is given the grant for what it asked', async () => {
    const {element, endpoint, ask} = resting();
    const asked = ask();
    await give(element);
    const grant = await asked;
    expect([grant.purpose, grant.account, grant.token]).to.deep.equal(['order', '058C123456', element.value]);
    expect(endpoint.calls.createChallenge[0]?.[0]).to.deep.include(forOrder);
  });

  it('waits as long as the customer can go on: a wrong code is not the end', async () => {
    const {element, ask} = resting({answerChallenge: [problem('code_invalid', {attemptsLeft: 3}), ({grant}) => grant]});
    const asked = ask();
    await give(element, 'code');
    await give(element);
    expect((await asked).purpose).to.equal('order');
  });

  it('asks anew each time, though nothing is another', async () => {
    const {element, endpoint, ask} = resting();
    for (let time = 0; time < 2; time += 1) {
      const asked = ask();
      await give(element);
      await asked;
    }
    expect(endpoint.calls.createChallenge).to.have.length(2);
  });

  it('takes an element over that asks for something else, if no code is under way', async () => {
    const {element, endpoint} = mount({purpose: 'login', transaction: null});
    await reached(element, 'code');
    const asked = element.request(forOrder);
    await comesTo(element, 'code');
    expect(endpoint.calls.createChallenge.at(-1)?.[0].purpose).to.equal('order');
    await give(element);
    expect((await asked).purpose).to.equal('order');
  });

  it('hears that the customer has left', async () => {
    const {element, ask} = resting();
    const asked = failing(ask());
    await leave(element, 'code');
    expect((await asked).code).to.equal('dismissed');
  });

  it('hears with it what the customer left from', async () => {
    const {element, ask} = resting({createChallenge: problem('account_locked')});
    const asked = failing(ask());
    await leave(element, 'failed');
    const {code, problem: left} = await asked;
    expect([code, left?.code]).to.deep.equal(['dismissed', 'account_locked']);
  });

  for (const code of ['session_expired', 'step_up_required', 'client_outdated', 'limit_exceeded'] as const)
    it(`hears of ${code}, which is for the page to see to`, async () => {
      const {ask} = resting({createChallenge: problem(code)});
      const error = await failing(ask());
      expect([error.code, error.problem?.code]).to.deep.equal(['problem', code]);
    });

  const mistakes = [
    ['no account', {}, {account: ''}],
    ['no channel', {channel: ''}, {}],
    ['no endpoint', {endpoint: ''}, {}],
    ['another purpose than there are', {}, {purpose: 'dance'}],
    ['a disabled element', {disabled: true}, {}],
  ] as const;
  for (const [what, setting, over] of mistakes)
    it(`hears of its own mistake at once: ${what}`, async () => {
      const {ask} = resting({}, setting);
      expect((await failing(ask(over as Partial<OtpRequest>))).code).to.equal('problem');
    });

  it('hears of the same mistake a second time', async () => {
    const {ask} = resting({}, {channel: ''});
    for (let time = 0; time < 2; time += 1) expect((await failing(ask())).code).to.equal('problem');
  });

  it('of an element that is not on the page is told so', async () => {
    const element = document.createElement('otp-verify');
    const {code, problem: told} = await failing(element.request({account: '058C123456', ...forOrder}));
    expect([code, told?.code]).to.deep.equal(['problem', 'misconfigured']);
  });
});

describe('a request that is withdrawn', () => {
  it('before it begins asks nobody', async () => {
    const {element, endpoint, ask} = resting();
    expect((await failing(ask({signal: AbortSignal.abort()}))).code).to.equal('aborted');
    expect([element.step, endpoint.calls.getAuthentication.length]).to.deep.equal(['idle', 0]);
  });

  it('as soon as it is made asks nobody', async () => {
    const {endpoint, ask} = resting();
    const controller = new AbortController();
    const asked = failing(ask({signal: controller.signal}));
    controller.abort();
    expect((await asked).code).to.equal('aborted');
    expect(endpoint.calls.getAuthentication).to.have.length(0);
  });

  it('later leaves the element with nothing to ask, and gives up the call under way', async () => {
    const {element, endpoint, ask} = resting({answerChallenge: never});
    const controller = new AbortController();
    const asked = failing(ask({signal: controller.signal}));
    await give(element, 'submitting');
    await settled();
    controller.abort();
    expect((await asked).code).to.equal('aborted');
    expect([element.step, endpoint.calls.answerChallenge[0]?.[2].signal.aborted]).to.deep.equal(['idle', true]);
    await settled();
    expect(element.step).to.equal('idle');
  });

  it('after it has ended changes nothing', async () => {
    const {element, ask} = resting();
    const controller = new AbortController();
    const asked = ask({signal: controller.signal});
    await give(element);
    await asked;
    controller.abort();
    await settled();
    expect(element.step).to.equal('verified');
  });

  it('by taking the element off the page ends', async () => {
    const {element, ask} = resting();
    const asked = failing(ask());
    await reached(element, 'code');
    element.remove();
    expect((await asked).code).to.equal('aborted');
  });

  it('and made again on an element that was put back begins anew', async () => {
    const {element, ask} = resting();
    const first = failing(ask());
    await reached(element, 'code');
    element.remove();
    await first;
    await reached(onPage(element), 'code');
    const asked = ask();
    await comesTo(element, 'code');
    await give(element);
    expect((await asked).purpose).to.equal('order');
  });

  it('is not one whose element is only moved', async () => {
    const {element, ask} = resting();
    const asked = ask();
    await reached(element, 'code');
    onPage(document.createElement('div')).append(element);
    await settled();
    await give(element);
    expect((await asked).purpose).to.equal('order');
  });

  for (const [how, change] of [
    ['another account', (element: OtpVerify) => (element.account = '058C000002')],
    ['no account', (element: OtpVerify) => (element.account = '')],
    ['another purpose', (element: OtpVerify) => (element.purpose = 'login')],
  ] as const)
    it(`by setting ${how} on the element ends`, async () => {
      const {element, ask} = resting();
      const asked = failing(ask());
      await reached(element, 'code');
      change(element);
      expect((await asked).code).to.equal('aborted');
    });
});

describe('two requests of one element', () => {
  it('at once: the second is refused, the first goes on', async () => {
    const {element, ask} = resting();
    const first = ask();
    const {code, problem: told} = await failing(ask({purpose: 'login', transaction: null}));
    expect([code, told?.code]).to.deep.equal(['problem', 'request_in_progress']);
    await give(element);
    expect((await first).purpose).to.equal('order');
  });

  it('a code that is under way is not given up for a request', async () => {
    const {element} = mount({script: {answerChallenge: never}});
    await give(element, 'submitting');
    expect((await failing(element.request(forOrder))).problem?.code).to.equal('request_in_progress');
    expect(element.step).to.equal('submitting');
  });

  it('of two elements don’t hinder each other', async () => {
    const [one, other] = [resting(), resting()];
    const asked = [one.ask(), other.ask()];
    await give(other.element);
    await give(one.element);
    expect((await Promise.all(asked)).map(({purpose}) => purpose)).to.deep.equal(['order', 'order']);
  });
});
