import {html, type PropertyValues, type TemplateResult} from 'lit';
import {CodeFieldController} from '../../controllers/code-field.js';
import type {Grant} from '../../domain/contract.js';
import {findWeaknesses} from '../../domain/password-rules.js';
import {OtpEnrolledEvent, OtpListRequestedEvent} from '../../events.js';
import {enroll, initialEnrollState} from '../../flows/enroll.js';
import {enrollSheets} from '../../styles/device-sheets.js';
import {DeviceElement} from '../internal/device-element.js';
import type {Screen} from '../internal/screen.js';
import {connectedAs} from '../internal/nested.js';
import {isLastTry} from '../internal/password-form.js';
import {proofIn} from '../internal/proof.js';
import {check, data, property, text} from '../internal/properties.js';
import type {QrCode} from '../internal/qr-code.js';
import {enrollCalls} from './calls.js';
import {stepsOf} from './steps.js';
import {appOf, enrollScreens, type EnrollSchema, type EnrollShared, type EnrollView} from './screens.js';
import {enrollTexts} from './texts.js';

/**
 * Registers this device for KB-OTP: proves the customer by the account's previous method, lets them make a KB-OTP
 * password, agrees on seeds with the endpoint and activates them. Until the endpoint has confirmed, the account stays
 * on its previous method. On a derivatives channel it synchronizes the derivatives trading account; on another channel
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
 * @fires {OtpDoneEvent} otp-done - The customer has read how synchronizing ended and wants on. Unless the page prevents
 *   the default, the element starts over.
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
 * @csspart steps - How far the customer has come.
 * @csspart qr - A QR code that opens an app.
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
export class OtpEnroll extends DeviceElement<EnrollSchema> {
  static override styles = enrollSheets;

  /** The host's stronger step (biometrics, eKYC) after the proof: resolves to whether the customer passed it. */
  @property({attribute: false, type: check}) stepUp: ((grant: Grant) => Promise<boolean>) | null = null;

  /** Where the terms of KB-OTP are read; without it there is no link. */
  @property({type: text, attribute: 'terms-url'}) termsUrl = '';

  /**
   * Where each channel is opened, by its id: `{'m-able': 'https://...'}`. A customer on a channel where KB-OTP can't be
   * registered is led there, by a link or, from a desk, by a QR code; after registering, to where they synchronize.
   */
  @property({attribute: false, type: data}) channelUrls: Readonly<Record<string, string>> = {};

  readonly #field = new CodeFieldController(this, {
    onComplete: () => this.#sendUnasked(),
    onEnter: () => this.#submitPassword(),
  });
  #chosen: readonly string[] = [];
  #appCode: {readonly url: string; readonly draw: QrCode['draw'] | null} | null = null;
  protected override readonly flow = this.run({
    initial: initialEnrollState,
    reduce: enroll,
    texts: enrollTexts,
    screens: enrollScreens,
    title: (say) => say.enrollTitle(),
    retry: {type: 'retry'},
    calls: enrollCalls({
      session: this.session,
      endpoint: () => this.connectEndpoint(),
      device: () => this.deviceEndpoint(),
      deviceName: () => this.flow.state.request.deviceName,
    }),
    acts: {
      'step-up': ({grant}) => void this.#stepUp(grant),
      'discard-pending': () => void this.session.discardPending(),
      'forget-password': ({staysOpen}) => {
        this.session.forgetPassword();
        if (!staysOpen) this.session.lock();
        this.#field.clear();
      },
      'emit-enrolled': ({accounts}) => void this.dispatchEvent(new OtpEnrolledEvent(accounts)),
    },
    start: () => this.#start(),
    onStart: () => {
      this.#chosen = [...new Set(this.accounts)];
    },
  });

  /** A lock in the middle of an enrollment is seen when its next step finds no keys. */
  protected override handleLock(): void {
    this.requestUpdate();
  }

  /** From the terms to the end nothing moves that the page has below. */
  protected override mayChangeHeight(): boolean {
    return false;
  }

  protected override handleStep(): void {
    this.#field.clear();
  }

  protected override update(changed: PropertyValues<this>): void {
    if (this.step === 'wrong-channel') void this.#findAppCode();
    super.update(changed);
  }

  protected override card(screen: Screen): TemplateResult {
    const steps = stepsOf(this.step, this.say);
    return super.card({...screen, progress: steps});
  }

  protected override view(shared: EnrollShared): EnrollView {
    const {state, send} = this.flow;
    const digits = 'status' in state && state.status ? state.status.policy.passwordDigits : 6;
    this.#field.setFormat({length: digits, alphabet: 'digits'});
    const left = () => send({type: state.step === 'proving-account' ? 'choose-again' : 'dismiss'});
    const on = {proved: (grant: Grant) => send({type: 'proved', grant}), left};
    return {
      ...shared,
      field: this.#field,
      digits,
      chosen: this.#chosen,
      toggleAccount: (account) => this.#toggle(account),
      submitPassword: () => this.#submitPassword(),
      openList: () => {
        this.session.handOver();
        this.dispatchEvent(new OtpListRequestedEvent());
      },
      proof: (account = this.accounts[0] ?? '') => proofIn(this, this.screenFocus, {purpose: 'enroll', account}, on),
      termsUrl: this.termsUrl,
      channelUrls: this.channelUrls,
      appCode: this.#appCode?.draw ?? null,
      synchronization: () => this.#synchronization(),
    };
  }

  #synchronization(): TemplateResult {
    const [account = ''] = this.accounts;
    return html`<otp-synchronize ${connectedAs(this)} class="nested" .account=${account}></otp-synchronize>`;
  }

  #start(): EnrollSchema['event'] {
    const {accounts, channel} = this;
    const deviceName = this.deviceName || defaultDeviceName();
    const request = {accounts, channel, deviceName, stepUp: this.stepUp !== null};
    return {type: 'start', request, configProblem: this.configProblem};
  }

  #toggle(account: string): void {
    const others = this.#chosen.filter((chosen) => chosen !== account);
    this.#chosen = others.length < this.#chosen.length ? others : [...others, account];
    this.requestUpdate();
  }

  /** Nobody scans the screen of the phone in their hand. A code that does not come leaves the links. */
  async #findAppCode(): Promise<void> {
    const {id = ''} = appOf(this.channelUrls) ?? {};
    const {[id]: address = ''} = this.channelUrls;
    if (this.#appCode?.url === address) return;
    const url = address;
    const isWanted = url !== '' && !matchMedia('(pointer: coarse)').matches;
    this.#appCode = {url, draw: isWanted ? placeOfCode : null};
    if (!isWanted) return;
    try {
      const {qrCode} = await import('../internal/qr-code.js');
      const {draw} = qrCode(new URL(url, document.baseURI).href);
      if (this.#appCode?.url === url) this.#appCode = {url, draw};
    } catch {
      this.#appCode = null;
    }
    this.requestUpdate();
  }

  /** The last digit sends, but not a password that is being chosen, nor the last try before the list is destroyed. */
  #sendUnasked(): void {
    const {state} = this.flow;
    const isKnown = state.step === 'entering-password' || state.step === 'resuming';
    if (isKnown && !isLastTry(state.problem)) this.#submitPassword();
  }

  #submitPassword(): void {
    const {state} = this.flow;
    const {value} = this.#field.view;
    if (!this.#field.isComplete) return;
    this.#field.clear();
    if (state.step === 'creating-password') {
      const digits = state.status.policy.passwordDigits;
      const refusals = findWeaknesses(value, {digits, personal: state.request.accounts});
      if (refusals.length === 0) this.session.hold(value);
      this.flow.send({type: 'choose-password', refusals});
    } else if (state.step === 'confirming-password') {
      this.flow.send({type: 'confirm-password', matches: this.session.isHeld(value)});
    } else {
      this.session.hold(value);
      this.flow.send({type: 'enter-password'});
    }
  }

  async #stepUp(grant: Grant): Promise<void> {
    let passed = false;
    try {
      passed = (await this.stepUp?.(grant)) === true;
    } finally {
      this.flow.send({type: 'stepped-up', passed});
    }
  }
}

/** Before the code has come. */
const placeOfCode = () => html`<div class="qr"></div>`;

/** What a customer recognizes among their devices when the host says nothing better. */
function defaultDeviceName(): string {
  const system = /(iPhone|iPad|Android|Windows|Mac|Linux)/.exec(navigator.userAgent);
  return system?.[1] ?? 'Web';
}
