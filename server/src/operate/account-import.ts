/** What an operator does from a shell to put accounts in. */

import type { Readable } from 'node:stream';
import { UsageError, type Command } from '../command-line.js';
import { accountColumns } from './account-columns.js';
import type { BackEnd } from './back-end.js';
import { readTable, rowOf } from './csv.js';
import type { Entry } from './import.js';
import { runImport, type ImportFileOptions } from './import-run.js';
import { jsonAccounts } from './json-accounts.js';
import { openSource } from './lines.js';
import { refuseItself, type Writing } from './report.js';

export interface AccountImportOptions extends ImportFileOptions {
  readonly format?: string;
}

interface Reading {
  readonly entries: AsyncIterable<Entry>;
  /** How lines that are refused are kept, to be mended and given again. */
  readonly writing?: Writing;
}

/** By the name of the format. */
export const accountFormats: Readonly<Record<string, (stream: Readable) => Promise<Reading>>> = {
  json: async (stream) => ({ entries: jsonAccounts(stream) }),
  csv: async (stream) => {
    const { columns, rows } = await readTable(stream);
    const accountOf = accountColumns(columns);
    const entries = async function* (): AsyncGenerator<Entry> {
      const name = columns.indexOf('account');
      for await (const { line, cells } of rows) {
        yield { line, cells, name: (cells[name] ?? '').slice(0, 32), account: accountOf(cells) };
      }
    };
    return { entries: entries(), writing: asRows(columns) };
  },
};

/** With where and why before what the row had; what an earlier report said of it goes. */
function asRows(columns: readonly string[]): Writing {
  const own = (cells: readonly string[]) =>
    cells.filter((_, index) => !['line', 'reason'].includes(columns[index] ?? ''));
  return {
    head: `${rowOf(['line', 'reason', ...own(columns)])}\n`,
    line: ({ line, reason, cells = [] }) => `${rowOf([String(line), reason, ...own(cells)])}\n`,
  };
}

export function accountImport<Options extends AccountImportOptions>(
  backEndOf: (options: Options) => BackEnd,
  print: (text: string) => void,
): Command<Options> {
  return async ([file], options) => {
    if (file === undefined) throw new UsageError('Which file?');
    const { format = file.toLowerCase().endsWith('.csv') ? 'csv' : 'json' } = options;
    const read = accountFormats[format];
    if (read === undefined) throw new UsageError(`--format is ${Object.keys(accountFormats).join(' or ')}.`);
    refuseItself(file, options.refused);
    const backEnd = backEndOf(options);
    const source = openSource(file);
    const reading = await read(source.stream);
    return runImport({ backEnd, source, ...reading, things: 'lines', print }, options);
  };
}
