import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {plainHint} from '../../src/domain/hints.js';

describe('what an endpoint tells developers', () => {
  test('is passed on', () => {
    const detail = 'The transaction does not belong to the purpose login.';
    assert.equal(plainHint(detail, ['654321', 'session-token-of-the-host']), detail);
  });

  for (const detail of [undefined, null, 7, true, {}, ['text'], '', '  ', '…', '{}'])
    test(`${JSON.stringify(detail) ?? 'nothing'} says nothing`, () => {
      assert.equal(plainHint(detail, []), undefined);
    });

  test('is one line: what could forge another line of a log, or turn text around, is taken out', () => {
    assert.equal(plainHint('a\r\n[error] b\u2028c\u202Ed\u0000e\tf', []), 'a [error] b c d e f');
  });

  test('is short, whatever comes', () => {
    assert.ok((plainHint('long '.repeat(100_000), [])?.length ?? 0) <= 200);
  });

  const code = '472915';
  const echoes = [
    `code ${code} is wrong`,
    'code 472 915 is wrong',
    'code 4-7-2-9-1-5 is wrong',
    'code ４７２９１５ is wrong',
    'code 472\u200B915 is wrong',
    'digits: 4, 7, 2, 9, 1, 5',
  ];
  for (const echo of echoes)
    test(`drops what repeats the code that was sent: ${JSON.stringify(echo)}`, () => {
      assert.equal(plainHint(echo, [code]), undefined);
    });

  for (const echo of echoes)
    test(`leaves out what could be another code, such as the one before: ${JSON.stringify(echo)}`, () => {
      assert.doesNotMatch(plainHint(echo, ['111111']) ?? '', /[4-9４-９]/u);
    });

  for (const [secret, echo] of [
    ['Correct Horse', 'no customer has the password correcthorse'],
    ['s3cret!', 'password S3CRET! is wrong'],
    ['!!!!', 'the password !!!! is wrong'],
    ['a', 'a wrong password'],
    ['short-token', 'Bearer short-token is unknown'],
  ] as const)
    test(`drops what repeats a password or a token: ${echo}`, () => {
      assert.equal(plainHint(echo, [secret]), undefined);
    });

  test('leaves out what is as long as a grant or a session token', () => {
    const token = 'Zx9_'.repeat(12);
    assert.equal(plainHint(`grant ${token} is spent`, []), 'grant … is spent');
  });

  test('keeps the places of a schema that was broken', () => {
    const detail = '/transaction/quantity must be integer, and `additionalPropertyOfMine` may not be there';
    assert.match(plainHint(detail, []) ?? '', /^\/transaction\/quantity must be integer/);
  });
});
