import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {maskAccount} from '../../src/domain/masks.js';

describe('an account number on the screen keeps its last three characters', () => {
  const rows = [
    ['045C112358', '•••••••358'],
    ['1234', '•234'],
    ['123', '123'],
    ['12', '12'],
    ['', ''],
  ] as const;
  for (const [account, mask] of rows)
    test(`'${account}' -> '${mask}'`, () => {
      assert.equal(maskAccount(account), mask);
    });
});
