import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {DeviceList} from '../../src/domain/device-list.js';
import {success} from '../../src/domain/problems.js';
import {deviceCode} from '../../src/flows/device-code.js';
import type {DeviceCodeRequest, DeviceCodeState} from '../../src/flows/device-code-state.js';
import {deviceList, entry, first, second} from './device-samples.js';
import {elsewhere, facts, request, walked} from './alphabets/device-code.js';

const {states, edges} = walked();
const read = (list: DeviceList | null, of: DeviceCodeRequest = request) =>
  deviceCode({step: 'looking', request: of, attempt: 1}, {type: 'list-read', attempt: 1, result: success(list)})[0];

describe('every event in every state that using this device’s codes can come to', () => {
  test('all views are reached', () => {
    assert.equal(new Set(states.map(({step}) => step)).size, 8);
  });

  test('an event that means nothing returns the same state and does nothing', () => {
    for (const {from, to, effects} of edges) if (from === to) assert.deepEqual(effects, []);
  });

  test('an answer to another call changes nothing', () => {
    for (const state of states)
      for (const event of facts(state.attempt + 1)) assert.equal(deviceCode(state, event)[0], state, event.type);
  });

  test('whatever becomes of an unlock, the list is locked again', () => {
    const ends = edges.filter(({from, to}) => from.step === 'unlocking' && to !== from);
    assert.ok(ends.length > 0);
    for (const {effects} of ends) assert.ok(effects.some(({type}) => type === 'lock'));
  });

  test('out of the question for a password the customer can go back', () => {
    for (const state of states)
      if (state.step === 'asking' || state.step === 'unlocking')
        assert.equal(deviceCode(state, {type: 'back'})[0].step, 'offered');
  });

  test('a passkey is tried only where there is one', () => {
    for (const {from, effects} of edges)
      if (effects.some((effect) => effect.type === 'unlock' && effect.by === 'passkey'))
        assert.ok('list' in from && from.list.passkey);
  });
});

describe('what this device has to do with the account', () => {
  test('it holds the account: its code is offered', () => {
    assert.equal(read(deviceList([entry(first)])).step, 'offered');
  });

  test('the endpoint names no device: its code is offered all the same', () => {
    assert.equal(read(deviceList([entry(first)]), {account: first, device: null}).step, 'offered');
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
      list: deviceList([entry(first)]),
      problem: null,
    };
    assert.equal(deviceCode(read(null), {type: 'list-changed'})[0].step, 'looking');
    assert.equal(deviceCode(asking, {type: 'list-changed'})[0], asking);
  });
});
