import {html, type nothing, type TemplateResult} from 'lit';
import type {Language} from '../../domain/language.js';
import type {PageActions} from './page-actions.js';
import type {Status} from './status-line.js';

/** Something of a screen, or nothing. */
export type Part = TemplateResult | typeof nothing;

/** What one state shows, says and offers; a screen without a status has no line for one. */
export interface Screen {
  /** What mostly comes of this wait is higher than what comes elsewhere. */
  readonly tall?: boolean;
  /** How far the customer has come, above everything. */
  readonly progress?: Part;
  /** Above the status line. */
  readonly body?: Part;
  /** What helps with what is asked for. It has the status's place, as long as that says nothing. */
  readonly hint?: unknown;
  /** The one sentence that says how things stand. */
  readonly status?: Status;
  /** What helps where the status doesn't, in its second line. */
  readonly aid?: Part;
  /** What comes late gives way to it. */
  readonly stays?: boolean;
  /** Below the status line: what is left to do. */
  readonly sequel?: Part;
  /** What the customer can do: one main action, the others quiet. */
  readonly actions?: Part;
  /** Below the actions. */
  readonly help?: Part;
}

/** What every screen of a flow is made of, beside its state. */
export interface View<Texts, Event> {
  readonly say: Texts;
  readonly language: Language;
  /** Epoch milliseconds, endpoint time. */
  readonly now: number;
  /** How long it was until then when the screen first waited for it; milliseconds. */
  readonly wholeWait: (until: number) => number;
  readonly send: (event: Event) => void;
  readonly page: PageActions;
}

interface Step {
  readonly step: string;
}

/** One row a state; a state that is added does not compile until it has its screen. */
export type Screens<State extends Step, FlowView> = {
  readonly [Name in State['step']]: (state: Extract<State, {readonly step: Name}>, view: FlowView) => Screen;
};

/** Which row is a state's TypeScript can't follow through a union. */
type Rows<State, FlowView> = Readonly<Record<string, (state: State, view: FlowView) => Screen>>;

export const screenOf = <State extends Step, FlowView>(
  screens: Screens<State, FlowView>,
  state: State,
  view: FlowView,
): Screen => (screens as unknown as Rows<State, FlowView>)[state.step]?.(state, view) ?? {};

export const heading = (text: unknown): TemplateResult => html`<h2 class="heading" part="heading">${text}</h2>`;

export const silent: Status = {tone: 'quiet', text: ''};
export const calm = (text: string): Status => ({tone: 'quiet', text});
export const busy = (text: string): Status => ({tone: 'busy', text});
export const danger = (text: string): Status => ({tone: 'danger', text});
export const success = (text: string): Status => ({tone: 'success', text});
