import type {Clock} from '../ports/clock.js';

/** Longest delay that `setTimeout` takes without wrapping round; a longer wait wakes early and sleeps again. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** One timer serves every waiting callback of the page. */
export function systemClock(): Clock {
  const waiting = new Map<symbol, {readonly at: number; readonly callback: () => void}>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const schedule = () => {
    clearTimeout(timer);
    if (waiting.size === 0) return;
    const next = Math.min(...[...waiting.values()].map(({at}) => at));
    timer = setTimeout(ring, Math.min(Math.max(0, next - Date.now()), LONGEST_DELAY));
  };
  const ring = () => {
    const now = Date.now();
    const due = [...waiting].filter(([, {at}]) => at <= now);
    for (const [key] of due) waiting.delete(key);
    for (const [, {callback}] of due) callback();
    schedule();
  };

  return {
    now: () => Date.now(),
    wakeAt(at, callback) {
      const key = Symbol();
      waiting.set(key, {at, callback});
      schedule();
      return () => {
        if (waiting.delete(key)) schedule();
      };
    },
  };
}
