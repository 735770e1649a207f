/** The verify flow from a challenge to the verdict on its code. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Challenge} from '../../src/domain/contract.js';
import type {Problem} from '../../src/domain/problems.js';
import {verify} from '../../src/flows/verify.js';
import {account, challenge, grant, methods, order, otherAccount} from '../support/samples.js';
import {problemCodes} from '../support/problem-codes.js';
import {abort, at, type At, clear, fact, isIgnored, leadsTo, next, oneMethod, tell, twoMethods} from './verify-rows.js';

const row = (...columns: Parameters<typeof leadsTo>) => void test(...leadsTo(...columns));
const ignored = (...columns: Parameters<typeof isIgnored>) => void test(...isIgnored(...columns));

const {sms, 'kb-otp': kbOtp} = methods;
const malformed: Problem = {code: 'malformed_answer'};
const kbOtpChallenge = challenge.kbOtp();
const smsChallenge = challenge.sms();

/** Outcome unknown means that the same question is asked again; a stale status, that the account is looked at again. */
const unknown = [
  'offline',
  'timeout',
  'unreachable',
  'malformed_answer',
  'refused',
  'request_in_progress',
  'code_replayed',
  'internal_error',
  'upstream_unavailable',
  'maintenance',
];
const stale = ['state_conflict', 'not_enrolled', 'device_superseded', 'device_disabled'];
const retypable = ['code_invalid', 'invalid_format', 'clock_drift', 'rate_limited'];

const loadAgain = {...at.loading, attempt: next, methodChanged: true};
const load = {type: 'load', attempt: next, account, channel: 'kb-trade', purpose: 'order'} as const;
const newChallenge = {type: 'challenge', status: twoMethods, method: kbOtp.id, sameAttempt: false} as const;
const failed = (problem: Problem, method: string = kbOtp.id, sameAttempt = false): At<'failed'> => ({
  ...at.failed,
  problem,
  retry: {...newChallenge, method, sameAttempt},
});
const foreign: Readonly<Record<string, Pick<Partial<Challenge>, 'account' | 'channel' | 'purpose'>>> = {
  'another account': {account: otherAccount},
  'another channel': {channel: 'kb-able'},
  'another purpose': {purpose: 'cash-transfer'},
};

describe('the challenge comes', () => {
  row('the code is asked for, in an empty field', at.requesting, fact('challenged', kbOtpChallenge), at.code, clear);

  for (const [name, other] of Object.entries(foreign))
    row(
      `a challenge for ${name} is none; another one is asked for under a new number`,
      at.requesting,
      fact('challenged', challenge.kbOtp(other)),
      failed(malformed),
      tell(malformed),
    );

  for (const code of problemCodes.filter((name) => !stale.includes(name)))
    row(
      `${code} ends it; trying again asks ${unknown.includes(code) ? 'the same once more' : 'for a new challenge'}`,
      at.requesting,
      fact('challenged', {code}),
      failed({code}, kbOtp.id, unknown.includes(code)),
      tell({code}),
    );

  for (const code of stale)
    row(
      `${code}: the account’s status is looked at again`,
      at.requesting,
      fact('challenged', {code: code as Problem['code']}),
      loadAgain,
      abort,
      load,
    );
});

describe('an endpoint that contradicts itself', () => {
  for (const code of stale as Problem['code'][])
    row(
      `${code} again, although the status has just been read again, ends it`,
      {...at.requesting, methodChanged: true},
      fact('challenged', {code}),
      failed({code}, kbOtp.id, code === 'state_conflict'),
      tell({code}),
    );

  test('is not asked over and over: a status with one method that is then refused ends in a failure', () => {
    let state = verify({...at.loading, methodChanged: true}, fact('loaded', oneMethod))[0];
    let calls = 0;
    for (; state.step === 'loading' || state.step === 'requesting'; calls += 1) {
      assert.ok(calls < 10, 'ten calls without the customer');
      const {attempt} = state;
      const answer = state.step === 'loading' ? fact('loaded', oneMethod) : fact('challenged', {code: 'not_enrolled'});
      [state] = verify(state, {...answer, attempt});
    }
    assert.equal(state.step, 'failed');
  });
});

describe('the customer enters a code', () => {
  const answer = {type: 'answer', attempt: next, challenge: kbOtpChallenge.id, code: '481902'} as const;

  row(
    'a complete one is sent once',
    at.code,
    {type: 'submit', code: '481902'},
    {...at.submitting, attempt: next},
    answer,
  );
  row(
    'a notice about the code before is gone',
    {...at.code, notice: {type: 'problem', problem: {code: 'code_invalid'}}},
    {type: 'submit', code: '481902'},
    {...at.submitting, attempt: next},
    answer,
  );
  ignored('an incomplete one is not sent', at.code, {type: 'submit', code: '48190'});
  ignored('one that is too long is not sent', at.code, {type: 'submit', code: '4819027'});
  ignored('an empty one is not sent', at.code, {type: 'submit', code: ''});
  ignored('a second one while the first is on its way is not sent', at.submitting, {type: 'submit', code: '481902'});
  ignored('a second one while the outcome is asked for is not sent', at.checking, {type: 'submit', code: '481902'});
  ignored('a second one while the outcome is unknown is not sent', at['outcome-unknown'], {
    type: 'submit',
    code: '481902',
  });

  test('it goes into the call and nowhere else', () => {
    const [state, ...effects] = verify(at.code, {type: 'submit', code: '481902'});
    assert.doesNotMatch(JSON.stringify(state), /481902/);
    assert.deepEqual(
      effects.filter((effect) => JSON.stringify(effect).includes('481902')),
      [answer],
    );
  });
});

describe('the verdict comes', () => {
  row('a grant verifies', at.submitting, fact('judged', grant()), at.verified, clear, {
    type: 'emit-verified',
    grant: grant(),
    reused: false,
  });

  for (const code of retypable as Problem['code'][])
    row(
      `${code}: the same challenge takes another code, in an empty field`,
      at.submitting,
      fact('judged', {code}),
      {...at.code, notice: {type: 'problem', problem: {code}}},
      clear,
      tell({code}),
    );

  const wrong: Problem = {code: 'code_invalid', attemptsLeft: 2};
  row(
    'the tries that are left are the endpoint’s',
    at.submitting,
    fact('judged', wrong),
    {...at.code, challenge: {...kbOtpChallenge, attemptsLeft: 2}, notice: {type: 'problem', problem: wrong}},
    clear,
    tell(wrong),
  );

  const last: Problem = {code: 'code_invalid', attemptsLeft: 0};
  row(
    'after the last wrong code only a new challenge helps',
    at.submitting,
    fact('judged', last),
    failed(last),
    tell(last),
    clear,
  );

  for (const code of stale.filter((name) => name !== 'state_conflict') as Problem['code'][])
    row(
      `${code}: the method has changed meanwhile, so the account’s status is looked at again`,
      at.submitting,
      fact('judged', {code}),
      loadAgain,
      abort,
      load,
      clear,
    );

  const final = problemCodes.filter((code) => ![...unknown, ...stale, ...retypable].includes(code));
  for (const code of final)
    row(
      `${code} ends it; trying again asks for a new challenge`,
      at.submitting,
      fact('judged', {code}),
      failed({code}),
      tell({code}),
      clear,
    );
});

describe('the time is up', () => {
  const expired: Problem = {code: 'challenge_expired'};
  row(
    'a code that was not entered in time needs a new challenge',
    at.code,
    {type: 'expire'},
    failed(expired),
    tell(expired),
    clear,
  );

  const over: Problem = {code: 'grant_expired'};
  row(
    'a grant that was not used in time is over; trying again starts from the beginning',
    at.verified,
    {type: 'expire'},
    {...at.failed, problem: over, retry: {type: 'restart'}},
    tell(over),
  );
});

describe('the customer wants another method', () => {
  row(
    'the methods are shown, and what was typed is gone',
    at.code,
    {type: 'show-methods'},
    {...at['choosing-method'], present: at.code},
    clear,
  );
  row(
    'who keeps the present one goes on where they were',
    {...at['choosing-method'], present: at.code},
    {type: 'keep'},
    at.code,
  );
  ignored('where no question waits, there is nothing to keep', at['choosing-method'], {type: 'keep'});
  ignored('where there is only one, there is nothing to show', {...at.code, status: oneMethod}, {type: 'show-methods'});
});

describe('the time is too short for the customer', () => {
  row(
    'the same is asked anew, by the same method',
    at.code,
    {type: 'renew'},
    {...at.requesting, attempt: next, method: kbOtp.id},
    {
      type: 'challenge',
      attempt: next,
      request: {account, channel: 'kb-trade', purpose: 'order', method: kbOtp.id, transaction: order},
    },
  );
});

describe('the customer wants the code once more', () => {
  const asking = {...at.code, challenge: smsChallenge};
  row(
    'it is sent again, and what was typed is gone',
    {...asking, notice: {type: 'problem', problem: {code: 'code_invalid'}}},
    {type: 'resend'},
    {...at.resending, attempt: next},
    clear,
    {type: 'resend', attempt: next, challenge: smsChallenge.id},
  );
  ignored('a code that nobody sent is not sent again', at.code, {type: 'resend'});
  ignored(
    'nor one that has been sent as often as it may',
    {...asking, challenge: challenge.sms({resendsLeft: 0})},
    {type: 'resend'},
  );

  const second = challenge.sms({resendsLeft: 3});
  row('the new times count, and what was typed since stays', at.resending, fact('resent', second), {
    ...asking,
    challenge: second,
    notice: {type: 'resent'},
  });

  const remaining = (problem: Problem) => ({...asking, notice: {type: 'problem', problem}}) as const;
  for (const code of [...unknown, 'state_conflict', 'rate_limited'] as Problem['code'][])
    row(`${code}: the code before still counts`, at.resending, fact('resent', {code}), remaining({code}), tell({code}));

  const final = problemCodes.filter((code) => ![...unknown, 'state_conflict', 'rate_limited'].includes(code));
  for (const code of final)
    row(`${code} ends it`, at.resending, fact('resent', {code}), failed({code}, sms.id), tell({code}), clear);

  const answers = {
    'another challenge': challenge.sms({id: 'another-challenge-0'}),
    ...Object.fromEntries(
      Object.entries(foreign).map(([name, other]) => [`a challenge for ${name}`, challenge.sms(other)]),
    ),
  };
  for (const [name, answer] of Object.entries(answers))
    row(`${name} in its place is none`, at.resending, fact('resent', answer), remaining(malformed), tell(malformed));
});
