import { createReadStream, existsSync, statSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { UsageError } from '../command-line.js';

export interface Source {
  readonly stream: Readable;
  /** How much of it is read, 0 to 1; null where nobody knows how long it is. */
  share(): number | null;
}

/**
 * @param file - is the standard input
 * @throws {UsageError} where there is no such file
 */
export function openSource(file: string): Source {
  if (file === '-') return { stream: process.stdin, share: () => null };
  if (!existsSync(file)) throw new UsageError(`${file} is not there.`);
  const status = statSync(file);
  const stream = createReadStream(file);
  // A pipe has no size.
  return { stream, share: () => (status.isFile() && status.size > 0 ? stream.bytesRead / status.size : null) };
}

/** The lines of a file; what it takes and throws is what {@link openSource} does. */
export const linesOf = (file: string): Interface => linesIn(openSource(file).stream);

export const linesIn = (input: Readable): Interface => createInterface({ input, crlfDelay: Infinity });
