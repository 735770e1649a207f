import {isServer} from 'lit';

type Listener = (entry: ResizeObserverEntry) => void;

const listeners = new WeakMap<Element, Listener>();

/** One for the page: it hears of all sizes of a frame together, after the layout and before the paint. */
const observer = isServer
  ? null
  : new ResizeObserver((entries) => {
      for (const entry of entries) listeners.get(entry.target)?.(entry);
    });

/** Tells how large `element` is, now and whenever that changes, without a layout of its own. */
export function watchSize(element: Element, listener: Listener): void {
  listeners.set(element, listener);
  observer?.observe(element);
}

export const unwatchSize = (element: Element): void => observer?.unobserve(element);
