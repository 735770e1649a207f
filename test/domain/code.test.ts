import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {isCompleteCode, normalizeCode} from '../../src/domain/code.js';
import type {CodeFormat} from '../../src/domain/contract.js';

const digits: CodeFormat = {length: 6, alphabet: 'digits'};
const alphanumeric: CodeFormat = {length: 6, alphabet: 'alphanumeric'};
const any: CodeFormat = {length: 8, alphabet: 'any'};

const shown = (text: string) => JSON.stringify(text).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

const becomes = (format: CodeFormat, rows: readonly (readonly [why: string, typed: string, code: string | null])[]) => {
  for (const [why, typed, code] of rows)
    test(`${why}: ${shown(typed)} -> ${code === null ? 'refused' : shown(code)}`, () => {
      assert.equal(normalizeCode(typed, format), code);
    });
};

describe('what people and messages put between digits is left out (F1)', () => {
  becomes(digits, [
    ['a space', '123 456', '123456'],
    ['a hyphen', '123-456', '123456'],
    ['a dot', '123.456', '123456'],
    ['a no-break space', '123\u00a0456', '123456'],
    ['a narrow no-break space', '123\u202f456', '123456'],
    ['an ideographic space', '123\u3000456', '123456'],
    ['a tab and a line break', '\t123\r\n456\n', '123456'],
    ['a line separator', '123\u2028456', '123456'],
    ['a soft hyphen', '123\u00ad456', '123456'],
    ['the first of the dashes', '123\u2010456', '123456'],
    ['an en dash', '123\u2013456', '123456'],
    ['the last of the dashes', '123\u2015456', '123456'],
    ['a minus sign', '123\u2212456', '123456'],
    ['a zero-width space', '123\u200b456', '123456'],
    ['a zero-width non-joiner', '123\u200c456', '123456'],
    ['a zero-width joiner', '123\u200d456', '123456'],
    ['a word joiner', '123\u2060456', '123456'],
    ['a byte order mark', '\ufeff123456', '123456'],
    ['several, one after another', ' 1-2 3\u200b\u200b4.5 - 6 ', '123456'],
    ['nothing but those', ' -\u200b', ''],
    ['nothing at all', '', ''],
  ]);
});

describe('full-width digits are digits (F2)', () => {
  becomes(digits, [
    ['all', '\uff11\uff12\uff13\uff14\uff15\uff16', '123456'],
    ['the first and the last', '\uff10\uff19\uff10\uff19\uff10\uff19', '090909'],
    ['among ASCII digits', '1\uff123\uff14 5\uff16', '123456'],
    ['what stands before them is not one', '\uff0f12345', null],
    ['what stands after them is not one', '\uff1a12345', null],
  ]);
});

describe('what is no code is refused, not guessed (F6)', () => {
  becomes(digits, [
    ['letters', 'abcdef', null],
    ['a letter among digits', '12345a', null],
    ['an exponent', '1e5', null],
    ['hexadecimal', '0x1F', null],
    ['a sign', '+12345', null],
    ['a superscript, which NFKC would turn into a digit', '1\u00b23', null],
    ['a circled digit, which NFKC would turn into one', '\u2460', null],
    ['a fraction', '12345\u00bd', null],
    ['Arabic-Indic digits', '\u0661\u0662\u0663\u0664\u0665\u0666', null],
    ['mathematical digits', '\u{1d7ce}\u{1d7cf}', null],
    ['full-width letters', '\uff21\uff22', null],
    ['a comma', '123,456', null],
    ['an underscore', '123_456', null],
    ['a letter of Telex', '12345\u0103', null],
    ['a line of code in a message', 'Mã: 123456', null],
    ['a null character', '12345\u0000', null],
  ]);
});

describe('characters that turn the direction of text are refused (F8)', () => {
  const turning = ['\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'];
  becomes(digits, turning.map((mark) => ['between digits', `123${mark}456`, null] as const));
});

describe('a long text is cheap and gives no more than a code holds (F5)', () => {
  becomes(digits, [
    ['one digit more', '1234567', '123456'],
    ['separators don’t count', '1 2 3 4 5 6 7', '123456'],
  ]);

  const pasted = [
    ['digits', 'the first six', '1234567890'.repeat(100_000), '123456'],
    ['separators', 'nothing', ' -\u200b.'.repeat(250_000), ''],
  ] as const;
  for (const [what, kept, text, code] of pasted)
    test(`10^6 ${what} give ${kept} in less than 50 ms`, () => {
      // The processor's time, not the clock's: a machine that is busy with something else proves nothing.
      const before = process.cpuUsage();
      assert.equal(normalizeCode(text, digits), code);
      const {user, system} = process.cpuUsage(before);
      assert.ok(user + system < 50_000, `${user + system} µs`);
    });

  test('what stands beyond the first 512 characters is not looked at', () => {
    assert.equal(normalizeCode(`${' '.repeat(511)}1x`, digits), '1');
    assert.equal(normalizeCode(`${' '.repeat(510)}1x`, digits), null);
  });
});

describe('an alphanumeric code', () => {
  becomes(alphanumeric, [
    ['letters in both cases stay as they are', 'aZ09zA', 'aZ09zA'],
    ['separators are left out', 'aZ-09 zA', 'aZ09zA'],
    ['full-width digits are digits', 'a\uff11', 'a1'],
    ['it is cut to its length', 'abcdefg', 'abcdef'],
    ['letters of another alphabet are refused', 'abcde\u0111', null],
    ['full-width letters are refused', '\uff21', null],
    ['signs are refused', 'abc$', null],
    ['an underscore is refused', 'abc_de', null],
  ]);
});

describe('a code of any characters', () => {
  becomes(any, [
    ['it is taken as it was typed', ' m\u1ead-\uff11 ', ' m\u1ead-\uff11 '],
    ['it is cut to its length', '0123456789', '01234567'],
  ]);
});

describe('a code is complete', () => {
  const rows: readonly (readonly [CodeFormat, string, boolean])[] = [
    [digits, '', false],
    [digits, '12345', false],
    [digits, '123456', true],
    [digits, '1234567', false],
    [alphanumeric, 'ab12', false],
    [alphanumeric, 'ab12cd', true],
    [any, '', false],
    [any, 'x', true],
    [any, '01234567', true],
  ];
  for (const [format, code, complete] of rows)
    test(`${format.length} ${format.alphabet}: '${code}' is ${complete ? 'complete' : 'not complete'}`, () => {
      assert.equal(isCompleteCode(code, format), complete);
    });
});
