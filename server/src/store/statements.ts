/** Statements as parts of the request for which they are made: what each does to which table, and no value. */

import type { LogEvent } from 'kysely';
import { noteChild, type PastChild } from '../trace.js';

const form =
  /^(?:with\b[^]*?\)\s*)?(select|insert|update|delete)\b(?:[^]*?\b(?:from|into|update)\s+"([a-z_]+)"|\s+"([a-z_]+)")?/;

/** @param system as OpenTelemetry names it */
export const noteStatements =
  (system: 'sqlite' | 'postgresql') =>
  ({ level, query, queryDurationMillis }: LogEvent): void =>
    noteChild(queryDurationMillis, () => ({ ...describe(query.sql, system), failed: level === 'error' }));

function describe(text: string, system: string): Omit<PastChild, 'failed'> {
  const [, operation = 'statement', from, updated] = form.exec(text) ?? [];
  const table = updated ?? from;
  return {
    name: table === undefined ? operation : `${operation} ${table}`,
    attributes: {
      'db.system.name': system,
      'db.operation.name': operation,
      ...(table === undefined ? {} : { 'db.collection.name': table }),
    },
  };
}
