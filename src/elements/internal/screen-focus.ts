import type {LitElement, ReactiveController} from 'lit';

const takers =
  '#code, otp-device-code, otp-verify, otp-enroll, otp-cancel, otp-synchronize, input, button:not(:disabled), a[href]';

/**
 * Moves the focus with the screens: one that replaces the screen with the focus takes it over, the code field first,
 * else the first thing to do. A customer who is elsewhere on the page is left alone.
 */
export class ScreenFocus implements ReactiveController {
  readonly #host: LitElement;
  #wanted = false;
  #isTakenBack = false;
  /** What was given the focus for want of anything better, on a screen that only waits. */
  #makeshift: Element | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Whatever has the focus now may be gone before this host renders: an element inside renders first. */
  note(): void {
    this.#wanted ||= this.#host.hasUpdated && this.#host.matches(':focus-within');
  }

  /** The customer was busy in what goes away now, even if the focus is on its way already. */
  want(): void {
    this.#wanted = true;
  }

  /** An element inside is done with the customer who was busy in it: he goes on in this host itself. */
  takeBack(): void {
    this.note();
    this.#isTakenBack = this.#wanted;
  }

  hostUpdate(): void {
    this.note();
  }

  hostUpdated(): void {
    if (this.#wanted) void this.#host.updateComplete.then(() => this.#move());
  }

  hostDisconnected(): void {
    this.#settle();
  }

  #settle(): void {
    this.#wanted = false;
    this.#isTakenBack = false;
  }

  /** A screen with nothing to take the focus, such as one that only waits, leaves it to the next. */
  #move(): void {
    const root = this.#host.shadowRoot;
    if (!root || !this.#wanted) return;
    const active = root.activeElement;
    // A button that an update has disabled still has the focus, and the next key press would be lost on it.
    const isKept = active !== null && !active.matches(':disabled') && !this.#isTakenBack && active !== this.#makeshift;
    const {activeElement, body} = this.#host.ownerDocument;
    const isElsewhere = !this.#host.matches(':focus-within') && activeElement !== body;
    if (isKept || isElsewhere) return this.#settle();
    root.querySelector<HTMLElement>(takers)?.focus();
    this.#makeshift = root.querySelector('[aria-busy=true]') ? root.activeElement : null;
    if (this.#host.matches(':focus-within')) this.#settle();
  }
}
