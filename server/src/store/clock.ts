/** The database's clock: asked for alone, or on the way by a statement that goes there anyway. */

import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Tables } from './tables.js';

/** Milliseconds to add to the database's time; tests move it. */
export type ClockShift = () => number;

export interface Clock {
  /** Of a statement: its time, epoch milliseconds. Inside a transaction it still moves on. */
  reading(): RawBuilder<number>;
  /** Takes in what a statement has read. @returns the same */
  noted(now: number): number;
  read(db: Kysely<Tables>): Promise<number>;
  /** As last read, carried on by this process's monotonic clock. */
  estimate(): number;
}

/** @param time how the database says its time */
export function createClock(time: RawBuilder<number>, shift: ClockShift): Clock {
  let offset = 0;
  const reading = () => (shift() === 0 ? time : sql<number>`${time} + ${sql.lit(shift())}`);
  const noted = (now: number) => {
    offset = now - shift() - performance.now();
    return now;
  };
  return {
    reading,
    noted,
    async read(db) {
      const { rows } = await sql<{ now: number }>`select ${reading()} as now`.execute(db);
      return noted(Number(rows[0]?.now));
    },
    estimate: () => Math.floor(performance.now() + offset) + shift(),
  };
}
