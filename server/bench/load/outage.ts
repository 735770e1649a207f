/** A load with an outage in its middle: how long nobody was served, and whether all are again. */

import { setTimeout as wait } from 'node:timers/promises';
import type { Phone } from './acts.js';
import type { Ledger } from './ledger.js';
import type { Population } from './population.js';
import { cardHolder, deviceOwner, phoneHolder, type Actor, type EachProcess, type Traffic } from './traffic.js';

/** Milliseconds. */
export interface Outage {
  /** The longest time in which nobody was served. */
  readonly silence: number;
  /** From the beginning of the outage until the last customer was served again. */
  readonly served: number;
}

export interface Setting {
  readonly each: EachProcess;
  readonly population: Population;
  readonly phones: readonly Phone[];
  readonly ledger: Ledger;
}

/** Owners unlock all the time, so a few are enough beside the others. */
const mostOwners = 12;
/** Each goes through customers with KB-OTP, one after the other. */
const phoneHolders = 4;
/** Milliseconds within which a client must be served again. */
const patience = 60_000;

/**
 * @param time milliseconds of load before the outage, and again after it
 * @param strike takes the database away, and brings it back where nobody else does
 */
export async function loadThrough(setting: Setting, time: number, strike: () => Promise<void>): Promise<Outage> {
  let isOver = false;
  const { steady, others } = begin(setting, { ledger: setting.ledger, each: setting.each, isOver: () => isOver });
  const running = Promise.all([...steady, ...others].map(({ run }) => run));
  try {
    await Promise.race([wait(time), running]);
    const begun = Date.now();
    await Promise.race([strike(), running]);
    await Promise.race([untilServed(steady), running.then(endedEarly)]);
    await Promise.race([wait(time), running]);
    return outageIn(
      steady.map(({ served }) => served),
      begun,
    );
  } finally {
    isOver = true;
    await running;
  }
}

const endedEarly = (): never => {
  throw new Error('The load has ended before its time.');
};

interface Actors {
  readonly steady: readonly Actor[];
  /** Who may have to wait for a code. */
  readonly others: readonly Actor[];
}

function begin({ population, phones }: Setting, traffic: Traffic): Actors {
  const shares = Array.from({ length: phoneHolders }, (_, share) =>
    phones.filter((__, index) => index % phoneHolders === share),
  );
  const cards = population.cards.map((customer) => cardHolder(traffic, customer));
  const owners = population.owners.slice(0, mostOwners).map((owner) => deviceOwner(traffic, owner));
  return { steady: [...cards, ...owners], others: shares.map((share) => phoneHolder(traffic, share)) };
}

/** What was under way when the database went may still be answered, so this is no more than a sign of life. */
async function untilServed(actors: readonly Actor[]): Promise<void> {
  const since = Date.now();
  const isServed = ({ served }: Actor): boolean => (served.at(-1) ?? 0) > since;
  while (!actors.every(isServed)) {
    if (Date.now() > since + patience) throw new Error('Not every customer is served again.');
    await wait(10);
  }
}

/** @param served when each customer was served, in epoch milliseconds, in their order */
export function outageIn(served: ReadonlyArray<readonly number[]>, begun: number): Outage {
  const all = served.flat().sort((a, b) => a - b);
  const gaps = all.flatMap((time, index) => (time > begun ? [{ time, length: time - (all[index - 1] ?? begun) }] : []));
  const { time: again, length: silence } = gaps.reduce((longest, gap) => (gap.length > longest.length ? gap : longest));
  const each = served.map((times) => times.find((time) => time >= again) ?? Infinity);
  return { silence, served: Math.max(...each) - begun };
}
