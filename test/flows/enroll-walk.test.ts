import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {enroll, initialEnrollState} from '../../src/flows/enroll.js';
import type {EnrollEvent, EnrollState} from '../../src/flows/enroll-state.js';
import {device, deviceList, enrolment, entry, first, grant, results, second, status} from './device-samples.js';
import {walk} from './reach.js';

const request = {accounts: [first, second], channel: 'm-able', deviceName: 'Điện thoại', stepUp: false};
const pending = {enrolment: enrolment.id, expiresAt: 0};

const wishes: readonly EnrollEvent[] = [
  {type: 'accept-terms'},
  {type: 'proved', grant},
  {type: 'stepped-up', passed: true},
  {type: 'stepped-up', passed: false},
  {type: 'choose-accounts', accounts: [first]},
  {type: 'choose-accounts', accounts: []},
  {type: 'choose-accounts', accounts: ['unknown']},
  {type: 'choose-password', refusals: []},
  {type: 'choose-password', refusals: ['sequence']},
  {type: 'confirm-password', matches: true},
  {type: 'confirm-password', matches: false},
  {type: 'change-password'},
  {type: 'enter-password'},
  {type: 'abandon'},
  {type: 'retry'},
  {type: 'dismiss'},
];

const host: readonly EnrollEvent[] = [
  {type: 'start', request, obstacle: null},
  {type: 'start', request: {...request, stepUp: true}, obstacle: null},
  {type: 'start', request: {...request, channel: 'kb-trade'}, obstacle: null},
  {type: 'start', request: {...request, channel: 'kb-trade-ds'}, obstacle: null},
  {type: 'start', request: {...request, accounts: []}, obstacle: null},
  {type: 'start', request, obstacle: {code: 'misconfigured'}},
  {type: 'stop'},
];

const lists = [
  null,
  deviceList([entry(second)]),
  deviceList([entry(first), entry(second)]),
  deviceList([entry(first, 'superseded')]),
  deviceList([entry(first, 'pending')], {pending}),
];
const statuses = [
  status(),
  status({state: 'active', device: {id: enrolment.device, name: 'Điện thoại'}}),
  status({state: 'active', device: {id: 'another-device-01', name: 'Máy khác'}}),
  {...status(), account: 'somebody-else'},
];

const facts = (attempt: number): readonly EnrollEvent[] => [
  ...results(...lists).map((result) => ({type: 'list-read', attempt, result}) as const),
  ...results(
    ...(['pending', 'active', 'expired'] as const).map((state) => ({id: enrolment.id, state, serverTime: ''})),
  ).map((result) => ({type: 'pending-checked', attempt, result}) as const),
  ...results(...statuses).map((result) => ({type: 'status-loaded', attempt, result}) as const),
  ...results(null).map((result) => ({type: 'unlocked', attempt, result}) as const),
  ...results(enrolment).map((result) => ({type: 'registered', attempt, result}) as const),
  ...results(null).map((result) => ({type: 'secured', attempt, result}) as const),
  ...results(device).map((result) => ({type: 'activated', attempt, result}) as const),
  ...results(null).map((result) => ({type: 'finished', attempt, result}) as const),
];

const {states, edges} = walk(initialEnrollState, enroll, ({attempt}) => [...host, ...wishes, ...facts(attempt)]);
const stepsOf = (all: readonly EnrollState[]) => new Set(all.map(({step}) => step));

describe('every event in every state that the enrol flow can come to', () => {
  test('all screens are reached', () => {
    assert.equal(stepsOf(states).size, 19);
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
      if (effects.some(({type}) => type === 'tell-enrolled')) assert.equal(event.type, 'finished');
  });

  test('an activation whose answer is not heard leaves what is pending in place', () => {
    for (const {event, effects} of edges)
      if (event.type === 'activated' && !event.result.ok && event.result.problem.code === 'timeout')
        assert.ok(effects.every(({type}) => type !== 'discard-pending'));
  });

  test('a derivatives channel synchronises instead of registering (F5)', () => {
    const [state] = enroll(initialEnrollState, {
      type: 'start',
      request: {...request, channel: 'kb-trade-ds'},
      obstacle: null,
    });
    assert.equal(state.step, 'synchronizing');
  });

  test('whoever has a derivatives account that is not synchronised is told so after registering', () => {
    const finishing = (synchronized: boolean): EnrollState => ({
      step: 'activating',
      request,
      attempt: 9,
      status: {...status(), derivatives: {synchronized}},
      list: null,
      grant,
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
      obstacle: null,
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
});
