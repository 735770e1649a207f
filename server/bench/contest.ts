/** Two ways of doing the same, by turns. */

export interface Contest {
  readonly what: string;
  /** Does the work once for each customer. @returns how often that was */
  readonly endpoint: () => Promise<number>;
  /** The same by the former statements alone. */
  readonly raw: () => Promise<number>;
}

export interface Result {
  readonly what: string;
  /** Times a second. */
  readonly endpoint: Spread;
  readonly raw: Spread;
  /** Of the endpoint's rate to the raw one, round by round. */
  readonly ratio: Spread;
}

/** Of the rounds. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Milliseconds that each of the two has at least. */
const roundTime = 3000;

/** By turns, so that whatever else the machine does meets both. The first round warms up and does not count. */
export async function hold(contest: Contest, rounds: number): Promise<Result> {
  await round(contest);
  const rates: Array<{ endpoint: number; raw: number }> = [];
  while (rates.length < rounds) rates.push(await round(contest));
  return {
    what: contest.what,
    endpoint: spread(rates.map(({ endpoint }) => endpoint)),
    raw: spread(rates.map(({ raw }) => raw)),
    ratio: spread(rates.map(({ endpoint, raw }) => endpoint / raw)),
  };
}

async function round({ endpoint, raw }: Contest): Promise<{ endpoint: number; raw: number }> {
  const [ours, bare]: [Tally, Tally] = [
    { done: 0, time: 0 },
    { done: 0, time: 0 },
  ];
  while (Math.min(ours.time, bare.time) < roundTime) {
    await add(ours, endpoint);
    await add(bare, raw);
  }
  return { endpoint: perSecond(ours), raw: perSecond(bare) };
}

interface Tally {
  done: number;
  /** Milliseconds. */
  time: number;
}

async function add(tally: Tally, pass: () => Promise<number>): Promise<void> {
  const start = performance.now();
  tally.done += await pass();
  tally.time += performance.now() - start;
}

const perSecond = ({ done, time }: Tally): number => (done * 1000) / time;

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return { median: at(Math.floor(sorted.length / 2)), least: at(0), most: at(sorted.length - 1) };
}
