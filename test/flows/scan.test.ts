import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {failure, success, type Problem} from '../../src/domain/problems.js';
import {initialScanState, REVIEW, scan} from '../../src/flows/scan.js';
import type {ScanEvent, ScanState} from '../../src/flows/scan-state.js';
import {facts, now, ours, request, walked, wishes} from './alphabets/scan.js';

const after = (...events: readonly ScanEvent[]): ScanState =>
  events.reduce<ScanState>((state, event) => scan(state, event)[0], initialScanState);

const looking = [{type: 'start'}, {type: 'scan'}, {type: 'camera-on'}] as const;
const judging = [...looking, {type: 'seen', text: 'one'}] as const;
const reviewing = [...judging, {type: 'judged', attempt: 1, scan: ours, now}] as const;
const online = {type: 'approve', isOnline: true, again: false, now} as const;
const offline = {...online, isOnline: false} as const;
const answering = [...reviewing, online] as const;
const typing = [...reviewing, offline, {type: 'made', attempt: 2, result: success(now + 10_000)}] as const;
const answer = (state: ScanState, code: Problem['code'], more: Partial<Problem> = {}) =>
  scan(state, {type: 'answered', attempt: state.attempt, result: failure({code, ...more})});
const effectsOf = (state: ScanState, event: ScanEvent) => scan(state, event).slice(1);

describe('every event in every state that scanning can come to', () => {
  const {states, edges} = walked();

  test('all screens are reached', () => {
    assert.equal(new Set(states.map(({step}) => step)).size, 11);
  });

  test('an event that means nothing returns the same state and does nothing', () => {
    for (const {from, to, effects} of edges) if (from === to) assert.deepEqual(effects, []);
  });

  test('an answer to another call changes nothing', () => {
    for (const state of states)
      for (const event of facts(state.attempt + 1)) assert.equal(scan(state, event)[0], state, event.type);
  });

  test('nothing is sent and no code is made but of what was reviewed, at the customer’s wish', () => {
    for (const {from, event, effects} of edges)
      for (const effect of effects) {
        if (effect.type === 'approve' || effect.type === 'reject') assert.ok(wishes.includes(event), event.type);
        if (effect.type === 'make') assert.ok(event.type === 'approve' || 'slowAt' in from || from.step === 'code');
        if ('request' in effect) assert.equal('request' in from && from.request, effect.request);
      }
  });

  test('nothing is rejected in one press', () => {
    for (const {from, effects} of edges)
      if (effects.some(({type}) => type === 'reject')) assert.equal(from.step, 'asking-reason');
  });

  test('no state holds digits, and none is looked at behind the lock but what was sent', () => {
    for (const state of states) {
      const [locked] = scan(state, {type: 'locked'});
      assert.ok(['idle', 'offered', 'answering', 'rejecting', 'ended'].includes(locked.step), locked.step);
      assert.ok(!('isLocked' in locked) || locked.isLocked);
      assert.doesNotMatch(JSON.stringify(Object.keys(state)), /code|digits/);
    }
  });

  test('every screen but one that waits for an answer leads somewhere', () => {
    for (const state of states)
      if (!['idle', 'answering', 'rejecting'].includes(state.step))
        assert.ok(
          wishes.some((wish) => scan(state, wish)[0] !== state),
          state.step,
        );
  });
});

describe('what the camera reads', () => {
  test('is judged once, however often it is read', () => {
    const state = after(...judging);
    assert.equal(scan(state, {type: 'seen', text: 'other'})[0], state);
    const [told] = scan(state, {type: 'judged', attempt: 1, scan: {kind: 'foreign'}, now});
    assert.equal(scan(told, {type: 'seen', text: 'one'})[0], told);
    assert.deepEqual(effectsOf(told, {type: 'seen', text: 'other'}), [{type: 'judge', attempt: 2, text: 'other'}]);
  });

  test('and is refused is told while the camera goes on, and until something else is', () => {
    const told = after(...judging, {type: 'judged', attempt: 1, scan: {kind: 'foreign'}, now});
    assert.deepEqual([told.step, 'refused' in told && told.refused], ['looking', {kind: 'foreign'}]);
    const [next] = scan(told, {type: 'seen', text: 'other'});
    assert.deepEqual('refused' in next && next.refused, {kind: 'foreign'});
  });

  test('and can’t be judged here is told to be unread, and nothing is claimed of it', () => {
    const state = after(...judging, {type: 'judged', attempt: 1, scan: null, now});
    assert.deepEqual([state.step, 'why' in state && state.why], ['blind', 'not-loaded']);
  });

  test('that runs out while it is looked at is to be scanned anew', () => {
    const state = after(...reviewing);
    assert.equal(scan(state, {type: 'due', now: now + REVIEW - 1})[0], state);
    const [next] = scan(state, {type: 'due', now: now + REVIEW});
    assert.deepEqual(
      [next.step, 'refused' in next && next.refused],
      ['starting', {kind: 'expired', channelName: 'KB-Trade'}],
    );
  });

  test('is nobody’s once the customer has gone back, though it is judged afterwards', () => {
    const state = after(...judging, {type: 'back'}, {type: 'judged', attempt: 1, scan: ours, now});
    assert.equal(state.step, 'offered');
  });
});

describe('an answer to what was scanned', () => {
  test('goes by itself where there is a network, and is never left without its digits for long', () => {
    const state = after(...answering);
    assert.deepEqual(effectsOf(after(...reviewing), online), [{type: 'approve', attempt: 2, request, again: false}]);
    assert.equal(scan(state, {type: 'due', now: now + 3999})[0], state);
    const [slow] = scan(state, {type: 'due', now: now + 4000});
    assert.deepEqual([slow.step, slow.step === 'answering' && slow.isSlow], ['answering', true]);
    const [ended] = scan(slow, {type: 'answered', attempt: slow.attempt, result: success(null)});
    assert.equal(ended.step === 'ended' && ended.end, 'approved');
  });

  test('is digits at once where there is none', () => {
    const [state, ...effects] = scan(after(...reviewing), offline);
    assert.deepEqual([state.step, effects], ['code', [{type: 'make', attempt: 2, request}]]);
    assert.deepEqual('isUnheard' in state && state.isUnheard, false);
  });

  test('has other digits when their time has come, until it is looked at no more', () => {
    const state = after(...typing);
    assert.equal(scan(state, {type: 'due', now: now + 9_999})[0], state);
    const [next, ...effects] = scan(state, {type: 'due', now: now + 10_000});
    assert.deepEqual([next.step === 'code' && next.next, effects], [null, [{type: 'make', attempt: 2, request}]]);
    const [ended] = scan(state, {type: 'due', now: now + REVIEW});
    assert.equal(ended.step === 'ended' && ended.end, 'gone');
  });

  for (const code of ['timeout', 'unreachable', 'offline', 'internal_error'] as const)
    test(`${code}: the digits are shown, and that it is not known whether they arrived`, () => {
      const [state] = answer(after(...answering), code);
      assert.equal(state.step === 'code' && state.isUnheard, true);
    });

  for (const code of ['challenge_not_found', 'not_found', 'session_expired', 'misconfigured'] as const)
    test(`${code}: this device can’t answer by itself, so the digits are shown`, () => {
      const [state] = answer(after(...answering), code);
      assert.deepEqual([state.step, 'isUnheard' in state && state.isUnheard], ['code', false]);
    });

  for (const code of ['challenge_expired', 'state_conflict', 'code_replayed'] as const)
    test(`${code}: it is over`, () => {
      const [ended] = answer(after(...answering), code);
      assert.equal(ended.step === 'ended' && ended.end, 'gone');
    });

  test('that is wrong is told before it is made anew, and the last one ends it', () => {
    const [state] = answer(after(...answering), 'code_invalid', {attemptsLeft: 2});
    assert.equal(state.step === 'reviewing' && state.problem?.code, 'code_invalid');
    const [ended] = answer(after(...answering), 'code_invalid', {attemptsLeft: 0});
    assert.equal(ended.step === 'ended' && ended.end, 'locked');
  });

  test('of which nothing was heard is sent again under its own number, anything else under a new one', () => {
    const [unheard] = answer(after(...answering), 'timeout');
    assert.deepEqual(effectsOf(unheard, {...online, again: true}), [
      {type: 'approve', attempt: 2, request, again: true},
    ]);
    assert.deepEqual(effectsOf(unheard, {...online, again: false}), [
      {type: 'approve', attempt: 3, request, again: false},
    ]);
    assert.deepEqual(effectsOf(after(...typing), {...online, again: true}), [
      {type: 'approve', attempt: 3, request, again: false},
    ]);
  });

  test('that was sent goes on behind the lock, and how it ended is told', () => {
    const locked = after(...answering, {type: 'locked'});
    const [ended] = scan(locked, {type: 'answered', attempt: locked.attempt, result: success(null)});
    assert.deepEqual(ended.step === 'ended' && [ended.end, ended.isLocked], ['approved', true]);
    assert.equal(answer(locked, 'timeout')[0].step, 'offered');
  });

  test('to reject is the same with the same reason only', () => {
    const asking = after(...reviewing, {type: 'reject'});
    const [rejecting] = scan(asking, {type: 'give-reason', reason: 'not-me'});
    const [unheard] = answer(rejecting, 'offline');
    const numberFor = (reason: 'not-me' | 'changed-mind') => scan(unheard, {type: 'give-reason', reason})[0].attempt;
    assert.deepEqual([numberFor('not-me'), numberFor('changed-mind')], [2, 3]);
  });

  test('to reject that this device can’t give does not claim to have been given', () => {
    const asking = after(...reviewing, {type: 'reject'});
    const [rejecting] = scan(asking, {type: 'give-reason', reason: 'not-me'});
    const [state] = answer(rejecting, 'challenge_not_found');
    assert.equal(state.step === 'asking-reason' && state.problem?.code, 'challenge_not_found');
  });
});
