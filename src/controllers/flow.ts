import type {ReactiveController, ReactiveElement} from 'lit';
import type {CallOptions, Endpoint} from '../ports/endpoint.js';

interface Step {
  readonly step: string;
  readonly attempt: number;
}
interface Typed {
  readonly type: string;
}
interface Stop {
  readonly type: 'stop';
}
interface Numbered {
  readonly attempt: number;
}

/** An effect with the number of an attempt is a call: it takes time, and ends in exactly one event. */
type CallOf<Effect> = Extract<Effect, Numbered>;
/** What ends one; the controller adds the number. */
type Answer<Event> = Event extends Numbered ? Omit<Event, 'attempt'> : never;

/** How each call of a flow is made. One that is forgotten does not compile. */
export type Calls<Event, Effect extends Typed> = {
  readonly [Type in CallOf<Effect>['type']]: (
    effect: Extract<Effect, {readonly type: Type}>,
    options: CallOptions,
  ) => Promise<Answer<Event>>;
};

/** What is done at once for each other effect. Runs after the state has changed. */
export type Acts<Effect extends Typed> = {
  readonly [Type in Exclude<Effect, Numbered | {readonly type: 'abort'}>['type']]: (
    effect: Extract<Effect, {readonly type: Type}>,
  ) => void;
};

export interface FlowDefinition<State extends Step, Event extends Typed, Effect extends Typed> {
  readonly initial: State;
  readonly reduce: (state: State, event: Event | Stop) => readonly [State, ...Effect[]];
  readonly calls: Calls<Event, Effect>;
  readonly acts: Acts<Effect>;
  /** The event that starts it, or null while there is nothing to start with; another one starts it anew. */
  readonly start: () => Event | null;
  /** It is about to be started (anew). */
  readonly onStart?: () => void;
  readonly onStep: (state: State, previous: State) => void;
  /** A fresh UUID. */
  readonly newKey: () => string;
}

type Host = ReactiveElement & {readonly endpoint: string | Endpoint};

/** The rows of a table by the type of an effect, which TypeScript can't follow through a union. */
type Rows<Row> = Readonly<Record<string, Row | undefined>>;

/**
 * Runs a flow as long as its host is on the page: starts it with what the host asks for, anew when that or the
 * endpoint is another, and stops it when the host is gone. Owns the state and the call in flight; decides nothing (the
 * reducer does) and touches no page (the element does). Attempts are numbers to the flow and UUIDs to the endpoint: a
 * number that is used again repeats its UUID, which makes a retry idempotent.
 */
export class FlowController<
  State extends Step,
  Event extends Typed,
  Effect extends Typed,
> implements ReactiveController {
  state: State;
  readonly #host: Host;
  readonly #flow: FlowDefinition<State, Event, Effect>;
  #started: {readonly by: string; readonly endpoint: string | Endpoint} | null = null;
  #call: AbortController | null = null;
  #key = {attempt: -1, uuid: ''};

  constructor(host: Host, flow: FlowDefinition<State, Event, Effect>) {
    this.#host = host;
    this.#flow = flow;
    this.state = flow.initial;
    host.addController(this);
  }

  /** The endpoint that was asked: what it began is for no other to hear of, though another be set by now. */
  get endpoint(): string | Endpoint {
    return (this.#started ?? this.#host).endpoint;
  }

  readonly send = (event: Event | Stop): void => {
    const previous = this.state;
    const [state, ...effects] = this.#flow.reduce(previous, event);
    if (state === previous) return;
    this.state = state;
    this.#host.requestUpdate();
    for (const effect of effects) this.#run(effect);
    if (state.step !== previous.step) this.#flow.onStep(state, previous);
  };

  /** Whether this very event, or an equal one, has started what runs. */
  isStartedBy(event: Event): boolean {
    return this.#started?.by === JSON.stringify(event) && this.#started.endpoint === this.#host.endpoint;
  }

  /** Starts over, with the host's next update. */
  restart(): void {
    this.#started = null;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const event = this.#host.isConnected ? this.#flow.start() : null;
    if (!event) return this.#stop();
    if (this.isStartedBy(event)) return;
    this.#started = {by: JSON.stringify(event), endpoint: this.#host.endpoint};
    this.#flow.onStart?.();
    this.send(event);
  }

  /** An element that is only moved keeps its flow and its call. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#stop();
    });
  }

  #stop(): void {
    this.#started = null;
    this.send({type: 'stop'});
  }

  #run(effect: Effect): void {
    if (effect.type === 'abort') this.#abort();
    else if ('attempt' in effect) void this.#make(effect as Effect & Numbered);
    else (this.#flow.acts as unknown as Rows<(effect: Effect) => void>)[effect.type]?.(effect);
  }

  /** Of a call that was given up nothing more is heard. */
  async #make(effect: Effect & Numbered): Promise<void> {
    const {attempt} = effect;
    this.#abort();
    this.#call = new AbortController();
    const {signal} = this.#call;
    if (this.#key.attempt !== attempt) this.#key = {attempt, uuid: this.#flow.newKey()};
    const calls = this.#flow.calls as unknown as Rows<(effect: Effect, options: CallOptions) => Promise<object>>;
    const answer = await calls[effect.type]?.(effect, {signal, idempotencyKey: this.#key.uuid});
    if (signal.aborted) return;
    // What has ended is not given up any more: to the browser an answer could still be under way, and count as lost.
    this.#call = null;
    this.send({...answer, attempt} as unknown as Event);
  }

  #abort(): void {
    this.#call?.abort();
    this.#call = null;
  }
}
