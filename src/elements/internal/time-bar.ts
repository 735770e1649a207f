export interface TimeSpan {
  /** Changes when another span is shown. */
  readonly id: string;
  /** Epoch milliseconds, all three by one clock. */
  readonly from: number;
  readonly until: number;
  readonly now: number;
}

/** What runs in a bar. Asking the bar itself makes the browser lay the page out. */
const running = new WeakMap<Element, {readonly id: string; readonly animation: Animation}>();

/**
 * Empties a bar over a span of time: one animation on the compositor, while the script sleeps.
 * Not a `style` attribute, which a strict CSP refuses.
 */
export function runTimeBar(bar: Element, {id, from, until, now}: TimeSpan): void {
  const last = running.get(bar);
  // In another document the old one's clock counts no more.
  if (last?.id === id && last.animation.timeline === bar.ownerDocument.timeline) return;
  last?.animation.cancel();
  const animation = bar.animate([{transform: 'scaleX(1)'}, {transform: 'scaleX(0)'}], {
    id,
    duration: Math.max(until - from, 1),
    delay: Math.min(0, from - now),
    fill: 'both',
  });
  running.set(bar, {id, animation});
}
