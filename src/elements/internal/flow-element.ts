import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {HeldHeight} from '../../controllers/held-height.js';
import {FlowController, type Acts} from '../../controllers/flow.js';
import {PageLifeController} from '../../controllers/page-life.js';
import {OtpDismissedEvent, OtpDoneEvent, OtpStepEvent, type Step} from '../../events.js';
import {Localizer, type Overrides} from '../../i18n/language.js';
import {bringLateProblems} from '../../i18n/messages/problems.js';
import type {Endpoint} from '../../ports/endpoint.js';
import {inTime} from '../../signals.js';
import {newIdempotencyKey} from '../../wiring/page.js';
import type {CommonActs, Flow, FlowParts, FlowSchema} from './flow-schema.js';
import {KbOtpElement} from './kb-otp-element.js';
import {property, texts} from './properties.js';
import {pageActions} from './page-actions.js';
import {screenOf, type Screen, type View} from './screen.js';
import {ScreenFocus} from './screen-focus.js';
import {statusLine} from './status-line.js';

/** Milliseconds that a customer waits for the right sentence about a problem before they read a general one. */
const PATIENCE = 3000;

const bringWords = (onSettled: () => void) => void bringLateProblems(onSettled, (loading) => inTime(loading, PATIENCE));

/** An element that is the face of a flow: it starts with the attributes, stops with the element, and is one card. */
export abstract class FlowElement<S extends FlowSchema> extends KbOtpElement {
  /** The host's own wording for any message, by message id: a text, or a function of the message's values. */
  @property({attribute: false, type: texts}) messages: Overrides<S['texts']> = {};

  protected readonly screenFocus = new ScreenFocus(this);
  protected abstract readonly flow: Flow<S>;
  #parts!: FlowParts<S>;
  #localizer!: Localizer<S['texts']>;
  readonly #page = pageActions(this);
  protected readonly height = new HeldHeight(this);
  /** The screen before this one, and this one, wait for an answer. */
  #waited = false;
  #waits = false;
  #hasStepped = false;

  constructor() {
    super();
    new PageLifeController(this, {onOnline: () => this.#handleOnline(), onRestored: () => this.restart()});
  }

  /** The screen that is shown now. */
  get step(): S['state']['step'] {
    return this.flow.state.step;
  }

  /** Starts over with the present attributes: a grant that was given is forgotten, an open list is locked. */
  restart(): void {
    this.flow.restart();
  }

  /** The customer wants on from the end. A page that does not see to that is left with the element as it begins. */
  protected endsHere(): void {
    if (this.dispatchEvent(new OtpDoneEvent())) this.restart();
  }

  protected abstract view(shared: View<S['texts'], S['event']>): S['view'];
  /**
   * Whether the card may have another height from now on. What an answer leads to takes the height that there is: the
   * customer, who did nothing, may be about to press what the page has below.
   */
  protected mayChangeHeight(waited: boolean, waits: boolean): boolean {
    return !waited && !waits;
  }

  protected handleStep(_state: S['state'], _previous: S['state']): void {}

  /** Called once, by the field `flow`. */
  protected run(parts: FlowParts<S>): Flow<S> {
    this.#parts = parts;
    this.#localizer = new Localizer(parts.texts, this.messages);
    const common: CommonActs = {
      'emit-problem': ({problem}) => {
        bringWords(() => this.requestUpdate());
        this.tellProblem(problem);
      },
      'emit-dismissed': () => void this.dispatchEvent(new OtpDismissedEvent()),
    };
    return new FlowController<S['state'], S['event'], S['effect']>(this, {
      ...parts,
      acts: {...common, ...parts.acts} as unknown as Acts<S['effect']>,
      onStep: (state, previous) => {
        if (previous.step !== 'idle') bringWords(() => {});
        this.height.hold();
        this.#hasStepped = true;
        this.handleStep(state, previous);
        if (this.isConnected) this.dispatchEvent(new OtpStepEvent(state.step as Step, previous.step as Step));
      },
      newKey: newIdempotencyKey,
    });
  }

  protected get say(): S['texts'] {
    return this.#localizer.in(this.languages.spoken, this.messages);
  }

  protected override get askedEndpoint(): string | Endpoint {
    return this.flow.endpoint;
  }

  /** A token function that was missing when the flow failed may have come with this update. */
  protected override update(changed: PropertyValues<this>): void {
    if (this.failedForToken(this.flow.state)) this.#retry();
    super.update(changed);
    if (!this.#hasStepped) return;
    this.#hasStepped = false;
    if (this.mayChangeHeight(this.#waited, this.#waits)) this.height.release();
    this.#waited = this.#waits;
  }

  /** The countdown before another try is the only thing on most screens that moves. */
  protected override updated(): void {
    const {step, problem} = this.flow.state;
    this.time.countDown(step === 'failed' ? (problem?.retryAt ?? 0) : 0);
  }

  protected override render(): TemplateResult {
    const {say, languages, time, flow} = this;
    const {language} = languages.spoken;
    const shared = {
      say,
      language,
      now: time.now(),
      wholeWait: (until: number) => time.wholeWait(until),
      send: flow.send,
      page: this.#page,
    };
    return this.card(screenOf(this.#parts.screens, flow.state, this.view(shared)));
  }

  protected card({
    progress = nothing,
    body = nothing,
    hint,
    status,
    aid,
    sequel,
    actions,
    help,
    tall,
  }: Screen): TemplateResult {
    const {language, added} = this.languages.spoken;
    const isEmpty = body === nothing && status?.text === '';
    const isBusy = status?.tone === 'busy';
    // What stands inside waits too, or is what an answer leads to.
    this.#waits = isBusy || status === undefined;
    return html`
      <section
        class=${tall ? 'card tall' : 'card'}
        part="card"
        lang=${added?.tag ?? language}
        aria-label=${this.#parts.title?.(this.say, language)}
        aria-busy=${isBusy}
        ?hidden=${isEmpty}
      >
        <slot name="header"></slot
        >${progress === nothing ? body : html`${progress}${body}`}${status && statusLine(status, {alone: body === nothing, hint, aid})}${sequel}
        <div class="actions" part="actions">${actions}</div>
        ${help}<slot name="footer"></slot>
      </section>
    `;
  }

  #retry(): void {
    const {retry} = this.#parts;
    if (retry) this.flow.send(retry);
    else this.restart();
  }

  #handleOnline(): void {
    const {step, problem} = this.flow.state;
    if (step === 'outcome-unknown' || (step === 'failed' && problem?.code === 'offline')) this.#retry();
  }
}
