import {stepMessage, type Hash} from './otp.js';

export interface OcraSuite {
  /** As it is written, and as it is signed. */
  readonly text: string;
  readonly hash: Hash;
  readonly digits: number;
  readonly counts: boolean;
  /** Form of the question: ASCII, a decimal or a hexadecimal number. */
  readonly form: 'A' | 'N' | 'H';
  readonly hasPassword: boolean;
  /** Length of a time step in seconds. */
  readonly period: number | null;
}

export interface OcraInput {
  readonly question: string;
  readonly counter?: number;
  /** Hashed as the suite says. */
  readonly password?: Uint8Array;
  /** Number of the time step. */
  readonly step?: number;
}

const SUITE =
  /^OCRA-1:HOTP-SHA(1|256|512)-([4-9]|10):(C-)?Q([ANH])(?:0[4-9]|[1-5]\d|6[0-4])(-PSHA(?:1|256|512))?(?:-T([1-5]?\d)([SMH]))?$/;
const SECONDS: Readonly<Record<string, number>> = {S: 1, M: 60, H: 3_600};
const QUESTION_BYTES = 128;

/** Null where it is no suite of RFC 6287, or one that asks for session data. */
export function parseSuite(text: string): OcraSuite | null {
  const parts = SUITE.exec(text);
  if (!parts) return null;
  const [, hash, digits, counts, form, password, steps, unit = ''] = parts;
  return {
    text,
    hash: `SHA-${hash}` as Hash,
    digits: Number(digits),
    counts: counts !== undefined,
    form: form as OcraSuite['form'],
    hasPassword: password !== undefined,
    period: steps === undefined ? null : Number(steps) * (SECONDS[unit] ?? 0),
  };
}

/** What is signed for an answer (RFC 6287 section 5.1); null where the question is none of the suite's form. */
export function ocraMessage(
  {text, counts, form, hasPassword, period}: OcraSuite,
  {question, counter = 0, password = new Uint8Array(), step = 0}: OcraInput,
): Uint8Array<ArrayBuffer> | null {
  const bytes = questionBytes(form, question);
  return (
    bytes &&
    Uint8Array.from([
      ...ascii(`${text}\0`),
      ...(counts ? stepMessage(counter) : []),
      ...bytes,
      ...(hasPassword ? password : []),
      ...(period === null ? [] : stepMessage(step)),
    ])
  );
}

const ascii = (text: string): number[] => Array.from(text, (sign) => sign.charCodeAt(0));

const FORMS: Readonly<Record<OcraSuite['form'], RegExp>> = {
  A: /^[ -~]{4,128}$/,
  N: /^\d{4,64}$/,
  H: /^[\da-f]{4,128}$/i,
};

/** A number is written in hexadecimal; whatever it is fills its place from the left. */
function questionBytes(form: OcraSuite['form'], question: string): Uint8Array | null {
  if (!FORMS[form].test(question)) return null;
  const bytes = new Uint8Array(QUESTION_BYTES);
  if (form === 'A') bytes.set(ascii(question));
  else {
    const hex = form === 'N' ? BigInt(question).toString(16) : question;
    bytes.forEach((_, index) => (bytes[index] = parseInt(hex.slice(2 * index, 2 * index + 2).padEnd(2, '0'), 16)));
  }
  return bytes;
}
