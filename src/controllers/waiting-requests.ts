import type {ReactiveController, ReactiveElement} from 'lit';
import type {ApprovalRequests} from '../domain/contract.js';
import type {Result} from '../domain/problems.js';

/**
 * Milliseconds between an answer and the next question: as long as it takes to look from the page that asks to this
 * device, and a fifteenth of what the reference endpoint lets a session ask.
 */
const EVERY = 3000;
/** The same at most, while answers fail: each failure doubles it. */
const LONGEST = 60_000;

/** Codes of endpoints that will never have an answer. */
const forGood = /^(not_found|refused|device_disabled)$/;

/** Null where there is nobody to be asked. */
export type AskWaiting = (device: string, signal: AbortSignal) => Promise<Result<ApprovalRequests> | null>;

/**
 * Asks what waits for the customer on a device, again and again as long as they can see the answer: never twice at a
 * time, and not while the host is off the screen or the page is hidden.
 */
export class WaitingRequests implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #ask: AskWaiting;
  /** The latest answer. */
  found: ApprovalRequests | null = null;
  #device: string | null = null;
  #isSeen = false;
  #observer: IntersectionObserver | undefined;
  #call: AbortController | null = null;
  #wait = EVERY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveElement, ask: AskWaiting) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  /** @param device whose requests are asked for from now on; null for none */
  watch(device: string | null): void {
    if (device === this.#device) return;
    this.#device = device;
    this.#call?.abort();
    this.#call = this.found = null;
    this.#wait = EVERY;
    this.#go();
  }

  /** Asks now: something of it has been answered here. */
  askAgain(): void {
    this.#go();
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#go);
    this.#observer = new IntersectionObserver((entries) => {
      this.#isSeen = entries.some(({isIntersecting}) => isIntersecting);
      this.#go();
    });
    this.#observer.observe(this.#host);
  }

  /** A host that is only moved goes on with what was found. */
  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#go);
    this.#observer?.disconnect();
    this.#isSeen = false;
    clearTimeout(this.#timer);
    this.#call?.abort();
    this.#call = null;
  }

  readonly #go = (): void => {
    clearTimeout(this.#timer);
    if (this.#device !== null && this.#isSeen && document.visibilityState !== 'hidden' && !this.#call)
      void this.#askNow(this.#device);
  };

  async #askNow(device: string): Promise<void> {
    const call = (this.#call = new AbortController());
    // What brings the screens may fail to load.
    const answer = await this.#ask(device, call.signal).catch(() => undefined);
    if (call !== this.#call) return;
    // A call that stays under way keeps every other from being made.
    if (answer === null || (answer?.ok === false && forGood.test(answer.problem.code))) return;
    this.#call = null;
    this.#wait = answer?.ok ? EVERY : Math.min(2 * this.#wait, LONGEST);
    if (answer?.ok) {
      this.found = answer.value;
      this.#host.requestUpdate();
    }
    this.#timer = setTimeout(this.#go, this.#wait);
  }
}
