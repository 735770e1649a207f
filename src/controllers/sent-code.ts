import type {ReactiveController, ReactiveElement} from 'lit';

/** Waits for the code of a text message as long as it is asked for, once for each message. */
export class SentCodeController implements ReactiveController {
  readonly #receive: (signal: AbortSignal) => Promise<string | null>;
  readonly #take: (code: string) => void;
  #waiting: AbortController | null = null;
  #for: string | null = null;

  constructor(
    host: ReactiveElement,
    receive: (signal: AbortSignal) => Promise<string | null>,
    take: (code: string) => void,
  ) {
    this.#receive = receive;
    this.#take = take;
    host.addController(this);
  }

  /** @param message what tells the message from any other; null when none is waited for */
  waitFor(message: string | null): void {
    if (message === this.#for) return;
    this.#waiting?.abort();
    this.#for = message;
    if (message === null) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    void this.#receive(waiting.signal).then((code) => {
      if (code !== null && !waiting.signal.aborted) this.#take(code);
    });
  }

  hostDisconnected(): void {
    this.waitFor(null);
  }
}
