import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {failure, success, type Problem} from '../../src/domain/problems.js';
import {initialRequestsState, requests} from '../../src/flows/requests.js';
import type {RequestsEvent, RequestsState} from '../../src/flows/requests-state.js';
import {asked, facts, one, other, walked, wishes} from './alphabets/requests.js';

const after = (...events: readonly RequestsEvent[]): RequestsState =>
  events.reduce<RequestsState>((state, event) => requests(state, event)[0], initialRequestsState);
const open = {type: 'opened', isOpen: true} as const;
const found = (...named: readonly (typeof one)[]) => ({type: 'found', requests: named}) as const;
const begun = [{type: 'start'}, open] as const;
const reviewing = [...begun, found(one), {type: 'open'}] as const;
const approving = [...reviewing, {type: 'approve', again: false}] as const;
const answer = (state: RequestsState, code: Problem['code'], more: Partial<Problem> = {}) =>
  requests(state, {type: 'answered', attempt: state.attempt, result: failure({code, ...more})});

describe('every event in every state that requests can come to', () => {
  const {states, edges} = walked();

  test('all screens are reached', () => {
    assert.equal(new Set(states.map(({step}) => step)).size, 8);
  });

  test('an event that means nothing returns the same state and does nothing', () => {
    for (const {from, to, effects} of edges) if (from === to) assert.deepEqual(effects, []);
  });

  test('an answer to another call changes nothing', () => {
    for (const state of states)
      for (const event of facts(state.attempt + 1)) assert.equal(requests(state, event)[0], state, event.type);
  });

  test('nothing is approved or rejected but what the customer looks at, at their wish', () => {
    for (const {from, event, effects} of edges)
      for (const effect of effects)
        if (effect.type === 'approve' || effect.type === 'reject') {
          assert.ok(wishes.includes(event), event.type);
          assert.equal('request' in from && from.request, effect.request);
        }
  });

  test('nothing is rejected in one press', () => {
    for (const {from, effects} of edges)
      if (effects.some(({type}) => type === 'reject')) assert.equal(from.step, 'asking-reason');
  });

  test('a locked list shows nothing of what is asked for', () => {
    const seen = new Set(['choosing', 'reviewing', 'asking-reason']);
    for (const {step, isOpen} of states) assert.ok(isOpen || !seen.has(step), step);
  });

  test('what has ended here never waits again', () => {
    for (const {waiting, ended} of states) assert.ok(!waiting.some(({id}) => ended.includes(id)));
  });

  test('every screen but one that waits for an answer leads somewhere', () => {
    for (const state of states)
      if (['choosing', 'reviewing', 'asking-reason', 'ended'].includes(state.step))
        assert.ok(
          wishes.some((wish) => requests(state, wish)[0] !== state),
          state.step,
        );
  });
});

describe('what waits', () => {
  test('one request is opened at once, several are chosen from, the latest first', () => {
    assert.equal(after(...reviewing).step, 'reviewing');
    const choosing = after(...begun, found(other, one), {type: 'open'});
    assert.deepEqual(choosing.step === 'choosing' && choosing.shown, [other, one]);
  });

  test('what is chosen from stays in its place: one that comes is put below', () => {
    const third = asked('challenge-000003');
    const choosing = after(...begun, found(other, one), {type: 'open'}, found(third, other));
    assert.deepEqual(choosing.step === 'choosing' && choosing.shown, [other, one, third]);
    const chosen = requests(choosing, {type: 'choose', id: one.id})[0];
    assert.equal(chosen.step === 'ended' && chosen.end, 'gone');
  });

  test('one that comes does not take the place of the one that is looked at', () => {
    const state = after(...reviewing, found(other, one));
    assert.equal(state.step === 'reviewing' && state.request, one);
  });

  test('the one that is looked at is gone when it waits no more, and left alone while it is answered', () => {
    const gone = after(...reviewing, found(other));
    assert.equal(gone.step === 'ended' && gone.end, 'gone');
    assert.equal(after(...approving, found()).step, 'approving');
  });

  test('an answer that was under way does not bring back what has been approved', () => {
    const state = requests(after(...approving), {type: 'answered', attempt: 1, result: success(null)})[0];
    assert.deepEqual(requests(state, found(one))[0].waiting, []);
  });

  test('what was sent goes on behind the lock, and how it ended is told', () => {
    const locked = after(...approving, {type: 'opened', isOpen: false});
    assert.equal(locked.step, 'approving');
    const [ended] = requests(locked, {type: 'answered', attempt: locked.attempt, result: success(null)});
    assert.equal(ended.step === 'ended' && ended.end, 'approved');
  });
});

describe('an answer that is refused', () => {
  const state = after(...approving);

  for (const code of ['challenge_expired', 'challenge_not_found', 'state_conflict'] as const)
    test(`${code}: it is over`, () => {
      const [ended] = answer(state, code);
      assert.equal(ended.step === 'ended' && ended.end, 'gone');
    });

  test('a used answer to a question means that it was approved elsewhere; a used code of the moment does not', () => {
    const bound = after(...begun, found(other), {type: 'open'}, {type: 'approve', again: false});
    assert.equal(answer(bound, 'code_replayed')[0].step, 'ended');
    assert.equal(answer(state, 'code_replayed')[0].step, 'reviewing');
  });

  test('the last wrong number locks it', () => {
    const [ended] = answer(state, 'code_invalid', {attemptsLeft: 0});
    assert.equal(ended.step === 'ended' && ended.end, 'locked');
    assert.equal(answer(state, 'code_invalid', {attemptsLeft: 1})[0].step, 'reviewing');
  });

  test('what was not heard of is sent again under its own number, anything else under a new one', () => {
    const [unheard] = answer(state, 'timeout');
    const [, again] = requests(unheard, {type: 'approve', again: true});
    assert.deepEqual(again, {type: 'approve', attempt: 1, request: one, again: true});
    const [, anew] = requests(unheard, {type: 'approve', again: false});
    assert.deepEqual(anew, {type: 'approve', attempt: 2, request: one, again: false});
    const [wrong] = answer(state, 'code_invalid', {attemptsLeft: 3});
    const [, next] = requests(wrong, {type: 'approve', again: true});
    assert.deepEqual(next, {type: 'approve', attempt: 2, request: one, again: false});
  });

  test('a rejection that was not heard of is the same with the same reason only', () => {
    const asking = after(...reviewing, {type: 'reject'});
    const [rejecting] = requests(asking, {type: 'give-reason', reason: 'not-me'});
    const [unheard] = answer(rejecting, 'offline');
    const numberFor = (reason: 'not-me' | 'changed-mind') =>
      requests(unheard, {type: 'give-reason', reason})[0].attempt;
    assert.deepEqual([numberFor('not-me'), numberFor('changed-mind')], [1, 2]);
  });
});
