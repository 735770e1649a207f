/** The customer's own device ends the challenge, whatever is under way on the page: exactly one outcome. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {failure, success} from '../../src/domain/problems.js';
import {verify} from '../../src/flows/verify.js';
import type {VerifyEvent, VerifyState} from '../../src/flows/verify-state.js';
import {challenge, grant, methods, outcome, status} from '../../stories/fixtures/index.js';
import {request} from './verify-states.js';

const asked = challenge.kbOtp({approval: {number: '47'}});
const common = {
  request,
  attempt: 4,
  account: asked.account,
  status: status({methods: [methods['kb-otp'], methods.sms]}),
};
const code: VerifyState = {...common, step: 'code', challenge: asked, notice: {type: 'none'}};
const submitting: VerifyState = {...common, step: 'submitting', challenge: asked};
const looking: VerifyState = {...common, step: 'choosing-method', methodChanged: false, present: code};
const unknown: VerifyState = {...common, step: 'outcome-unknown', challenge: asked, cause: {code: 'timeout'}};

const approved: VerifyEvent = {type: 'settled', challenge: asked.id, result: success(grant())};
const ended = (problem: 'request_denied' | 'challenge_locked' | 'challenge_expired'): VerifyEvent => ({
  type: 'settled',
  challenge: asked.id,
  result: failure({code: problem}),
});
const types = (effects: readonly {readonly type: string}[]) => effects.map(({type}) => type);

describe('a challenge that the customer’s device has ended', () => {
  for (const state of [code, submitting, looking, unknown])
    it(`verifies where the page was at "${state.step}", and what is under way there is given up`, () => {
      const [next, ...effects] = verify(state, approved);
      assert.equal(next.step, 'verified');
      assert.deepEqual(types(effects), ['abort', 'clear-code', 'emit-verified']);
    });

  it('verifies once: a verdict on a typed code that comes later counts for nothing', () => {
    const [next] = verify(submitting, approved);
    assert.deepEqual(verify(next, {type: 'judged', attempt: 4, result: success(grant())}), [next]);
    assert.deepEqual(verify(next, approved), [next]);
  });

  it('counts for nothing after the typed code was accepted', () => {
    const [next] = verify(submitting, {type: 'judged', attempt: 4, result: success(grant())});
    assert.equal(next.step, 'verified');
    assert.deepEqual(verify(next, approved), [next]);
    assert.deepEqual(verify(next, ended('request_denied')), [next]);
  });

  it('counts for nothing where it is not the challenge that is asked', () => {
    const other: VerifyEvent = {...approved, challenge: 'chl_0000000000000000'};
    assert.deepEqual(verify(code, other), [code]);
  });

  it('is looked up where the grant is for something else', () => {
    const [next] = verify(code, {...approved, result: success(grant({purpose: 'login'}))});
    assert.equal(next.step, 'checking');
  });

  it('ends with what the device said, and can be asked for again', () => {
    const [next, ...effects] = verify(code, ended('request_denied'));
    assert.equal(next.step === 'failed' && next.problem.code, 'request_denied');
    assert.deepEqual(types(effects), ['abort', 'emit-problem', 'clear-code']);
    const [again, asking] = verify(next, {type: 'retry'});
    assert.equal(again.step, 'requesting');
    assert.equal(asking?.type, 'challenge');
  });
});

describe('an approvable challenge that is over for a code', () => {
  const over: VerifyEvent = {type: 'judged', attempt: 4, result: failure({code: 'challenge_expired'})};

  it('is looked up: an approval may be on its way', () => {
    assert.equal(verify(submitting, over)[0].step, 'checking');
    assert.equal(verify(code, {type: 'expire'})[0].step, 'checking');
  });

  it('verifies where it was approved, and otherwise is over', () => {
    const [checking] = verify(code, {type: 'expire'});
    const told = (state: 'accepted' | 'expired'): VerifyEvent => ({
      type: 'checked',
      attempt: checking.attempt,
      result: success(outcome({state, challenge: asked, ...(state === 'accepted' && {grant: grant()})})),
    });
    assert.equal(verify(checking, told('accepted'))[0].step, 'verified');
    const [end] = verify(checking, told('expired'));
    assert.equal(end.step === 'failed' && end.problem.code, 'challenge_expired');
  });

  it('is simply over where no device is asked', () => {
    const typed: VerifyState = {...common, step: 'code', challenge: challenge.kbOtp(), notice: {type: 'none'}};
    assert.equal(verify(typed, {type: 'expire'})[0].step, 'failed');
  });
});
