import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {channels, findChannel, isChannelId, rulesOf} from '../../src/domain/channels.js';

const yes = true;
const no = false;

// Verifying and cancelling need no column: every channel does both.
const table = [
  // id            name          enrolls  makes codes  synchronizes
  ['kb-mobile', 'KB-Mobile', yes, yes, no],
  ['m-able', 'M-able', yes, yes, no],
  ['kb-trade', 'KB-Trade', no, no, no],
  ['kb-able', 'KB-able', no, no, no],
  ['kb-mobile-ds', 'KB-MobileDS', no, no, yes],
  ['kb-trade-ds', 'KB-TradeDS', no, no, yes],
] as const;

describe('the channels of KB-OTP', () => {
  test('there are these six, in this order', () => {
    assert.deepEqual(
      channels.map(({id}) => id),
      table.map(([id]) => id),
    );
  });

  for (const [id, name, enrolls, makesCodes, synchronizes] of table)
    test(`${id} is ${name}: registers ${enrolls}, makes codes ${makesCodes}, synchronizes ${synchronizes}`, () => {
      assert.deepEqual(findChannel(id), {id, name, enrolls, makesCodes, synchronizes});
    });
});

describe('a rule that follows from the table', () => {
  test('KB-OTP is registered only on KB-Mobile and M-able (FAQ 1)', () => {
    assert.deepEqual(
      channels.filter(({enrolls}) => enrolls).map(({name}) => name),
      ['KB-Mobile', 'M-able'],
    );
  });

  test('a device that registers also makes codes', () => {
    for (const {makesCodes, enrolls} of channels) assert.equal(makesCodes, enrolls);
  });

  test('derivatives are synchronized on the derivatives channels and nowhere else (FAQ 5)', () => {
    const synchronizing = channels.filter(({synchronizes}) => synchronizes);
    assert.deepEqual(
      synchronizing.map(({name}) => name),
      ['KB-MobileDS', 'KB-TradeDS'],
    );
  });

  test('no name is misspelt as in the FAQ', () => {
    for (const {name} of channels) assert.doesNotMatch(name, /Moblie/);
  });
});

describe('a channel that is none of the six', () => {
  for (const id of ['', 'KB-TRADE', 'kb-trade ', 'kb', '__proto__', 'constructor'])
    test(`'${id}' is known by nobody`, () => {
      assert.equal(findChannel(id), undefined);
      assert.equal(rulesOf({channel: id}), undefined);
    });

  for (const id of ['', 'KB-TRADE', 'kb-trade ', '__proto__', '-kb', '7', 'k'.repeat(33)])
    test(`'${id}' can be the id of none`, () => {
      assert.equal(isChannelId(id), false);
    });

  test('has the rules that the endpoint says, which are not asked for one of the six', () => {
    const channelRules = {name: 'KB-Smart', enrolls: true, makesCodes: true, synchronizes: false};
    assert.equal(isChannelId('kb-smart'), true);
    assert.equal(rulesOf({channel: 'kb-smart', channelRules}), channelRules);
    assert.equal(rulesOf({channel: 'kb-trade', channelRules})?.name, 'KB-Trade');
  });
});
