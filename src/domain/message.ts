import {LONGEST_INPUT, withAsciiDigits, type FindCode} from './code.js';

/** Characters that turn the direction of text. */
const OVERRIDES = /[\u061c\u202b\u202d\u202e]/;
/** Sums of money, by what stands before or after them. */
const AMOUNTS =
  /(?:[$€₩₫]|(?:vn[dđ]|usd|krw)(?!\p{L}))\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€₩₫%]|(?:vn[dđ]|usd|krw|đ|d|đồng|dong)(?!\p{L}))/giu;
/** Words and numbers; what joins digits to one number (time, date, amount, masked account) stays in one piece. */
const WORDS = /[\p{L}\p{M}\p{N}*+•…]+(?:[.,:/_=-]+[\p{N}*•…][\p{L}\p{M}\p{N}*•…]*)*/gu;
const LABELLED_NUMBER = /^(?:\p{L}+[:=-])?(\d+)$/u;

/**
 * The code of digits in a message that was pasted whole, such as “KBSV: 123456 là mã xác thực …”. Null unless exactly
 * one number of the message has as many digits as the code; parts of amounts, times, dates and masked accounts are no
 * numbers of their own.
 */
export const findCode: FindCode = (text, {alphabet, length}) => {
  if (alphabet !== 'digits' || text.length > LONGEST_INPUT || OVERRIDES.test(text)) return null;
  const words = withAsciiDigits(text).replace(AMOUNTS, ' ').match(WORDS) ?? [];
  const numbers = words.flatMap((word) => LABELLED_NUMBER.exec(word)?.[1] ?? []);
  const [code, ...others] = new Set(numbers.filter((number) => number.length === length));
  return code !== undefined && others.length === 0 ? code : null;
};
