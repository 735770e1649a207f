import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {enroll, initialEnrollState} from '../../src/flows/enroll.js';
import type {EnrollEvent, EnrollState, EnrollTransition} from '../../src/flows/enroll-state.js';
import {deviceList, enrolment, entry, first, grant, second, status} from './device-samples.js';
import {facts, pending, request, walked, wishes} from './alphabets/enroll.js';

const third = '058C000006';
const {states, edges} = walked();
const stepsOf = (all: readonly EnrollState[]) => new Set(all.map(({step}) => step));

describe('every event in every state that the enrol flow can come to', () => {
  test('all screens are reached', () => {
    assert.equal(stepsOf(states).size, 22);
  });

  test('an event that means nothing returns the same state and does nothing', () => {
    for (const {from, to, effects} of edges) if (from === to) assert.deepEqual(effects, []);
  });

  test('an answer to another call changes nothing', () => {
    for (const state of states)
      for (const event of facts(state.attempt + 1)) assert.equal(enroll(state, event)[0], state, event.type);
  });

  test('every screen but the resting ones has a way out that the customer can take', () => {
    const resting = new Set(['idle', 'done', 'synchronizing']);
    for (const state of states) {
      if (resting.has(state.step)) continue;
      const leads = wishes.some((wish) => enroll(state, wish)[0].step !== state.step);
      assert.ok(leads || (state.step === 'failed' && state.problem.code === 'misconfigured'), state.step);
    }
  });

  test('whoever leaves what can’t start, and comes back, is told why again; nothing is called', () => {
    const problem = {code: 'misconfigured'} as const;
    const [left] = enroll({step: 'failed', request, attempt: 0, problem, unchanged: false}, {type: 'dismiss'});
    const [state, ...effects] = enroll(left, {type: 'retry'});
    assert.equal(state.step === 'failed' && state.problem, problem);
    assert.deepEqual(effects, [{type: 'forget-password'}, {type: 'emit-problem', problem}, {type: 'abort'}]);
  });

  test('leaving or failing forgets the password', () => {
    for (const {from, to, effects} of edges)
      if (from !== to && (to.step === 'failed' || to.step === 'dismissed' || to.step === 'done'))
        assert.ok(
          effects.some(({type}) => type === 'forget-password'),
          `${from.step} -> ${to.step}`,
        );
  });

  test('no state holds a password', () => {
    for (const state of states) assert.equal('password' in state, false);
  });

  test('nothing is told as enrolled before the endpoint has activated and the device has finished', () => {
    for (const {event, effects} of edges)
      if (effects.some(({type}) => type === 'emit-enrolled')) assert.equal(event.type, 'finished');
  });

  test('an activation whose answer is not heard leaves what is pending in place', () => {
    for (const {event, effects} of edges)
      if (event.type === 'activated' && !event.result.ok && event.result.problem.code === 'timeout')
        assert.ok(effects.every(({type}) => type !== 'discard-pending'));
  });

  test('a derivatives channel synchronizes instead of registering (F5)', () => {
    const [state] = enroll(initialEnrollState, {
      type: 'start',
      request: {...request, channel: 'kb-trade-ds'},
      configProblem: null,
    });
    assert.equal(state.step, 'synchronizing');
  });

  test('whoever has a derivatives account that is not synchronized is told so after registering', () => {
    const finishing = (synchronized: boolean): EnrollState => ({
      step: 'activating',
      request,
      attempt: 9,
      status: {...status(), derivatives: {synchronized}},
      list: null,
      grant,
      further: [],
      accounts: [first],
      phase: 'finishing',
      enrolment,
    });
    const told = (synchronized: boolean) => {
      const [state] = enroll(finishing(synchronized), {type: 'finished', attempt: 9, result: {ok: true, value: null}});
      return state.step === 'done' && state.derivatives;
    };
    assert.deepEqual([told(false), told(true)], [true, false]);
  });

  test('where KB-OTP can’t be registered nothing is called (F1)', () => {
    const [state, ...effects] = enroll(initialEnrollState, {
      type: 'start',
      request: {...request, channel: 'kb-trade'},
      configProblem: null,
    });
    assert.equal(state.step, 'wrong-channel');
    assert.deepEqual(effects, [{type: 'abort'}]);
  });

  test('an enrolment that was cut off is taken up where the endpoint says it stands', () => {
    const list = deviceList([entry(first, 'pending')], {pending});
    const loading: EnrollState = {step: 'loading', request, attempt: 4, part: 'pending', list};
    const told = (state: 'pending' | 'active' | 'expired') =>
      enroll(loading, {
        type: 'pending-checked',
        attempt: 4,
        result: {ok: true, value: {id: enrolment.id, state, serverTime: ''}},
      })[0].step;
    assert.deepEqual([told('pending'), told('active'), told('expired')], ['loading', 'resuming-activation', 'loading']);
  });

  test('the password of what was cut off has as many digits as the endpoint’s policy says', () => {
    const list = deviceList([entry(first, 'pending')], {pending});
    const told = {...status(), policy: {...status().policy, passwordDigits: 8}};
    const [state] = enroll(
      {step: 'loading', request, attempt: 5, part: 'status', list},
      {type: 'status-loaded', attempt: 5, result: {ok: true, value: told}},
    );
    assert.equal(state.step === 'resuming' && state.status.policy.passwordDigits, 8);
  });

  test('what was begun is forgotten before the list is read again', () => {
    for (const {effects} of edges) {
      const [discarded, read] = ['discard-pending', 'read-list'].map((name) =>
        effects.findIndex(({type}) => type === name),
      );
      if (discarded !== -1 && read !== -1) assert.ok(Number(discarded) < Number(read));
    }
  });

  test('“nothing has changed” is said only of what the endpoint can’t have activated', () => {
    for (const {from, event, to} of edges) {
      if (to.step !== 'failed' || from.step === 'failed' || !to.unchanged) continue;
      assert.notEqual(event.type, 'finished');
      if (event.type === 'activated' && !event.result.ok) assert.notEqual(event.result.problem.code, 'timeout');
    }
    assert.ok(states.some((state) => state.step === 'failed' && state.unchanged));
  });

  const choosing: EnrollState = {
    step: 'choosing-accounts',
    request: {...request, accounts: [first, second, third]},
    attempt: 3,
    status: status(),
    list: null,
    grant,
    further: [],
  };
  const both = {type: 'choose-accounts', accounts: [first, second, third]} as const;
  const told = (attempt: number, ...missing: string[]) =>
    ({type: 'proofs-checked', attempt, result: {ok: true, value: {missing, serverTime: ''}}}) as const;
  const provedFor = (account: string) =>
    ({type: 'proved', grant: {...grant, account, token: account.repeat(4)}}) as const;
  const after = (...events: readonly EnrollEvent[]) =>
    events.reduce<EnrollTransition>(([state], event) => enroll(state, event), [choosing]);

  test('the endpoint is asked whether one proof is good for all the accounts', () => {
    const [state, ...effects] = after(both);
    assert.equal(state.step, 'checking-proofs');
    assert.deepEqual(effects, [
      {type: 'check-proofs', attempt: 4, grants: [grant.token], accounts: [first, second, third]},
    ]);
    assert.equal(after(both, told(4))[0].step, 'creating-password');
  });

  test('accounts that need their own proof are told, then taken one after another', () => {
    const [needing] = after(both, told(4, second, third));
    assert.deepEqual(needing.step === 'needing-proofs' && needing.missing, [second, third]);
    const steps = [both, told(4, second, third), {type: 'prove-accounts'}, provedFor(second), told(5, third)] as const;
    const [next] = after(...steps);
    assert.equal(next.step === 'proving-account' && next.account, third);
    const [last] = after(...steps, provedFor(third));
    assert.equal(last.step, 'creating-password');
    const [registering, effect] = [
      {type: 'choose-password', refusals: []},
      {type: 'confirm-password', matches: true},
    ].reduce<EnrollTransition>(([state], event) => enroll(state, event as EnrollEvent), [last]);
    assert.equal(registering.step, 'activating');
    assert.deepEqual(effect?.type === 'register' && effect.grants, [grant.token, second.repeat(4), third.repeat(4)]);
  });

  test('the proof of another account is none for this one', () => {
    const proving = after(both, told(4, second), {type: 'prove-accounts'})[0];
    assert.equal(enroll(proving, provedFor(third))[0], proving);
  });

  test('whoever can’t prove an account leaves it out, and keeps what is proved', () => {
    const [state] = after(both, told(4, second, third), {type: 'prove-accounts'}, provedFor(second), told(5, third), {
      type: 'choose-again',
    });
    assert.deepEqual(state.step === 'choosing-accounts' && state.further.map(({account}) => account), [second]);
    assert.equal(enroll(state, {type: 'choose-accounts', accounts: [first, second]})[0].step, 'creating-password');
  });

  test('an account without the first one is proved by its own', () => {
    const [state, effect] = after({type: 'choose-accounts', accounts: [second]});
    assert.equal(state.step, 'checking-proofs');
    assert.deepEqual(effect?.type === 'check-proofs' && effect.grants, [grant.token]);
    const [creating] = after(
      {type: 'choose-accounts', accounts: [second]},
      told(4, second),
      {type: 'prove-accounts'},
      provedFor(second),
    );
    assert.equal(creating.step, 'creating-password');
  });
});
