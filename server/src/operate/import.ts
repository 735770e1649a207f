/**
 * Puts accounts in from a stream of lines, a JSON text each (`ProvisionedAccount` of the contract), in calls of many.
 * The endpoint knows what it has already: a run that broke off is begun again, and does only what is left.
 */

import type { ProvisioningReport } from '../../generated/contract.js';

type Result = ProvisioningReport['results'][number];

export interface ImportTotals {
  readonly lines: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
}

export interface RefusedLine {
  /** From 1. */
  readonly line: number;
  readonly account: string;
  readonly reason: string;
}

export interface ImportOptions {
  readonly dryRun: boolean;
  post(body: unknown): Promise<ProvisioningReport>;
  refused(line: RefusedLine): void;
  progress(totals: ImportTotals): void;
}

/** As many as fit into a call with a card each. */
const accountsPerCall = 200;

interface Line {
  /** From 1. */
  readonly number: number;
  /** Null where it is no JSON object. */
  readonly account: Readonly<Record<string, unknown>> | null;
}

export async function importAccounts(lines: AsyncIterable<string>, options: ImportOptions): Promise<ImportTotals> {
  let totals: ImportTotals = { lines: 0, created: 0, updated: 0, unchanged: 0, refused: 0 };
  for await (const some of inCalls(lines)) {
    const results = await settle(some, options);
    for (const [index, { account, outcome, reason = '' }] of results.entries()) {
      totals = { ...totals, lines: totals.lines + 1, [outcome]: totals[outcome] + 1 };
      if (outcome === 'refused') options.refused({ line: some[index]?.number ?? 0, account, reason });
    }
    options.progress(totals);
  }
  return totals;
}

async function* inCalls(lines: AsyncIterable<string>): AsyncGenerator<readonly Line[]> {
  let waiting: Line[] = [];
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() !== '') waiting.push({ number, account: objectOf(text) });
    if (waiting.length < accountsPerCall) continue;
    yield waiting;
    waiting = [];
  }
  if (waiting.length > 0) yield waiting;
}

/** In the order of the lines. */
async function settle(lines: readonly Line[], { post, dryRun }: ImportOptions): Promise<readonly Result[]> {
  const accounts = lines.flatMap(({ account }) => account ?? []);
  const answered = accounts.length === 0 ? [] : [...(await post({ dryRun, accounts })).results];
  return lines.map(({ account }) => (account === null ? noObject : (answered.shift() ?? noAnswer)));
}

const noObject: Result = { account: '', outcome: 'refused', reason: 'The line is no JSON object.' };
const noAnswer: Result = { account: '', outcome: 'refused', reason: 'The endpoint said nothing of it.' };

function objectOf(text: string): Line['account'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Line['account']) : null;
  } catch {
    return null;
  }
}
