import type {CodeFormat} from './contract.js';

/** Longer input can't hold a code; cutting it first keeps a pasted megabyte cheap. */
export const LONGEST_INPUT = 512;

/**
 * What people and messages put between digits: white space, dashes, dots, zero-width characters, and the marks that
 * set text off from what runs the other way (U+200E, 200F, 202A, 202C, 2066 to 2069). Those show digits in their
 * order; what embeds or overrides to the right (U+061C, 202B, 202D, 202E) may not, so it is not among them.
 */
const SEPARATORS = /[\s\u00ad\u2010-\u2015\u200b-\u200f\u202a\u202c\u2060\u2066-\u2069\ufeff.\-\u2212]/g;
/** Between digits only: to a code with letters they may belong. */
const DIGIT_SEPARATORS = /[,_/\u00b7\u2022]/g;
/** Quotes, brackets and the number sign around a code. */
const WRAPPING =
  /^["'`#()[\]\u00ab\u00bb\u2018-\u201f\u2039\u203a]+|["'`#()[\]\u00ab\u00bb\u2018-\u201f\u2039\u203a]+$/g;
const FULL_WIDTH_DIGITS = /[\uff10-\uff19]/g;
const FULL_WIDTH_ZERO = 0xff10;

const ALLOWED: Readonly<Record<'digits' | 'alphanumeric', RegExp>> = {
  digits: /^[0-9]*$/,
  alphanumeric: /^[0-9A-Za-z]*$/,
};

export const withAsciiDigits = (text: string) =>
  text.replace(FULL_WIDTH_DIGITS, (digit) => String(digit.charCodeAt(0) - FULL_WIDTH_ZERO));

/** The code in a text, however long, or null when the text holds anything that a code can't hold. */
function plainCode(text: string, {alphabet}: CodeFormat): string | null {
  if (alphabet === 'any') return text;
  const close = text.slice(0, LONGEST_INPUT).replace(SEPARATORS, '');
  const bare = (alphabet === 'digits' ? close.replace(DIGIT_SEPARATORS, '') : close).replace(WRAPPING, '');
  const plain = withAsciiDigits(bare);
  return ALLOWED[alphabet].test(plain) ? plain : null;
}

/**
 * What of a typed, pasted or autofilled text counts as code, at most `format.length` characters;
 * `null` when the text holds anything that a code can't hold, so that nothing is guessed.
 * Unicode normalization (NFKC) is not used: it would turn `²` and `①` into digits.
 */
export const normalizeCode = (text: string, format: CodeFormat): string | null =>
  plainCode(text, format)?.slice(0, format.length) ?? null;

/** The code in a text, or null. */
export type FindCode = (text: string, format: CodeFormat) => string | null;

/** What an input holds after an edit. */
export interface Edited {
  readonly value: string;
  /** Where the selection ends: after what was inserted. */
  readonly caret: number;
  /** What was inserted, where the browser says so. */
  readonly data?: string | null | undefined;
}

export interface CodeEntry {
  /** The code so far; what it was before, if the edit is refused. */
  readonly code: string;
  readonly caret: number;
  readonly refused: boolean;
  /** All of a code came at once. */
  readonly whole: boolean;
  /** More came than a code holds, so nobody can tell whether this is the code. */
  readonly cut: boolean;
}

/**
 * What an edit makes of a code. An insertion that is a whole code replaces everything; a shorter one that the code has
 * no room for goes in place of what follows it, and nothing falls off the end.
 *
 * @param before the code before the edit
 * @param findCode finds the code in a whole message, where one may be pasted
 */
export function enterCode(before: string, edited: Edited, format: CodeFormat, findCode?: FindCode): CodeEntry {
  const {length} = format;
  if (format.alphabet === 'any') {
    const {value, caret} = edited;
    return {code: value.slice(0, length), caret: Math.min(caret, length), refused: false, whole: false, cut: false};
  }
  const [head, inserted, tail] = split(before, edited);
  const plain = plainCode(inserted, format) ?? findCode?.(inserted, format) ?? null;
  if (plain === null)
    return {code: before, caret: before.length - tail.length, refused: true, whole: false, cut: false};
  const whole = plain.length >= length;
  const start = whole ? plain : head + plain;
  const spare = Math.max(0, start.length + tail.length - length);
  const code = (start + (whole ? '' : tail.slice(spare))).slice(0, length);
  return {code, caret: Math.min(start.length, length), refused: false, whole, cut: start.length > length};
}

/** What stayed before, what came, and what stayed behind it. */
function split(before: string, {value, caret, data}: Edited): readonly [string, string, string] {
  const tail = value.slice(caret);
  if (!before.endsWith(tail)) return ['', value, ''];
  const room = before.length - tail.length;
  const from = caret - (data?.length ?? 0);
  if (data && from <= room && value.slice(from, caret) === data && before.startsWith(value.slice(0, from)))
    return [value.slice(0, from), data, tail];
  let same = 0;
  while (same < Math.min(room, caret) && before[same] === value[same]) same += 1;
  return [value.slice(0, same), value.slice(same, caret), tail];
}

/** Whether `code` may be sent; a code of `any` alphabet has no length to wait for. */
export const isCompleteCode = (code: string, {alphabet, length}: CodeFormat): boolean =>
  alphabet === 'any' ? code.length > 0 : code.length === length;
