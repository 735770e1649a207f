import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {maskAccount} from '../../src/domain/masks.js';

describe('an account number on the screen keeps its last three characters, a long one what it begins with', () => {
  const rows = [
    ['045C112358', '045C•••358'],
    ['058C123456.8', '058C•••6.8'],
    ['123456789', '••••••789'],
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
