/** Where secrets may have left a trace, and how they are looked for. */

import { connect, type DatabaseConfig } from '../../src/store/connect.js';
import type { Tables } from '../../src/store/tables.js';

/** Every row of these tables, as JSON. */
export async function dumpOf(config: DatabaseConfig, tables: ReadonlyArray<keyof Tables>): Promise<string> {
  const { db } = connect(config);
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  await db.destroy();
  return JSON.stringify(rows);
}

/** Digits must stand alone: times of day are full of them. */
export function isIn(text: string, secret: string): boolean {
  const escaped = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = /^[0-9]+$/.test(secret) ? `(?<![0-9A-Za-z_-])${escaped}(?![0-9A-Za-z_-])` : escaped;
  return new RegExp(pattern, 'i').test(text);
}
