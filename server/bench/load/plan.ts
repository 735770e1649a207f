/** How large a load is. */

import type { Sizes } from './population.js';

export interface Plan {
  /** Milliseconds of measuring, and twice the time of load around an outage. */
  readonly time: number;
  /** Requests at once. */
  readonly workers: number;
  /** Customers of one pass over the acts. */
  readonly batch: number;
  readonly sizes: Sizes;
}

/** Connections of each process. */
export const poolSize = 10;

/** KB-OTP has a new code every 30 seconds only: as many customers are there as may be asked in a second of load. */
const phonesASecond = 60;

export function planOf({ seconds, isQuick }: { readonly seconds: number; readonly isQuick: boolean }): Plan {
  const [time, batch] = isQuick ? [4000, 20] : [seconds * 1000, 60];
  // One pass warms up.
  const phones = 2 * batch + Math.ceil((time / 1000) * phonesASecond);
  return { time, batch, workers: 20, sizes: { phones, cards: 24, owners: isQuick ? 12 : 30 } };
}
