/** What the demo broker has accepted: one JSON line each in a file, so that it survives a restart. */

import {appendFileSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {CashTransferTransaction, MethodKind, OrderTransaction} from '../server/generated/contract.js';

/** What every accepted act has. */
export interface Accepted {
  readonly number: string;
  readonly account: string;
  /** How the customer proved who they are. */
  readonly method: MethodKind;
  /** RFC 3339. */
  readonly acceptedAt: string;
}

export type Order = Accepted & Omit<OrderTransaction, 'type'>;
export type Transfer = Accepted & Omit<CashTransferTransaction, 'type'>;

interface Entry<Act> {
  /** The attempt (`Idempotency-Key`) that brought the acts. */
  readonly key: string;
  /** One, or those of a list: on one line of the file, they are there together or not at all. */
  readonly acts: readonly Act[];
}

export interface Book<Act extends Accepted> {
  /** Newest first. */
  acts(): readonly Act[];
  /** What this attempt brought earlier. */
  find(key: string): readonly Act[] | undefined;
  /** Takes acts under the next numbers; an attempt that brought some before gets those again. */
  accept(key: string, makeActs: (numberOf: (index: number) => string) => readonly Act[]): readonly Act[];
  clear(): void;
}

/** @param name of the file, without its ending */
export function openBook<Act extends Accepted>(folder: string, name: string, firstNumber: number): Book<Act> {
  const file = join(folder, `${name}.jsonl`);
  mkdirSync(folder, {recursive: true});
  let entries = read<Act>(file);
  const acts = () => entries.flatMap((entry) => entry.acts);
  const find = (key: string) => entries.find((entry) => entry.key === key)?.acts;
  return {
    acts: () => acts().reverse(),
    find,
    accept(key, makeActs) {
      const present = find(key);
      if (present) return present;
      const next = firstNumber + acts().length;
      const entry = {key, acts: makeActs((index) => String(next + index))};
      appendFileSync(file, `${JSON.stringify(entry)}\n`);
      entries = [...entries, entry];
      return entry.acts;
    },
    clear() {
      rmSync(file, {force: true});
      entries = [];
    },
  };
}

/** A line that a crash cut short is no act: nobody was told of it. */
function read<Act>(file: string): readonly Entry<Act>[] {
  return readText(file)
    .split('\n')
    .flatMap((line) => parse<Act>(line) ?? []);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function parse<Act>(line: string): Entry<Act> | null {
  try {
    // Where there were no lists yet, a line had one act.
    const {key, act, acts = act && [act]} = JSON.parse(line) as Partial<Entry<Act> & {readonly act: Act}>;
    return key && acts ? {key, acts} : null;
  } catch {
    return null;
  }
}
