/** The demo broker's orders: one JSON line each in a file, so that they survive a restart. */

import {appendFileSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {MethodKind, OrderTransaction} from '../server/src/generated/contract.js';

export interface Order extends Omit<OrderTransaction, 'type'> {
  readonly number: string;
  readonly account: string;
  /** How the customer proved himself. */
  readonly method: MethodKind;
  /** RFC 3339. */
  readonly acceptedAt: string;
}

interface Entry {
  /** The attempt (`Idempotency-Key`) that brought the order. */
  readonly key: string;
  readonly order: Order;
}

export interface OrderBook {
  /** Newest first. */
  orders(): readonly Order[];
  /** The order that this attempt brought earlier. */
  find(key: string): Order | undefined;
  /** Takes an order under the next number; an attempt that brought one before gets that one again. */
  accept(key: string, order: Omit<Order, 'number'>): Order;
  clear(): void;
}

const FIRST_NUMBER = 100_001;

export function openOrderBook(folder: string): OrderBook {
  const file = join(folder, 'orders.jsonl');
  mkdirSync(folder, {recursive: true});
  let entries = read(file);
  const find = (key: string) => entries.find((entry) => entry.key === key)?.order;
  return {
    orders: () => entries.map(({order}) => order).reverse(),
    find,
    accept(key, order) {
      const present = find(key);
      if (present) return present;
      const entry = {key, order: {number: String(FIRST_NUMBER + entries.length), ...order}};
      appendFileSync(file, `${JSON.stringify(entry)}\n`);
      entries = [...entries, entry];
      return entry.order;
    },
    clear() {
      rmSync(file, {force: true});
      entries = [];
    },
  };
}

/** A line that a crash cut short is no order: nobody was told of it. */
function read(file: string): readonly Entry[] {
  return readText(file)
    .split('\n')
    .flatMap((line) => parse(line) ?? []);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function parse(line: string): Entry | null {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return null;
  }
}
