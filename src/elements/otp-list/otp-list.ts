import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {CodeFieldController} from '../../controllers/code-field.js';
import {FlowController} from '../../controllers/flow-before.js';
import {runListCall} from '../../controllers/list-effects.js';
import {LiveCodes} from '../../controllers/live-codes.js';
import {PageLifeController} from '../../controllers/page-life.js';
import {Subscription} from '../../controllers/subscription.js';
import {findChannel} from '../../domain/channels.js';
import {findWeaknesses} from '../../domain/password-rules.js';
import {OtpRemovedEvent, OtpResetEvent, OtpStepEvent} from '../../events.js';
import {initialListState, list} from '../../flows/list.js';
import type {ListEffect, ListEvent, ListState, ListStep} from '../../flows/list-state.js';
import {Speaker, type Overrides} from '../../i18n/language.js';
import type {Biometrics} from '../../ports/vault.js';
import {cardStyles} from '../../styles/card.js';
import {codeFieldStyles} from '../../styles/code-field.js';
import {deviceStyles} from '../../styles/device.js';
import {nestedStyles} from '../../styles/nested.js';
import {noticeStyles} from '../../styles/notice.js';
import {tokens} from '../../styles/tokens.js';
import {newIdempotencyKey} from '../../wiring/page.js';
import {DeviceElement} from '../internal/device-element-before.js';
import {isLastTry, passwordComplaint} from '../internal/password-form.js';
import {integer, property, texts} from '../internal/properties.js';
import {pageActions} from '../internal/page-actions.js';
import {ScreenFocus} from '../internal/screen-focus.js';
import {statusLine} from '../internal/status-line.js';
import {TimeBars} from '../internal/time-bar.js';
import {renderActions} from './actions.js';
import {renderScreen} from './screens.js';
import {listTexts, statusOf, type ListTexts} from './texts.js';
import type {ListView, ListWishes} from './view.js';

const stopHere = (event: Event): void => event.stopPropagation();

/**
 * The List of KB-OTP on this device: unlocked by the KB-OTP password or by biometrics it shows a live code for each
 * account; accounts are added and removed, the password is changed or, when forgotten, reset. It locks itself when the
 * customer is idle or the page is left.
 *
 * @summary The device's List of KB-OTP.
 * @tag otp-list
 * @tagname otp-list
 *
 * @fires {OtpRemovedEvent} otp-removed - An account has left this device.
 * @fires {OtpResetEvent} otp-reset - The password was reset and every account has left this device.
 * @fires {OtpErrorEvent} otp-error - Something went wrong; `problem.code` says what. The customer has been told
 *   already.
 * @fires {OtpSessionExpiredEvent} otp-session-expired - The endpoint no longer knows the session.
 * @fires {OtpStepEvent} otp-step - The screen has changed.
 *
 * @slot header - Above everything, for a title of the host's own.
 * @slot footer - At the very end.
 *
 * @csspart card - The whole element's box.
 * @csspart heading - Heading of a screen.
 * @csspart notice - What the customer has to know before going on.
 * @csspart entries - The list.
 * @csspart entry - One account.
 * @csspart mark - Mark of an account whose codes count for derivatives too.
 * @csspart code - The live code of an account.
 * @csspart time - The bar of the time left.
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
 * @csspart destructive - An action that can't be undone.
 */
export class OtpList extends DeviceElement {
  static override styles = [tokens, cardStyles, codeFieldStyles, nestedStyles, noticeStyles, deviceStyles];

  readonly #field = new CodeFieldController(this, {
    onComplete: () => this.#sendUnasked(),
    onEnter: () => this.#submitPassword(),
  });
  readonly #codes = new LiveCodes(this);
  readonly #flow = new FlowController<ListState, ListEvent, ListEffect>(this, {
    initial: initialListState,
    reduce: list,
    run: (effect) => this.#run(effect),
    onStep: (state, previous) => this.#handleStep(state, previous),
    newKey: newIdempotencyKey,
  });
  readonly #wishes: ListWishes = {
    submitPassword: () => this.#submitPassword(),
    unlockByPasskey: () => this.#flow.dispatch({type: 'unlock', by: 'passkey'}),
    lock: () => this.#flow.dispatch({type: 'lock'}),
    add: () => this.#flow.dispatch({type: 'add'}),
    back: () => this.#flow.dispatch({type: 'back'}),
    copy: (account) => void this.#copy(account),
    askRemoval: (account) => this.#flow.dispatch({type: 'ask-removal', account}),
    remove: () => this.#flow.dispatch({type: 'remove'}),
    changePassword: () => this.#flow.dispatch({type: 'change-password'}),
    addPasskey: () => {
      const obstacle = this.#biometrics === 'not-set-up' ? ({code: 'passkey_not_set_up'} as const) : null;
      this.#flow.dispatch({type: 'add-passkey', obstacle});
    },
    removePasskey: () => this.#flow.dispatch({type: 'remove-passkey'}),
    forget: () => this.#flow.dispatch({type: 'forget'}),
    understand: (understood) => {
      this.#understood = understood;
      this.requestUpdate();
    },
    discardDamaged: () => this.#flow.dispatch({type: 'discard-damaged'}),
    retry: () => this.restart(),
    ...pageActions(this),
  };
  readonly #speaker = new Speaker(listTexts);
  readonly #focus = new ScreenFocus(this);
  readonly #bars = new TimeBars(this);
  #biometrics: Biometrics = 'not-here';
  #understood = false;

  /** Digits of the KB-OTP password, as the endpoint's policy says. */
  @property({type: integer(4, 12), attribute: 'password-digits'}) passwordDigits = 6;

  /** The host's own wording for any message, by message id: a text, or a function of the message's values. */
  @property({attribute: false, type: texts}) messages: Overrides<ListTexts> = {};

  constructor() {
    super();
    new Subscription(this, () => this.session.watch(() => this.#flow.dispatch({type: 'list-changed'})));
    new PageLifeController(this, {onOnline: () => undefined, onRestored: () => this.restart()});
    const touch = () => this.session.touch();
    this.addEventListener('pointerdown', touch);
    this.addEventListener('keydown', touch);
  }

  /** The screen that is shown now. */
  get step(): ListStep {
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
    const vault = this.session.openVault;
    if (vault) this.#codes.show(vault, this.time.now());
    else this.#codes.clear();
  }

  protected override updated(): void {
    const {state} = this.#flow;
    if (state.step === 'failed') return this.time.countDown(state.problem.retryAt ?? 0);
    const next = this.#codes.nextChange;
    if (next === null) this.time.sleep();
    else this.time.wakeAt(next);
    this.#runTimeBars();
  }

  /** Starts over, locked. */
  restart(): void {
    this.forgetAsked();
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const view = this.#view();
    const {state, say} = view;
    this.#field.setFormat({length: this.passwordDigits, alphabet: 'digits'});
    const complaint = passwordComplaint(this.#field.view, say, this.passwordDigits);
    const status = statusOf(state, complaint, say, this.passwordDigits);
    const screen = renderScreen(view);
    const alone = screen === nothing;
    return html`
      <section
        class="card"
        part="card"
        lang=${this.languages.language}
        aria-label=${say.listTitle()}
        aria-busy=${status.tone === 'busy'}
      >
        <slot name="header"></slot>
        ${screen} ${statusLine(status, alone)}
        <div class="actions" part="actions">${renderActions(view)}</div>
        <slot name="footer"></slot>
      </section>
    `;
  }

  protected override handleLock(): void {
    this.#codes.clear();
    this.#flow.dispatch({type: 'keys-lost'});
    this.requestUpdate();
  }

  #view(): ListView {
    return {
      state: this.#flow.state,
      say: this.#speaker.in(this.languages.language, this.messages),
      field: this.#field,
      codes: this.#codes,
      now: this.time.now(),
      passwordDigits: this.passwordDigits,
      biometrics: this.#biometrics,
      understood: this.#understood,
      unconfirmed: this.session.unconfirmed,
      canAdd: this.accounts.length > 0 && findChannel(this.channel)?.enrolls === true,
      registration: () => this.#renderRegistration(),
      wishes: this.#wishes,
    };
  }

  #renderRegistration(): TemplateResult {
    return html`
      <otp-enroll
        class="nested"
        .endpoint=${this.endpoint}
        .account=${this.account}
        .channel=${this.channel}
        .timeout=${this.timeout}
        .credentials=${this.credentials}
        .getSessionToken=${this.getSessionToken}
        .deviceName=${this.deviceName}
        .messages=${this.messages}
        @otp-list-requested=${this.#handleAdded}
        @otp-step=${stopHere}
        @otp-dismissed=${this.#handleAdded}
      ></otp-enroll>
    `;
  }

  readonly #handleAdded = (event: Event): void => {
    event.stopPropagation();
    this.#focus.note();
    this.#flow.dispatch({type: 'added'});
  };

  async #copy(account: string): Promise<void> {
    const code = this.#codes.of(account)?.code;
    if (!code) return;
    try {
      // A window that is not in front may not write, and the one in front is where the customer pressed.
      await (this.ownerDocument.defaultView ?? window).navigator.clipboard.writeText(code);
      this.#flow.dispatch({type: 'copied', account});
    } catch {
      this.#flow.dispatch({type: 'not-copied'});
    }
  }

  /** The last digit sends, but not a password that is being chosen, nor the last try before the list is destroyed. */
  #sendUnasked(): void {
    const {state} = this.#flow;
    const isKnown = state.step === 'locked' || state.step === 'proving';
    if (isKnown && !isLastTry(state.problem)) this.#submitPassword();
  }

  #submitPassword(): void {
    const {state} = this.#flow;
    const {value} = this.#field.view;
    if (!this.#field.isComplete) return;
    this.#field.clear();
    if (state.step === 'creating-password') {
      const personal = state.list.entries.map(({account}) => account);
      const refusals = findWeaknesses(value, {digits: this.passwordDigits, personal});
      if (refusals.length === 0) this.session.hold(value);
      this.#flow.dispatch({type: 'choose-password', refusals});
    } else if (state.step === 'confirming-password') {
      this.#flow.dispatch({type: 'confirm-password', matches: this.session.isHeld(value)});
    } else {
      this.session.hold(value);
      this.#flow.dispatch({type: 'unlock', by: 'password'});
    }
  }

  #stop(): void {
    this.forgetAsked();
    this.#flow.dispatch({type: 'stop'});
  }

  #follow(): void {
    if (this.takeUp({channel: this.channel})) this.#flow.dispatch({type: 'start', obstacle: this.obstacle()});
    else if (this.failedForToken(this.#flow.state)) this.#wishes.retry();
  }

  #run(effect: ListEffect): void {
    switch (effect.type) {
      case 'abort':
        return this.#flow.abort();
      case 'lock':
        return this.session.lock();
      case 'forget-password':
        this.session.forgetPassword();
        return this.#field.clear();
      case 'wipe':
        return void this.session.wipe().then(({ok}) => this.#flow.dispatch({type: 'wiped', ok}));
      case 'tell-removed':
        return void this.dispatchEvent(new OtpRemovedEvent(effect.account));
      case 'tell-reset':
        return void this.dispatchEvent(new OtpResetEvent(effect.accounts));
      case 'tell-problem':
        return this.tellProblem(effect.problem);
      case 'read-list':
      case 'unlock':
      case 'prove':
      case 'remove-account':
      case 'change-password':
      case 'change-passkey':
      case 'reset':
        return runListCall(effect, {
          flow: this.#flow,
          session: this.session,
          device: () => this.deviceEndpoint(),
          passkeyLabel: `KB-OTP ${this.deviceName}`.trim(),
        });
    }
  }

  #handleStep(state: ListState, previous: ListState): void {
    this.#field.clear();
    // While the list is locked there is time to find out: a button that comes later would move what is pressed.
    if (state.step === 'locked' || state.step === 'open') void this.#findBiometrics();
    this.#understood = false;
    if (this.isConnected) this.dispatchEvent(new OtpStepEvent(state.step, previous.step));
  }

  async #findBiometrics(): Promise<void> {
    const found = await this.session.biometrics();
    if (found === this.#biometrics) return;
    this.#biometrics = found;
    this.requestUpdate();
  }

  #runTimeBars(): void {
    const {time} = this;
    for (const bar of this.shadowRoot?.querySelectorAll<HTMLElement>('.bar') ?? []) {
      const live = this.#codes.of(bar.dataset['account'] ?? '');
      if (live) this.#bars.run(bar, {...live, id: `${live.from} ${time.corrections}`, now: time.now()});
    }
  }
}
