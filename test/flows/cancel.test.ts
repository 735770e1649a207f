import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {failure, success} from '../../src/domain/problems.js';
import {cancel} from '../../src/flows/cancel.js';
import type {CancelState} from '../../src/flows/cancel-state.js';
import {first} from './device-samples.js';
import {
  enrolled,
  facts,
  grant,
  previous,
  request,
  suspended,
  walked,
  wishes,
  withoutMethods,
  withoutPrevious,
} from './alphabets/cancel.js';

const {states, edges} = walked();

describe('every event in every state that the cancel flow can come to', () => {
  test('all screens are reached', () => {
    assert.equal(new Set(states.map(({step}) => step)).size, 14);
  });

  test('an event that means nothing returns the same state and does nothing', () => {
    for (const {from, to, effects} of edges) if (from === to) assert.deepEqual(effects, []);
  });

  test('an answer to another call changes nothing', () => {
    for (const state of states)
      for (const event of facts(state.attempt + 1)) assert.equal(cancel(state, event)[0], state, event.type);
  });

  test('every screen but the resting ones has a way out that the customer can take', () => {
    const resting = new Set(['idle', 'done']);
    for (const state of states) {
      if (resting.has(state.step)) continue;
      const leads = wishes.some((wish) => cancel(state, wish)[0].step !== state.step);
      const hopeless = state.step === 'dismissed' && state.configProblem !== null;
      assert.ok(leads || hopeless, state.step);
    }
  });

  test('nothing is cancelled without a grant for cancelling this account', () => {
    const calls = edges.flatMap(({event, effects}) =>
      effects.flatMap((effect) => (effect.type === 'cancel' ? [{event, effect}] : [])),
    );
    assert.ok(calls.length > 0);
    for (const {event, effect} of calls) {
      assert.deepEqual(event, {type: 'proved', grant});
      assert.equal(effect.request.grant, grant.token);
      assert.equal(effect.request.account, first);
    }
  });

  test('the proof is asked for only after the consequences were shown', () => {
    for (const {from, to} of edges) if (to.step === 'proving' && from !== to) assert.equal(from.step, 'consequences');
  });

  test('an account is told as cancelled only when the endpoint has said so', () => {
    const tellings = edges.filter(({effects}) => effects.some(({type}) => type === 'emit-cancelled'));
    assert.ok(tellings.length > 0);
    for (const {from} of tellings) assert.equal(from.step, 'cleaning');
    const doors = edges.filter(({from, to}) => to.step === 'cleaning' && from.step !== 'done' && from !== to);
    for (const {event} of doors) {
      assert.ok(event.type === 'cancelled' || event.type === 'loaded');
      const saysSo = event.result.ok
        ? event.result.value.kbOtp.state === 'none'
        : event.result.problem.code === 'not_enrolled';
      assert.ok(saysSo);
    }
  });

  test('a cancellation is sent once: an answer that was not heard is asked about, never sent again', () => {
    for (const {from, effects} of edges)
      if (effects.some(({type}) => type === 'cancel')) assert.equal(from.step, 'proving');
  });
});

describe('what the customer meets', () => {
  const consequences: CancelState = {
    step: 'consequences',
    request,
    attempt: 1,
    account: first,
    status: enrolled,
    notice: null,
  };
  const cancelling: CancelState = {step: 'cancelling', request, attempt: 2, account: first, status: enrolled};
  const afterLoading = (value: typeof enrolled) =>
    cancel(
      {step: 'loading', request, attempt: 1, account: first},
      {type: 'loaded', attempt: 1, result: success(value)},
    )[0];
  const afterCancelling = (code: Parameters<typeof failure>[0]['code']) =>
    cancel(cancelling, {type: 'cancelled', attempt: 2, result: failure({code})})[0];

  test('an account that is not on KB-OTP has nothing to cancel', () => {
    assert.equal(afterLoading(previous).step, 'not-enrolled');
  });

  test('an account whose KB-OTP is locked can be cancelled', () => {
    assert.equal(afterLoading(suspended).step, 'consequences');
  });

  test('without a previous method, or without any usable one, only a person can help', () => {
    assert.equal(afterLoading(withoutPrevious).step, 'unavailable');
    assert.equal(afterLoading(withoutMethods).step, 'unavailable');
  });

  test('a grant that does not count any more leads back to the consequences, which say so', () => {
    const state = afterCancelling('grant_required');
    assert.equal(state.step === 'consequences' && state.notice?.code, 'grant_required');
  });

  test('an account that was cancelled meanwhile is done, and said to have been cancelled already', () => {
    const state = afterCancelling('not_enrolled');
    assert.equal(state.step === 'cleaning' && state.cancelled, 'already');
  });

  test('an answer that was not heard: the status says that it was done', () => {
    const checking = afterCancelling('timeout');
    assert.equal(checking.step, 'checking');
    const [state] = cancel(checking, {type: 'loaded', attempt: 3, result: success(previous)});
    assert.equal(state.step, 'cleaning');
  });

  test('an answer that was not heard: the status says that it was not done', () => {
    const [state] = cancel(afterCancelling('timeout'), {type: 'loaded', attempt: 3, result: success(enrolled)});
    assert.equal(state.step === 'consequences' && state.notice?.code, 'timeout');
  });

  test('an answer that was not heard, nor what became of it: the customer can ask again', () => {
    const [state] = cancel(afterCancelling('timeout'), {
      type: 'loaded',
      attempt: 3,
      result: failure({code: 'offline'}),
    });
    assert.equal(state.step, 'outcome-unknown');
    assert.equal(cancel(state, {type: 'retry'})[0].step, 'checking');
  });

  test('a device that could not forget the account can be told again', () => {
    const cleaning = cancel(cancelling, {type: 'cancelled', attempt: 2, result: success(previous)})[0];
    const [done] = cancel(cleaning, {type: 'cleaned', attempt: 3, result: failure({code: 'storage_failed'})});
    assert.equal(done.step === 'done' && done.cleaned, false);
    assert.equal(cancel(done, {type: 'clean-up'})[0].step, 'cleaning');
  });

  test('whoever walks out while the cancellation is on its way is promised nothing', () => {
    const [left] = cancel(cancelling, {type: 'dismiss'});
    assert.equal(left.step === 'dismissed' && left.unsure, true);
    const [calm] = cancel(consequences, {type: 'dismiss'});
    assert.equal(calm.step === 'dismissed' && calm.unsure, false);
  });
});
