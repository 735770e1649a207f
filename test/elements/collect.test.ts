/** Collect mode: the code goes to the page, whose own request carries it, and the page says what became of it. */
import {expect} from 'chai';
import {type OtpSubmitEvent, type RespondOptions, type SubmitOutcome} from '../../src/submit-event.js';
import type {VerifyStep} from '../../src/flows/verify-state.js';
import type {Challenge} from '../../src/domain/contract.js';
import type {Problem} from '../../src/domain/problems.js';
import {localize} from '../../src/i18n/language.js';
import {verifyTexts} from '../../src/elements/otp-verify/texts.js';
import {asTyped, challenge, comesTo, grant, reached, send, status, type Script} from '../../stories/fixtures/index.js';
import {heard, mount, onPage, settled, type Setting} from './support/mount.js';

const CODE = '481516';
const say = localize(verifyTexts, 'vi');

const refused = (code: Problem['code'], facts: Omit<Problem, 'code'> = {}): SubmitOutcome => ({
  ok: false,
  problem: {code, ...facts},
});

/** In collect mode; `answer` hears each submission. */
const collecting = (answer?: (event: OtpSubmitEvent) => void, {attributes, ...setting}: Setting = {}) => {
  const mounted = mount({attributes: {mode: 'collect', ...attributes}, ...setting});
  const events: OtpSubmitEvent[] = [];
  mounted.element.addEventListener('otp-submit', (event) => {
    events.push(event);
    answer?.(event);
  });
  const problems: string[] = [];
  mounted.element.addEventListener('otp-error', (event) => problems.push(event.problem.code));
  return {...mounted, events, problems};
};

type Collecting = ReturnType<typeof collecting>;

/** Gives a code and waits for the screen that comes of it. */
const submit = ({element}: Pick<Collecting, 'element'>, next: VerifyStep, code = CODE) => send(element, next, code);

const respond =
  (outcome: SubmitOutcome | Promise<SubmitOutcome>, options?: RespondOptions) => (event: OtpSubmitEvent) => {
    event.takeCode();
    event.respondWith(outcome, options);
  };

describe('a code in collect mode', () => {
  it('goes to the page with what it answers, and the endpoint is not asked about it', async () => {
    let code = '';
    const page = collecting((event) => {
      code = event.takeCode();
      event.respondWith({ok: true});
    });
    const verified = heard(page.element, 'otp-verified');
    await submit(page, 'verified');
    const [event] = page.events;
    expect(code).to.equal(CODE);
    expect([event?.account, event?.challengeId, event?.method]).to.deep.equal([
      page.element.account,
      challenge.kbOtp().id,
      'kb-otp',
    ]);
    expect(page.endpoint.calls.answerChallenge).to.deep.equal([]);
    const {grant, reused} = await verified;
    expect([grant.token, grant.scope, reused]).to.deep.equal([event?.idempotencyKey, 'once', false]);
  });

  it('is in no field of the event, whoever logs or clones it', async () => {
    const page = collecting(respond({ok: true}));
    await submit(page, 'verified');
    const [event] = page.events;
    const seen = [JSON.stringify(event), ...Object.values(event as object).map((value) => JSON.stringify(value))];
    for (const key in event) seen.push(String((event as unknown as Record<string, unknown>)[key]));
    expect(seen.join()).not.to.contain(CODE);
    expect(page.element.outerHTML).not.to.contain(CODE);
  });

  it('is handed out once', async () => {
    const thrown: unknown[] = [];
    const page = collecting((event) => {
      event.takeCode();
      event.respondWith({ok: true});
      try {
        event.takeCode();
      } catch (error) {
        thrown.push((error as DOMException).name);
      }
    });
    await submit(page, 'verified');
    expect(thrown).to.deep.equal(['InvalidStateError']);
  });

  it('is heard by listeners around the element too', async () => {
    const parent = onPage(document.createElement('div'));
    parent.addEventListener('otp-submit', respond({ok: true}));
    await submit(collecting(undefined, {parent}), 'verified');
  });

  it('stands for a form’s value once it was accepted', async () => {
    const page = collecting(respond({ok: true}), {required: true});
    await submit(page, 'verified');
    expect(page.element.value).to.equal(page.events[0]?.idempotencyKey);
    expect(page.element.checkValidity()).to.equal(true);
  });
});

describe('what the page says of a code', () => {
  const rows = [
    ['code_invalid', {attemptsLeft: 2}, 'code', () => say.codeInvalidLeft(2)],
    ['code_invalid', {attemptsLeft: 1}, 'code', () => say.codeInvalidLast()],
    ['code_invalid', {attemptsLeft: 0}, 'failed', () => say.challengeLocked()],
    ['code_replayed', {}, 'code', () => say.codeReplayed()],
    ['account_locked', {}, 'failed', () => say.accountLocked()],
    ['challenge_expired', {}, 'failed', () => say.challengeExpired()],
    ['transaction_mismatch', {}, 'failed', () => say.transactionMismatch()],
    ['session_expired', {}, 'failed', () => say.sessionExpired()],
    ['unreachable', {}, 'outcome-unknown', () => say.outcomeUnknown()],
  ] as const;
  for (const [code, facts, step, words] of rows)
    it(`${code} ${JSON.stringify(facts)} is told as the endpoint’s own: ${step}`, async () => {
      const screen = await submit(collecting(respond(refused(code, facts))), step);
      expect(screen.status()).to.equal(asTyped(words()));
    });

  it('wrong, then right: each code is a submission of its own', async () => {
    const outcomes = [refused('code_invalid', {attemptsLeft: 4}), {ok: true}] as const;
    const page = collecting((event) => respond(outcomes[page.events.length - 1]!)(event));
    await submit(page, 'code', '000000');
    await submit(page, 'verified');
    expect(new Set(page.events.map(({idempotencyKey}) => idempotencyKey)).size).to.equal(2);
  });

  it('that is no outcome is none: the customer is told so, and the code is not asked for again', async () => {
    const page = collecting(respond({done: 'yes'} as never));
    await submit(page, 'outcome-unknown');
    expect(page.problems).to.deep.equal(['malformed_answer']);
  });
});

describe('a page that answers wrongly', () => {
  it('twice: the first answer counts, and the second listener is told', async () => {
    const thrown: string[] = [];
    const page = collecting((event) => {
      respond(refused('code_invalid', {attemptsLeft: 3}))(event);
      try {
        event.respondWith({ok: true});
      } catch (error) {
        thrown.push((error as DOMException).name);
      }
    });
    const screen = await submit(page, 'code');
    expect(screen.status()).to.equal(asTyped(say.codeInvalidLeft(3)));
    expect(thrown).to.deep.equal(['InvalidStateError']);
  });

  it('after the event is over: it is told, and the customer reads that nobody took the code', async () => {
    const page = collecting();
    const screen = await submit(page, 'failed');
    expect(page.problems).to.deep.equal(['misconfigured']);
    expect(screen.status()).to.equal(asTyped(say.misconfigured()));
    expect(() => page.events[0]?.respondWith({ok: true})).to.throw(DOMException);
    expect(() => page.events[0]?.takeCode()).to.throw(DOMException);
  });

  it('not at all though it took the code: what became of it is unknown', async () => {
    const screen = await submit(
      collecting((event) => void event.takeCode()),
      'outcome-unknown',
    );
    expect(screen.status()).to.equal(asTyped(say.outcomeUnknown()));
  });

  it('never: its time is over, the code is gone, and the customer reads that there is no result yet', async () => {
    const page = collecting((event) => event.respondWith(new Promise(() => undefined)), {timeout: 50});
    const screen = await submit(page, 'outcome-unknown');
    expect(screen.status()).to.equal(asTyped(say.outcomeUnknown()));
    const [event] = page.events;
    expect(event?.signal.aborted).to.equal(true);
    expect(() => event?.takeCode()).to.throw(DOMException);
  });

  it('late: asking again hears it, and nothing is submitted twice', async () => {
    let answer!: (outcome: SubmitOutcome) => void;
    const late = new Promise<SubmitOutcome>((resolve) => (answer = resolve));
    const page = collecting(respond(late), {timeout: 50});
    const screen = await submit(page, 'outcome-unknown');
    answer({ok: true});
    const verified = comesTo(page.element, 'verified');
    screen.action(say.askAgain())?.click();
    await verified;
    expect(page.events).to.have.length(1);
  });

  it('later still: who asks again waits for it', async () => {
    let answer!: (outcome: SubmitOutcome) => void;
    const late = new Promise<SubmitOutcome>((resolve) => (answer = resolve));
    const page = collecting(respond(late), {timeout: 300});
    const screen = await submit(page, 'outcome-unknown');
    const asking = comesTo(page.element, 'checking');
    screen.action(say.askAgain())?.click();
    await asking;
    await settled();
    answer({ok: true});
    await reached(page.element, 'verified');
  });

  for (const thrown of [new TypeError('secret 481516'), new DOMException('secret 481516', 'AbortError')])
    it(`by a rejection (${thrown.name}): unknown, and what was thrown goes no further`, async () => {
      const page = collecting((event) => respond(Promise.reject(thrown))(event));
      const hints: unknown[] = [];
      page.element.addEventListener('otp-error', (event) => hints.push(event.problem.hint));
      await submit(page, 'outcome-unknown');
      expect(page.problems).to.deep.equal(['unreachable']);
      expect(String(hints)).not.to.contain('481516');
    });

  it('by a throw before it answered: the code has gone nowhere', async () => {
    const listening = collecting();
    const reported = heardError();
    listening.element.addEventListener('otp-submit', () => {
      throw new Error('of the page');
    });
    await submit(listening, 'failed');
    await reported;
    expect(listening.problems).to.deep.equal(['misconfigured']);
  });

  it('asks its back end where it can: the outcome of `check` counts', async () => {
    let checks = 0;
    const check = async (): Promise<SubmitOutcome> => {
      checks += 1;
      return checks === 1 ? refused('upstream_unavailable') : {ok: true};
    };
    const page = collecting((event) => respond(Promise.reject(new TypeError('network')), {check})(event));
    const screen = await submit(page, 'outcome-unknown');
    const verified = comesTo(page.element, 'verified');
    screen.action(say.askAgain())?.click();
    await verified;
    expect(checks).to.equal(2);
  });
});

/** The next error that a listener throws, kept from the test runner. */
const heardError = () =>
  new Promise<void>((resolve) => {
    const before = window.onerror;
    window.onerror = () => {
      window.onerror = before;
      resolve();
      return true;
    };
  });

describe('an element in collect mode that is taken off the page while its code is under way', () => {
  it('gives the submission up and begins anew when it is put back', async () => {
    let answer!: (outcome: SubmitOutcome) => void;
    const page = collecting(respond(new Promise((resolve) => (answer = resolve))));
    const submitted = heard(page.element, 'otp-submit');
    await submit(page, 'submitting');
    await submitted;
    page.element.remove();
    await settled();
    expect(page.events[0]?.signal.aborted).to.equal(true);
    expect(page.element.step).to.equal('idle');
    answer({ok: true});
    await settled();
    expect(page.element.step).to.equal('idle');
    onPage(page.element);
    await reached(page.element, 'code');
    expect(page.endpoint.calls.createChallenge).to.have.length(2);
  });
});

describe('an earlier proof of the session', () => {
  it('takes no code’s place: the page’s request needs one', async () => {
    const script: Script = {
      getAuthentication: ({request: {account, channel}}) =>
        status({account, channel, grants: [grant({account, channel, scope: 'session', excludes: []})]}),
    };
    const page = collecting(respond({ok: true}), {script});
    await submit(page, 'verified');
    expect(page.events).to.have.length(1);
  });
});

describe('a challenge that the page has made', () => {
  const own = (over: object = {}) => challenge.sms({id: 'transaction-0000001', ...over});
  const given = (made: object, answer = respond({ok: true}), setting: Setting = {}) =>
    collecting(answer, {...setting, challenge: made as Challenge});

  it('is asked without a word to the endpoint', async () => {
    const page = given(own());
    await submit(page, 'verified');
    expect(page.events[0]?.challengeId).to.equal('transaction-0000001');
    for (const calls of Object.values(page.endpoint.calls)) expect(calls).to.deep.equal([]);
  });

  it('needs no endpoint', async () => {
    await submit(given(own({resendsLeft: 0}), undefined, {endpoint: ''}), 'verified');
  });

  it('that does not fit the contract is told so', async () => {
    const page = given({...own(), code: 'six'});
    await reached(page.element, 'failed');
    expect(page.problems).to.deep.equal(['malformed_answer']);
  });

  it('for another account is not shown', async () => {
    const page = given(own({account: '058C000002'}));
    await reached(page.element, 'failed');
    expect(page.problems).to.deep.equal(['malformed_answer']);
  });

  it('whose code was accepted is not asked again; another one is', async () => {
    const page = given(own());
    await submit(page, 'verified');
    page.element.restart();
    await reached(page.element, 'failed');
    expect(page.problems).to.deep.equal(['challenge_expired']);
    page.element.challenge = own({id: 'transaction-0000002'});
    await submit(page, 'verified');
    expect(page.events.at(-1)?.challengeId).to.equal('transaction-0000002');
  });

  it('whose code was refused is asked again, also after the element was away', async () => {
    const page = given(own(), respond(refused('code_invalid', {attemptsLeft: 2})));
    await submit(page, 'code');
    page.element.remove();
    await settled();
    onPage(page.element);
    await reached(page.element, 'code');
  });

  it('that is over already is not shown, and the page hears that it needs another', async () => {
    const page = given(own({expiresIn: -1}));
    await reached(page.element, 'failed');
    expect(page.problems).to.deep.equal(['challenge_expired']);
  });
});

describe('a page that asks for a code in the usual way', () => {
  it('hands no code to anybody: it goes to the endpoint', async () => {
    const page = collecting(respond({ok: true}), {attributes: {mode: 'verify'}});
    await submit(page, 'verified');
    expect(page.events).to.deep.equal([]);
    expect(page.endpoint.calls.answerChallenge).to.have.length(1);
  });
});
