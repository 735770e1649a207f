import type {LitElement, ReactiveController} from 'lit';

/**
 * Where the focus goes on a screen, best first: what is to be filled in or chosen; where the screen waits, the line
 * that says so; where something would be taken away, the way back; the main action of a question or a success; a live
 * code. Never what only leads out or dials: a second Enter would do that unread. Then the text of the screen is left.
 */
const places = [
  '#code, .nested, otp-device-code:not([hidden]), input, .choice',
  '[aria-busy=true] .status',
  '.way-back:first-child',
  ':is(.heading, .say.success) ~ .actions > .primary:not(:disabled, .call)',
  '.copy',
];

const spoken = '.status, .heading';

/**
 * Moves the focus with the screens: when what had it is replaced, hidden or disabled, the new screen takes it over. A
 * mere render moves nothing, and a customer who leaves, or is elsewhere on the page, is left alone.
 */
export class ScreenFocus implements ReactiveController {
  readonly #host: LitElement;
  /** What had the focus before the screen changed. */
  #held: Element | null = null;
  /** The screen takes the focus although what had it may still be there. */
  #isWanted = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Whatever has the focus now may be gone before this host renders: an element inside renders first. */
  note(): void {
    this.#held = this.#host.shadowRoot?.activeElement ?? this.#held;
  }

  /** The customer was busy in what goes away now, even if the press that ends it took the focus from there. */
  want(): void {
    this.note();
    this.#isWanted = true;
  }

  /** An element inside is done with the customer who was busy in it: they go on in this host itself. */
  takeBack(): void {
    this.note();
    this.#isWanted = this.#held !== null;
  }

  /** Hears how an element inside ended, in place of the page; a customer who was busy in it goes on in this host. */
  afterNested<Heard extends Event>(then: (event: Heard) => void): (event: Heard) => void {
    return (event) => {
      event.stopPropagation();
      this.note();
      then(event);
    };
  }

  hostUpdate(): void {
    this.note();
  }

  hostUpdated(): void {
    const place = this.#markPlace();
    if (this.#held || this.#isWanted) void this.#host.updateComplete.then(() => this.#move(place));
  }

  hostDisconnected(): void {
    this.#settle();
  }

  #settle(): void {
    this.#held = null;
    this.#isWanted = false;
  }

  /** A text can take the focus while it is the place for it; a `focus()` from outside then finds the same place. */
  #markPlace(): HTMLElement | null {
    const root = this.#host.shadowRoot;
    if (!root) return null;
    const place = placeIn(root);
    for (const text of root.querySelectorAll<HTMLElement>(spoken)) {
      if (text === place) text.tabIndex = -1;
      else text.removeAttribute('tabindex');
    }
    return place;
  }

  #move(place: HTMLElement | null): void {
    const held = this.#held;
    const isWanted = this.#isWanted || (held !== null && this.#isLost(held, place));
    this.#settle();
    if (isWanted && this.#isFree(held)) void this.#giveTo(place, held);
  }

  /** A button that an update has disabled still has the focus, and the next key press would be lost on it. */
  #isLost(held: Element, place: Element | null): boolean {
    if (!this.#host.shadowRoot?.contains(held)) return true;
    return held.matches(spoken) ? held !== place : held.matches(':disabled, [hidden]');
  }

  /** An element inside that has just been put there renders first. */
  async #giveTo(place: (HTMLElement & Partial<LitElement>) | null, held: Element | null): Promise<void> {
    if (place?.updateComplete) await place.updateComplete;
    if (place?.isConnected && this.#isFree(held)) place.focus();
  }

  /** Whether nothing on the page has the focus, or `held` still has it. */
  #isFree(held: Element | null): boolean {
    const {shadowRoot, ownerDocument} = this.#host;
    const {activeElement, body} = ownerDocument;
    if (activeElement === null || activeElement === body) return true;
    return held !== null && shadowRoot?.activeElement === held;
  }
}

function placeIn(root: ShadowRoot): HTMLElement | null {
  for (const place of places) {
    const found = root.querySelector<HTMLElement>(place);
    if (found) return found;
  }
  return [...root.querySelectorAll<HTMLElement>(spoken)].find(({textContent}) => textContent.trim() !== '') ?? null;
}
