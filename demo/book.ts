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
  /** The attempt (`Idempotency-Key`) that brought the act. */
  readonly key: string;
  readonly act: Act;
}

export interface Book<Act extends Accepted> {
  /** Newest first. */
  acts(): readonly Act[];
  /** The act that this attempt brought earlier. */
  find(key: string): Act | undefined;
  /** Takes an act under the next number; an attempt that brought one before gets that one again. */
  accept(key: string, makeAct: (number: string) => Act): Act;
  clear(): void;
}

/** @param name of the file, without its ending */
export function openBook<Act extends Accepted>(folder: string, name: string, firstNumber: number): Book<Act> {
  const file = join(folder, `${name}.jsonl`);
  mkdirSync(folder, {recursive: true});
  let entries = read<Act>(file);
  const find = (key: string) => entries.find((entry) => entry.key === key)?.act;
  return {
    acts: () => entries.map(({act}) => act).reverse(),
    find,
    accept(key, makeAct) {
      const present = find(key);
      if (present) return present;
      const entry = {key, act: makeAct(String(firstNumber + entries.length))};
      appendFileSync(file, `${JSON.stringify(entry)}\n`);
      entries = [...entries, entry];
      return entry.act;
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
    const entry = JSON.parse(line) as Partial<Entry<Act>>;
    return entry.key && entry.act ? {key: entry.key, act: entry.act} : null;
  } catch {
    return null;
  }
}
