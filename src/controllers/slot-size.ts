import type {ReactiveController, ReactiveElement} from 'lit';
import {unwatchSize, watchSize} from './sizes.js';

/** CSS pixels, as in the styles: the widest slot, what is between the halves of a code, and what is around it. */
const WIDEST = 42;
const MIDDLE = 12;
const AROUND = 20;

/**
 * Lets the slots of a code field share the width that there is. A container query would do so by styles alone, but
 * costs each element a style pass of its own inside the layout: with 200 elements, two thirds of the time.
 */
export class SlotSize implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #slots: () => number;
  #room: HTMLElement | null = null;
  #width = Infinity;
  /** For how many slots they are as wide as they are. */
  #fitted = 0;

  /** @param slots how many there are */
  constructor(host: ReactiveElement, slots: () => number) {
    this.#host = host;
    this.#slots = slots;
    host.addController(this);
  }

  hostUpdated(): void {
    const room = this.#host.renderRoot.querySelector<HTMLElement>('.room');
    if (room !== this.#room) this.#watch(room);
    else if (room && this.#slots() !== this.#fitted) this.#fit(room);
  }

  hostConnected(): void {
    if (this.#host.hasUpdated) this.hostUpdated();
  }

  hostDisconnected(): void {
    this.#watch(null);
  }

  #watch(room: HTMLElement | null): void {
    if (this.#room) unwatchSize(this.#room);
    this.#room = room;
    this.#width = Infinity;
    if (!room) return;
    watchSize(room, ({contentBoxSize: [size]}) => {
      this.#width = size?.inlineSize ?? Infinity;
      this.#fit(room);
    });
  }

  /** Most pages have all the width that slots want. What is not shown has none, and is heard of again when it is. */
  #fit(room: HTMLElement): void {
    this.#fitted = this.#slots();
    const width = (this.#width - MIDDLE - AROUND) / this.#fitted;
    if (width > 0 && width < WIDEST) room.style.setProperty('--_fit', `${width}px`);
    else room.style.removeProperty('--_fit');
  }
}
