import type {ReactiveController, ReactiveElement} from 'lit';

export interface PageLifeListener {
  /** The browser has a network again. */
  readonly onOnline: () => void;
  /** The page came back from the back/forward cache: what it shows is as old as the moment it was left. */
  readonly onRestored: () => void;
}

const listeners = new Set<PageLifeListener>();
const handleOnline = () => listeners.forEach((listener) => listener.onOnline());
const handlePageShow = (event: PageTransitionEvent) => {
  if (event.persisted) listeners.forEach((listener) => listener.onRestored());
};

/** Tells its host what happens to the page; two listeners on `window` serve all hosts. */
export class PageLifeController implements ReactiveController {
  readonly #listener: PageLifeListener;

  constructor(host: ReactiveElement, listener: PageLifeListener) {
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    if (listeners.size === 0) {
      window.addEventListener('online', handleOnline);
      window.addEventListener('pageshow', handlePageShow);
    }
    listeners.add(this.#listener);
  }

  hostDisconnected(): void {
    listeners.delete(this.#listener);
    if (listeners.size > 0) return;
    window.removeEventListener('online', handleOnline);
    window.removeEventListener('pageshow', handlePageShow);
  }
}
