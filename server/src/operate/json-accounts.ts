/** Accounts as lines, a JSON text each. */

import type { Readable } from 'node:stream';
import type { Entry } from './import.js';
import { linesIn } from './lines.js';

export async function* jsonAccounts(stream: Readable): AsyncGenerator<Entry> {
  let line = 0;
  for await (const text of linesIn(stream)) {
    line += 1;
    if (text.trim() !== '') yield { line, account: accountIn(text) };
  }
}

const noObject = 'The line is no JSON object.';

function accountIn(text: string): Entry['account'] {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : noObject;
  } catch {
    return noObject;
  }
}
