/** Longest delay that `setTimeout` takes without wrapping round. */
const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * One call that is given up with `outer`, or by itself after so many milliseconds. When it is through, nothing of it is
 * left: no timer that would wake the page, no listener. `AbortSignal.timeout` leaves its timer behind.
 * @param run hears by the signal that it is given up, and may give up itself
 */
export async function withTimeout<Value>(
  outer: AbortSignal,
  milliseconds: number,
  run: (call: AbortController) => Promise<Value>,
): Promise<Value> {
  const call = new AbortController();
  const giveUp = () => call.abort(outer.reason);
  if (outer.aborted) giveUp();
  outer.addEventListener('abort', giveUp);
  const timer = setTimeout(() => call.abort(late()), Math.min(milliseconds, LONGEST_DELAY));
  try {
    return await run(call);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', giveUp);
  }
}

const TOO_LATE = 'TimeoutError';
const late = () => new DOMException('', TOO_LATE);

/** Whether it was given up for the time that it took. */
export const isTooLate = ({reason}: AbortSignal): boolean => (reason as Error | undefined)?.name === TOO_LATE;

/** What comes of a promise that may never settle: a TimeoutError after so many milliseconds. */
export async function inTime<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const inVain = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds);
  });
  try {
    return await Promise.race([promise, inVain]);
  } finally {
    clearTimeout(timer);
  }
}
