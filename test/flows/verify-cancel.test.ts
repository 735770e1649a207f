/** Hủy KB-OTP in place of the code: where it is offered, and what the customer comes back to. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {cancellable} from '../../src/flows/verify-cancellable.js';
import type {VerifyState} from '../../src/flows/verify-state.js';
import {account, challenge, methods, order} from '../support/samples.js';
import {
  abort,
  at,
  attempt,
  clear,
  events,
  fact,
  isIgnored,
  leadsTo,
  next,
  request,
  tell,
  timeout,
  twoMethods,
} from './verify-rows.js';

const row = (...columns: Parameters<typeof leadsTo>) => void test(...leadsTo(...columns));
const ignored = (...columns: Parameters<typeof isIgnored>) => void test(...isIgnored(...columns));

const opening: VerifyState = {...at['opening-cancel'], attempt: next};
const openCancel = events['open-cancel'];
const again = {type: 'challenge', status: twoMethods, method: methods['kb-otp'].id, sameAttempt: false} as const;
const locked: VerifyState = {step: 'failed', request, attempt, problem: {code: 'account_locked'}, retry: again};
const load = {type: 'load', attempt: next, account, channel: request.channel, purpose: request.purpose} as const;

describe('where KB-OTP is asked for it can be given up', () => {
  row('on the screen that asks for its code', at.code, openCancel, opening, clear, {
    type: 'open-cancel',
    attempt: next,
  });
  row('when it is locked', locked, openCancel, opening, clear, {type: 'open-cancel', attempt: next});
  ignored('not where another method is asked for', {...at.code, challenge: challenge.sms()}, openCancel);
  ignored('not while a code is judged', at.submitting, openCancel);
  ignored(
    'not inside the proof that cancelling itself needs',
    {...at.code, request: {...request, purpose: 'cancel'}},
    openCancel,
  );

  test('it is offered exactly where it means something', () => {
    assert.deepEqual(cancellable(at.code), {status: twoMethods, method: methods['kb-otp'].id});
    assert.equal(cancellable(at.submitting), null);
    assert.equal(cancellable({...at.code, challenge: challenge.sms()}), null);
  });
});

describe('while KB-OTP is being given up', () => {
  row('it opens in place', at['opening-cancel'], fact('cancel-opened', null), at.cancelling);
  row(
    'what could not be loaded is said, and the code can be asked for again',
    at['opening-cancel'],
    fact('cancel-opened', timeout),
    {step: 'failed', request, attempt, problem: timeout, retry: again},
    tell(timeout),
  );
  row(
    'once it is cancelled the account’s method is read anew',
    at.cancelling,
    events.cancelled,
    {step: 'loading', request, attempt: next, account, methodChanged: true, cancelled: true},
    abort,
    load,
  );
  row(
    'whoever keeps it is asked for the code again',
    at.cancelling,
    events.keep,
    {step: 'loading', request, attempt: next, account, methodChanged: false},
    abort,
    {
      type: 'begin',
      attempt: next,
      request: {account, channel: 'kb-trade', purpose: 'order', transaction: order},
    },
  );
});

describe('a method that has changed meanwhile', () => {
  row(
    'is said to have changed where its code is asked for',
    {...at.requesting, methodChanged: true},
    fact('challenged', challenge.kbOtp()),
    {...at.code, notice: {type: 'method-changed'}},
    clear,
  );
});
