/**
 * What `AbortSignal.timeout` and `AbortSignal.any` do, for the browsers that have a signal but not these (Safari before
 * 17.4, Chromium before 116, Firefox before 124). Can go when the README's table asks for later ones.
 */

/** Longest delay that `setTimeout` takes without wrapping round. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** Aborts after so many milliseconds. */
export function timeoutSignal(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort(new DOMException('', 'TimeoutError'));
  setTimeout(abort, Math.min(milliseconds, LONGEST_DELAY));
  return controller.signal;
}

/** Aborts with the first of them. */
export function anySignal(...signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  const {signal} = controller;
  for (const one of signals) {
    const abort = () => controller.abort(one.reason);
    if (one.aborted) abort();
    else one.addEventListener('abort', abort, {once: true, signal});
  }
  return signal;
}

/** What comes of a promise that may never settle: a TimeoutError after so many milliseconds. */
export async function inTime<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('', 'TimeoutError')), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
