/** When the next code may be sent, by the codes that were sent before. Counts nothing and changes nothing. */

import type { SendingPolicy } from './policy.js';

/**
 * Epoch milliseconds; not after `now`: at once.
 * @param sends times of the codes of one authenticator, oldest first, at least those of the last `window`
 * @param isFurther the code is for a transaction for which none was sent within the interval: an order that was
 *   edited asks for another code without anybody asking for the same one twice
 */
export function sendableAt(policy: SendingPolicy, sends: readonly number[], isFurther: boolean): number {
  const { interval, window, perWindow, burst } = policy;
  return Math.max(
    whenFewer(sends, perWindow + 1, window),
    whenFewer(sends, isFurther ? burst + 1 : 1, interval),
  );
}

/** When fewer than `most` of the codes are younger than `span`. */
function whenFewer(sends: readonly number[], most: number, span: number): number {
  const sent = sends.at(-most);
  return sent === undefined ? 0 : sent + span;
}
