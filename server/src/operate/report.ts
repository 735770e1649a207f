/** What an import says: how far it is, and what was refused. */

import { createWriteStream, openSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { UsageError } from '../command-line.js';
import type { ImportTotals, RefusedLine } from './import.js';

/** @param share of the file that is read, 0 to 1; null says nothing of it */
export function describe(totals: ImportTotals, things: string, share: number | null = null): string {
  const { lines, created, updated, unchanged, refused } = totals;
  const read = share === null ? '' : ` (${Math.floor(share * 100)} % of the file)`;
  return `${lines} ${things}${read}: ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`;
}

export interface Writing {
  readonly head: string;
  line(refused: RefusedLine): string;
}

/** Where and why alone: lines may have secrets, which are not for a screen or a log. */
const asReasons: Writing = {
  head: '',
  line: ({ line, serial, account, reason }) => `${JSON.stringify({ line, serial, account, reason })}\n`,
};

export interface Report {
  add(refused: RefusedLine): void;
  end(): Promise<void>;
}

/**
 * @param file the standard error, where reasons alone are said, when absent
 * @param writing of the file, which is its owner's alone
 * @throws {UsageError} where it can't be written
 */
export function openReport(file: string | undefined, writing = asReasons): Report {
  if (file === undefined) {
    return { add: (refused) => void process.stderr.write(asReasons.line(refused)), end: async () => undefined };
  }
  const stream = createWriteStream(file, { fd: openForOwner(file) });
  const ended = finished(stream);
  // What went wrong is told at the end.
  ended.catch(() => undefined);
  stream.write(writing.head);
  return {
    add: (refused) => void stream.write(writing.line(refused)),
    async end() {
      stream.end();
      await ended;
    },
  };
}

/** @throws {UsageError} where the report would be written over what is read */
export function refuseItself(file: string, report: string | undefined): void {
  const isItself = report !== undefined && path.resolve(report) === path.resolve(file);
  if (isItself) throw new UsageError('--refused is the file itself.');
}

function openForOwner(file: string): number {
  try {
    return openSync(file, 'w', 0o600);
  } catch {
    throw new UsageError(`${file} can't be written.`);
  }
}
