import {html, type PropertyValues, type TemplateResult} from 'lit';
import {CodeFieldController} from '../../controllers/code-field.js';
import {isEnding, LiveCodes} from '../../controllers/live-codes.js';
import {notLoaded} from '../../controllers/not-loaded.js';
import {Subscription} from '../../controllers/subscription.js';
import {findChannel} from '../../domain/channels.js';
import {findWeaknesses} from '../../domain/password-rules.js';
import type {PushOutcome} from '../../domain/push.js';
import {OtpRemovedEvent, OtpResetEvent} from '../../events.js';
import {initialListState, list} from '../../flows/list.js';
import type {Biometrics} from '../../ports/vault.js';
import {listSheets} from '../../styles/list-sheets.js';
import {DeviceElement} from '../internal/device-element.js';
import {connectedAs} from '../internal/nested.js';
import {isLastTry} from '../internal/password-form.js';
import {flag, integer, property} from '../internal/properties.js';
import type {Screen} from '../internal/screen.js';
import {listCalls} from './calls.js';
import type {PushAct} from './push.js';
import {listScreens, type ListSchema, type ListShared, type ListView} from './screens.js';
import {listTexts} from './texts.js';
import type {Waiting, WaitingParts} from './waiting.js';

/** Milliseconds for which a code is seen that was asked for. */
const REVEALED = 30_000;

/**
 * The List of KB-OTP on this device: unlocked by the KB-OTP password or by biometrics it shows a live code for each
 * account; accounts are added and removed, the password is changed or, when forgotten, reset. It locks itself when the
 * customer is idle or the page is left. While it is seen it asks every three seconds what waits for the customer's
 * approval on this device; that stands above the codes, and is approved by a code that nobody types, or rejected.
 * Where the endpoint signs what pages show, it scans that by the camera, also without a network.
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
 * @csspart offer - What the customer may turn on: biometrics after registering, a list that is kept.
 * @csspart entries - The list.
 * @csspart entry - One account.
 * @csspart mark - Mark of an account whose codes count for derivatives too.
 * @csspart code - The live code of an account.
 * @csspart time - The time left, a ring around the seconds.
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
export class OtpList extends DeviceElement<ListSchema> {
  static override styles = listSheets;

  /** Brings `<otp-enroll>`, which adds accounts. Set where the element is defined. */
  static loadPart: (part: 'enroll') => Promise<unknown> = () => Promise.reject(new Error('no parts'));

  /** Brings what asks for requests that wait, after the first screen. Set where the element is defined. */
  static loadWaiting: () => Promise<{readonly waiting: (parts: WaitingParts) => Waiting}> = () =>
    Promise.reject(new Error('no parts'));

  /** Digits of the KB-OTP password, as the endpoint's policy says. */
  @property({type: integer(4, 12), attribute: 'password-digits'}) passwordDigits = 6;

  /** Shows a code only after a press, and for half a minute: for those who open the list among others. */
  @property({type: flag, attribute: 'hide-codes'}) hideCodes = false;

  readonly #field = new CodeFieldController(this, {
    onComplete: () => this.#sendUnasked(),
    onEnter: () => this.#submitPassword(),
  });
  readonly #codes = new LiveCodes(this);
  #biometrics: Biometrics = 'not-here';
  #isKept: boolean | null = null;
  /** Accounts whose codes the customer has asked to see, and until when. */
  readonly #revealed = new Map<string, number>();
  #understood = false;
  #failedAttempts = 0;
  #waiting: Waiting | null = null;
  protected override readonly flow = this.run({
    initial: initialListState,
    reduce: list,
    texts: listTexts,
    screens: listScreens,
    title: (say) => say.listTitle(),
    calls: listCalls({
      session: this.session,
      device: () => this.deviceEndpoint(),
      loadEnroll: () => OtpList.loadPart('enroll'),
      passkeyLabel: () => `KB-OTP ${this.deviceName}`.trim(),
      now: () => this.time.now(),
    }),
    acts: {
      lock: () => this.session.lock(),
      'forget-password': () => {
        this.session.forgetPassword();
        this.#field.clear();
      },
      wipe: () => void this.session.wipe().then(({ok}) => this.flow.send({type: 'wiped', ok})),
      'emit-removed': ({account}) => void this.dispatchEvent(new OtpRemovedEvent(account)),
      'emit-reset': ({accounts}) => void this.dispatchEvent(new OtpResetEvent(accounts)),
    },
    start: () => ({type: 'start', configProblem: this.configProblem}),
  });

  constructor() {
    super();
    new Subscription(this, () => this.session.watch(() => this.flow.send({type: 'list-changed'})));
    const touch = () => this.session.touch();
    this.addEventListener('pointerdown', touch);
    this.addEventListener('keydown', touch);
  }

  /**
   * Has this browser told that a request waits while nobody looks at the list (Web Push). Call it in the customer's own
   * press: the browser may ask them. Never rejects.
   * @param registration of the service worker that shows it (`kb-otp/worker`), active
   */
  enablePush(registration: ServiceWorkerRegistration): Promise<PushOutcome> {
    return this.#push((part) => part.enable(registration));
  }

  /** Has this browser told no more. Never rejects. */
  disablePush(): Promise<PushOutcome> {
    return this.#push((part) => part.disable());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const vault = this.session.openVault;
    if (vault) this.#codes.show(vault, this.time.now());
    else this.#codes.clear();
    this.#failedAttempts = vault ? this.#failedAttempts + this.session.takeFailedAttempts() : 0;
  }

  protected override updated(): void {
    this.#waiting?.watch(this.flow.state);
    const next = this.#codes.nextChange;
    if (this.step === 'failed') super.updated();
    else if (next === null) this.time.sleep();
    else this.time.countDown(next);
  }

  /** What waits stands above every screen of the list, and stays the same element from one to the next. */
  protected override card(screen: Screen): TemplateResult {
    const waits = this.#waiting;
    return super.card({
      ...(waits?.isAnswering ? {} : screen),
      progress: html`${waits?.render()}`,
      sequel: html`${screen.sequel}${waits?.renderScan()}`,
    });
  }

  protected override handleLock(): void {
    this.#codes.clear();
    this.flow.send({type: 'keys-lost'});
    this.requestUpdate();
  }

  protected override handleStep({step}: ListSchema['state']): void {
    this.#field.clear();
    if (step !== 'open') this.#revealed.clear();
    // While the list is locked there is time to find out: a button that comes later would move what is pressed.
    if (step === 'locked' || step === 'open') {
      void this.#findBiometrics();
      void this.#findHealth();
      void this.#findWaiting();
    }
    if (this.#canAdd && (step === 'open' || step === 'empty')) void OtpList.loadPart('enroll').catch(() => undefined);
    this.#understood = false;
  }

  protected override view(shared: ListShared): ListView {
    const {passwordDigits: digits} = this;
    this.#field.setFormat({length: digits, alphabet: 'digits'});
    return {
      ...shared,
      field: this.#field,
      digits,
      submitPassword: () => this.#submitPassword(),
      codes: this.#codes,
      copy: (account) => void this.#copy(account),
      copied: null,
      canAdd: this.#canAdd,
      biometrics: this.#biometrics,
      isKept: this.#isKept,
      keep: () => void this.#keep(),
      isRevealed: (account) => !this.hideCodes || (this.#revealed.get(account) ?? 0) > shared.now,
      reveal: (account) => {
        this.#revealed.set(account, this.time.now() + REVEALED);
        this.requestUpdate();
      },
      unconfirmed: this.session.unconfirmed,
      failedAttempts: this.#failedAttempts,
      understood: this.#understood,
      understand: (understood) => {
        this.#understood = understood;
        this.requestUpdate();
      },
      registration: () => this.#registration(),
      restart: () => this.restart(),
    };
  }

  get #canAdd(): boolean {
    return this.accounts.length > 0 && findChannel(this.channel)?.enrolls !== false;
  }

  #registration(): TemplateResult {
    return html`<otp-enroll
      ${connectedAs(this)}
      class="nested"
      .account=${this.account}
      .deviceName=${this.deviceName}
      @otp-list-requested=${this.#handleAdded}
      @otp-dismissed=${this.#handleAdded}
    ></otp-enroll>`;
  }

  readonly #handleAdded = this.screenFocus.afterNested(() => this.flow.send({type: 'added'}));

  async #copy(account: string): Promise<void> {
    const live = this.#codes.of(account);
    if (!live?.code) return;
    const code = isEnding(live, this.time.now()) && live.next ? live.next : live.code;
    try {
      // A window that is not in front may not write, and the one in front is where the customer pressed.
      await (this.ownerDocument.defaultView ?? window).navigator.clipboard.writeText(code);
      this.flow.send({type: 'copied', account});
    } catch {
      this.flow.send({type: 'not-copied'});
    }
  }

  /** The last digit sends, but not a password that is being chosen, nor the last try before the list is destroyed. */
  #sendUnasked(): void {
    const {state} = this.flow;
    const isKnown = state.step === 'locked' || state.step === 'proving';
    if (isKnown && !isLastTry(state.problem)) this.#submitPassword();
  }

  #submitPassword(): void {
    const {state} = this.flow;
    const {value} = this.#field.view;
    if (!this.#field.isComplete) return;
    this.#field.clear();
    if (state.step === 'creating-password') {
      const personal = state.list.entries.map(({account}) => account);
      const refusals = findWeaknesses(value, {digits: this.passwordDigits, personal});
      if (refusals.length === 0) this.session.hold(value);
      this.flow.send({type: 'choose-password', refusals});
    } else if (state.step === 'confirming-password') {
      this.flow.send({type: 'confirm-password', matches: this.session.isHeld(value)});
    } else {
      this.session.hold(value);
      this.flow.send({type: 'unlock', by: 'password'});
    }
  }

  async #findHealth(): Promise<void> {
    const isKept = await this.session.isKept();
    if (isKept === this.#isKept) return;
    this.#isKept = isKept;
    this.requestUpdate();
  }

  async #keep(): Promise<void> {
    const ok = await this.session.isKept(true);
    this.#isKept = ok;
    this.flow.send({type: 'kept', ok});
  }

  /** Without it, or until it has come, nothing is said of requests. */
  async #findWaiting(): Promise<void> {
    const part = await OtpList.loadWaiting().catch(() => null);
    this.#waiting ??=
      part?.waiting({
        host: this,
        session: this.session,
        reach: () => [this.askedEndpoint, this.connection(), this.callOptions(), this.languages.spoken.language],
        focus: this.screenFocus,
      }) ?? null;
    this.requestUpdate();
  }

  async #push(act: PushAct): Promise<PushOutcome> {
    await this.#findWaiting();
    return this.#waiting?.push(act) ?? {type: 'problem', problem: notLoaded};
  }

  async #findBiometrics(): Promise<void> {
    const found = await this.session.biometrics();
    if (found === this.#biometrics) return;
    this.#biometrics = found;
    this.requestUpdate();
  }
}
