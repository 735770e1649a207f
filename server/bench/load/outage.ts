/** A load with an outage in its middle: how long nobody was served, and whether all are again. */

import { setTimeout as wait } from 'node:timers/promises';
import type { Phone } from './acts.js';
import type { Ledger } from './ledger.js';
import type { Population } from './population.js';
import { cardHolder, deviceOwner, phoneHolder, type Actor, type EachProcess, type Traffic } from './traffic.js';

export interface Outage {
  /** Milliseconds from its beginning until each customer was served again. */
  readonly served: number;
  /** The same until the first was. */
  readonly first: number;
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
    const outage = await Promise.race([untilServed(steady, begun), running.then(endedEarly)]);
    await Promise.race([wait(time), running]);
    return outage;
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

/** Counted from the beginning of the outage, which nobody is served in. */
async function untilServed(actors: readonly Actor[], begun: number): Promise<Outage> {
  const since = Date.now();
  const again = new Map<Actor, number>();
  while (again.size < actors.length) {
    if (Date.now() > since + patience) throw new Error(`${actors.length - again.size} customers are not served again.`);
    for (const actor of actors) {
      if (actor.servedAt > since && !again.has(actor)) again.set(actor, actor.servedAt - begun);
    }
    await wait(10);
  }
  const times = [...again.values()];
  return { served: Math.max(...times), first: Math.min(...times) };
}
