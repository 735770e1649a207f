/** An import from a file, as an operator sees it: how far it is, what was refused, and what came of it. */

import type { ProvisioningReport } from '../../generated/contract.js';
import type { BackEnd } from './back-end.js';
import { importAccounts, type Entry } from './import.js';
import type { Source } from './lines.js';
import { describe, openReport, type Writing } from './report.js';

export interface ImportFileOptions {
  readonly refused?: string;
  readonly 'dry-run'?: boolean;
}

export interface ImportRun {
  readonly backEnd: BackEnd;
  readonly source: Source;
  readonly entries: AsyncIterable<Entry>;
  /** What is counted. */
  readonly things: string;
  /** How refused lines are kept; where and why alone, when absent. */
  readonly writing?: Writing | undefined;
  print(text: string): void;
}

/** @returns whether nothing was refused */
export async function runImport(
  { backEnd, source, entries, things, writing, print }: ImportRun,
  { refused, 'dry-run': dryRun = false }: ImportFileOptions,
): Promise<boolean> {
  const report = openReport(refused, writing);
  const totals = await importAccounts(entries, {
    dryRun,
    post: (body) => backEnd.post<ProvisioningReport>('/provisioning/accounts', body),
    refused: report.add,
    progress: (so) => void process.stderr.write(`${describe(so, things, source.share())}\n`),
  });
  await report.end();
  print(`${dryRun ? 'Would be: ' : ''}${describe(totals, things)}`);
  return totals.refused === 0;
}
