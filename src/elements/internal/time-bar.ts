export interface TimeSpan {
  /** Changes when another span is shown. */
  readonly id: string;
  /** Epoch milliseconds, all three by one clock. */
  readonly from: number;
  readonly until: number;
  readonly now: number;
}

/**
 * Empties a bar over a span of time: one animation on the compositor, while the script sleeps.
 * Not a `style` attribute, which a strict CSP refuses.
 */
export function runTimeBar(bar: Element, {id, from, until, now}: TimeSpan): void {
  const running = bar.getAnimations();
  if (running.some((animation) => animation.id === id)) return;
  for (const animation of running) animation.cancel();
  bar.animate([{transform: 'scaleX(1)'}, {transform: 'scaleX(0)'}], {
    id,
    duration: Math.max(until - from, 1),
    delay: Math.min(0, from - now),
    fill: 'both',
  });
}
