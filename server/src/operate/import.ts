/**
 * Puts accounts in from a stream (`ProvisionedAccount` of the contract), in calls of many. The endpoint knows what it
 * has already: a run that broke off is begun again, and does only what is left.
 */

import type { ProvisioningReport } from '../../generated/contract.js';

type Result = ProvisioningReport['results'][number];

/** What a place of a file says; a text says why it is no account. */
export interface Entry {
  /** From 1. */
  readonly line: number;
  readonly account: Readonly<Record<string, unknown>> | string;
  /** What it is called in reports, where its account does not say. */
  readonly name?: string;
  /** Of a token. */
  readonly serial?: string;
  /** The cells of a row as they were read. */
  readonly cells?: readonly string[];
}

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
  readonly serial?: string;
  readonly cells?: readonly string[];
}

export interface ImportOptions {
  readonly dryRun: boolean;
  post(body: unknown): Promise<ProvisioningReport>;
  refused(line: RefusedLine): void;
  progress(totals: ImportTotals): void;
}

/** As many as fit into a call with a card each. */
const accountsPerCall = 200;

export async function importAccounts(entries: AsyncIterable<Entry>, options: ImportOptions): Promise<ImportTotals> {
  let totals: ImportTotals = { lines: 0, created: 0, updated: 0, unchanged: 0, refused: 0 };
  for await (const some of inCalls(withoutRepeats(entries))) {
    const results = await settle(some, options);
    for (const [index, { account, outcome, reason = '' }] of results.entries()) {
      totals = { ...totals, lines: totals.lines + 1, [outcome]: totals[outcome] + 1 };
      const entry = some[index];
      if (outcome !== 'refused' || entry === undefined) continue;
      const { account: _, name = account, ...where } = entry;
      options.refused({ ...where, account: name, reason });
    }
    options.progress(totals);
  }
  return totals;
}

/** Which of two lines would win is nobody's to guess. */
async function* withoutRepeats(entries: AsyncIterable<Entry>): AsyncGenerator<Entry> {
  const lineOf = new Map<string, number>();
  for await (const entry of entries) {
    const name = accountOf(entry);
    const first = lineOf.get(name);
    if (name !== '' && first === undefined) lineOf.set(name, entry.line);
    yield first === undefined ? entry : { name, ...entry, account: `Line ${first} names the same account.` };
  }
}

function accountOf({ account }: Entry): string {
  const name = typeof account === 'string' ? undefined : account['account'];
  return typeof name === 'string' ? name : '';
}

async function* inCalls(entries: AsyncIterable<Entry>): AsyncGenerator<readonly Entry[]> {
  let waiting: Entry[] = [];
  for await (const entry of entries) {
    waiting.push(entry);
    if (waiting.length < accountsPerCall) continue;
    yield waiting;
    waiting = [];
  }
  if (waiting.length > 0) yield waiting;
}

/** In the order of the entries. */
async function settle(entries: readonly Entry[], { post, dryRun }: ImportOptions): Promise<readonly Result[]> {
  const accounts = entries.flatMap(({ account }) => (typeof account === 'string' ? [] : [account]));
  const answered = accounts.length === 0 ? [] : [...(await post({ dryRun, accounts })).results];
  return entries.map(({ account }) =>
    typeof account === 'string' ? noAccount(account) : (answered.shift() ?? noAnswer),
  );
}

const noAccount = (reason: string): Result => ({ account: '', outcome: 'refused', reason });
const noAnswer: Result = noAccount('The endpoint said nothing of it.');
