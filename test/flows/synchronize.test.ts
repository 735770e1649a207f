import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {AuthenticationStatus} from '../../src/domain/contract.js';
import {failure, success} from '../../src/domain/problems.js';
import {synchronize} from '../../src/flows/synchronize.js';
import type {SynchronizeState} from '../../src/flows/synchronize-state.js';
import {facts, grant, inSync, independent, lapsed, none, request, walked, wishes} from './alphabets/synchronize.js';

const {states, edges} = walked();

describe('every event in every state that synchronizing can come to', () => {
  test('all screens are reached', () => {
    assert.equal(new Set(states.map(({step}) => step)).size, 13);
  });

  test('an event that means nothing returns the same state and does nothing', () => {
    for (const {from, to, effects} of edges) if (from === to) assert.deepEqual(effects, []);
  });

  test('an answer to another call changes nothing', () => {
    for (const state of states)
      for (const event of facts(state.attempt + 1)) assert.equal(synchronize(state, event)[0], state, event.type);
  });

  test('every screen but the resting ones has a way out that the customer can take', () => {
    for (const state of states) {
      if (state.step === 'idle' || state.step === 'done') continue;
      assert.ok(
        wishes.some((wish) => synchronize(state, wish)[0].step !== state.step),
        state.step,
      );
    }
  });

  test('nothing is synchronized without a grant for synchronizing this account', () => {
    const calls = edges.filter(({effects}) => effects.some(({type}) => type === 'synchronize'));
    assert.ok(calls.length > 0);
    for (const {event} of calls) assert.deepEqual(event, {type: 'proved', grant});
  });

  test('it is told as synchronized only when the endpoint says so', () => {
    for (const {event, effects} of edges) {
      if (!effects.some(({type}) => type === 'emit-synchronized')) continue;
      assert.ok(event.type === 'loaded' || event.type === 'synchronized');
      assert.ok(event.result.ok && event.result.value.derivatives?.synchronized);
    }
  });
});

describe('what the customer meets', () => {
  const afterLoading = (value: AuthenticationStatus) =>
    synchronize({step: 'loading', request, attempt: 1}, {type: 'loaded', attempt: 1, result: success(value)})[0].step;
  const synchronizing: SynchronizeState = {step: 'synchronizing', request, attempt: 2, status: independent};

  for (const [what, value, step] of [
    ['an account that is not synchronized yet: what synchronizing does', independent, 'explaining'],
    ['one that is: nothing to do', inSync, 'in-sync'],
    ['one whose base account has left KB-OTP: where to register again', lapsed, 'base-not-enrolled'],
    ['a base account without a derivatives trading account: that there is none', none, 'no-derivatives'],
  ] as const)
    test(what, () => {
      assert.equal(afterLoading(value), step);
    });

  test('whoever declines goes on as before (F5)', () => {
    const explaining: SynchronizeState = {step: 'explaining', request, attempt: 1, status: independent, notice: null};
    const [state, ...effects] = synchronize(explaining, {type: 'decline'});
    assert.equal(state.step, 'declined');
    assert.deepEqual(effects, [{type: 'abort'}, {type: 'emit-dismissed'}]);
  });

  test('an answer that was not heard is asked about, not sent again', () => {
    const [checking, effect] = synchronize(synchronizing, {
      type: 'synchronized',
      attempt: 2,
      result: failure({code: 'timeout'}),
    });
    assert.equal(checking.step, 'checking');
    assert.deepEqual(effect, {type: 'load', attempt: 3, ...request});
    const after = (value: AuthenticationStatus) =>
      synchronize(checking, {type: 'loaded', attempt: 3, result: success(value)})[0].step;
    assert.deepEqual([after(inSync), after(independent)], ['done', 'explaining']);
  });
});
