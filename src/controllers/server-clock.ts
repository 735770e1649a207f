import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Clock} from '../ports/clock.js';

/** Milliseconds by which another time on the screen is seen; answers are under way for less. */
const NOTICEABLE = 2000;

/** When a whole second less is left until `until`. All in epoch milliseconds, by one clock. */
export const nextSecond = (until: number, now: number): number => until - (Math.ceil((until - now) / 1000) - 1) * 1000;

/**
 * The endpoint's time on this page: a clock that nobody can set plus what it was off when the endpoint last spoke, or
 * the device's own time until it has. Wakes its host when the moment that the last render waits for has come; a host
 * that waits for none is never woken.
 */
export class ServerClock implements ReactiveController {
  readonly #host: ReactiveControllerHost & {readonly isConnected: boolean};
  readonly #clock: Clock;
  readonly #onLeap: () => void;
  #offset = 0;
  #isTold = false;
  /** What the device's clock was ahead of the steady one. */
  #apart = 0;
  #cancel: (() => void) | null = null;
  #stopListening: (() => void) | null = null;
  #wait = {until: 0, whole: 0};

  /** @param onLeap the endpoint's time is in doubt, and worth asking for */
  constructor(
    host: ReactiveControllerHost & {readonly isConnected: boolean},
    clock: Clock,
    onLeap: () => void = () => undefined,
  ) {
    this.#host = host;
    this.#clock = clock;
    this.#onLeap = onLeap;
    host.addController(this);
  }

  /** Epoch milliseconds by the endpoint's clock. */
  now(): number {
    return this.#clock.now() + this.#offset;
  }

  /** Whether the endpoint has spoken. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** What was left until then when it was first asked for; milliseconds. One wait at a time is remembered. */
  wholeWait(until: number): number {
    if (this.#wait.until !== until) this.#wait = {until, whole: until - this.now()};
    return this.#wait.whole;
  }

  /** Takes the time that an answer carries (RFC 3339). */
  observe(serverTime: string): void {
    this.#isTold = true;
    this.#setOffset(Date.parse(serverTime) - this.#clock.now());
  }

  /** Nothing better is known before the endpoint has spoken. */
  takeDeviceTime(): void {
    if (!this.#isTold) this.#setOffset(this.#clock.deviceTime() - this.#clock.now());
  }

  /** Renders the host again at `at` (endpoint time). The latest call since the last render counts. */
  wakeAt(at: number): void {
    this.#cancel?.();
    this.#cancel = this.#clock.wakeAt(at - this.#offset, () => {
      this.#cancel = null;
      this.#host.requestUpdate();
    });
  }

  /** Renders the host again whenever a second less is left until `until`; a moment that has passed wakes nobody. */
  countDown(until: number): void {
    const now = this.now();
    if (until > now) this.wakeAt(nextSecond(until, now));
    else this.sleep();
  }

  sleep(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** Clocks that have parted while the host was away have parted for it now. */
  hostConnected(): void {
    this.#stopListening = this.#clock.onLeap(() => this.#handleLeap());
    if (!this.#isTold) this.takeDeviceTime();
    else if (Math.abs(this.#between() - this.#apart) >= NOTICEABLE) this.#handleLeap();
    this.#apart = this.#between();
  }

  hostDisconnected(): void {
    this.sleep();
    this.#stopListening?.();
    this.#stopListening = null;
  }

  #between(): number {
    return this.#clock.deviceTime() - this.#clock.now();
  }

  #handleLeap(): void {
    this.#apart = this.#between();
    this.#host.requestUpdate();
    this.#onLeap();
  }

  /** What waits on the screen was drawn, and is woken, by the offset before. */
  #setOffset(offset: number): void {
    const isSeen = Math.abs(offset - this.#offset) >= NOTICEABLE;
    this.#offset = offset;
    if (isSeen && this.#cancel) this.#host.requestUpdate();
  }
}
