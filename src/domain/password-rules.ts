/** Why a KB-OTP password is refused. Data, not text: the element words it. */
export type PasswordWeakness =
  'length' | 'not_digits' | 'repeated' | 'sequence' | 'pattern' | 'date' | 'year' | 'keypad' | 'personal';

export interface PasswordRules {
  /** Digits of a KB-OTP password, 4 to 12; the endpoint's policy says how many. */
  readonly digits: number;
  /** What others know about the customer: account numbers, telephone numbers. Only their digits count. */
  readonly personal?: readonly string[];
}

type Test = (password: string, personal: readonly string[]) => boolean;

const numbers = (digits: string): readonly number[] => [...digits].map(Number);
const reversed = (text: string) => [...text].reverse().join('');
const modulo10 = (value: number) => ((value % 10) + 10) % 10;

/** Two digits at most in the whole password (112111, 121221), or each written twice or more in a row (112233). */
const isRepeated: Test = (password) => new Set(password).size <= 2 || /^(?:(\d)\1+)+$/.test(password);

/** The same distance from digit to digit, past the end too: 123456, 987654, 890123, 246802. */
function isSequence(password: string): boolean {
  const digits = numbers(password);
  const steps = digits.slice(1).map((digit, index) => modulo10(digit - (digits[index] ?? 0)));
  return new Set(steps).size === 1;
}

/** A short group over and over (123123, 12312), or the same from both ends (123321). */
function isPattern(password: string): boolean {
  const groups = Array.from({length: Math.ceil(password.length / 2)}, (_, index) => index + 1);
  const repeats = groups.some((length) => password.slice(length) === password.slice(0, -length));
  return repeats || reversed(password) === password;
}

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isDay = (day: number, month: number) => day >= 1 && day <= (LONGEST_MONTHS[month - 1] ?? 0);
const isYear = (year: number) => year >= 1900 && year < 2100;

/** Orders of day, month and year in which people write dates, by length. */
const dateForms = [
  'ddmm',
  'mmdd',
  'ddmmyy',
  'mmddyy',
  'yymmdd',
  'ddmmyyyy',
  'mmddyyyy',
  'yyyymmdd',
  'mmyyyy',
  'yyyymm',
];

const field = (password: string, form: string, letter: string) =>
  [...password].filter((_, index) => form[index] === letter).join('');

function isDateIn(form: string, password: string): boolean {
  const [day, month, year] = ['d', 'm', 'y'].map((letter) => field(password, form, letter)) as [string, string, string];
  return isDay(day === '' ? 1 : Number(day), Number(month)) && (year.length < 4 || isYear(Number(year)));
}

const isDate: Test = (password) =>
  dateForms.some((form) => form.length === password.length && isDateIn(form, password));

/** A year at either end with nothing but a repeated or running digit beside it: 1990, 199000, 122012. */
function isYearWithFiller(password: string): boolean {
  const splits = [
    [password.slice(0, 4), password.slice(4)],
    [password.slice(-4), password.slice(0, -4)],
  ] as const;
  return splits.some(([year, rest]) => isYear(Number(year)) && isFiller(rest));
}
const isFiller = (rest: string) => new Set(rest).size <= 1 || RISING.includes(rest) || RISING.includes(reversed(rest));
const RISING = '01234567890';

/** Column and row of each digit on a telephone's keys. */
const keys = new Map([...'123456789'].map((digit, index) => [digit, [index % 3, Math.floor(index / 3)] as const]));
keys.set('0', [1, 3]);
/** From key to neighboring key without much turning: 147896, 123654. */
function isWalk(password: string): boolean {
  const places = [...password].map((digit) => keys.get(digit) ?? ([0, 0] as const));
  const moves = places.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = places[index] ?? [x, y];
    return [x - fromX, y - fromY] as const;
  });
  const turns = moves.slice(1).filter(([x, y], index) => x !== moves[index]?.[0] || y !== moves[index]?.[1]);
  const isStep = moves.every(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) === 1);
  return isStep && turns.length < Math.floor(password.length / 2);
}

const lines = ['123', '456', '789', '147', '258', '369', '159', '357', '2580', '580'];
const onlyLines = new RegExp(`^(?:${[...lines, ...lines.map(reversed)].join('|')})+$`);

/** Rows, columns and diagonals of the keys: 147258, 159753, 2580. */
const isKeypad: Test = (password) => onlyLines.test(password) || isWalk(password);

const SHORTEST_TELLTALE = 4;

/** Part of a number that others know, or such a number with a digit more. */
const isPersonal: Test = (password, personal) =>
  personal
    .map((text) => text.replace(/\D/g, ''))
    .some((known) => known.includes(password) || (known.length >= SHORTEST_TELLTALE && password.includes(known)));

const tests: readonly (readonly [PasswordWeakness, Test])[] = [
  ['repeated', isRepeated],
  ['sequence', isSequence],
  ['pattern', isPattern],
  ['date', isDate],
  ['year', isYearWithFiller],
  ['keypad', isKeypad],
  ['personal', isPersonal],
];

/**
 * What makes a password easy to guess; nothing, if it may be used. A guesser has ten tries, so what is refused is what
 * people choose first, not whatever has a regularity: of six digits about nine in ten stay allowed.
 */
export function findWeaknesses(password: string, {digits, personal = []}: PasswordRules): readonly PasswordWeakness[] {
  if (!/^[0-9]*$/.test(password)) return ['not_digits'];
  if (password.length !== digits) return ['length'];
  return tests.flatMap(([weakness, applies]) => (applies(password, personal) ? [weakness] : []));
}
