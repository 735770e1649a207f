/** What an operator does from a shell to give accounts the tokens of a container (PSKC, RFC 6030). */

import type { Readable } from 'node:stream';
import { Secret } from 'otpauth';
import type { MethodKind } from '../../generated/contract.js';
import { UsageError, type Command } from '../command-line.js';
import { Refused, type BackEnd } from './back-end.js';
import { quoted, readTable } from './csv.js';
import type { Entry } from './import.js';
import { runImport, type ImportFileOptions } from './import-run.js';
import { openSource } from './lines.js';
import type { Secrets } from './pskc/encryption.js';
import { tokenKeys, type TokenKey, type Totp } from './pskc/keys.js';
import { refuseItself } from './report.js';

export interface TokenImportOptions extends ImportFileOptions {
  readonly accounts?: string;
}

/** All else stays as it is. */
const others: readonly MethodKind[] = ['kb-otp', 'sms', 'email', 'voice', 'matrix', 'password', 'other'];

export function tokenImport<Options extends TokenImportOptions>(
  backEndOf: (options: Options) => BackEnd,
  print: (text: string) => void,
): Command<Options> {
  return async ([file], options) => {
    if (file === undefined) throw new UsageError('Which file?');
    refuseItself(file, options.refused);
    const { accounts } = options;
    const backEnd = backEndOf(options);
    const secrets = { key: process.env['KB_OTP_PSKC_KEY'], password: process.env['KB_OTP_PSKC_PASSWORD'] };
    const accountsBySerial = accounts === undefined ? undefined : await readAccounts(openSource(accounts).stream);
    const source = openSource(file);
    const entries = tokenEntries(source.stream, { secrets, accountsBySerial, now: Date.now() });
    return runImport({ backEnd, source, entries, things: 'tokens', print }, options);
  };
}

export interface TokenReading {
  readonly secrets: Secrets;
  /** Whose each token is; the container says so itself, when absent. */
  readonly accountsBySerial: ReadonlyMap<string, string> | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

export async function* tokenEntries(
  stream: Readable,
  { secrets, accountsBySerial, now }: TokenReading,
): AsyncGenerator<Entry> {
  for await (const key of tokenKeys(stream, secrets, now)) {
    const { line, serial } = key;
    const whose = accountsBySerial === undefined ? key.user : accountsBySerial.get(serial);
    const name = whose === undefined ? {} : { name: whose.slice(0, 32) };
    const nobody = accountsBySerial === undefined ? notSaid : notInTable;
    yield { line, serial, ...name, account: whose === undefined ? nobody : entryOf(key, whose) };
  }
}

const notSaid = 'The file does not say whose it is: give --accounts.';
const notInTable = '--accounts has no such serial number: spreadsheets drop zeros in front of numbers.';

function entryOf({ serial, totp }: TokenKey, account: string): Entry['account'] {
  if (typeof totp === 'string') return totp;
  if (serial === '') return 'It has no serial number.';
  return { account, keep: others, methods: [methodOf(serial, totp)] };
}

const methodOf = (name: string, { seed, ...totp }: Totp) => ({
  kind: 'token',
  name,
  secret: new Secret({ buffer: Uint8Array.from(seed).buffer }).base32,
  ...totp,
});

/**
 * From a table with the columns `serial` and `account`.
 * @throws {Refused} where it is not that
 */
export async function readAccounts(stream: Readable): Promise<ReadonlyMap<string, string>> {
  const { columns, rows } = await readTable(stream);
  const [serialAt, accountAt] = ['serial', 'account'].map((name) => columns.indexOf(name)) as [number, number];
  if (serialAt < 0 || accountAt < 0) throw new Refused('The columns of --accounts are serial and account.');
  const found = new Map<string, string>();
  for await (const { line, cells } of rows) {
    const [serial = '', account = ''] = [cells[serialAt], cells[accountAt]];
    if (serial === '' || account === '')
      throw new Refused(`Line ${line} of --accounts lacks its serial or its account.`);
    if (found.has(serial)) throw new Refused(`Line ${line} of --accounts names the serial ${quoted(serial)} again.`);
    found.set(serial, account);
  }
  return found;
}
