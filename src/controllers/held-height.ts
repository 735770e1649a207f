import type {ReactiveController, ReactiveElement} from 'lit';
import {unwatchSize, watchSize} from './sizes.js';

/**
 * Keeps the host's card as high as the highest screen since its flow began, so that what the page has below it does not
 * come up, and go down again, with every answer. Another width, or another density, makes other heights, and lets go.
 */
export class HeldHeight implements ReactiveController {
  readonly #host: ReactiveElement;
  #card: HTMLElement | null = null;
  /** CSS pixels, of the screen that was shown last. */
  #height = 0;
  /** The same, of what is inside the padding, which is the density's. */
  #width = 0;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Before a screen gives way to another one. */
  hold(): void {
    if (this.#height > 0) this.#setLeast(`${this.#height}px`);
  }

  release(): void {
    this.#height = 0;
    this.#setLeast('');
  }

  hostConnected(): void {
    if (this.#host.hasUpdated) this.hostUpdated();
  }

  hostDisconnected(): void {
    if (this.#card) unwatchSize(this.#card);
    this.release();
    this.#card = null;
  }

  hostUpdated(): void {
    // The page's observer is not done with what stands in another document in its own frame.
    if (this.#card || this.#host.ownerDocument !== document) return;
    this.#card = this.#host.renderRoot.querySelector('.card');
    if (this.#card)
      watchSize(this.#card, ({borderBoxSize: [size], contentRect: {width}}) => {
        // What is not shown has no size.
        if (width === 0) return;
        // Not within the observation, which would have to be repeated for it.
        if (width !== this.#width && this.#isHeld) requestAnimationFrame(() => this.release());
        this.#width = width;
        this.#height = size?.blockSize ?? 0;
      });
  }

  get #isHeld(): boolean {
    return this.#card?.style.minBlockSize !== '';
  }

  #setLeast(height: string): void {
    if (this.#card) this.#card.style.minBlockSize = height;
  }
}
