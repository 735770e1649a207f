/** What the columns of a table of accounts say. */

import type { ProvisionedAccount } from '../../generated/contract.js';
import { Refused } from './back-end.js';
import { quoted } from './csv.js';

type Method = ProvisionedAccount['methods'][number];
type Kind = Method['kind'];

/** By the name of a column; an empty cell is not there. */
type Cells = ReadonlyMap<string, string>;

/** A text says why the cells are none. */
type MethodOf = (cells: Cells) => Method | null | string;

interface Column {
  /** Of what it is a part. */
  readonly kind?: Kind;
  /** Without it the others of its kind say nothing. */
  readonly isMain?: boolean;
}

const seedColumns = (kind: 'token' | 'kb-otp', prefix: string): ReadonlyArray<readonly [string, Column]> => [
  [`${prefix}_name`, { kind, isMain: true }],
  [`${prefix}_secret`, { kind, isMain: true }],
  ...['algorithm', 'digits', 'period'].map((part) => [`${prefix}_${part}`, { kind }] as const),
];

const main = (kind: Kind): Column => ({ kind, isMain: true });

const columnsKnown: ReadonlyMap<string, Column> = new Map([
  ...['account', 'customer', 'derivatives', 'reopen'].map((name) => [name, {}] as const),
  // Of a file of refused rows, which is mended and given again.
  ...['line', 'reason'].map((name) => [name, {}] as const),
  ['sms', main('sms')],
  ['voice', main('voice')],
  ['email', main('email')],
  ['matrix', main('matrix')],
  ['password', main('password')],
  ...seedColumns('token', 'token'),
  ...seedColumns('kb-otp', 'kb_otp'),
]);

const methods: Readonly<Record<Kind, MethodOf>> = {
  sms: phone('sms'),
  voice: phone('voice'),
  email: single('email', (email) => ({ kind: 'email', email })),
  matrix: single('matrix', card),
  password: single('password', (password) => ({ kind: 'password', password })),
  token: seed('token', 'token'),
  'kb-otp': seed('kb-otp', 'kb_otp'),
};

/** Every kind that an account may have: those without a column stay as they are. */
const kinds = Object.keys(methods) as Kind[];

export type AccountOf = (cells: readonly string[]) => Readonly<Record<string, unknown>> | string;

/**
 * How an account is read from a row; methods come in the order of the columns.
 * @throws {Refused} where a column is not known, or one is missing
 */
export function accountColumns(columns: readonly string[]): AccountOf {
  const unknown = columns.filter((name) => !columnsKnown.has(name));
  if (unknown.length > 0) throw new Refused(`Not known: ${unknown.map(quoted).join(', ')}. ${known()}`);
  const named = [...new Set(columns.flatMap((name) => columnsKnown.get(name)?.kind ?? []))];
  const missing = ['account', 'customer', ...named.flatMap(mainColumns)].filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new Refused(`Missing: ${missing.map(quoted).join(', ')}. ${known()}`);
  if (named.length === 0) throw new Refused(`No column has a method. ${known()}`);
  const keep = kinds.filter((kind) => !named.includes(kind));
  return (row) => {
    if (row.length !== columns.length) return `It has ${row.length} columns, and the first row ${columns.length}.`;
    const cells = new Map(columns.map((name, index) => [name, row[index] ?? ''] as const).filter(([, cell]) => cell));
    const fault = roundedIn(cells);
    return fault ?? accountOf(cells, columns, named, keep);
  };
}

const known = (): string => `The columns are ${[...columnsKnown.keys()].join(', ')}.`;

const mainColumns = (kind: Kind): string[] =>
  [...columnsKnown].flatMap(([name, column]) => (column.kind === kind && column.isMain === true ? [name] : []));

const asText = 'format the column as text in the spreadsheet, and fill it anew.';

/** Spreadsheets write 84901234001 as 8.49E+10. */
function roundedIn(cells: Cells): string | null {
  const rounded = ofNumbers.find((name) => /^\d+(?:[.,]\d+)?E\+\d+$/i.test(cells.get(name) ?? ''));
  return rounded === undefined ? null : `${rounded} was rounded to a power of ten: ${asText}`;
}

const ofNumbers = ['account', 'customer', 'sms', 'voice', 'matrix'] as const;

function accountOf(
  cells: Cells,
  columns: readonly string[],
  named: readonly Kind[],
  keep: readonly Kind[],
): ReturnType<AccountOf> {
  const found = named.map((kind) => methods[kind](cells)).filter((method) => method !== null);
  const flags = ['derivatives', 'reopen'].filter((name) => columns.includes(name));
  const answers = flags.map((name) => [name, yesOrNo[(cells.get(name) ?? 'no').toLowerCase()]] as const);
  const unclear = answers.find(([, answer]) => answer === undefined);
  const fault = found.find((method) => typeof method === 'string');
  if (fault !== undefined) return fault;
  if (unclear !== undefined) return `${unclear[0]} is yes or no.`;
  const account = { account: cells.get('account'), customer: cells.get('customer') };
  return { ...account, ...Object.fromEntries(answers), keep, methods: found };
}

const yesOrNo: Readonly<Record<string, boolean>> = {
  yes: true,
  true: true,
  1: true,
  no: false,
  false: false,
  0: false,
};

function single(name: string, make: (cell: string) => ReturnType<MethodOf>): MethodOf {
  return (cells) => {
    const cell = cells.get(name);
    return cell === undefined ? null : make(cell);
  };
}

function phone(kind: 'sms' | 'voice'): MethodOf {
  return single(kind, (cell) => {
    const number = cell.replaceAll(/[\s.()-]/g, '');
    if (/^[1-9]\d*$/.test(number)) return `${kind} begins with neither 0 nor +, which spreadsheets drop: ${asText}`;
    return { kind, phone: number };
  });
}

const coordinates = [...'ABCDEFG'].flatMap((column) => [1, 2, 3, 4, 5, 6, 7].map((row) => `${column}${row}`));

function card(cell: string): Method | string {
  const values = cell.split(/\s+/);
  if (values.length !== coordinates.length || values.some((value) => !/^\d{2}$/.test(value))) {
    return 'matrix is 49 times two digits with spaces between, A1 to A7, then B1 to B7, up to G7.';
  }
  return { kind: 'matrix', cells: Object.fromEntries(coordinates.map((at, index) => [at, values[index] ?? ''])) };
}

function seed(kind: 'token' | 'kb-otp', prefix: string): MethodOf {
  return (cells) => {
    const part = (name: string) => cells.get(`${prefix}_${name}`);
    const [name, secret, algorithm, digits, period] = ['name', 'secret', 'algorithm', 'digits', 'period'].map(part);
    if (name === undefined && secret === undefined) return null;
    if (name === undefined || secret === undefined) return `${prefix}_name and ${prefix}_secret go together.`;
    return {
      ...{ kind, name, secret: secret.replaceAll(/[\s=-]/g, '').toUpperCase() },
      ...(algorithm === undefined ? {} : { algorithm: algorithm as 'SHA-1' }),
      ...(digits === undefined ? {} : { digits: Number(digits) }),
      ...(period === undefined ? {} : { period: Number(period) }),
    };
  };
}
