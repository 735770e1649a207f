import type {ReactiveControllerHost} from 'lit';

interface Step {
  readonly step: string;
  readonly attempt: number;
}

export interface FlowDefinition<State extends Step, Event, Effect> {
  readonly initial: State;
  readonly reduce: (state: State, event: Event) => readonly [State, ...Effect[]];
  /** Does what an effect says. Runs after the state has changed, so whoever hears of it sees the new state. */
  readonly run: (effect: Effect) => void;
  readonly onStep: (state: State, previous: State) => void;
  /** A fresh UUID. */
  readonly newKey: () => string;
}

/**
 * Owns a flow's state and the call in flight. It decides nothing (the reducer does) and touches no page (the element
 * does). Attempts are numbers to the flow and UUIDs to the endpoint: a number that is used again repeats its UUID,
 * which makes a retry idempotent.
 */
export class FlowController<State extends Step, Event, Effect> {
  state: State;
  readonly #host: ReactiveControllerHost;
  readonly #flow: FlowDefinition<State, Event, Effect>;
  #call = new AbortController();
  #key = {attempt: -1, uuid: ''};

  constructor(host: ReactiveControllerHost, flow: FlowDefinition<State, Event, Effect>) {
    this.#host = host;
    this.#flow = flow;
    this.state = flow.initial;
  }

  dispatch(event: Event): void {
    const previous = this.state;
    const [state, ...effects] = this.#flow.reduce(previous, event);
    if (state === previous) return;
    this.state = state;
    this.#host.requestUpdate();
    for (const effect of effects) this.#flow.run(effect);
    if (state.step !== previous.step) this.#flow.onStep(state, previous);
  }

  /** The options for the call of one attempt; the call before it is given up. */
  begin(attempt: number): {readonly signal: AbortSignal; readonly idempotencyKey: string} {
    this.abort();
    if (this.#key.attempt !== attempt) this.#key = {attempt, uuid: this.#flow.newKey()};
    return {signal: this.#call.signal, idempotencyKey: this.#key.uuid};
  }

  /**
   * The call of `signal` has ended, in `event`; of one that was given up nothing more is heard. What has ended is not
   * given up any more: to the browser an answer could still be under way, and would count as lost.
   */
  end(signal: AbortSignal, event: Event): void {
    if (signal.aborted) return;
    if (signal === this.#call.signal) this.#call = new AbortController();
    this.dispatch(event);
  }

  abort(): void {
    this.#call.abort();
    this.#call = new AbortController();
  }
}
