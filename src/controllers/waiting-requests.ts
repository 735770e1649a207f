import type {ReactiveController, ReactiveElement} from 'lit';
import type {ApprovalRequests} from '../domain/contract.js';
import type {Problem, Result} from '../domain/problems.js';
import type {Clock} from '../ports/clock.js';

/**
 * Milliseconds between an answer and the next question: as long as it takes to look from the page that asks to this
 * device, and a fifteenth of what the reference endpoint lets a session ask.
 */
const EVERY = 3000;
/** The same at most, while answers fail: each failure doubles it. */
const LONGEST = 60_000;

/** After these the endpoint will never have an answer. */
const forGood = new Set<Problem['code']>(['not_found', 'refused', 'device_disabled']);

/** Null where there is nobody to be asked. */
export type AskWaiting = (device: string, signal: AbortSignal) => Promise<Result<ApprovalRequests> | null>;

/**
 * Asks what waits for the customer on a device, again and again as long as they can see the answer: never twice at a
 * time, and not while the host is off the screen or the page is hidden.
 */
export class WaitingRequests implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #ask: AskWaiting;
  readonly #clock: Pick<Clock, 'now' | 'wakeAt'>;
  #found: ApprovalRequests | null = null;
  #device: string | null = null;
  #isSeen = false;
  #observer: IntersectionObserver | null = null;
  #call: AbortController | null = null;
  #wait = EVERY;
  /** When the next question is due; epoch milliseconds by the clock. */
  #due = 0;
  #cancel: () => void = () => undefined;

  constructor(host: ReactiveElement, ask: AskWaiting, clock: Pick<Clock, 'now' | 'wakeAt'>) {
    this.#host = host;
    this.#ask = ask;
    this.#clock = clock;
    host.addController(this);
  }

  /** The latest answer. */
  get found(): ApprovalRequests | null {
    return this.#found;
  }

  /** @param device whose requests are asked for from now on; null for none */
  watch(device: string | null): void {
    if (device === this.#device) return;
    this.#device = device;
    this.#stop();
    this.#go();
  }

  hostConnected(): void {
    this.#host.ownerDocument.addEventListener('visibilitychange', this.#go);
    this.#observer = new IntersectionObserver((entries) => {
      this.#isSeen = entries.at(-1)?.isIntersecting ?? false;
      this.#go();
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#host.ownerDocument.removeEventListener('visibilitychange', this.#go);
    this.#observer?.disconnect();
    this.#isSeen = false;
    this.#device = null;
    this.#stop();
  }

  #stop(): void {
    this.#cancel();
    this.#call?.abort();
    this.#call = null;
    this.#found = null;
    this.#wait = EVERY;
    this.#due = 0;
  }

  readonly #go = (): void => {
    this.#cancel();
    const [device, {visibilityState}] = [this.#device, this.#host.ownerDocument];
    if (device === null || !this.#isSeen || visibilityState === 'hidden' || this.#call) return;
    if (this.#due > this.#clock.now()) this.#cancel = this.#clock.wakeAt(this.#due, this.#go);
    else void this.#askNow(device);
  };

  async #askNow(device: string): Promise<void> {
    const call = (this.#call = new AbortController());
    // What brings the screens may fail to load.
    const answer = await this.#ask(device, call.signal).catch(() => undefined);
    if (call !== this.#call) return;
    this.#call = null;
    if (answer?.ok) {
      this.#found = answer.value;
      this.#wait = EVERY;
      this.#host.requestUpdate();
    } else {
      this.#wait = Math.min(2 * this.#wait, LONGEST);
    }
    const isOver = answer === null || (answer?.ok === false && forGood.has(answer.problem.code));
    this.#due = isOver ? Infinity : this.#clock.now() + this.#wait;
    this.#go();
  }
}
