import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {enterCode, isCompleteCode, normalizeCode} from '../../src/domain/code.js';
import {findCode} from '../../src/domain/message.js';
import type {CodeFormat} from '../../src/domain/contract.js';

const digits: CodeFormat = {length: 6, alphabet: 'digits'};
const alphanumeric: CodeFormat = {length: 6, alphabet: 'alphanumeric'};
const any: CodeFormat = {length: 8, alphabet: 'any'};

const shown = (text: string) =>
  JSON.stringify(text).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

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
    ['a comma', '123,456', '123456'],
    ['an underscore', '123_456', '123456'],
    ['a slash', '123/456', '123456'],
    ['a middle dot', '123\u00b7456', '123456'],
    ['a bullet', '123\u2022456', '123456'],
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
    ['a letter of Telex', '12345\u0103', null],
    ['a line of code in a message', 'Mã: 123456', null],
    ['a null character', '12345\u0000', null],
  ]);
});

describe('what a text puts around a code is left out', () => {
  becomes(digits, [
    ['straight quotes', '"123456"', '123456'],
    ['apostrophes', "'123 456'", '123456'],
    ['curly quotes and a full stop', '\u201c123456\u201d.', '123456'],
    ['angle quotes', '\u00ab123456\u00bb', '123456'],
    ['a number sign', '#123456', '123456'],
    ['brackets', '(123456)', '123456'],
    ['a quote between digits is no separator', "123'456", null],
    ['nor is a number sign', '123#456', null],
  ]);
  becomes(alphanumeric, [
    ['quotes', '"aB3dE6"', 'aB3dE6'],
    ['a number sign', '#aB3dE6', 'aB3dE6'],
  ]);
});

describe('marks that keep the order of digits are left out (F8)', () => {
  const marks = ['\u200e', '\u200f', '\u202a', '\u202c', '\u2066', '\u2067', '\u2068', '\u2069'];
  for (const mark of marks)
    becomes(digits, [
      ['around the code', `${mark}123456${mark}`, '123456'],
      ['between digits', `123${mark}456`, '123456'],
    ]);
  becomes(digits, [['isolated, as messages copy it', '\u2068123456\u2069', '123456']]);
});

describe('characters that turn the direction of text are refused (F8)', () => {
  const turning = ['\u061c', '\u202b', '\u202d', '\u202e'];
  becomes(
    digits,
    turning.map((mark) => ['between digits', `123${mark}456`, null] as const),
  );
  becomes(
    digits,
    turning.map((mark) => ['before the digits', `${mark}123456`, null] as const),
  );
});

describe('the code of a whole message', () => {
  const found = (rows: readonly (readonly [why: string, message: string, code: string | null])[]) => {
    for (const [why, message, code] of rows)
      test(`${why}: ${shown(message)} -> ${code ?? 'none'}`, () => assert.equal(findCode(message, digits), code));
  };
  found([
    ['a label and the code', 'Ma OTP: 123456', '123456'],
    ['without a space', 'OTP:123456', '123456'],
    ['a prefix', 'G-123456 is your code', '123456'],
    ['the end of a sentence', 'Your code is 123456.', '123456'],
    ['the end of a sentence, and no space', 'OTP:123456.Khong dua ma cho ai', '123456'],
    ['quoted', 'Mã “123456” có hiệu lực 5 phút', '123456'],
    ['full-width digits', '認証コード：１２３４５６', '123456'],
    ['isolated', 'Code: \u2068123456\u2069', '123456'],
    ['several lines', 'KBSV\n123456\nla ma xac thuc', '123456'],
    ['said twice', 'Mã: 123456. Xin nhắc lại: 123456.', '123456'],
    ['the browser’s own last line', '123456 is your code.\n\n@kbsv.com.vn #123456', '123456'],
    [
      'what the endpoint sends for an order',
      'KBSV: 123456 là mã xác thực lệnh mua 100 VNM, giá trị 6.750.000 VND. Hiệu lực 5 phút. Không đưa mã cho bất kỳ ai, kể cả nhân viên KBSV.',
      '123456',
    ],
    [
      'the same in English',
      'KBSV: 123456 is your code to buy 100 VNM, value VND 6,750,000. Valid for 5 min. Never share it with anyone, including KBSV staff.',
      '123456',
    ],
    ['an amount in thousands', 'KBSV: 123456 la ma chuyen 500.000 VND den tai khoan ...7654', '123456'],
    ['an amount without points', '123456 la ma chuyen 500000 VND', '123456'],
    ['an amount of dong', '123456 là mã chuyển 500000đ', '123456'],
    ['an amount after its currency', '123456 is your code to transfer VND 500000', '123456'],
    ['a word that begins like a currency', '123456 để đăng nhập', '123456'],
    ['a telephone number', 'Ma 123456, goi 0912345678', '123456'],
    ['a hot line', 'Ma 123456, goi 1900 545409', null],
    ['a time and a date', '123456 luc 16:48:05 ngay 25/11/2026', '123456'],
    ['a masked account', '123456 la ma cua 058C***002001', '123456'],
    ['an address', '123456, https://kbsv.vn/654321', '123456'],
    ['two candidates', 'Ma 123456 hoac 654321', null],
    ['a number with more digits', 'Ma OTP: 1234567', null],
    ['a number with fewer digits', 'Ma OTP: 12345', null],
    ['letters that adjoin it', 'Ma OTP: A123456', null],
    ['a sign that adjoins it', 'Ma OTP: +123456', null],
    ['only the end of a masked number', 'tai khoan ***123456', null],
    ['only a decimal number', 'Gia 123456.50', null],
    ['only an amount', 'chuyen 500000 VND', null],
    ['digits of another script', 'Ma: ١٢٣٤٥٦', null],
    ['a superscript beside it', 'Ma: 123456²', null],
    ['an override', 'Ma: \u202e123456', null],
    ['nothing', '', null],
    ['no digits', 'Khong co ma', null],
  ]);

  test('eight digits of an eight-digit code; a date is none', () => {
    assert.equal(findCode('12345678 la ma, het han 25/11/2026', {length: 8, alphabet: 'digits'}), '12345678');
  });
  test('a code with letters is not looked for: any word might be it', () => {
    assert.equal(findCode('Your code is aB3dE6', alphanumeric), null);
  });
  test('what is longer than 512 characters is not looked through', () => {
    assert.equal(findCode(`Ma OTP: 123456 ${'x'.repeat(512)}`, digits), null);
  });
});

describe('an edit of a code', () => {
  const edits = (
    rows: readonly (readonly [why: string, before: string, inserted: string, at: [number, number], after: string])[],
  ) => {
    for (const [why, before, inserted, [start, end], after] of rows)
      for (const data of [inserted, null])
        test(`${why}${data === null ? ', untold' : ''}: ${before} + ${inserted} at ${start} -> ${after}`, () => {
          const value = before.slice(0, start) + inserted + before.slice(end);
          const entry = enterCode(before, {value, caret: start + inserted.length, data}, digits);
          const code = `${entry.code.slice(0, entry.caret)}|${entry.code.slice(entry.caret)}`;
          assert.equal(entry.refused ? `refused ${code}` : code, after);
        });
  };
  edits([
    ['goes where the caret is', '1245', '3', [2, 2], '123|45'],
    ['goes in place of the selection', '1294', '3', [2, 3], '123|4'],
    ['with a separator', '12', '3 4', [2, 2], '1234|'],
    ['a whole code replaces a part', '12', '654321', [2, 2], '654321|'],
    ['a whole code that begins like the part', '12', '126543', [2, 2], '126543|'],
    ['a whole code replaces a whole one', '123456', '654321', [6, 6], '654321|'],
    ['a whole code into the middle', '1234', '654321', [2, 2], '654321|'],
    ['a whole code before what is there', '12', '654321', [0, 0], '654321|'],
    ['one digit in a full field goes in place of the next', '128456', '3', [2, 2], '123|456'],
    ['two digits in a full field', '128956', '34', [2, 2], '1234|56'],
    ['two digits with room for one', '12856', '34', [2, 2], '1234|56'],
    ['no more than fit', '1234', '567', [4, 4], '123456|'],
    ['at the end of a full field', '123456', '7', [6, 6], '123456|'],
    ['refused', '1234', 'x', [2, 2], 'refused 12|34'],
  ]);

  const edit = (before: string, value: string, caret = value.length) => enterCode(before, {value, caret}, digits);
  test('of which only the result is known replaces everything', () => {
    assert.equal(edit('12', '654321', 0).code, '654321');
  });
  test('takes away what was deleted', () => {
    assert.deepEqual([edit('1234', '134', 1).code, edit('1234', '', 0).code], ['134', '']);
  });
  test('with more digits than a code has is cut, and says so', () => {
    const {code, cut} = edit('', '12345678');
    assert.deepEqual({code, cut}, {code: '123456', cut: true});
    assert.equal(edit('', '123456').cut, false);
  });
  test('takes a message only where messages are taken', () => {
    const message = {value: '12Ma OTP: 654321', caret: 16};
    assert.equal(enterCode('12', message, digits, findCode).code, '654321');
    assert.equal(enterCode('12', message, digits).refused, true);
  });
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
