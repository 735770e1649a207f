import type {Clock} from '../ports/clock.js';

/** Longest delay that `setTimeout` takes without wrapping round; a longer wait wakes early and sleeps again. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** Milliseconds that the two clocks may be apart: a clock that is kept right by the network is moved by less. */
const TOLERANCE = 2000;

/** What a page hears of when the machine wakes, and what its customer does first; each is a moment to look. */
const signs = ['focus', 'keydown', 'online', 'pageshow', 'pointerdown', 'visibilitychange'];

/** One timer serves every waiting callback of the page, and one look at both clocks everybody who depends on them. */
export function systemClock(): Clock {
  const waiting = new Map<symbol, {readonly at: number; readonly callback: () => void}>();
  const listeners = new Set<() => void>();
  const between = () => Date.now() - performance.now();
  const start = between();
  let apart = start;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer rings; what waits for longer needs none of its own. */
  let rings = Infinity;

  const now = () => start + performance.now();
  const look = () => {
    const found = between();
    if (Math.abs(found - apart) < TOLERANCE) return;
    apart = found;
    for (const listener of [...listeners]) listener();
  };
  const ringAt = (at: number) => {
    clearTimeout(timer);
    rings = at;
    if (at < Infinity) timer = setTimeout(ring, Math.min(Math.max(0, at - now()), LONGEST_DELAY));
  };
  const ring = () => {
    rings = Infinity;
    look();
    const moment = now();
    const due = [...waiting].filter(([, {at}]) => at <= moment);
    for (const [key] of due) waiting.delete(key);
    for (const [, {callback}] of due) callback();
    ringAt([...waiting.values()].reduce((next, {at}) => Math.min(next, at), Infinity));
  };

  return {
    now,
    deviceTime: () => Date.now(),
    wakeAt(at, callback) {
      const key = Symbol();
      waiting.set(key, {at, callback});
      if (at < rings) ringAt(at);
      return () => {
        if (waiting.delete(key) && waiting.size === 0) ringAt(Infinity);
      };
    },
    onLeap(listener) {
      if (listeners.size === 0) {
        apart = between();
        for (const sign of signs) window.addEventListener(sign, look, {capture: true, passive: true});
      }
      listeners.add(listener);
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        for (const sign of signs) window.removeEventListener(sign, look, {capture: true});
      };
    },
  };
}
