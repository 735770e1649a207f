import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {CodeFieldController} from '../../controllers/code-field.js';
import {runEnrollCall} from '../../controllers/enroll-effects.js';
import {FlowController} from '../../controllers/flow-before.js';
import type {Grant} from '../../domain/contract.js';
import {findWeaknesses} from '../../domain/password-rules.js';

import {OtpDismissedEvent, OtpEnrolledEvent, OtpListRequestedEvent, OtpStepEvent} from '../../events.js';
import {enroll, initialEnrollState} from '../../flows/enroll.js';
import type {EnrollEffect, EnrollEvent, EnrollRequest, EnrollState, EnrollStep} from '../../flows/enroll-state.js';
import {Speaker, type Overrides} from '../../i18n/language.js';
import {cardStyles} from '../../styles/card.js';
import {codeFieldStyles} from '../../styles/code-field.js';
import {deviceStyles} from '../../styles/device.js';
import {nestedStyles} from '../../styles/nested.js';
import {noticeStyles} from '../../styles/notice.js';
import {tokens} from '../../styles/tokens.js';
import {newIdempotencyKey} from '../../wiring/page.js';
import {DeviceElement} from '../internal/device-element.js';
import {isLastTry, passwordComplaint} from '../internal/password-form.js';
import {renderProof} from '../internal/proof.js';
import {check, property, texts} from '../internal/properties.js';
import {pageActions} from '../internal/remedy.js';
import {ScreenFocus} from '../internal/screen-focus.js';
import {statusLine} from '../internal/status-line.js';
import {stopHere} from '../internal/stop-here.js';
import {renderActions} from './actions.js';
import {renderScreen} from './screens.js';
import {enrollTexts, statusOf, type EnrollTexts} from './texts.js';
import type {EnrollView, EnrollWishes} from './view.js';

/**
 * Registers this device for KB-OTP: proves the customer by the account's previous method, lets him make a KB-OTP
 * password, agrees on seeds with the endpoint and activates them. Until the endpoint has confirmed, the account stays
 * on its previous method. On a derivatives channel it synchronises the derivatives trading account; on another channel
 * where KB-OTP can't be registered it says where it can.
 *
 * @summary Register KB-OTP on this device.
 * @tag otp-enroll
 * @tagname otp-enroll
 *
 * @fires {OtpEnrolledEvent} otp-enrolled - The accounts are on KB-OTP and this device makes their codes.
 * @fires {OtpSynchronizedEvent} otp-synchronized - In a derivatives channel: the derivatives trading account has taken
 *   KB-OTP over.
 * @fires {OtpListRequestedEvent} otp-list-requested - The customer wants to see the List of KB-OTP.
 * @fires {OtpErrorEvent} otp-error - Something went wrong; `problem.code` says what. The customer has been told
 *   already.
 * @fires {OtpSessionExpiredEvent} otp-session-expired - The endpoint no longer knows the session.
 * @fires {OtpStepEvent} otp-step - The screen has changed.
 * @fires {OtpDismissedEvent} otp-dismissed - The customer has left without finishing.
 *
 * @slot header - Above everything, for a title of the host's own.
 * @slot footer - At the very end.
 *
 * @csspart card - The whole element's box.
 * @csspart account - The masked account.
 * @csspart heading - Heading of a screen.
 * @csspart notice - What the customer has to know before going on.
 * @csspart choices - List of accounts.
 * @csspart label - Label of the password field.
 * @csspart hint - What the label does not say.
 * @csspart field - The password field.
 * @csspart input - The real input, transparent over the slots.
 * @csspart slot - One painted slot of the password.
 * @csspart status - The line that says how things stand.
 * @csspart icon - Icons of the status line.
 * @csspart actions - The row of actions.
 * @csspart primary - The main action.
 * @csspart action - A quiet action.
 */
export class OtpEnroll extends DeviceElement {
  static override styles = [tokens, cardStyles, codeFieldStyles, nestedStyles, noticeStyles, deviceStyles];

  readonly #field = new CodeFieldController(this, {
    onComplete: () => this.#sendUnasked(),
    onEnter: () => this.#submitPassword(),
  });
  readonly #flow = new FlowController<EnrollState, EnrollEvent, EnrollEffect>(this, {
    initial: initialEnrollState,
    reduce: enroll,
    run: (effect) => this.#run(effect),
    onStep: (state, previous) => this.#handleStep(state, previous),
    newKey: newIdempotencyKey,
  });
  readonly #wishes: EnrollWishes = {
    acceptTerms: () => this.#flow.dispatch({type: 'accept-terms'}),
    chooseAccounts: () => this.#flow.dispatch({type: 'choose-accounts', accounts: [...this.#chosen]}),
    proveAccounts: () => this.#flow.dispatch({type: 'prove-accounts'}),
    chooseAgain: () => this.#flow.dispatch({type: 'choose-again'}),
    toggleAccount: (account) => this.#toggle(account),
    submitPassword: () => this.#submitPassword(),
    changePassword: () => this.#flow.dispatch({type: 'change-password'}),
    abandon: () => this.#flow.dispatch({type: 'abandon'}),
    openList: () => void this.dispatchEvent(new OtpListRequestedEvent()),
    retry: () => this.#flow.dispatch({type: 'retry'}),
    dismiss: () => this.#flow.dispatch({type: 'dismiss'}),
    ...pageActions(this),
  };
  readonly #speaker = new Speaker(enrollTexts);
  readonly #focus = new ScreenFocus(this);
  #chosen: ReadonlySet<string> = new Set();

  /** The host's stronger step (biometrics, eKYC) after the proof: resolves to whether the customer passed it. */
  @property({attribute: false, type: check}) stepUp: ((grant: Grant) => Promise<boolean>) | null = null;

  /** The host's own wording for any message, by message id: a text, or a function of the message's values. */
  @property({attribute: false, type: texts}) messages: Overrides<EnrollTexts> = {};

  /** The screen that is shown now. */
  get step(): EnrollStep {
    return this.#flow.state.step;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
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

  /** Starts over with the present attributes. */
  restart(): void {
    this.forgetAsked();
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const view = this.#view();
    const {state, say, language} = view;
    const digits = 'status' in state && state.status ? state.status.policy.passwordDigits : 6;
    this.#field.setFormat({length: digits, alphabet: 'digits'});
    const status = statusOf(state, passwordComplaint(this.#field.view, say, digits), say);
    const screen = renderScreen(view);
    return html`
      <section
        class="card"
        part="card"
        lang=${language}
        aria-label=${say.enrollTitle()}
        aria-busy=${status.tone === 'busy'}
      >
        <slot name="header"></slot>
        ${screen} ${isNested(state.step) ? nothing : statusLine(status, screen === nothing)}
        <div class="actions" part="actions">${renderActions(view)}</div>
        <slot name="footer"></slot>
      </section>
    `;
  }

  /** A lock in the middle of an enrolment is seen when its next step finds no keys. */
  protected override handleLock(): void {
    this.requestUpdate();
  }

  #view(): EnrollView {
    const {language} = this.languages;
    return {
      state: this.#flow.state,
      say: this.#speaker.in(language, this.messages),
      language,
      field: this.#field,
      now: this.time.now(),
      chosen: this.#chosen,
      proof: (account) =>
        renderProof(this, {
          purpose: 'enroll',
          account: account ?? this.accounts[0] ?? '',
          onProved: this.#handleProved,
          onLeft: this.#handleProofLeft,
        }),
      synchronization: () => this.#renderSynchronization(),
      wishes: this.#wishes,
    };
  }

  #renderSynchronization(): TemplateResult {
    return html`
      <otp-synchronize
        class="nested"
        .endpoint=${this.endpoint}
        .account=${this.accounts[0] ?? ''}
        .channel=${this.channel}
        .timeout=${this.timeout}
        .credentials=${this.credentials}
        .getSessionToken=${this.getSessionToken}
        .messages=${this.messages}
        @otp-step=${stopHere}
      ></otp-synchronize>
    `;
  }

  readonly #handleProved = (grant: Grant): void => {
    this.#focus.note();
    this.#flow.dispatch({type: 'proved', grant});
  };

  readonly #handleProofLeft = (): void => {
    this.#focus.note();
    if (this.#flow.state.step === 'proving-account') this.#wishes.chooseAgain();
    else this.#wishes.dismiss();
  };

  #toggle(account: string): void {
    const chosen = new Set(this.#chosen);
    if (!chosen.delete(account)) chosen.add(account);
    this.#chosen = chosen;
    this.requestUpdate();
  }

  /** The last digit sends, but not a password that is being chosen, nor the last try before the list is destroyed. */
  #sendUnasked(): void {
    const {state} = this.#flow;
    const isKnown = state.step === 'entering-password' || state.step === 'resuming';
    if (isKnown && !isLastTry(state.problem)) this.#submitPassword();
  }

  #submitPassword(): void {
    const {state} = this.#flow;
    const {value} = this.#field.view;
    if (!this.#field.isComplete) return;
    this.#field.clear();
    if (state.step === 'creating-password') {
      const digits = state.status.policy.passwordDigits;
      const refusals = findWeaknesses(value, {digits, personal: state.request.accounts});
      if (refusals.length === 0) this.session.hold(value);
      this.#flow.dispatch({type: 'choose-password', refusals});
    } else if (state.step === 'confirming-password') {
      this.#flow.dispatch({type: 'confirm-password', matches: this.session.isHeld(value)});
    } else {
      this.session.hold(value);
      this.#flow.dispatch({type: 'enter-password'});
    }
  }

  #stop(): void {
    this.forgetAsked();
    this.session.lock();
    this.#flow.dispatch({type: 'stop'});
  }

  #follow(): void {
    const request: EnrollRequest = {
      accounts: this.accounts,
      channel: this.channel,
      deviceName: this.deviceName || defaultDeviceName(),
      stepUp: this.stepUp !== null,
    };
    if (!this.takeUp(request)) {
      if (this.failedForToken(this.#flow.state)) this.#wishes.retry();
      return;
    }
    this.#chosen = new Set(request.accounts);
    this.#flow.dispatch({type: 'start', request, obstacle: this.obstacle()});
  }

  #run(effect: EnrollEffect): void {
    switch (effect.type) {
      case 'abort':
        return this.#flow.abort();
      case 'step-up':
        return void this.#stepUp(effect.grant);
      case 'discard-pending':
        return void this.session.discardPending();
      case 'forget-password':
        this.session.forgetPassword();
        this.session.lock();
        return this.#field.clear();
      case 'tell-enrolled':
        return void this.dispatchEvent(new OtpEnrolledEvent(effect.accounts));
      case 'tell-problem':
        return this.tellProblem(effect.problem);
      case 'tell-dismissed':
        return void this.dispatchEvent(new OtpDismissedEvent());
      case 'read-list':
      case 'check-pending':
      case 'load-status':
      case 'check-proofs':
      case 'unlock':
      case 'register':
      case 'secure':
      case 'activate':
      case 'finish':
        return runEnrollCall(effect, {
          flow: this.#flow,
          session: this.session,
          endpoint: () => this.connectEndpoint(),
          device: () => this.deviceEndpoint(),
          deviceName: this.#flow.state.request.deviceName,
          onServerTime: (at) => this.time.observe(at),
        });
    }
  }

  async #stepUp(grant: Grant): Promise<void> {
    let passed = false;
    try {
      passed = (await this.stepUp?.(grant)) === true;
    } finally {
      this.#flow.dispatch({type: 'stepped-up', passed});
    }
  }

  #handleStep(state: EnrollState, previous: EnrollState): void {
    this.#field.clear();
    this.dispatchEvent(new OtpStepEvent(state.step, previous.step));
  }
}

/** What is inside says how things stand. */
const isNested = (step: EnrollStep): boolean =>
  step === 'proving' || step === 'proving-account' || step === 'synchronizing';

/** What a customer recognises among his devices when the host says nothing better. */
function defaultDeviceName(): string {
  const system = /(iPhone|iPad|Android|Windows|Mac|Linux)/.exec(navigator.userAgent);
  return system?.[1] ?? 'Web';
}
