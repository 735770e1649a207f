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

/** Sets the clock of the page forward; gives the real one back afterwards. */
export async function withClock<Value>(offset: () => number, run: () => Promise<Value>): Promise<Value> {
  const {now} = Date;
  Date.now = () => now() + offset();
  try {
    return await run();
  } finally {
    Date.now = now;
  }
}
