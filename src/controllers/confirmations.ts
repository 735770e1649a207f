import {failure, success, type Problem, type Result} from '../domain/problems.js';
import type {Clock} from '../ports/clock.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {CallOptions} from '../ports/endpoint.js';
import type {Confirmation, PasswordGuard, UnlockNote, Vault} from '../ports/vault.js';
import type {FailedAttempts} from './password-guard.js';

export interface ConfirmationsOptions {
  readonly endpoint: () => DeviceEndpoint;
  readonly callOptions: () => CallOptions;
  readonly clock: Pick<Clock, 'now' | 'wakeAt'>;
  /** Keeps what waits, for the pages that come after this one. */
  readonly vault: () => Promise<Pick<Vault, 'unlockNotes' | 'keepUnlockNote'>>;
  readonly failed: FailedAttempts;
  /** `unconfirmed` is another, or more has failed than the customer has been told of. */
  readonly onNews: () => void;
}

interface Waiting {
  readonly note: UnlockNote & {readonly confirmation: Confirmation};
  /** Null for what another page has left and this one has not sent. */
  sent: Promise<Result<unknown>> | null;
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
 * Sees to it that right passwords are not counted as wrong ones: what could not be confirmed is told, kept and sent
 * again, and until it has arrived no further evaluation is asked for, on this page or another. The endpoint takes it
 * late, and gives the guess back; what arrives twice changes nothing.
 */
export class Confirmations {
  readonly #options: ConfirmationsOptions;
  #waiting: readonly Waiting[] = [];
  #attemptsLeft = 0;
  #wait = FIRST_WAIT;
  #stopTimer: () => void = () => undefined;
  /** One change of what is kept after the other. */
  #keeping: Promise<unknown> = Promise.resolve();

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
      confirm: (device, unlock, mac) => {
        const {clock, failed} = this.#options;
        const confirmation = {mac, since: Math.round(clock.now()), attemptsLeft: this.#attemptsLeft};
        const note = {device, unlock, failedAttempts: failed.note(unlock), confirmation};
        const sent = guard.confirm(device, unlock, mac);
        // Before it is known whether it arrives: the page may be gone by then.
        this.#keep(unlock, note);
        return this.#hear(this.#add({note, sent, hasFailed: false}), sent);
      },
    };
  }

  /** Takes over what other pages have left waiting, or untold. */
  async find(): Promise<void> {
    await this.#keeping;
    const {vault, failed, onNews} = this.#options;
    const reading = vault().then((opened) => opened.unlockNotes());
    let isNews = false;
    for (const note of await reading.catch(() => [])) {
      const {unlock, failedAttempts, confirmation} = note;
      if (!confirmation) isNews = failed.find(unlock, failedAttempts) || isNews;
      else if (!this.#waitingFor(unlock)) {
        this.#add({note: {...note, confirmation}, sent: null, hasFailed: false});
        this.#attemptsLeft = confirmation.attemptsLeft;
        failed.findCounted(unlock, failedAttempts);
      }
    }
    if (isNews) onNews();
  }

  /** How many failed that the customer is told of now, here, and on no page again. */
  takeFailedAttempts(): number {
    const {count, unlocks} = this.#options.failed.take();
    for (const unlock of unlocks) {
      const waiting = this.#waitingFor(unlock);
      this.#keep(unlock, waiting && {...waiting.note, failedAttempts: 0});
    }
    return count;
  }

  /** Sends what waits at once. */
  async settle(): Promise<Result<unknown>> {
    await this.find();
    for (const waiting of this.#waiting) {
      if (waiting.sent) await this.#hear(waiting, waiting.sent);
      if (!this.#waiting.includes(waiting)) continue;
      const heard = await this.#send(waiting);
      if (this.#waiting.includes(waiting)) return heard;
    }
    return success(null);
  }

  #waitingFor(unlock: string): Waiting | undefined {
    return this.#waiting.find(({note}) => note.unlock === unlock);
  }

  #add(waiting: Waiting): Waiting {
    this.#waiting = [...this.#waiting, waiting];
    return waiting;
  }

  /** What can't be kept waits on this page alone. */
  #keep(...kept: Parameters<Vault['keepUnlockNote']>): void {
    const {vault} = this.#options;
    this.#keeping = this.#keeping.then(async () => (await vault()).keepUnlockNote(...kept)).catch(() => undefined);
  }

  #send(waiting: Waiting): Promise<Result<unknown>> {
    waiting.sent = this.#confirm(waiting);
    return this.#hear(waiting, waiting.sent);
  }

  /** Without the lock's signal: it counts against the customer whether the list is open or not. */
  async #confirm({note: {device, unlock, confirmation}}: Waiting): Promise<Result<unknown>> {
    const {endpoint, callOptions} = this.#options;
    try {
      return await endpoint().confirmUnlock(device, unlock, confirmation.mac, callOptions());
    } catch {
      return failure({code: 'refused', hint: 'nothing is connected'});
    }
  }

  async #hear(waiting: Waiting, sent: Promise<Result<unknown>>): Promise<Result<unknown>> {
    const heard = await sent.catch(() => failure({code: 'refused'}));
    if (!this.#waiting.includes(waiting)) return heard;
    // A clock that was set since tells nothing of how long it was.
    const isOver = Math.abs(this.#options.clock.now() - waiting.note.confirmation.since) > MEMORY;
    if (heard.ok || isOver || final.has(heard.problem.code))
      this.#end(waiting, heard.ok || heard.problem.code === 'state_conflict');
    else if (!waiting.hasFailed) waiting.hasFailed = true;
    else return heard;
    this.#plan();
    this.#options.onNews();
    return heard;
  }

  /** What the endpoint has forgotten waits to be told from now on. */
  #end(waiting: Waiting, isConfirmed: boolean): void {
    const {unlock} = waiting.note;
    const {failed} = this.#options;
    this.#waiting = this.#waiting.filter((other) => other !== waiting);
    const isUntold = isConfirmed && !failed.isTold(unlock);
    this.#keep(unlock, isUntold ? {...waiting.note, confirmation: null} : undefined);
    if (!isConfirmed) failed.forget(unlock);
    failed.startAnew();
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
