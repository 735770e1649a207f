import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {DeviceList} from '../../src/domain/device-list.js';
import {failure, success} from '../../src/domain/problems.js';
import {deviceCode} from '../../src/flows/device-code.js';
import type {DeviceCodeRequest, DeviceCodeState} from '../../src/flows/device-code-state.js';
import {deviceList, entry, first, second} from './device-samples.js';
import {elsewhere, facts, request, walked} from './alphabets/device-code.js';

const {states, edges} = walked();
const read = (list: DeviceList | null, of: DeviceCodeRequest = request) =>
  deviceCode(
    {step: 'looking', request: of, attempt: 1, typing: false},
    {type: 'list-read', attempt: 1, result: success(list)},
  )[0];

describe('every event in every state that using this device’s codes can come to', () => {
  test('all views are reached', () => {
    assert.equal(new Set(states.map(({step}) => step)).size, 11);
  });

  test('an event that means nothing returns the same state and does nothing', () => {
    for (const {from, to, effects} of edges) if (from === to) assert.deepEqual(effects, []);
  });

  test('an answer to another call changes nothing', () => {
    for (const state of states)
      for (const event of facts(state.attempt + 1)) assert.equal(deviceCode(state, event)[0], state, event.type);
  });

  const open = new Set(['unlocking', 'handed', 'waiting', 'making']);
  test('whatever becomes of an unlock and of its code, the list is locked again', () => {
    const ends = edges.filter(
      ({from, event, to}) => open.has(from.step) && !open.has(to.step) && event.type !== 'locked',
    );
    assert.deepEqual(new Set(ends.map(({from}) => from.step)), open);
    for (const {from, event, effects} of ends)
      assert.ok(
        effects.some(({type}) => type === 'lock'),
        `${from.step} ${event.type}`,
      );
  });

  test('a list that was locked by itself is waited with no longer', () => {
    for (const state of states)
      if (state.step === 'handed' || state.step === 'waiting')
        assert.equal(open.has(deviceCode(state, {type: 'locked'})[0].step), false);
  });

  test('out of the question for a password the customer can go back', () => {
    for (const state of states)
      if (['asking', 'unlocking', 'waiting', 'making'].includes(state.step))
        assert.equal(deviceCode(state, {type: 'back'})[0].step, 'offered');
  });

  test('a passkey is tried only where there is one', () => {
    for (const {from, effects} of edges)
      if (effects.some((effect) => effect.type === 'unlock' && effect.by === 'passkey'))
        assert.ok('list' in from && from.list.passkey);
  });
});

describe('what this device has to do with the account', () => {
  test('it holds the account: the password for its code is asked for at once', () => {
    assert.equal(read(deviceList([entry(first)])).step, 'asking');
  });

  test('the endpoint names no device: the password is asked for all the same', () => {
    assert.equal(read(deviceList([entry(first)]), {account: first, device: null}).step, 'asking');
  });

  test('a customer who types a code from elsewhere is not asked anew when the list changes', () => {
    const [typing] = deviceCode(read(deviceList([entry(first)])), {type: 'back'});
    const [looking] = deviceCode(typing, {type: 'list-changed'});
    const result = success(deviceList([entry(first)]));
    const [found] = deviceCode(looking, {type: 'list-read', attempt: looking.attempt, result});
    assert.deepEqual([typing.step, found.step], ['offered', 'offered']);
    assert.equal(deviceCode(found, {type: 'use'})[0].step, 'asking');
  });

  test('where the list is gone, a code from elsewhere is a press away', () => {
    const [typing] = deviceCode(read(null), {type: 'back'});
    assert.deepEqual([typing.step, typing.typing], ['absent', true]);
    assert.equal(deviceCode(typing, {type: 'back'})[0], typing);
  });

  test('the endpoint names another device: its codes count no more', () => {
    assert.equal(read(deviceList([entry(first)]), elsewhere).step, 'superseded');
  });

  test('its list is gone, or without the account (F3)', () => {
    assert.equal(read(null).step, 'absent');
    assert.equal(read(deviceList([entry(second)])).step, 'absent');
  });

  test('a change of the list by another page is seen, but does not take a typed password away', () => {
    const asking: DeviceCodeState = {
      step: 'asking',
      request,
      attempt: 2,
      typing: false,
      list: deviceList([entry(first)]),
      problem: null,
    };
    assert.equal(deviceCode(read(null), {type: 'list-changed'})[0].step, 'looking');
    assert.equal(deviceCode(asking, {type: 'list-changed'})[0], asking);
  });
});

describe('a code that had been used', () => {
  const next = 30_000;
  const handed: DeviceCodeState = {
    ...{request, attempt: 2, typing: false, list: deviceList([entry(first)])},
    ...{step: 'handed', next, again: false},
  };
  const refuse = (state: DeviceCodeState, usedUntil: number | null) =>
    deviceCode(state, {type: 'refused', at: 18_000, usedUntil});
  const waiting = refuse(handed, next)[0];

  test('is followed by the next one, by itself, under an attempt of its own', () => {
    assert.deepEqual([waiting.step, waiting.step === 'waiting' && waiting.until], ['waiting', next]);
    const [making, ...effects] = deviceCode(waiting, {type: 'due'});
    assert.deepEqual(effects, [{type: 'make', attempt: 3, account: first}]);
    const [again, ...none] = deviceCode(making, {type: 'made', attempt: 3, result: success(60_000)});
    assert.deepEqual([again.step, none], ['handed', []]);
  });

  test('is never sent again, however soon the endpoint says that another comes', () => {
    for (const soon of [0, 18_000, 18_001, 29_999]) {
      const [state] = refuse(handed, soon);
      assert.equal(state.step === 'waiting' && state.until, next);
    }
  });

  test('waits longer where the endpoint knows of a longer wait', () => {
    const [state] = refuse(handed, 60_000);
    assert.equal(state.step === 'waiting' && state.until, 60_000);
  });

  test('and whose successor had been used too is the customer’s again, and the list locked', () => {
    const [state, ...effects] = refuse({...handed, again: true}, next);
    assert.deepEqual([state.step, effects], ['offered', [{type: 'lock'}]]);
  });

  test('that was wrong for another reason can be made anew, and the list is locked', () => {
    const [state, ...effects] = refuse(handed, null);
    assert.deepEqual([state.step, effects], ['offered', [{type: 'lock'}]]);
  });

  test('is not waited for by a customer who types another', () => {
    const [state, ...effects] = deviceCode(waiting, {type: 'back'});
    assert.deepEqual([state.step, effects], ['offered', [{type: 'abort'}, {type: 'lock'}]]);
    assert.equal(deviceCode(state, {type: 'due'})[0], state);
  });

  test('after a lock in between the password is asked for again, and nothing is told to be wrong', () => {
    const [making] = deviceCode(waiting, {type: 'due'});
    const locked = {type: 'made', attempt: 3, result: failure({code: 'vault_locked'})} as const;
    for (const [state] of [deviceCode(waiting, {type: 'locked'}), deviceCode(making, locked)])
      assert.deepEqual([state.step, state.step === 'asking' && state.problem], ['asking', null]);
  });
});
