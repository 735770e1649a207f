import type {ReactiveController, ReactiveElement} from 'lit';
import type {Clock} from '../ports/clock.js';

/** A picture and its times; epoch milliseconds, endpoint time. */
export interface Picture<Drawn> {
  readonly drawn: Drawn;
  /** From when on another one is shown. */
  readonly renewAt: number;
  /** Dead from then on. */
  readonly expiresAt: number;
}

/** Null where none is to be had. */
export type AskPicture<Drawn> = (challenge: string, signal: AbortSignal) => Promise<Picture<Drawn> | null>;

/** What stands on the screen; `coming`: the next one is not there yet, and the last one dead. */
export type Shown<Drawn> =
  {readonly is: 'closed' | 'coming' | 'failed'} | {readonly is: 'picture'; readonly drawn: Drawn};

type State<Drawn> =
  | {readonly is: 'closed'}
  | {readonly is: 'coming' | 'failed'; readonly challenge: string}
  | {readonly is: 'picture'; readonly challenge: string; readonly picture: Picture<Drawn>; readonly askAt: number};

/** Milliseconds between an answer and the next question, whatever the endpoint says. */
const SOONEST = 1000;

/**
 * Keeps a picture of a challenge on the screen that is good for a few seconds, as long as the screen has a place for it
 * and somebody may see that: one call and one timer at a time, none while the page is hidden, and no picture that was
 * made before it was. What it shows it says of one challenge alone; another one closes it.
 */
export class LivePicture<Drawn> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #clock: Clock;
  readonly #ask: AskPicture<Drawn>;
  #state: State<Drawn> = {is: 'closed'};
  /** Of the challenge that the screen has a place for, as it was drawn last. */
  #place: string | null = null;
  /** Milliseconds by which the endpoint's time is ahead of the clock. */
  #ahead = 0;
  #call: AbortController | null = null;
  #sleep: (() => void) | null = null;

  constructor(host: ReactiveElement, clock: Clock, ask: AskPicture<Drawn>) {
    this.#host = host;
    this.#clock = clock;
    this.#ask = ask;
    host.addController(this);
  }

  /** As the screen is drawn. @param now epoch milliseconds, endpoint time */
  shownFor(challenge: string, now: number): Shown<Drawn> {
    const state = this.#state;
    this.#place = challenge;
    this.#ahead = now - this.#clock.now();
    if (state.is === 'closed' || state.challenge !== challenge) return {is: 'closed'};
    if (state.is !== 'picture') return state;
    return state.picture.expiresAt > now ? {is: 'picture', drawn: state.picture.drawn} : {is: 'coming'};
  }

  /** Shows it, or tries again. */
  open(challenge: string): void {
    this.#rest({is: 'coming', challenge});
    this.#host.requestUpdate();
  }

  close(): void {
    this.#rest({is: 'closed'});
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#look);
  }

  /** A host that is only moved has its picture back with its next screen. */
  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#look);
    this.#drop();
  }

  hostUpdate(): void {
    this.#place = null;
  }

  hostUpdated(): void {
    const state = this.#state;
    if (state.is !== 'closed' && state.challenge !== this.#place) this.#rest({is: 'closed'});
    this.#go();
  }

  readonly #look = (): void => {
    if (document.visibilityState === 'hidden') this.#drop();
    this.#host.requestUpdate();
  };

  /** What is on the screen now is too old by the time that it is seen again. */
  #drop(): void {
    const state = this.#state;
    this.#rest(state.is === 'picture' ? {is: 'coming', challenge: state.challenge} : state);
  }

  #rest(state: State<Drawn>): void {
    this.#call?.abort();
    this.#call = null;
    this.#sleep?.();
    this.#sleep = null;
    this.#state = state;
  }

  #go(): void {
    this.#sleep?.();
    this.#sleep = null;
    const state = this.#state;
    const isSeen = this.#host.isConnected && document.visibilityState !== 'hidden';
    if (!isSeen || state.is === 'closed' || state.is === 'failed') return;
    const now = this.#now();
    const [askAt, endsAt] = state.is === 'picture' ? [state.askAt, state.picture.expiresAt] : [now, now];
    if (!this.#call && askAt <= now) void this.#askFor(state.challenge);
    const next = Math.min(...[endsAt, ...(this.#call ? [] : [askAt])].filter((at) => at > now));
    if (next < Infinity) this.#sleep = this.#clock.wakeAt(next - this.#ahead, () => this.#host.requestUpdate());
  }

  async #askFor(challenge: string): Promise<void> {
    const call = (this.#call = new AbortController());
    const picture = await this.#ask(challenge, call.signal);
    if (call !== this.#call) return;
    this.#call = null;
    this.#state = this.#after(challenge, picture);
    this.#host.requestUpdate();
  }

  /** While the last one is good there is time to ask once more. */
  #after(challenge: string, picture: Picture<Drawn> | null): State<Drawn> {
    const before = this.#state;
    const now = this.#now();
    if (picture) return {is: 'picture', challenge, picture, askAt: Math.max(picture.renewAt, now + SOONEST)};
    const isGood = before.is === 'picture' && before.picture.expiresAt > now;
    return isGood ? {...before, askAt: now + SOONEST} : {is: 'failed', challenge};
  }

  #now(): number {
    return this.#clock.now() + this.#ahead;
  }
}
