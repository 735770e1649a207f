import {html, type PropertyValues, type TemplateResult} from 'lit';
import {CodeFieldController} from '../../controllers/code-field.js';
import type {Challenge, Grant, Purpose, Transaction} from '../../domain/contract.js';
import {OtpVerifiedEvent} from '../../events.js';
import {initialVerifyState, verify} from '../../flows/verify.js';
import {verifySheets} from '../../styles/verify-sheets.js';
import {FormElement} from '../internal/form-element.js';
import {data, flag, oneOf, property, text} from '../internal/properties.js';
import type {Screen} from '../internal/screen.js';
import {verifyCalls} from './calls.js';
import {findCode, followMessages} from './code-messages.js';
import {configProblem} from './config-problem.js';
import {lateParts, noParts, type Parts} from './late-parts.js';
import type {OtpRequest} from './request.js';
import {verifyScreens, type VerifySchema, type VerifyShared, type VerifyView} from './screens.js';
import {nameOf, verifyTexts} from './texts.js';
import {beforeAsking, deadlineOf, nextChange, usedUntil} from './timing.js';

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
 * @fires {OtpSubmitEvent} otp-submit - In collect mode: take the customer's code, and answer by `respondWith()`.
 * @fires {OtpVerifiedEvent} otp-verified - The customer has proved who they are; `grant` is for the host's back end.
 * @fires {OtpDeniedEvent} otp-denied - The customer has rejected the request on their own device; `reason` says why.
 * @fires {OtpErrorEvent} otp-error - Something went wrong; `problem.code` says what. The customer knows already.
 * @fires {OtpSessionExpiredEvent} otp-session-expired - The session is over: sign in again, then call `restart()`.
 * @fires {OtpStepEvent} otp-step - The screen has changed.
 * @fires {OtpDismissedEvent} otp-dismissed - The customer has left without finishing.
 * @fires {OtpListRequestedEvent} otp-list-requested - In an app: the customer wants to see a request in the list.
 * @fires {OtpCancelledEvent} otp-cancelled - KB-OTP was cancelled here; the previous method is asked for next.
 *
 * @slot header - Above everything, for a title of the host's own.
 * @slot help - Below the actions, for help of the host's own.
 * @slot footer - At the very end.
 *
 * @csspart card - The whole element's box.
 * @csspart purpose - What the customer authorizes.
 * @csspart account - The masked account and the channel.
 * @csspart heading - Heading above a list of choices.
 * @csspart choices - List of accounts or methods.
 * @csspart choice - One account or method.
 * @csspart label - Label of the code field.
 * @csspart hint - Where to find the code.
 * @csspart field - The code field.
 * @csspart input - The real input, transparent over the slots.
 * @csspart slot - One painted slot of the code.
 * @csspart session - What offers to cover later orders of the session, with its box.
 * @csspart qr - The QR code that the customer's own device scans.
 * @csspart number - The two digits that the customer types on their own device.
 * @csspart reveal - The toggle that shows a static password.
 * @csspart time - The time left, a ring and words.
 * @csspart status - The line that says how things stand.
 * @csspart icon - Icons of the status line.
 * @csspart actions - The row of actions.
 * @csspart primary - The main action.
 * @csspart action - A quiet action.
 */
export class OtpVerify extends FormElement<VerifySchema> {
  static override styles = verifySheets;

  /** What is loaded when a customer or a page needs it. Set where the element is defined. */
  static parts: Parts = noParts;

  /** What the proof is for: `login`, `order`, `cash-transfer`, `enroll`, `cancel` or `synchronize`. */
  @property({type: text}) purpose: Purpose = 'login';

  /** Where each app is opened, by its channel's id: on the phone itself, what is to be approved there opens it. */
  @property({attribute: false, type: data}) channelUrls: Readonly<Record<string, string>> | null = null;

  /** Sends the code as soon as its last character has come. */
  @property({type: flag, attribute: 'auto-submit'}) autoSubmit = false;

  /** What the customer is about to authorize, for the purposes that are about a transaction. */
  @property({attribute: false, type: data}) transaction: Transaction | null = null;

  /** Who takes the code: `verify`, the endpoint; `collect`, the page, whose own request carries it (`otp-submit`). */
  @property({type: oneOf('verify', 'collect')}) mode: 'verify' | 'collect' = 'verify';

  /** In collect mode, a challenge that the page's back end has made already; another one starts anew. */
  @property({attribute: false, type: data}) challenge: Challenge | null = null;

  readonly #field = new CodeFieldController(this, {
    onComplete: () => this.autoSubmit && this.#submit(),
    onEnter: () => this.#submit(),
    findCode,
  });
  readonly #followMessages = followMessages(this, (code) => this.#field.receive(code));
  protected override readonly flow = this.run({
    initial: initialVerifyState,
    reduce: verify,
    texts: verifyTexts,
    screens: verifyScreens,
    title: (say, language) => nameOf(say.title(), this.#asked, language),
    retry: {type: 'retry'},
    calls: verifyCalls(
      () => this.askedEndpoint,
      () => this.#late.connected(this.connectEndpoint()),
      OtpVerify.parts.cancel,
    ),
    acts: {
      'clear-code': () => this.#field.clear(),
      'emit-verified': ({grant, reused}) => {
        this.#updateForm();
        this.dispatchEvent(new OtpVerifiedEvent(grant, reused));
      },
    },
    start: () => this.#start(),
    onStart: () => {
      this.#field.clear();
      this.height.release();
    },
  });
  readonly #late = lateParts(OtpVerify.parts, this.flow, {
    host: this,
    connect: () => [this.askedEndpoint, this.connection()],
    spoken: () => this.languages.spoken,
    onField: () => this.screenFocus.takeBack(),
  });
  readonly #nested: VerifyView['nested'] = {
    host: this,
    fill: (code, onRefused) => {
      this.#onRefused = onRefused;
      this.flow.send({type: 'submit', code});
      this.#tellRefused(this.flow.state);
    },
    onAsking: this.#late.putFirst,
    isTyping: () => this.#field.view.value !== '',
    onLeave: () => this.flow.send({type: 'dismiss'}),
    onCancel: () => this.#goOn({type: 'open-cancel'}),
    onCancelled: () => this.#goOn({type: 'cancelled'}),
    onKept: (event) => {
      event.stopPropagation();
      this.#goOn({type: 'keep'});
    },
  };
  #onRefused: Parameters<VerifyView['nested']['fill']>[1] | null = null;
  /** What was asked last is on the screen to the end. */
  #asked: VerifyView['asked'] = null;

  /** The grant, once the customer has verified. */
  get grant(): Grant | null {
    return this.flow.state.step === 'verified' ? this.flow.state.grant : null;
  }

  /** What a form submits: the grant's token, or the empty string. */
  override get value(): string {
    return this.grant?.token ?? '';
  }

  /**
   * Asks for a proof, from the beginning, and sets `account`, `purpose` and `transaction` for that.
   * @throws {OtpRequestError} when there will be none
   */
  async request(asked: OtpRequest): Promise<Grant> {
    return (await OtpVerify.parts.page()).request(this, this.flow, asked);
  }

  formResetCallback(): void {
    this.restart();
  }

  /** What a disabled control rests on may have run out before it is asked whether it keeps it. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.isDisabled) this.#expire();
  }

  protected override update(changed: PropertyValues<this>): void {
    this.#expire();
    this.#updateForm();
    super.update(changed);
  }

  protected override updated(): void {
    const next = nextChange(this.flow.state, this.time.now());
    if (next === null) this.time.sleep();
    else this.time.wakeAt(next);
  }

  protected override card(screen: Screen): TemplateResult {
    const slot = html`<slot name="help"></slot>`;
    return super.card({...screen, help: screen.help ? html`${screen.help}${slot}` : slot});
  }

  protected override view(shared: VerifyShared): VerifyView {
    const {state} = this.flow;
    if ('challenge' in state) {
      this.#field.setFormat(state.challenge.code);
      this.#asked = state;
    } else if (beforeAsking.has(state.step)) this.#asked = null;
    return {
      ...shared,
      field: this.#field,
      autoSubmit: this.autoSubmit,
      compact: this.density !== null,
      asked: this.#asked,
      deviceFirst: this.#late.deviceFirst,
      late: this.#late.screens,
      nested: this.#nested,
    };
  }

  /** Whatever is done on it, an order ticket moves nothing. */
  protected override mayChangeHeight(): boolean {
    return false;
  }

  protected override findConfigProblem(): ReturnType<typeof configProblem> {
    return configProblem(this.accounts, this.purpose, this.challenge, () => super.findConfigProblem());
  }

  /** A control that is disabled asks nothing, but keeps the value that it has. */
  #start(): VerifySchema['event'] | null {
    const {accounts, channel, purpose, transaction, configProblem, challenge} = this;
    const request = {accounts, channel, purpose, transaction};
    const event: VerifySchema['event'] = {type: 'start', request, configProblem, given: challenge?.id};
    const keepsValue = this.step === 'verified' && this.flow.isStartedBy(event);
    return this.isDisabled && !keepsValue ? null : event;
  }

  /** From inside another element to this one's next screen. */
  #goOn(event: VerifySchema['event']): void {
    this.screenFocus.want();
    this.flow.send(event);
  }

  #submit(): void {
    this.flow.send({type: 'submit', code: this.#field.view.value});
  }

  protected override handleStep(state: VerifySchema['state'], previous: VerifySchema['state']): void {
    if (!('challenge' in state)) this.#field.clear();
    // What cancels KB-OTP is another act, and as high as it needs to be.
    if (previous.step === 'cancelling') this.height.release();
    this.#tellRefused(state);
    this.#followMessages(state);
    this.#late.handleStep(state);
  }

  /** This device's code was judged, if it was its code, or was none that this challenge takes. */
  #tellRefused(state: VerifySchema['state']): void {
    if (state.step === 'submitting' || state.step === 'checking') return;
    if (state.step === 'code') this.#onRefused?.({at: this.time.now(), usedUntil: usedUntil(state)});
    this.#onRefused = null;
  }

  #expire(): void {
    const deadline = deadlineOf(this.flow.state);
    if (deadline !== null && deadline <= this.time.now()) this.flow.send({type: 'expire'});
  }

  #updateForm(): void {
    this.updateForm(() => this.say.required());
  }
}
