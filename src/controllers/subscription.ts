import type {ReactiveController, ReactiveElement} from 'lit';

/**
 * Holds one subscription while its host is on the page, however often the host comes and goes before the subscription
 * has begun. One that can't begin is let be: whoever reads what it is about says so.
 */
export class Subscription implements ReactiveController {
  readonly #subscribe: () => Promise<() => void>;
  #stay = {};
  #end: (() => void) | null = null;

  /** @param subscribe resolves to what ends the subscription */
  constructor(host: ReactiveElement, subscribe: () => Promise<() => void>) {
    this.#subscribe = subscribe;
    host.addController(this);
  }

  hostConnected(): void {
    const stay = {};
    this.#stay = stay;
    this.#subscribe().then(
      (end) => {
        if (stay === this.#stay) this.#end = end;
        else end();
      },
      () => undefined,
    );
  }

  hostDisconnected(): void {
    this.#stay = {};
    this.#end?.();
    this.#end = null;
  }
}
