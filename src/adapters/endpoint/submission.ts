import {failure, success, type Result} from '../../domain/problems.js';

/** What the page says of a code; anything may come, since it is the page's. */
type Outcome = {readonly ok: true} | Extract<Result<never>, {ok: false}>;

const invalid = (why: string) => new DOMException(why, 'InvalidStateError');

/**
 * One code on its way through the page. It is handed out once, and forgotten when nobody waits for the outcome any
 * more. The outcome is heard once; what comes late is kept for who asks again.
 */
export class Submission {
  #code: string | null;
  #isTaken = false;
  #isOpen = true;
  #wasAskedAgain = false;
  #outcome: Promise<Outcome> | null = null;
  #check: (() => Promise<Outcome>) | undefined;

  constructor(code: string, signal: AbortSignal) {
    this.#code = code;
    signal.addEventListener('abort', () => void (this.#code = null), {once: true});
  }

  readonly take = (): string => {
    const code = this.#code;
    if (code === null) throw invalid('the code has been taken, or nobody waits for its outcome any more');
    this.#code = null;
    this.#isTaken = true;
    return code;
  };

  readonly answer = (outcome: Outcome | Promise<Outcome>, {check}: {readonly check?: () => Promise<Outcome>} = {}) => {
    if (!this.#isOpen) throw invalid('respondWith() is for a listener of otp-submit, before it returns');
    if (this.#outcome) throw invalid('respondWith() has been called');
    this.#outcome = Promise.resolve(outcome);
    // Whoever waits for it hears of it; it may be rejected when nobody does.
    this.#outcome.catch(() => undefined);
    this.#check = check;
  };

  /** Nobody can answer any more who has not. */
  close(): void {
    this.#isOpen = false;
  }

  /** A code that was taken without an answer may have gone anywhere; one that was not has gone nowhere. */
  async outcome(signal: AbortSignal): Promise<Result<null>> {
    if (this.#outcome) return heard(() => this.#outcome, signal);
    this.#code = null;
    const hint = 'no listener of otp-submit has called respondWith()';
    return failure({code: this.#isTaken ? 'unreachable' : 'misconfigured', hint});
  }

  /** What is known of it by now; asked once more, what comes until the call is given up. */
  async outcomeByNow(signal: AbortSignal): Promise<Result<null>> {
    if (this.#check) return heard(this.#check, signal);
    if (!this.#outcome) return this.outcome(signal);
    const first = !this.#wasAskedAgain;
    this.#wasAskedAgain = true;
    if (first && !(await isSettled(this.#outcome))) return failure({code: 'timeout'});
    return heard(() => this.#outcome, signal);
  }
}

const isSettled = (outcome: Promise<Outcome>): Promise<boolean> =>
  Promise.race([
    outcome.then(
      () => true,
      () => true,
    ),
    Promise.resolve(false).then((not) => not),
  ]);

/** A page that never answers does not hold the call. */
async function heard(ask: () => Promise<Outcome> | null, signal: AbortSignal): Promise<Result<null>> {
  let outcome: Outcome | null;
  try {
    outcome = await Promise.race([ask(), whenAborted(signal)]);
  } catch (error) {
    if (signal.aborted) throw error;
    // The thrown value is not passed on: anything may be in it.
    const name = error instanceof Error ? error.name : 'unknown';
    return failure({code: 'unreachable', hint: `what answers otp-submit threw: ${name}`});
  }
  if (outcome?.ok === true) return success(null);
  if (outcome?.ok === false && typeof outcome.problem?.code === 'string') return outcome;
  return failure({code: 'malformed_answer', hint: 'what answers otp-submit brought no outcome'});
}

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, {once: true});
  });
