import {failure, success, type Problem, type Result} from '../domain/problems.js';
import type {Clock} from '../ports/clock.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {CallOptions} from '../ports/endpoint.js';
import type {PasswordGuard} from '../ports/vault.js';

export interface ConfirmationsOptions {
  readonly endpoint: () => DeviceEndpoint;
  readonly callOptions: () => CallOptions;
  readonly clock: Pick<Clock, 'now' | 'wakeAt'>;
  /** `unconfirmed` is another. */
  readonly onNews: () => void;
  /** One that waited waits no more: the endpoint has heard, and counts anew. */
  readonly onConfirmed: () => void;
}

interface Waiting {
  readonly told: Parameters<PasswordGuard['confirm']>;
  readonly since: number;
  sent: Promise<Result<unknown>>;
  hasFailed: boolean;
}

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 120_000;
/** Milliseconds for which the endpoint remembers an evaluation, and takes a late confirmation of it. */
const MEMORY = 24 * 60 * 60_000;

/** Asking again changes nothing: confirmed by an earlier try, forgotten, or refused for good. */
const final = new Set<Problem['code']>([
  'state_conflict',
  'not_found',
  'device_disabled',
  'code_invalid',
  'invalid_format',
  'invalid_request',
  'vault_damaged',
]);

/**
 * Sees to it that right passwords are not counted as wrong ones: what could not be confirmed is told and sent again,
 * and until it has arrived no further evaluation is asked for. The endpoint takes it late, and gives the guess back.
 */
export class Confirmations {
  readonly #options: ConfirmationsOptions;
  #waiting: Waiting[] = [];
  #attemptsLeft = 0;
  #wait = FIRST_WAIT;
  #stopTimer: () => void = () => undefined;

  constructor(options: ConfirmationsOptions) {
    this.#options = options;
  }

  /** Tries that are left as long as the endpoint has not heard; null when it has heard of all. */
  get unconfirmed(): number | null {
    return this.#waiting.some(({hasFailed}) => hasFailed) ? this.#attemptsLeft : null;
  }

  watch(guard: PasswordGuard): PasswordGuard {
    return {
      evaluate: async (...asked) => {
        const heard = await this.settle();
        if (!heard.ok) return heard;
        const answer = await guard.evaluate(...asked);
        if (answer.ok) this.#attemptsLeft = answer.value.attemptsLeft;
        return answer;
      },
      confirm: (...told) => {
        const waiting = {told, since: this.#options.clock.now(), sent: guard.confirm(...told), hasFailed: false};
        this.#waiting.push(waiting);
        return this.#hear(waiting);
      },
    };
  }

  /** Sends what waits at once. */
  async settle(): Promise<Result<unknown>> {
    for (const waiting of [...this.#waiting]) {
      await this.#hear(waiting);
      if (!this.#waiting.includes(waiting)) continue;
      const heard = await this.#send(waiting);
      if (this.#waiting.includes(waiting)) return heard;
    }
    return success(null);
  }

  #send(waiting: Waiting): Promise<Result<unknown>> {
    waiting.sent = this.#confirm(waiting);
    return this.#hear(waiting);
  }

  /** Without the lock's signal: it counts against the customer whether the list is open or not. */
  async #confirm({told}: Waiting): Promise<Result<unknown>> {
    const {endpoint, callOptions} = this.#options;
    try {
      return await endpoint().confirmUnlock(...told, callOptions());
    } catch {
      return failure({code: 'refused', hint: 'nothing is connected'});
    }
  }

  async #hear(waiting: Waiting): Promise<Result<unknown>> {
    const heard = await waiting.sent.catch(() => failure({code: 'refused'}));
    if (!this.#waiting.includes(waiting)) return heard;
    const isOver = this.#options.clock.now() - waiting.since > MEMORY;
    if (heard.ok || isOver || final.has(heard.problem.code)) this.#end(waiting);
    else if (!waiting.hasFailed) waiting.hasFailed = true;
    else return heard;
    this.#plan();
    this.#options.onNews();
    return heard;
  }

  #end(waiting: Waiting): void {
    this.#waiting = this.#waiting.filter((other) => other !== waiting);
    this.#options.onConfirmed();
  }

  #plan(): void {
    this.#stopTimer();
    window.removeEventListener('online', this.#retry);
    document.removeEventListener('visibilitychange', this.#retry);
    if (this.unconfirmed === null) {
      this.#wait = FIRST_WAIT;
      return;
    }
    window.addEventListener('online', this.#retry);
    document.addEventListener('visibilitychange', this.#retry);
    this.#stopTimer = this.#options.clock.wakeAt(this.#options.clock.now() + this.#wait, this.#retry);
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
  }

  /** Nothing is sent that can't arrive, or that nobody waits for: the page coming back is the moment for it. */
  readonly #retry = (): void => {
    this.#stopTimer();
    if (document.visibilityState === 'hidden' || navigator.onLine === false) return;
    void this.settle().then(() => this.#plan());
  };
}
