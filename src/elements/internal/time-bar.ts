import type {ReactiveController, ReactiveControllerHost} from 'lit';

export interface TimeSpan {
  /** Changes when another span is shown. */
  readonly id: string;
  /** Epoch milliseconds, all three by one clock. */
  readonly from: number;
  readonly until: number;
  readonly now: number;
}

/**
 * Bars that empty over a span of time: one animation each on the compositor, while the script sleeps. Not a `style`
 * attribute, which a strict CSP refuses.
 *
 * The document's timeline holds an animation, and with it the screen that its bar was on, codes included, until it is
 * cancelled: so it is, as soon as the bar is off the page.
 */
export class TimeBars implements ReactiveController {
  /** Asking a bar itself what runs in it makes the browser lay the page out. */
  readonly #running = new Map<Element, {readonly id: string; readonly animation: Animation}>();

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  run(bar: Element, {id, from, until, now}: TimeSpan): void {
    if (this.#running.get(bar)?.id === id) return;
    this.#stop(bar);
    const animation = bar.animate([{transform: 'scaleX(1)'}, {transform: 'scaleX(0)'}], {
      id,
      duration: Math.max(until - from, 1),
      delay: Math.min(0, from - now),
      fill: 'both',
    });
    this.#running.set(bar, {id, animation});
  }

  hostUpdated(): void {
    for (const bar of this.#running.keys()) if (!bar.isConnected) this.#stop(bar);
  }

  /** In its next place, in another document perhaps, it runs anew. */
  hostDisconnected(): void {
    for (const bar of this.#running.keys()) this.#stop(bar);
  }

  #stop(bar: Element): void {
    this.#running.get(bar)?.animation.cancel();
    this.#running.delete(bar);
  }
}
