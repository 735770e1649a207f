import {isServer, type ReactiveController, type ReactiveElement} from 'lit';

/** CSS pixels: the widest slot, what is between two, and what is between the halves of a code. As in the styles. */
const WIDEST = 52;
const GAP = 4;
const MIDDLE = 12;

const widths = new WeakMap<Element, number>();

/** One for the page: it hears of all widths of a frame together, after the layout and before the paint. */
const observer = isServer
  ? null
  : new ResizeObserver((entries) => {
      for (const {target, contentBoxSize} of entries) {
        widths.set(target, contentBoxSize[0]?.inlineSize ?? Infinity);
        fit(target as HTMLElement);
      }
    });

/** Most pages have all the width that slots want. What is not shown has none, and is heard of again when it is. */
function fit(room: HTMLElement): void {
  const count = room.querySelectorAll('.slot').length;
  const width = ((widths.get(room) ?? Infinity) - (count - 1) * GAP - MIDDLE) / count;
  if (width > 0 && width < WIDEST) room.style.setProperty('--_fit', `${width}px`);
  else room.style.removeProperty('--_fit');
}

/**
 * Lets the slots of a code field share the width that there is. A container query would do so by styles alone, but
 * costs each element a style pass of its own inside the layout: with 200 elements, two thirds of the time.
 */
export class SlotSize implements ReactiveController {
  readonly #host: ReactiveElement;
  #room: HTMLElement | null = null;
  #count = 0;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const room = this.#host.renderRoot.querySelector<HTMLElement>('.room');
    const count = room?.querySelectorAll('.slot').length ?? 0;
    if (room !== this.#room) this.#watch(room);
    else if (room && count !== this.#count) fit(room);
    this.#count = count;
  }

  hostConnected(): void {
    if (this.#host.hasUpdated) this.hostUpdated();
  }

  hostDisconnected(): void {
    this.#watch(null);
  }

  #watch(room: HTMLElement | null): void {
    if (this.#room) observer?.unobserve(this.#room);
    if (room) observer?.observe(room);
    this.#room = room;
  }
}
