/** The verify flow after a code was sent and no verdict was heard: it asks, and never sends the code again. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Challenge} from '../../src/domain/contract.js';
import type {Problem} from '../../src/domain/problems.js';
import {verify} from '../../src/flows/verify.js';
import {account, challenge, grant, methods, otherAccount, outcome} from '../support/samples.js';
import {problemCodes} from '../support/problem-codes.js';
import {
  abort,
  at,
  type At,
  attempt,
  clear,
  fact,
  isIgnored,
  leadsTo,
  next,
  steps,
  tell,
  timeout,
  twoMethods,
} from './verify-rows.js';

const row = (...columns: Parameters<typeof leadsTo>) => void test(...leadsTo(...columns));
const ignored = (...columns: Parameters<typeof isIgnored>) => void test(...isIgnored(...columns));

const unknown: readonly Problem['code'][] = [
  'offline',
  'timeout',
  'unreachable',
  'malformed_answer',
  'refused',
  'request_in_progress',
  'code_replayed',
  'state_conflict',
  'internal_error',
  'upstream_unavailable',
  'maintenance',
];
const malformed: Problem = {code: 'malformed_answer'};
const check = {type: 'check', attempt: next, challenge: at.checking.challenge.id} as const;
const newChallenge = {type: 'challenge', status: twoMethods, method: methods['kb-otp'].id, sameAttempt: false} as const;
const failed = (problem: Problem): At<'failed'> => ({...at.failed, problem, retry: newChallenge});
const checking = (cause: Problem) => ({...at.checking, attempt: next, cause});

describe('no verdict was heard', () => {
  for (const code of unknown)
    row(
      `${code}: the endpoint is asked what became of the challenge`,
      at.submitting,
      fact('judged', {code}),
      checking({code}),
      clear,
      check,
    );

  const foreign = {
    'another account': grant({account: otherAccount}),
    'another purpose': grant({purpose: 'login'}),
    'another channel': grant({channel: 'kb-able'}),
  };
  for (const [name, wrong] of Object.entries(foreign)) {
    row(
      `a grant for ${name} never verifies: the endpoint is asked`,
      at.submitting,
      fact('judged', wrong),
      checking(malformed),
      clear,
      check,
    );
    row(
      `a grant for ${name} never verifies, also when it was asked for`,
      at.checking,
      fact('checked', outcome({state: 'accepted', grant: wrong})),
      {...at['outcome-unknown'], cause: malformed},
      tell(malformed),
    );
  }
});

describe('the endpoint tells what became of the challenge', () => {
  row(
    'accepted: its grant verifies',
    at.checking,
    fact('checked', outcome({state: 'accepted', grant: grant()})),
    at.verified,
    clear,
    {type: 'emit-verified', grant: grant(), reused: false},
  );

  const expired: Problem = {code: 'challenge_expired'};
  row(
    'accepted, but its grant is no longer there: a new challenge is needed',
    at.checking,
    fact('checked', outcome({state: 'accepted'})),
    failed(expired),
    tell(expired),
    clear,
  );
  row(
    'expired: a new challenge is needed',
    at.checking,
    fact('checked', outcome({state: 'expired'})),
    failed(expired),
    tell(expired),
    clear,
  );
  row(
    'a grant without acceptance verifies nothing',
    at.checking,
    fact('checked', outcome({state: 'expired', grant: grant()})),
    failed(expired),
    tell(expired),
    clear,
  );

  const locked: Problem = {code: 'challenge_locked'};
  row(
    'locked: a new challenge is needed',
    at.checking,
    fact('checked', outcome({state: 'locked'})),
    failed(locked),
    tell(locked),
    clear,
  );

  const pending = challenge.kbOtp({attemptsLeft: 3, expiresAt: '2026-03-02T02:59:00Z'});
  const cause: Problem = {code: 'timeout', attemptsLeft: 3};
  row(
    'pending: the code is asked for again, with the time and the tries that are left now',
    at.checking,
    fact('checked', outcome({challenge: pending})),
    {...at.code, challenge: pending, notice: {type: 'problem', problem: cause}},
    clear,
    tell(cause),
  );
});

describe('the answer to that question is not heard either', () => {
  for (const code of [...unknown, 'rate_limited'] as const)
    row(
      `${code}: the outcome stays unknown`,
      at.checking,
      fact('checked', {code}),
      {...at['outcome-unknown'], cause: {code}},
      tell({code}),
    );

  const foreign = {
    'another challenge': challenge.kbOtp({id: 'another-challenge-0'}),
    'another account': challenge.kbOtp({account: otherAccount}),
    'another purpose': challenge.kbOtp({purpose: 'login'}),
    'another channel': challenge.kbOtp({channel: 'kb-able'}),
  };
  for (const [name, other] of Object.entries(foreign))
    row(
      `an outcome of ${name} is none`,
      at.checking,
      fact('checked', outcome({challenge: other})),
      {...at['outcome-unknown'], cause: malformed},
      tell(malformed),
    );

  row(
    'the customer asks again, under a new number',
    at['outcome-unknown'],
    {type: 'retry'},
    checking(timeout),
    clear,
    check,
  );
  ignored('time does not end it: the code may have been accepted', at['outcome-unknown'], {type: 'expire'});
  ignored('time does not end the question either', at.checking, {type: 'expire'});
});

describe('a used code is told with the moment of the next one', () => {
  const moment = Date.parse('2026-03-02T02:30:12Z');
  const told = (kind: 'kb-otp' | 'token'): Challenge => ({
    ...challenge.kbOtp({serverTime: new Date(moment).toISOString(), attemptsLeft: 4}),
    kind,
  });
  const retyping = (cause: Problem, kind: 'kb-otp' | 'token' = 'kb-otp') => {
    const asked = {...at.checking, challenge: told(kind), cause};
    const [state] = verify(asked, fact('checked', outcome({state: 'pending', challenge: told(kind)})));
    return state.step === 'code' && state.notice.type === 'problem' ? state.notice.problem : null;
  };
  const used = (retryAt?: number): Problem => ({code: 'code_replayed', ...(retryAt && {retryAt})});

  test('by the endpoint, where it tells it', () => {
    assert.equal(retyping(used(moment + 5_000))?.retryAt, moment + 5_000);
    assert.equal(retyping(used(moment + 5_000), 'token')?.retryAt, moment + 5_000);
  });

  test('else by the end of the step that the endpoint’s time falls into', () => {
    assert.equal(retyping(used())?.retryAt, Date.parse('2026-03-02T02:30:30Z'));
    assert.equal(retyping(used())?.attemptsLeft, 4);
  });

  test('a token’s steps are nobody’s to know', () => {
    assert.equal('retryAt' in (retyping(used(), 'token') ?? {}), false);
  });

  test('what was not judged has no next one', () => {
    assert.equal('retryAt' in (retyping(timeout) ?? {}), false);
  });
});

describe('the endpoint refuses to tell', () => {
  const load = {type: 'load', attempt: next, account, channel: 'kb-trade', purpose: 'order'} as const;
  for (const code of ['not_enrolled', 'device_superseded', 'device_disabled'] as const)
    row(
      `${code}: the account’s status is looked at again`,
      at.checking,
      fact('checked', {code}),
      {...at.loading, attempt: next, methodChanged: true},
      abort,
      load,
      clear,
    );

  const final: readonly Problem['code'][] = [
    'session_expired',
    'challenge_not_found',
    'challenge_expired',
    'challenge_locked',
    'account_locked',
  ];
  for (const code of final)
    row(`${code} ends it`, at.checking, fact('checked', {code}), failed({code}), tell({code}), clear);
});

describe('a code is sent once', () => {
  test('no event but the customer’s own submit sends one', () => {
    const facts = [
      ...problemCodes.flatMap((code) => [
        fact('loaded', {code}),
        fact('challenged', {code}),
        fact('resent', {code}),
        fact('judged', {code}),
        fact('checked', {code}),
      ]),
      ...(['pending', 'accepted', 'locked', 'expired'] as const).map((state) => fact('checked', outcome({state}))),
    ];
    const wishes = (['retry', 'resend', 'show-methods', 'dismiss', 'expire', 'stop'] as const).map((type) => ({type}));
    for (const step of steps)
      for (const event of [...facts, ...wishes]) {
        const effects = verify(at[step], event).slice(1) as {type: string}[];
        assert.equal(
          effects.some(({type}) => type === 'answer'),
          false,
          `${step} ${event.type}`,
        );
      }
  });

  test('two submits in a row are one call', () => {
    const submit = {type: 'submit', code: '481902'} as const;
    const [once, ...first] = verify(at.code, submit);
    const [twice, ...second] = verify(once, submit);
    assert.equal(first.filter(({type}) => type === 'answer').length, 1);
    assert.equal(twice, once);
    assert.deepEqual(second, []);
  });

  test('each has its own number', () => {
    const submit = {type: 'submit', code: '481902'} as const;
    const [first] = verify(at.code, submit);
    const [again] = verify(first, {...fact('judged', {code: 'code_invalid'}), attempt: next});
    const [second] = verify(again, submit);
    assert.deepEqual([first.attempt, second.attempt], [attempt + 1, attempt + 2]);
  });
});
