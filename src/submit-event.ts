import type {MethodKind} from './domain/contract.js';
import type {Problem} from './domain/problems.js';

/**
 * What became of a code that the page has carried to its back end. A problem has a code of the contract, such as
 * `code_invalid` with `attemptsLeft`; the customer reads it as one of the endpoint's own.
 */
export type SubmitOutcome = {readonly ok: true} | {readonly ok: false; readonly problem: Problem};

export interface RespondOptions {
  /** Asks the back end what became of the code, where the outcome was not heard; never with a code. */
  readonly check?: () => Promise<SubmitOutcome>;
}

/** Who hands the code over, and hears what became of it. */
export interface Handover {
  readonly take: () => string;
  readonly answer: (outcome: SubmitOutcome | Promise<SubmitOutcome>, options?: RespondOptions) => void;
}

export interface SubmitFacts {
  readonly account: string;
  readonly challengeId: string;
  readonly method: MethodKind;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}

/**
 * `otp-submit`: in collect mode, the customer has given a code, for the page's own request. One listener takes the code
 * and calls `respondWith()` before it returns. The code is no field of the event, so that who logs or clones events has
 * none: it is handed out once, to who asks for it.
 */
export class OtpSubmitEvent extends Event {
  readonly account: string;
  /** What the code answers, such as the transaction's number that the back end gave. */
  readonly challengeId: string;
  readonly method: MethodKind;
  /** UUID of this attempt, for a request that is to be counted once. */
  readonly idempotencyKey: string;
  /** Aborts when nobody waits for the outcome any more: its time is over, or the element is gone. */
  readonly signal: AbortSignal;
  readonly #handover: Handover;

  constructor({account, challengeId, method, idempotencyKey, signal}: SubmitFacts, handover: Handover) {
    super('otp-submit', {bubbles: true, composed: true});
    this.account = account;
    this.challengeId = challengeId;
    this.method = method;
    this.idempotencyKey = idempotencyKey;
    this.signal = signal;
    this.#handover = handover;
  }

  /**
   * The code, once.
   * @throws {DOMException} `InvalidStateError` when it has been taken, or `signal` has aborted
   */
  takeCode(): string {
    return this.#handover.take();
  }

  /**
   * Says that this listener carries the code to the back end, and what comes of it.
   * @throws {DOMException} `InvalidStateError` when another has said so, or the event is over
   */
  respondWith(outcome: SubmitOutcome | Promise<SubmitOutcome>, options?: RespondOptions): void {
    this.#handover.answer(outcome, options);
  }
}
