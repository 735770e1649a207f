/** Rows of CSV (RFC 4180), read as they come and written. */

import { pipeline, type Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Refused } from './back-end.js';

export interface Row {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<Row>;
}

/** Bytes. A row with a card and seeds has some hundreds: what is longer has a quote that nobody closes. */
const longestRow = 16 * 1024;

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * The names of the columns are read at once: in small letters, trimmed, each once.
 * @throws {Refused} where the first row can't be that; reading the rows throws it where the file is no CSV any more
 */
export async function readTable(stream: Readable): Promise<Table> {
  const rows = rowsIn(stream);
  const first = await rows.next();
  if (first.done === true) throw new Refused('The file is empty: its first row names the columns.');
  const columns = first.value.cells.map((name) => name.toLowerCase());
  const repeated = columns.find((name, index) => columns.indexOf(name) < index);
  if (repeated !== undefined) throw new Refused(`The first row names the column ${quoted(repeated)} twice.`);
  const isSemicolons = columns.length === 1 && columns[0]?.includes(';') === true;
  if (isSemicolons) throw new Refused('The columns are separated by semicolons: save the file with commas.');
  return { columns, rows };
}

async function* rowsIn(stream: Readable): AsyncGenerator<Row> {
  const options = { bom: true, info: true, trim: true, relax_column_count: true, skip_empty_lines: true } as const;
  const parser = parse({ ...options, max_record_size: longestRow });
  pipeline(stream, parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      yield { line: info.lines - breaks, cells: record };
    }
  } catch (error) {
    throw error instanceof CsvError ? new Refused(faultOf(error)) : error;
  }
}

/** Without the words of the library, which repeat what is in the file. */
function faultOf(error: CsvError): string {
  const line = typeof error['lines'] === 'number' ? `line ${error['lines']}` : 'a line';
  return `From ${line} on the file is no CSV: a quotation mark is in a wrong place, or is never closed.`;
}

export const rowOf = (cells: readonly string[]): string => cells.map(quotedIfNeeded).join(',');

const quotedIfNeeded = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export const quoted = (name: string): string => JSON.stringify(name.slice(0, 40));
