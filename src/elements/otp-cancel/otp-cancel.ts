import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {runCancelCall, type CancelCall} from '../../controllers/cancel-effects.js';
import {FlowController} from '../../controllers/flow-before.js';
import {PageLifeController} from '../../controllers/page-life.js';
import {findChannel} from '../../domain/channels.js';
import type {Grant} from '../../domain/contract.js';
import {OtpCancelledEvent, OtpDismissedEvent, OtpEnrollRequestedEvent, OtpStepEvent} from '../../events.js';
import {cancel, initialCancelState} from '../../flows/cancel.js';
import type {CancelEffect, CancelEvent, CancelRequest, CancelState, CancelStep} from '../../flows/cancel-state.js';
import {Speaker, type Overrides} from '../../i18n/language.js';
import {cancelStyles} from '../../styles/cancel.js';
import {cardStyles} from '../../styles/card.js';
import {nestedStyles} from '../../styles/nested.js';
import {noticeStyles} from '../../styles/notice.js';
import {tokens} from '../../styles/tokens.js';
import {connectMethodsEndpoint} from '../../wiring/methods.js';
import {loadVaultList} from '../../wiring/vault-list.js';
import {newIdempotencyKey} from '../../wiring/page.js';
import {KbOtpElement} from '../internal/kb-otp-element.js';
import {renderProof} from '../internal/proof.js';
import {property, texts} from '../internal/properties.js';
import {pageActions} from '../internal/remedy.js';
import {ScreenFocus} from '../internal/screen-focus.js';
import {statusLine} from '../internal/status-line.js';
import {renderActions} from './actions.js';
import {renderScreen, renderSequel} from './screens.js';
import {cancelTexts, statusOf, type CancelTexts} from './texts.js';
import type {CancelView, CancelWishes} from './view.js';

/**
 * Gives KB-OTP up: says what will happen, proves the customer by the account's previous method (or by KB-OTP, where
 * the phone is there), cancels, and takes the account out of this device's list. `<otp-verify>` opens it in place.
 *
 * @summary Cancel KB-OTP.
 * @tag otp-cancel
 * @tagname otp-cancel
 *
 * @fires {OtpCancelledEvent} otp-cancelled - The account is on its previous method again.
 * @fires {OtpEnrollRequestedEvent} otp-enroll-requested - The customer wants to register KB-OTP (again).
 * @fires {OtpErrorEvent} otp-error - Something went wrong; `problem.code` says what. The customer has been told
 *   already.
 * @fires {OtpSessionExpiredEvent} otp-session-expired - The endpoint no longer knows the session.
 * @fires {OtpStepEvent} otp-step - The screen has changed.
 * @fires {OtpDismissedEvent} otp-dismissed - The customer has left; KB-OTP stays.
 *
 * @slot header - Above everything, for a title of the host's own.
 * @slot footer - At the very end.
 *
 * @csspart card - The whole element's box.
 * @csspart heading - Heading of a screen.
 * @csspart account - The masked account.
 * @csspart consequences - What will happen.
 * @csspart notice - What is left to do.
 * @csspart choices - List of accounts.
 * @csspart choice - One account.
 * @csspart status - The line that says how things stand.
 * @csspart icon - Icons of the status line.
 * @csspart actions - The row of actions.
 * @csspart primary - The main action.
 * @csspart action - A quiet action.
 */
export class OtpCancel extends KbOtpElement {
  static override styles = [tokens, cardStyles, nestedStyles, noticeStyles, cancelStyles];

  readonly #flow = new FlowController<CancelState, CancelEvent, CancelEffect>(this, {
    initial: initialCancelState,
    reduce: cancel,
    run: (effect) => this.#run(effect),
    onStep: (state, previous) => this.#handleStep(state, previous),
    newKey: newIdempotencyKey,
  });
  readonly #wishes: CancelWishes = {
    chooseAccount: (account) => this.#flow.dispatch({type: 'choose-account', account}),
    proceed: () => this.#flow.dispatch({type: 'proceed'}),
    cleanUp: () => this.#flow.dispatch({type: 'clean-up'}),
    enroll: () => void this.dispatchEvent(new OtpEnrollRequestedEvent()),
    retry: () => this.#flow.dispatch({type: 'retry'}),
    dismiss: () => this.#flow.dispatch({type: 'dismiss'}),
    ...pageActions(this),
  };
  readonly #focus = new ScreenFocus(this);
  readonly #speaker = new Speaker(cancelTexts);

  /** The host's own wording for any message, by message id: a text, or a function of the message's values. */
  @property({attribute: false, type: texts}) messages: Overrides<CancelTexts> = {};

  constructor() {
    super();
    new PageLifeController(this, {onOnline: () => this.#handleOnline(), onRestored: () => this.restart()});
  }

  /** The screen that is shown now. */
  get step(): CancelStep {
    return this.#flow.state.step;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.forgetAsked();
      this.#flow.dispatch({type: 'stop'});
    });
  }

  /** Starts over with the present attributes. */
  restart(): void {
    this.forgetAsked();
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.isConnected) this.#follow();
  }

  /** The countdown before another try is the only thing on these screens that moves. */
  protected override updated(): void {
    const {state} = this.#flow;
    this.time.countDown(state.step === 'failed' ? (state.problem.retryAt ?? 0) : 0);
  }

  protected override render(): TemplateResult {
    const view = this.#view();
    const {state, say, language} = view;
    const status = statusOf(state, say, language);
    const screen = renderScreen(view);
    return html`
      <section
        class="card"
        part="card"
        lang=${language}
        aria-label=${say.cancelTitle()}
        aria-busy=${status.tone === 'busy'}
      >
        <slot name="header"></slot>
        ${screen} ${state.step === 'proving' ? nothing : statusLine(status, screen === nothing)} ${renderSequel(view)}
        <div class="actions" part="actions">${renderActions(view)}</div>
        <slot name="footer"></slot>
      </section>
    `;
  }

  #view(): CancelView {
    const {language} = this.languages;
    return {
      state: this.#flow.state,
      say: this.#speaker.in(language, this.messages),
      language,
      enrolls: findChannel(this.channel)?.enrolls === true,
      now: this.time.now(),
      proof: (account) =>
        renderProof(this, {
          purpose: 'cancel',
          account,
          onProved: this.#handleProved,
          onLeft: this.#handleProofLeft,
        }),
      wishes: this.#wishes,
    };
  }

  readonly #handleProved = (grant: Grant): void => {
    this.#focus.note();
    this.#flow.dispatch({type: 'proved', grant});
  };

  readonly #handleProofLeft = (): void => {
    this.#focus.note();
    this.#flow.dispatch({type: 'back'});
  };

  #follow(): void {
    const request: CancelRequest = {accounts: this.accounts, channel: this.channel};
    if (this.takeUp(request)) this.#flow.dispatch({type: 'start', request, obstacle: this.obstacle()});
    else if (this.failedForToken(this.#flow.state)) this.#wishes.retry();
  }

  #run(effect: CancelEffect): void {
    switch (effect.type) {
      case 'abort':
        return this.#flow.abort();
      case 'tell-cancelled':
        return void this.dispatchEvent(new OtpCancelledEvent(effect.account, effect.cleaned));
      case 'tell-problem':
        return this.tellProblem(effect.problem);
      case 'tell-dismissed':
        return void this.dispatchEvent(new OtpDismissedEvent());
      case 'load':
      case 'cancel':
      case 'clean-up':
        return this.#call(effect);
    }
  }

  #call(effect: CancelCall): void {
    runCancelCall(effect, {
      flow: this.#flow,
      endpoint: this.connectEndpoint(),
      methods: connectMethodsEndpoint(this.askedEndpoint, this.connection()),
      loadList: loadVaultList,
      onServerTime: (at) => this.time.observe(at),
    });
  }

  #handleStep(state: CancelState, previous: CancelState): void {
    if (this.isConnected) this.dispatchEvent(new OtpStepEvent(state.step, previous.step));
  }

  #handleOnline(): void {
    const {state} = this.#flow;
    if (state.step === 'outcome-unknown' || (state.step === 'failed' && state.problem.code === 'offline'))
      this.#wishes.retry();
  }
}
