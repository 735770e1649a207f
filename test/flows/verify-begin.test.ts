/** One exchange for the account's status and the challenge that it calls for. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {AuthenticationStatus} from '../../src/domain/contract.js';
import type {Problem} from '../../src/domain/problems.js';
import {verify} from '../../src/flows/verify.js';
import {account, challenge, grant, methods, order, otherAccount, status} from '../support/samples.js';
import {abort, at, attempt, clear, fact, leadsTo, next, request, tell, timeout, twoMethods} from './verify-rows.js';

const row = (...columns: Parameters<typeof leadsTo>) => void test(...leadsTo(...columns));

const {'kb-otp': kbOtp} = methods;

describe('a status and its challenge are asked for at once', () => {
  const unheard = {...at.failed, retry: {type: 'load', account, sameAttempt: true}} as const;
  row(
    'one after which a challenge may have come about is tried again as the same attempt',
    at.loading,
    fact('loaded', timeout),
    {...unheard, problem: timeout},
    tell(timeout),
  );
  row(
    'the same attempt begins under its number, so that nothing is begun twice',
    {...unheard, problem: timeout},
    {type: 'retry'},
    at.loading,
    abort,
    {type: 'begin', attempt, request: {account, channel: 'kb-trade', purpose: 'order', transaction: order}},
  );
  test('when the methods have changed, no challenge is asked for beside the status: the customer may have to choose', () => {
    const from = {...at.submitting, request: {...request, purpose: 'login', transaction: null}} as const;
    const [state, effect, ...others] = verify(from, fact('judged', {code: 'not_enrolled'}));
    assert.deepEqual(state, {...at.loading, attempt: next, request: from.request, methodChanged: true});
    assert.deepEqual(
      [effect, others[0]],
      [abort, {type: 'load', attempt: next, account, channel: 'kb-trade', purpose: 'login'}],
    );
  });
});

describe('the account’s status comes with a challenge', () => {
  const made = challenge.kbOtp();
  const loadedWith = (answer: Parameters<typeof fact<'loaded'>>[1], beside = made) => ({
    ...fact('loaded', answer),
    challenge: beside,
  });

  row('its code is asked for at once', at.loading, loadedWith(twoMethods), {...at.code, challenge: made}, clear);
  const session = grant({scope: 'session', purpose: 'login'});
  const covered = status({grants: [session]});
  row(
    'a grant that stands for the proof comes first',
    at.loading,
    loadedWith(covered),
    {...at.verified, grant: session, reused: true},
    clear,
    {type: 'emit-verified', grant: session, reused: true},
  );
  const once = grant({purpose: at.loading.request.purpose});
  const orders = [{purpose: once.purpose, until: '2999-01-01T00:00:00Z'}] as const;
  const told = status({grants: [once], sessionGrant: orders});
  row(
    'a grant for this very act stands for the proof where an earlier verification covers the purpose',
    at.loading,
    {...fact('loaded', told), challenge: null},
    {...at.verified, grant: once, reused: true},
    clear,
    {type: 'emit-verified', grant: once, reused: true},
  );
  const uncovered: Readonly<Record<string, [AuthenticationStatus, null | undefined]>> = {
    'the endpoint was not told which act it is': [told, undefined],
    'the status does not say that anything is covered': [status({grants: [once]}), null],
    'another purpose is covered': [status({grants: [once], sessionGrant: [{...orders[0], purpose: 'login'}]}), null],
    'it is for another purpose': [status({grants: [{...once, purpose: 'cash-transfer'}], sessionGrant: orders}), null],
    'it is for another account': [status({grants: [{...once, account: otherAccount}], sessionGrant: orders}), null],
    'it is over': [status({grants: [{...once, expiresAt: told.serverTime}], sessionGrant: orders}), null],
  };
  for (const [title, [answer, beside]] of Object.entries(uncovered))
    test(`a grant for one act stands for nothing where ${title}`, () => {
      const [state] = verify(at.loading, {...fact('loaded', answer), challenge: beside});
      assert.equal(state.step, 'requesting');
    });
  const malformed: Problem = {code: 'malformed_answer'};
  for (const [title, beside] of [
    ['another account', challenge.kbOtp({account: otherAccount})],
    ['another purpose', challenge.kbOtp({purpose: 'login'})],
    ['another channel', challenge.kbOtp({channel: 'kb-able'})],
  ] as const)
    row(
      `one for ${title} is none, and another is asked for`,
      at.loading,
      loadedWith(twoMethods, beside),
      {
        ...at.failed,
        problem: malformed,
        retry: {type: 'challenge', status: twoMethods, method: kbOtp.id, sameAttempt: false},
      },
      tell(malformed),
    );
  const none = status({methods: []});
  row(
    'an account without a method is shown none',
    at.loading,
    loadedWith(none),
    {...at.failed, problem: {code: 'no_method'}, retry: {type: 'load', account}},
    tell({code: 'no_method'}),
  );
});
