import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Clock} from '../ports/clock.js';

/**
 * The endpoint's time on this page: the local clock plus what it was off when the endpoint last spoke. Wakes its
 * host when a moment that the last render waits for has come; a host that waits for none is never woken.
 */
export class ServerClock implements ReactiveController {
  readonly #host: ReactiveControllerHost & {readonly isConnected: boolean};
  readonly #clock: Clock;
  #offset = 0;
  #cancel: (() => void) | null = null;

  constructor(host: ReactiveControllerHost & {readonly isConnected: boolean}, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
    host.addController(this);
  }

  /** Epoch milliseconds by the endpoint's clock. */
  now(): number {
    return this.#clock.now() + this.#offset;
  }

  /** Takes the time that an answer carries (RFC 3339). */
  observe(serverTime: string): void {
    this.#offset = Date.parse(serverTime) - this.#clock.now();
  }

  /** Renders the host again at `at` (endpoint time). The earliest wish since the last render counts. */
  wakeAt(at: number): void {
    this.#cancel?.();
    this.#cancel = this.#clock.wakeAt(at - this.#offset, () => {
      this.#cancel = null;
      this.#host.requestUpdate();
    });
  }

  /** Renders the host again whenever a second less is left until `until`; a moment that has passed wakes nobody. */
  countDown(until: number): void {
    const left = until - this.now();
    if (left > 0) this.wakeAt(until - (Math.ceil(left / 1000) - 1) * 1000);
    else this.sleep();
  }

  sleep(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  hostDisconnected(): void {
    this.sleep();
  }
}
