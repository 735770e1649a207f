/** How PostgreSQL means to find the rows of a statement. */

import type pg from 'pg';
import type { Statement } from '../former-statements.js';

/** As `explain (format json)` says it, as far as it is looked at. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** They hold no rows to be found. */
const bare = /^(begin|commit|rollback)/;

/**
 * @param grown tables that are looked at
 * @returns those of them that the statement reads from end to end
 */
export async function scansOf(
  client: pg.ClientBase,
  { text, values }: Statement,
  grown: (table: string) => boolean,
): Promise<string[]> {
  if (bare.test(text)) return [];
  const { rows } = await client.query<{ 'QUERY PLAN': ReadonlyArray<{ readonly Plan: PlanNode }> }>(
    `explain (format json) ${text}`,
    [...values],
  );
  const tables = rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => scannedIn(Plan, false)));
  return [...new Set(tables.filter(grown))];
}

/** @param isBounded only the first rows are asked for, in the order of an index */
function scannedIn(node: PlanNode, isBounded: boolean): string[] {
  const { 'Node Type': type, 'Relation Name': table, 'Index Cond': condition, Plans: parts = [] } = node;
  const isWhole = type === 'Seq Scan' || (/^Index (Only )?Scan$/.test(type) && condition === undefined && !isBounded);
  const own = isWhole && table !== undefined ? [table] : [];
  return [...own, ...parts.flatMap((part) => scannedIn(part, isBounded || type === 'Limit'))];
}

/** Each statement once, whatever its values. */
export function different(statements: readonly Statement[]): Statement[] {
  return [...new Map(statements.map((statement) => [statement.text, statement])).values()];
}
