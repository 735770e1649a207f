import type {CodeFormat} from './contract.js';

/** Longer input can't hold a code; cutting it first keeps a pasted megabyte cheap. */
const LONGEST_INPUT = 512;

/** White space, dashes and zero-width characters that people and messages put between digits. */
const SEPARATORS = /[\s\u00ad\u2010-\u2015\u200b-\u200d\u2060\ufeff.\-\u2212]/g;
const FULL_WIDTH_DIGITS = /[\uff10-\uff19]/g;
const FULL_WIDTH_ZERO = 0xff10;

const ALLOWED: Readonly<Record<'digits' | 'alphanumeric', RegExp>> = {
  digits: /^[0-9]*$/,
  alphanumeric: /^[0-9A-Za-z]*$/,
};

/**
 * What of a typed, pasted or autofilled text counts as code, at most `format.length` characters;
 * `null` when the text holds anything that a code can't hold, so that nothing is guessed.
 * Unicode normalisation (NFKC) is not used: it would turn `²` and `①` into digits.
 */
export function normalizeCode(text: string, format: CodeFormat): string | null {
  if (format.alphabet === 'any') return text.slice(0, format.length);
  const plain = text
    .slice(0, LONGEST_INPUT)
    .replace(SEPARATORS, '')
    .replace(FULL_WIDTH_DIGITS, (digit) => String(digit.charCodeAt(0) - FULL_WIDTH_ZERO));
  return ALLOWED[format.alphabet].test(plain) ? plain.slice(0, format.length) : null;
}

/** Whether `code` may be sent; a code of `any` alphabet has no length to wait for. */
export const isCompleteCode = (code: string, {alphabet, length}: CodeFormat): boolean =>
  alphabet === 'any' ? code.length > 0 : code.length === length;
