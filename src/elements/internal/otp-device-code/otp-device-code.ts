import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {CodeFieldController} from '../../../controllers/code-field.js';
import {Subscription} from '../../../controllers/subscription.js';
import type {Challenge} from '../../../domain/contract.js';
import {boundOf} from '../../../domain/bound-question.js';
import {deviceCode, initialDeviceCodeState} from '../../../flows/device-code.js';
import {deviceCodeSheets} from '../../../styles/device-code-sheets.js';
import {loadVaultList} from '../../../wiring/vault-list.js';
import {DeviceElement} from '../device-element.js';
import {isLastTry} from '../password-form.js';
import {callback, data, flag, integer, property, text} from '../properties.js';
import type {Screen} from '../screen.js';
import {statusLine} from '../status-line.js';
import {deviceCodeCalls} from './calls.js';
import {
  deviceCodeScreens,
  standsForCode,
  type DeviceCodeSchema,
  type DeviceCodeShared,
  type DeviceCodeView,
  type Fill,
  type Refusal,
} from './screens.js';
import type {RequestsBar, RequestsBarParts} from './requests-bar.js';
import {deviceCodeTexts} from './texts.js';

/**
 * Part of `<otp-verify>` in a channel whose device makes codes: offers the code of this very device, opens the list
 * for it and hands it over, to `fill` and to nobody else. Where the list lacks the account it says what that means.
 * @internal
 */
export class OtpDeviceCode extends DeviceElement<DeviceCodeSchema> {
  static override styles = deviceCodeSheets;

  /** Brings what tells of requests that wait for an approval. Set where the element is defined. */
  static loadRequestsBar: () => Promise<{readonly requestsBar: (parts: RequestsBarParts) => RequestsBar}> = () =>
    Promise.reject(new Error('no parts'));

  /** The device that holds the account, as the endpoint says. */
  @property({attribute: false, type: text}) device: string | null = null;
  @property({attribute: false, type: integer(4, 12)}) passwordDigits = 6;
  /** Which the code is for, and may be bound to. */
  @property({attribute: false, type: data}) challenge: Challenge | null = null;
  /** Takes the code, and calls back if the endpoint wants another. */
  @property({attribute: false, type: callback}) fill: Fill = () => undefined;
  /** Hears, as soon as it is known, whether something of this element stands in place of the field for the code. */
  @property({attribute: false, type: callback}) onAsking: (asking: boolean) => void = () => undefined;
  /** Whether the customer has begun to type a code, which nothing takes the place of. */
  @property({attribute: false, type: callback}) isTyping: () => boolean = () => false;
  /** Leaves the authentication screen. */
  @property({attribute: false, type: callback}) onLeave: () => void = () => undefined;
  /** Whether to cancel KB-OTP can be offered. */
  @property({attribute: false, type: flag}) canCancel = false;
  @property({attribute: false, type: callback}) onCancel: () => void = () => undefined;
  /** Whether there is room for what other pages ask of this phone. */
  @property({attribute: false, type: flag}) tellsRequests = false;

  readonly #field = new CodeFieldController(this, {
    onComplete: () => this.#sendUnasked(),
    onEnter: () => this.#submitPassword(),
  });
  /** What was told last; null before the list was read. */
  #stands: boolean | null = null;
  /** The code that was made, until the next step hands it over or drops it. */
  #code: string | null = null;
  #requests: RequestsBar | null = null;
  #requestsAsked = false;
  protected override readonly flow = this.run({
    initial: initialDeviceCodeState,
    reduce: deviceCode,
    texts: deviceCodeTexts,
    screens: deviceCodeScreens,
    calls: deviceCodeCalls({
      session: this.session,
      bound: () => this.challenge && boundOf(this.challenge),
      loadList: loadVaultList,
      hold: (code) => {
        this.#code = code;
      },
    }),
    acts: {
      lock: () => {
        this.session.forgetPassword();
        this.session.lock();
      },
    },
    start: () => {
      const [account] = this.accounts;
      return account === undefined ? null : {type: 'start', request: {account, device: this.device}};
    },
  });

  constructor() {
    super();
    new Subscription(this, async () => (await loadVaultList()).subscribe(() => this.flow.send({type: 'list-changed'})));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#tellWhetherItStands();
    const {state, send} = this.flow;
    if (state.step === 'waiting' && state.until <= this.time.now()) send({type: 'due'});
    if (state.step === 'asking') void this.#findRequests();
    this.#requests?.watch(state.step === 'asking' ? state.list.device : null);
  }

  protected override updated(): void {
    const {state} = this.flow;
    if (state.step === 'waiting') this.time.countDown(state.until);
    else this.time.sleep();
  }

  protected override card({body, hint, status, actions}: Screen): TemplateResult {
    const said = status && !status.text && !status.spoken && this.#requests?.said();
    return html`${body} ${status && statusLine(said ? {...status, spoken: said} : status, {hint})}
      <div class="actions">${actions}</div>
      ${this.flow.state.step === 'asking' ? this.#requests?.render() : nothing}`;
  }

  protected override view(shared: DeviceCodeShared): DeviceCodeView {
    const {passwordDigits: digits} = this;
    this.#field.setFormat({length: digits, alphabet: 'digits'});
    return {
      ...shared,
      field: this.#field,
      digits,
      submitPassword: () => this.#submitPassword(),
      cancel: this.canCancel ? this.onCancel : null,
      leave: this.onLeave,
    };
  }

  protected override handleLock(): void {
    this.flow.send({type: 'locked'});
  }

  protected override handleStep(state: DeviceCodeSchema['state'], previous: DeviceCodeSchema['state']): void {
    if (previous.step === 'looking' && this.isTyping()) this.flow.send({type: 'back'});
    if (state.step !== 'asking' && state.step !== 'unlocking') this.#field.clear();
    const code = this.#code;
    this.#code = null;
    if (code !== null && state.step === 'handed') this.fill(code, (refusal) => this.#handleRefusal(refusal));
  }

  /** Without it nothing is said of requests. */
  async #findRequests(): Promise<void> {
    if (this.#requestsAsked || !this.tellsRequests) return;
    this.#requestsAsked = true;
    const part = await OtpDeviceCode.loadRequestsBar().catch(() => null);
    this.#requests =
      part?.requestsBar({
        host: this,
        reach: () => [this.askedEndpoint, this.connection(), this.callOptions()],
        spoken: () => this.languages.spoken,
        now: () => this.time.now(),
        own: () => this.challenge?.id,
      }) ?? null;
    this.requestUpdate();
  }

  #tellWhetherItStands(): void {
    const {state} = this.flow;
    if (state.step === 'idle' || state.step === 'looking') return;
    const stands = standsForCode(state, this.canCancel);
    if (stands === this.#stands) return;
    this.#stands = stands;
    this.onAsking(stands);
  }

  /** The last digit sends, but not the last try before the list is destroyed. */
  #sendUnasked(): void {
    const {state} = this.flow;
    if (state.step === 'asking' && !isLastTry(state.problem)) this.#submitPassword();
  }

  #submitPassword(): void {
    if (!this.#field.isComplete) return;
    this.session.hold(this.#field.view.value);
    this.#field.clear();
    this.flow.send({type: 'unlock', by: 'password'});
  }

  /** The list may have been opened without the endpoint, so its time comes with what it refused. */
  #handleRefusal({at, usedUntil}: Refusal): void {
    this.time.observe(new Date(at).toISOString());
    this.flow.send({type: 'refused', at, usedUntil});
  }
}
