import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Problem} from '../../src/domain/problems.js';
import {initialListState, list} from '../../src/flows/list.js';
import {device, deviceList, entry, first, second} from './device-samples.js';
import {facts, two, walked, wishes} from './alphabets/list.js';

const {states, edges} = walked();

describe('every event in every state that the list flow can come to', () => {
  test('all screens are reached', () => {
    assert.equal(new Set(states.map(({step}) => step)).size, 19);
  });

  test('an event that means nothing returns the same state and does nothing', () => {
    for (const {from, to, effects} of edges) if (from === to) assert.deepEqual(effects, []);
  });

  test('an answer to another call changes nothing', () => {
    for (const state of states)
      for (const event of facts(state.attempt + 1)) assert.equal(list(state, event)[0], state, event.type);
  });

  test('every screen that waits for the customer has something for him to do', () => {
    const busy = new Set(['idle', 'loading']);
    for (const state of states) {
      if (busy.has(state.step)) continue;
      assert.ok(
        wishes.some((wish) => list(state, wish)[0] !== state),
        state.step,
      );
    }
  });

  test('whoever leaves the open list, or is away, leaves no keys behind', () => {
    for (const {from, to, effects} of edges)
      if (from.step === 'open' && (to.step === 'locked' || to.step === 'idle' || to.step === 'loading'))
        assert.ok(
          effects.some(({type}) => type === 'lock'),
          `${from.step} -> ${to.step}`,
        );
  });

  test('the password is reset only after it was asked twice (F4)', () => {
    for (const {from, effects} of edges)
      if (effects.some(({type}) => type === 'reset')) assert.equal(from.step === 'forgot' && from.asked, 2);
  });

  test('what opens the list is changed by nobody who has not proved that it is his', () => {
    const changed = edges.filter(({effects}) =>
      effects.some((effect) => effect.type === 'change-password' || (effect.type === 'change-passkey' && effect.add)),
    );
    assert.ok(changed.length > 0);
    const isProof = ({from}: (typeof changed)[number]) =>
      ['confirming-password', 'offering-passkey'].includes(from.step) ||
      (from.step === 'open' && from.provenAt !== undefined);
    for (const edge of changed) assert.ok(isProof(edge), edge.from.step);
    for (const {from, to, event} of edges)
      if (from !== to && (to.step === 'creating-password' || to.step === 'offering-passkey') && to.step !== from.step)
        assert.deepEqual([from.step, event.type === 'proved' && event.result.ok], ['checking', true]);
  });

  test('a wrong proof is told and counted as at the unlock, and the last one ends the list', () => {
    const checking = {step: 'checking', attempt: 3, list: two, task: 'password', by: 'password'} as const;
    const wrong = {code: 'wrong_password', attemptsLeft: 3} as const;
    const answer = (problem: Problem) => list(checking, {type: 'proved', attempt: 3, result: {ok: false, problem}});
    const [again, ...effects] = answer(wrong);
    assert.deepEqual(again, {step: 'proving', attempt: 3, list: two, task: 'password', problem: wrong});
    assert.deepEqual(effects, [{type: 'forget-password'}, {type: 'emit-problem', problem: wrong}]);
    const [disabled, ...dropped] = answer({code: 'device_disabled'});
    assert.equal(disabled.step, 'disabled');
    assert.ok(dropped.some(({type}) => type === 'lock'));
    assert.equal(answer({code: 'vault_damaged'})[0].step, 'failed');
  });

  test('whoever has no biometrics set up is told so before he types a password', () => {
    const open = {step: 'open', attempt: 3, list: two, notice: {type: 'none'}} as const;
    const problem = {code: 'passkey_not_set_up'} as const;
    const [state] = list(open, {type: 'add-passkey', problem, now: 0});
    assert.deepEqual(state, {...open, notice: {type: 'problem', problem}});
  });

  test('a list that was left open by whoever registered is open, and takes biometrics for two minutes without a proof', () => {
    const [loading] = list(initialListState, {type: 'start', configProblem: null});
    const read = {type: 'list-read', attempt: 1, result: {ok: true, value: two}} as const;
    const [open] = list(loading, {...read, openedAt: 1_000_000});
    assert.deepEqual(open, {step: 'open', attempt: 1, list: two, notice: {type: 'none'}, provenAt: 1_000_000});
    const [copied] = list(open, {type: 'copied', account: first});
    const add = (now: number) => list(copied, {type: 'add-passkey', problem: null, now})[0].step;
    assert.deepEqual([add(1_119_999), add(1_120_000)], ['working', 'proving']);
    assert.equal(list(loading, {...read, openedAt: null})[0].step, 'locked');
  });

  test('what was left open is locked where the list has nothing to show', () => {
    const [loading] = list(initialListState, {type: 'start', configProblem: null});
    const read = {type: 'list-read', attempt: 1, result: {ok: true, value: null}, openedAt: 1} as const;
    const [state, ...effects] = list(loading, read);
    assert.equal(state.step, 'empty');
    assert.ok(effects.some(({type}) => type === 'lock'));
  });

  test('a removal that takes the last keys away goes on, and ends in the empty list', () => {
    const one = deviceList([entry(first)]);
    const removing = {step: 'working', at: 'removal', isLocked: false, attempt: 2, list: one} as const;
    const [locked] = list(removing, {type: 'keys-lost'});
    const [state, ...effects] = list(locked, {type: 'worked', attempt: 2, result: {ok: true, value: null}});
    assert.equal(state.step, 'empty');
    assert.deepEqual(effects.at(-1), {type: 'emit-removed', account: first});
  });

  test('a reset whose outcome is not known asks again, and says why', () => {
    const resetting = {step: 'resetting', attempt: 7, list: two} as const;
    const problem = {code: 'timeout'} as const;
    const [state] = list(resetting, {type: 'reset', attempt: 7, result: {ok: false, problem}});
    assert.deepEqual(state, {step: 'forgot', attempt: 7, list: two, asked: 2, problem});
  });

  test('whoever leaves while it unlocks or resets finds the list locked, and the call is given up', () => {
    for (const step of ['unlocking', 'resetting'] as const) {
      const [state, ...effects] = list({step, attempt: 3, list: two, by: 'password'}, {type: 'back'});
      assert.ok(state.step === 'locked' || state.step === 'loading');
      assert.ok(effects.some(({type}) => type === 'abort') && effects.some(({type}) => type === 'lock'));
    }
  });

  test('whoever is tired of waiting has the list read anew, and the first answer counts for nothing', () => {
    const [state, ...effects] = list({step: 'loading', attempt: 3}, {type: 'start', configProblem: null});
    assert.deepEqual(state, {step: 'loading', attempt: 4});
    assert.deepEqual(effects.at(-1), {type: 'read-list', attempt: 4});
    assert.equal(list(state, {type: 'list-read', attempt: 3, result: {ok: true, value: null}})[0], state);
  });

  test('a list that can’t be read can be discarded, and nothing else can be in this way', () => {
    for (const {event, from, effects} of edges)
      if (event.type === 'discard-damaged' && effects.length > 0)
        assert.equal(from.step === 'failed' && from.problem.code, 'vault_damaged');
    assert.ok(edges.some(({event, effects}) => event.type === 'discard-damaged' && effects[0]?.type === 'wipe'));
  });

  test('a reset takes every account of the list, and says which', () => {
    const resetting = {step: 'resetting', attempt: 7, list: two} as const;
    const [state, ...effects] = list(resetting, {type: 'reset', attempt: 7, result: {ok: true, value: device}});
    assert.equal(state.step, 'reset-done');
    assert.deepEqual(effects, [{type: 'wipe'}, {type: 'emit-reset', accounts: [first, second]}]);
  });

  test('a device whose key is destroyed leads to the reset', () => {
    const unlocking = {step: 'unlocking', attempt: 3, list: two, by: 'password'} as const;
    const [disabled] = list(unlocking, {
      type: 'unlocked',
      attempt: 3,
      result: {ok: false, problem: {code: 'device_disabled'}},
    });
    assert.equal(disabled.step, 'disabled');
    assert.equal(list(disabled, {type: 'forget'})[0].step, 'forgot');
  });

  test('a list that turns out to be damaged when it is unlocked, or reset, can be discarded', () => {
    const problem = {code: 'vault_damaged'} as const;
    const unlocking = {step: 'unlocking', attempt: 3, list: two, by: 'password'} as const;
    const resetting = {step: 'resetting', attempt: 3, list: two} as const;
    const ends = [
      list(unlocking, {type: 'unlocked', attempt: 3, result: {ok: false, problem}}),
      list(resetting, {type: 'reset', attempt: 3, result: {ok: false, problem}}),
    ];
    for (const [failed] of ends) {
      const [done, effect] = list(failed, {type: 'discard-damaged'});
      assert.deepEqual([failed.step, done.step, effect], ['failed', 'reset-done', {type: 'wipe'}]);
    }
  });

  test('an account that the endpoint no longer connects with the device goes without asking it', () => {
    const confirming = {step: 'confirming-removal', attempt: 1, list: two, account: second} as const;
    const [, ...effects] = list(confirming, {type: 'remove'});
    assert.deepEqual(effects, [
      {type: 'remove-account', attempt: 2, device: two.device, account: second, known: false},
    ]);
  });
});
