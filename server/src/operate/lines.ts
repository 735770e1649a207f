import { createReadStream, existsSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { UsageError } from '../command-line.js';

/**
 * The lines of a file.
 * @param file - is the standard input
 * @throws {UsageError} where there is no such file
 */
export function linesOf(file: string): Interface {
  if (file !== '-' && !existsSync(file)) throw new UsageError(`${file} is not there.`);
  return createInterface({ input: file === '-' ? process.stdin : createReadStream(file), crlfDelay: Infinity });
}
