/** What the page asks of `setTimeout` while `run` is under way: how long each timer was to wait, in milliseconds. */
export async function timersOf(run: () => Promise<unknown>): Promise<number[]> {
  const original = window.setTimeout.bind(window);
  const delays: number[] = [];
  const spy = (handler: TimerHandler, delay = 0, ...values: unknown[]) => {
    delays.push(delay);
    return original(handler, delay, ...values);
  };
  window.setTimeout = spy as typeof window.setTimeout;
  try {
    await run();
  } finally {
    window.setTimeout = original;
  }
  return delays;
}

/** From now on timers of these lengths ring so many times sooner. @returns what gives the page's own back */
export function hastened(lengths: readonly number[], times: number): () => void {
  const {setTimeout: start} = window;
  const sooner = (callback: () => void, delay = 0) => start(callback, lengths.includes(delay) ? delay / times : delay);
  Object.assign(window, {setTimeout: sooner});
  return () => Object.assign(window, {setTimeout: start});
}

/** In place of the page's own. @param waiting the timers that have been begun and have neither rung nor been stopped */
export function notedTimers(waiting: Set<unknown>) {
  const {setTimeout: start, clearTimeout: stop} = window;
  return {
    setTimeout: (callback: () => void, delay?: number) => {
      const timer = start(() => {
        waiting.delete(timer);
        callback();
      }, delay);
      waiting.add(timer);
      return timer;
    },
    clearTimeout: (timer?: number) => {
      waiting.delete(timer);
      stop(timer);
    },
  };
}

/** What is still waited for, and still listened to, after `run`: timers of the page, listeners of a signal. */
export async function leftBehind(
  signal: AbortSignal,
  run: () => Promise<unknown>,
): Promise<{readonly timers: number; readonly listeners: number}> {
  const {setTimeout: start, clearTimeout: stop} = window;
  const [timers, listeners] = [new Set<unknown>(), new Set<unknown>()];
  const watch = (name: 'addEventListener' | 'removeEventListener', count: (listener: unknown) => void) => {
    const original = signal[name].bind(signal) as (...values: unknown[]) => void;
    Object.assign(signal, {
      [name]: (...values: unknown[]) => {
        count(values[1]);
        original(...values);
      },
    });
  };
  watch('addEventListener', (listener) => listeners.add(listener));
  watch('removeEventListener', (listener) => listeners.delete(listener));
  Object.assign(window, notedTimers(timers));
  try {
    await run();
    return {timers: timers.size, listeners: listeners.size};
  } finally {
    Object.assign(window, {setTimeout: start, clearTimeout: stop});
  }
}

/** Runs with each of both clocks ahead by so many milliseconds; gives the real ones back afterwards. */
async function ahead<Value>(
  by: {readonly device: () => number; readonly steady: () => number},
  run: () => Promise<Value>,
): Promise<Value> {
  const [now, steady] = [Date.now, performance.now.bind(performance)];
  Date.now = () => now() + by.device();
  performance.now = () => steady() + by.steady();
  try {
    return await run();
  } finally {
    Date.now = now;
    Reflect.deleteProperty(performance, 'now');
  }
}

/** Lets time pass on the page; gives the real one back afterwards. */
export const withClock = <Value>(offset: () => number, run: () => Promise<Value>): Promise<Value> =>
  ahead({device: offset, steady: offset}, run);

/**
 * Runs while no time passes on the page, however long a busy machine takes: what a second less costs, or a caret that
 * blinks again, is not counted. Timers that ring meanwhile are heard in the end.
 */
export async function whileTimeStands<Value>(run: () => Promise<Value>): Promise<Value> {
  const {setTimeout: start, clearTimeout: stop} = window;
  const original = Date.now;
  const [now, steady] = [Date.now(), performance.now()];
  const due = new Map<number | undefined, () => void>();
  let stands = true;
  const setTimeout = (callback: () => void, delay = 0) => {
    const timer = start(() => {
      if (stands && delay > 0) due.set(timer, callback);
      else callback();
    }, delay);
    return timer;
  };
  const clearTimeout = (timer?: number) => {
    due.delete(timer);
    stop(timer);
  };
  Object.assign(window, {setTimeout, clearTimeout});
  Date.now = () => now;
  performance.now = () => steady;
  try {
    return await run();
  } finally {
    stands = false;
    Date.now = original;
    Reflect.deleteProperty(performance, 'now');
    Object.assign(window, {setTimeout: start, clearTimeout: stop});
    for (const callback of due.values()) callback();
  }
}

export interface Clocks {
  /** Somebody sets the device's clock. */
  readonly set: (by: number) => void;
  /** The machine sleeps, and with it the clock that nobody can set. */
  readonly sleep: (milliseconds: number) => void;
  /** Time passes. */
  readonly pass: (milliseconds: number) => void;
}

/** Runs with a hand on both clocks of the page; gives the real ones back afterwards. */
export function withClocks<Value>(run: (clocks: Clocks) => Promise<Value>): Promise<Value> {
  let [device, steady] = [0, 0];
  const set = (by: number) => void (device += by);
  const pass = (milliseconds: number) => {
    set(milliseconds);
    steady += milliseconds;
  };
  return ahead({device: () => device, steady: () => steady}, () => run({set, sleep: set, pass}));
}
