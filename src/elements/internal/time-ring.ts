/**
 * How full a ring is that empties with the time, for the styles. It is set anew each second beside the words that count
 * it: an animation would hold the screen that it was on, codes included, and wake the page with every frame.
 * @param left of `whole`, both in milliseconds
 */
export const timeRing = (left: number, whole: number): string =>
  `--_left:${Math.min(1, Math.max(0, left / whole)).toFixed(2)}`;
