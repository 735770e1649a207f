import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {CodeFieldController} from '../../controllers/code-field.js';
import {FlowController} from '../../controllers/flow-before.js';
import {PageLifeController} from '../../controllers/page-life.js';
import {runEndpointEffect} from '../../controllers/verify-effects.js';
import {purposes} from '../../domain/answers.js';
import {epoch, type Grant, type Purpose, type Transaction} from '../../domain/contract.js';
import {failure, success, type Problem, type Result} from '../../domain/problems.js';
import {OtpDismissedEvent, OtpStepEvent, OtpVerifiedEvent} from '../../events.js';
import {initialVerifyState, verify} from '../../flows/verify.js';
import type {VerifyEffect, VerifyEvent, VerifyRequest, VerifyState, VerifyStep} from '../../flows/verify-state.js';
import {Speaker, type Overrides} from '../../i18n/language.js';
import {cardStyles} from '../../styles/card.js';
import {codeFieldStyles} from '../../styles/code-field.js';
import {nestedStyles} from '../../styles/nested.js';
import {tokens} from '../../styles/tokens.js';
import {newIdempotencyKey} from '../../wiring/page.js';
import {FormElement} from '../internal/form-element.js';
import {data, flag, property, text, texts} from '../internal/properties.js';
import {TimeBars} from '../internal/time-bar.js';
import type {Fill} from '../otp-device-code/view.js';
import {renderActions} from './actions.js';
import {pageActions} from '../internal/remedy.js';
import {ScreenFocus} from '../internal/screen-focus.js';
import {statusLine} from '../internal/status-line.js';
import {mayMakeCode, type NestedParts} from './nested.js';
import {renderScreen} from './screens.js';
import {statusOf, verifyTexts, type VerifyTexts} from './texts.js';
import {deadlineOf, nextChange, usedUntil} from './timing.js';
import type {VerifyView, VerifyWishes} from './view.js';

/**
 * Asks for a one-time code by whichever method the account has on this channel, gets it accepted by the endpoint and
 * hands the page a grant. In a `<form>` it is a form control: with `required` the form can't be sent until the
 * customer has verified, and the grant's token is what it submits under its `name`.
 *
 * @summary The authentication screen of KB-OTP.
 * @tag otp-verify
 * @tagname otp-verify
 *
 * @attr {string} name - Name under which a form submits the grant's token.
 *
 * @fires {OtpVerifiedEvent} otp-verified - The customer has proved himself; `grant` is for the host's back end.
 * @fires {OtpErrorEvent} otp-error - Something went wrong; `problem.code` says what. The customer has been told
 *   already.
 * @fires {OtpSessionExpiredEvent} otp-session-expired - The endpoint no longer knows the session; sign in again,
 *   then call `restart()`.
 * @fires {OtpStepEvent} otp-step - The screen has changed.
 * @fires {OtpDismissedEvent} otp-dismissed - The customer has left without finishing.
 *
 * @fires {OtpCancelledEvent} otp-cancelled - The customer has cancelled KB-OTP here; the previous method is asked for
 *   next.
 *
 * @slot header - Above everything, for a title of the host's own.
 * @slot help - Below the actions, for help of the host's own.
 * @slot footer - At the very end.
 *
 * @csspart card - The whole element's box.
 * @csspart purpose - What the customer authorises.
 * @csspart account - The masked account and the channel.
 * @csspart heading - Heading above a list of choices.
 * @csspart choices - List of accounts or methods.
 * @csspart choice - One account or method.
 * @csspart label - Label of the code field.
 * @csspart hint - Where to find the code.
 * @csspart field - The code field.
 * @csspart input - The real input, transparent over the slots.
 * @csspart slot - One painted slot of the code.
 * @csspart reveal - The toggle that shows a static password.
 * @csspart time - The bar of the time left.
 * @csspart status - The line that says how things stand.
 * @csspart icon - Icons of the status line.
 * @csspart actions - The row of actions.
 * @csspart primary - The main action.
 * @csspart action - A quiet action.
 */
export class OtpVerify extends FormElement {
  static override styles = [tokens, cardStyles, codeFieldStyles, nestedStyles];

  /**
   * Brings what only some customers need: what uses this device's own codes, and what cancels KB-OTP. Set where the
   * element is defined; without it neither is offered to the end.
   */
  static loadPart: (part: 'device-code' | 'cancel') => Promise<unknown> = () => Promise.reject(new Error('no parts'));

  readonly #field = new CodeFieldController(this, {
    onComplete: () => this.autoSubmit && this.#wishes.submit(),
    onEnter: () => this.#wishes.submit(),
    takesMessages: true,
  });
  readonly #flow = new FlowController<VerifyState, VerifyEvent, VerifyEffect>(this, {
    initial: initialVerifyState,
    reduce: verify,
    run: (effect) => this.#run(effect),
    onStep: (state, previous) => this.#handleStep(state, previous),
    newKey: newIdempotencyKey,
  });
  readonly #wishes: VerifyWishes = {
    submit: () => this.#flow.dispatch({type: 'submit', code: this.#field.view.value}),
    resend: () => this.#flow.dispatch({type: 'resend'}),
    retry: () => this.#flow.dispatch({type: 'retry'}),
    dismiss: () => this.#flow.dispatch({type: 'dismiss'}),
    ...pageActions(this),
    showMethods: () => this.#flow.dispatch({type: 'show-methods'}),
    openCancel: () => this.#flow.dispatch({type: 'open-cancel'}),
    chooseAccount: (account) => this.#flow.dispatch({type: 'choose-account', account}),
    chooseMethod: (method) => this.#flow.dispatch({type: 'choose-method', method}),
  };
  readonly #focus = new ScreenFocus(this);
  readonly #bars = new TimeBars(this);
  readonly #nested: NestedParts = {
    host: this,
    fill: (code, onRefused) => {
      this.#onRefused = onRefused;
      this.#flow.dispatch({type: 'submit', code});
      this.#tellRefused(this.#flow.state);
    },
    onAsking: (asking) => {
      this.#asksPassword = asking;
      if (!asking) this.#focus.takeBack();
      this.requestUpdate();
    },
    onCancelled: () => {
      this.#focus.want();
      this.#flow.dispatch({type: 'cancelled'});
    },
    onKept: (event) => {
      event.stopPropagation();
      this.#focus.want();
      this.#flow.dispatch({type: 'keep'});
    },
  };
  readonly #speaker = new Speaker(verifyTexts);
  #onRefused: Parameters<Fill>[1] | null = null;
  #asksPassword = false;

  /** What the proof is for: `login`, `order`, `cash-transfer`, `enroll`, `cancel` or `synchronize`. */
  @property({type: text}) purpose: Purpose = 'login';

  /** Sends the code as soon as its last character has come. */
  @property({type: flag, attribute: 'auto-submit'}) autoSubmit = false;

  /** What the customer is about to authorise, for the purposes `order` and `cash-transfer`. */
  @property({attribute: false, type: data}) transaction: Transaction | null = null;

  /** The host's own wording for any message, by message id: a text, or a function of the message's values. */
  @property({attribute: false, type: texts}) messages: Overrides<VerifyTexts> = {};

  constructor() {
    super();
    new PageLifeController(this, {onOnline: () => this.#handleOnline(), onRestored: () => this.restart()});
  }

  /** The screen that is shown now. */
  get step(): VerifyStep {
    return this.#flow.state.step;
  }

  /** The grant, once the customer has verified. */
  get grant(): Grant | null {
    return this.#flow.state.step === 'verified' ? this.#flow.state.grant : null;
  }

  /** What a form submits: the grant's token, or the empty string. */
  override get value(): string {
    return this.grant?.token ?? '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  formResetCallback(): void {
    this.restart();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.isConnected) this.#stop();
    else if (this.isDisabled) this.#rest();
    else this.#follow();
    this.#expire();
    this.#updateForm();
  }

  protected override updated(): void {
    const next = nextChange(this.#flow.state, this.time.now());
    if (next === null) this.time.sleep();
    else this.time.wakeAt(next);
    this.#runTimeBar();
  }

  /** Starts over with the present attributes; a grant that was given is forgotten. */
  restart(): void {
    this.forgetAsked();
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const view = this.#view();
    const {state, say, language} = view;
    const status = statusOf(view);
    const screen = renderScreen(view);
    if ('challenge' in state) this.#field.setFormat(state.challenge.code);
    return html`
      <section class="card" part="card" lang=${language} aria-label=${say.title()} aria-busy=${status.tone === 'busy'}>
        <slot name="header"></slot>
        ${screen} ${statusLine(status, screen === nothing)}
        <div class="actions" part="actions">${renderActions(view)}</div>
        <slot name="help"></slot>
        <slot name="footer"></slot>
      </section>
    `;
  }

  #view(): VerifyView {
    const {language} = this.languages;
    const {autoSubmit} = this;
    return {
      state: this.#flow.state,
      say: this.#speaker.in(language, this.messages),
      language,
      now: this.time.now(),
      field: this.#field,
      autoSubmit,
      asksPassword: this.#asksPassword,
      nested: this.#nested,
      wishes: this.#wishes,
    };
  }

  /** An endpoint may know further purposes, but no answer about one would be believed. */
  protected override obstacle(): Problem | null {
    if (this.accounts.length === 0 || purposes.includes(this.purpose)) return super.obstacle();
    return {code: 'misconfigured', hint: `\`purpose\` must be one of ${purposes.join(', ')}`};
  }

  #openCancel(attempt: number): void {
    const {signal} = this.#flow.begin(attempt);
    const tell = (result: Result<null>) => {
      if (!signal.aborted) this.#flow.dispatch({type: 'cancel-opened', attempt, result});
    };
    OtpVerify.loadPart('cancel').then(
      () => tell(success(null)),
      () => tell(failure({code: 'unreachable', hint: '<otp-cancel> could not be loaded'})),
    );
  }

  #stop(): void {
    this.forgetAsked();
    this.#flow.dispatch({type: 'stop'});
  }

  get #request(): VerifyRequest {
    const {accounts, channel, purpose, transaction} = this;
    return {accounts, channel, purpose, transaction};
  }

  /** A control that is disabled asks nothing, but keeps the value that it has. */
  #rest(): void {
    this.#expire();
    if (this.#flow.state.step !== 'verified' || !this.isAsked(this.#request)) this.#stop();
  }

  /** Starts the flow when what is asked for has changed; an equal transaction in a new object is no change. */
  #follow(): void {
    const request = this.#request;
    if (this.takeUp(request)) this.#start(request);
    else if (this.failedForToken(this.#flow.state)) this.#wishes.retry();
  }

  #start(request: VerifyRequest): void {
    this.#field.clear();
    this.#flow.dispatch({type: 'start', request, obstacle: this.obstacle()});
  }

  #run(effect: VerifyEffect): void {
    switch (effect.type) {
      case 'clear-code':
        return this.#field.clear();
      case 'tell-verified':
        this.#updateForm();
        return void this.dispatchEvent(new OtpVerifiedEvent(effect.grant, effect.reused));
      case 'tell-problem':
        return this.tellProblem(effect.problem);
      case 'tell-dismissed':
        return void this.dispatchEvent(new OtpDismissedEvent());
      case 'abort':
        return this.#flow.abort();
      case 'open-cancel':
        return this.#openCancel(effect.attempt);
      case 'load':
      case 'challenge':
      case 'answer':
      case 'resend':
      case 'check':
        return runEndpointEffect(effect, this.#flow, this.connectEndpoint(), (at) => this.time.observe(at));
    }
  }

  #handleStep(state: VerifyState, previous: VerifyState): void {
    if (!('challenge' in state)) this.#field.clear();
    this.#tellRefused(state);
    if (!('challenge' in state)) this.#asksPassword = false;
    else if (mayMakeCode(state)) void OtpVerify.loadPart('device-code').catch(() => undefined);
    if (this.isConnected) this.dispatchEvent(new OtpStepEvent(state.step, previous.step));
  }

  /** This device's code was judged, if it was its code, or was none that this challenge takes. */
  #tellRefused(state: VerifyState): void {
    if (state.step === 'submitting' || state.step === 'checking') return;
    if (state.step === 'code') this.#onRefused?.({at: this.time.now(), usedUntil: usedUntil(state)});
    this.#onRefused = null;
  }

  #handleOnline(): void {
    const {state} = this.#flow;
    const waiting = state.step === 'outcome-unknown' || (state.step === 'failed' && state.problem.code === 'offline');
    if (waiting) this.#wishes.retry();
  }

  #expire(): void {
    const deadline = deadlineOf(this.#flow.state);
    if (deadline !== null && deadline <= this.time.now()) this.#flow.dispatch({type: 'expire'});
  }

  #updateForm(): void {
    this.updateForm(() => this.#speaker.in(this.languages.language, this.messages).required());
  }

  #runTimeBar(): void {
    const bar = this.shadowRoot?.querySelector('.bar');
    const {state} = this.#flow;
    if (!bar || !('challenge' in state)) return;
    const {id, serverTime, expiresAt} = state.challenge;
    const {time} = this;
    const span = {from: epoch(serverTime), until: epoch(expiresAt), now: time.now()};
    this.#bars.run(bar, {id: `${id}${expiresAt} ${time.corrections}`, ...span});
  }
}
