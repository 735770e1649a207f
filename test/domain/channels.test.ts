import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {channels, findChannel} from '../../src/domain/channels.js';

const yes = true;
const no = false;

// Verifying and cancelling need no column: every channel does both.
const table = [
  // id            name            kind   account        enrolls  makes codes  synchronizes
  ['kb-mobile', 'KB-Mobile', 'app', 'base', yes, yes, no],
  ['m-able', 'M-able', 'app', 'base', yes, yes, no],
  ['kb-trade', 'KB-Trade', 'web', 'base', no, no, no],
  ['kb-able', 'KB-able', 'web', 'base', no, no, no],
  ['kb-mobile-ds', 'KB-MobileDS', 'app', 'derivatives', no, no, yes],
  ['kb-trade-ds', 'KB-TradeDS', 'web', 'derivatives', no, no, yes],
] as const;

describe('the channels of KB-OTP', () => {
  test('there are these six, in this order', () => {
    assert.deepEqual(
      channels.map(({id}) => id),
      table.map(([id]) => id),
    );
  });

  for (const [id, name, kind, account, enrolls, makesCodes, synchronizes] of table)
    test(`${id} is ${name}: ${kind}, ${account}; registers ${enrolls}, makes codes ${makesCodes}, synchronizes ${synchronizes}`, () => {
      assert.deepEqual(findChannel(id), {id, name, kind, account, enrolls, makesCodes, synchronizes});
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
    for (const {account, synchronizes} of channels) assert.equal(synchronizes, account === 'derivatives');
  });

  test('no name is misspelt as in the FAQ', () => {
    for (const {name} of channels) assert.doesNotMatch(name, /Moblie/);
  });
});

describe('a channel that KB-OTP does not know', () => {
  for (const id of ['', 'KB-TRADE', 'kb-trade ', 'kb', '__proto__', 'constructor'])
    test(`'${id}' is none`, () => {
      assert.equal(findChannel(id), undefined);
    });
});
