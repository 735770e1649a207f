import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {CodeFieldController} from '../../controllers/code-field.js';
import {runDeviceCodeCall} from '../../controllers/device-code-effects.js';
import {FlowController} from '../../controllers/flow-before.js';
import {Subscription} from '../../controllers/subscription.js';
import {deviceCode, initialDeviceCodeState} from '../../flows/device-code.js';
import type {
  DeviceCodeEffect,
  DeviceCodeEvent,
  DeviceCodeState,
  DeviceCodeStep,
} from '../../flows/device-code-state.js';
import {Speaker, type Overrides} from '../../i18n/language.js';
import {cardStyles} from '../../styles/card.js';
import {codeFieldStyles} from '../../styles/code-field.js';
import {deviceCodeStyles} from '../../styles/device-code.js';
import {tokens} from '../../styles/tokens.js';
import {loadVaultList} from '../../wiring/vault-list.js';
import {newIdempotencyKey} from '../../wiring/page.js';
import {DeviceElement} from '../internal/device-element.js';
import {isLastTry, passwordComplaint, passwordForm} from '../internal/password-form.js';
import {callback, integer, property, text, texts} from '../internal/properties.js';
import {ScreenFocus} from '../internal/screen-focus.js';
import {statusLine} from '../internal/status-line.js';
import {renderActions} from './actions.js';
import {deviceCodeTexts, statusOf, type DeviceCodeTexts} from './texts.js';
import type {DeviceCodeWishes, Fill, Refusal} from './view.js';

/** What stands in place of the field for the code. */
const standsForCode = new Set<DeviceCodeStep>(['asking', 'unlocking', 'waiting', 'making']);

/**
 * Part of `<otp-verify>` in a channel whose device makes codes: offers the code of this very device, opens the list
 * for it and hands it over, to `fill` and to nobody else. Where the list lacks the account it says what that means.
 * @internal
 */
export class OtpDeviceCode extends DeviceElement {
  static override styles = [tokens, cardStyles, codeFieldStyles, deviceCodeStyles];

  /** The device that holds the account, as the endpoint says. */
  @property({attribute: false, type: text}) device: string | null = null;
  @property({attribute: false, type: integer(4, 12)}) passwordDigits = 6;
  @property({attribute: false, type: texts}) messages: Overrides<DeviceCodeTexts> = {};
  /** Takes the code, and calls back if the endpoint wants another. */
  @property({attribute: false, type: callback}) fill: Fill = () => undefined;
  /** Hears whether something of this element stands in place of the field for the code. */
  @property({attribute: false, type: callback}) onAsking: (asking: boolean) => void = () => undefined;

  readonly #field = new CodeFieldController(this, {
    onComplete: () => this.#sendUnasked(),
    onEnter: () => this.#submitPassword(),
  });
  readonly #flow = new FlowController<DeviceCodeState, DeviceCodeEvent, DeviceCodeEffect>(this, {
    initial: initialDeviceCodeState,
    reduce: deviceCode,
    run: (effect) => this.#run(effect),
    onStep: (state, previous) => this.#handleStep(state, previous),
    newKey: newIdempotencyKey,
  });
  readonly #wishes: DeviceCodeWishes = {
    use: () => this.#flow.dispatch({type: 'use'}),
    submitPassword: () => this.#submitPassword(),
    unlockByPasskey: () => this.#flow.dispatch({type: 'unlock', by: 'passkey'}),
    back: () => this.#flow.dispatch({type: 'back'}),
  };
  readonly #speaker = new Speaker(deviceCodeTexts);

  constructor() {
    super();
    new ScreenFocus(this);
    new Subscription(this, async () => (await loadVaultList()).subscribe(() => this.#flow.dispatch({type: 'list-changed'})));
  }

  /** The view that is shown now. */
  get step(): DeviceCodeStep {
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
    const {state} = this.#flow;
    if (state.step === 'waiting' && state.until <= this.time.now()) this.#flow.dispatch({type: 'due'});
    const [account] = this.accounts;
    if (!this.isConnected || account === undefined) return this.#stop();
    const request = {account, device: this.device};
    if (this.takeUp(request)) this.#flow.dispatch({type: 'start', request});
  }

  protected override render(): TemplateResult | typeof nothing {
    const {state} = this.#flow;
    const say = this.#speaker.in(this.languages.language, this.messages);
    this.#field.setFormat({length: this.passwordDigits, alphabet: 'digits'});
    const complaint = passwordComplaint(this.#field.view, say, this.passwordDigits);
    const status = statusOf(state, complaint, say, this.time.now());
    return html`
      ${this.#renderPassword(state, say)}
      ${status.text || state.step === 'asking' ? statusLine(status, false) : nothing}
      <div class="actions">${renderActions({state, say, field: this.#field, wishes: this.#wishes})}</div>
    `;
  }

  protected override updated(): void {
    const {state} = this.#flow;
    if (state.step === 'waiting') this.time.countDown(state.until);
    else this.time.sleep();
  }

  protected override handleLock(): void {
    this.#flow.dispatch({type: 'locked'});
  }

  #renderPassword(state: DeviceCodeState, say: DeviceCodeTexts): TemplateResult | typeof nothing {
    if (state.step !== 'asking' && state.step !== 'unlocking') return nothing;
    return passwordForm({
      field: this.#field,
      digits: this.passwordDigits,
      label: say.password(),
      hint: say.unlockToUse(),
      purpose: 'current-password',
      invalid: state.step === 'asking' && state.problem !== null,
      busy: state.step === 'unlocking',
    });
  }

  /** The last digit sends, but not the last try before the list is destroyed. */
  #sendUnasked(): void {
    const {state} = this.#flow;
    if (state.step === 'asking' && !isLastTry(state.problem)) this.#submitPassword();
  }

  #submitPassword(): void {
    if (!this.#field.isComplete) return;
    this.session.hold(this.#field.view.value);
    this.#field.clear();
    this.#flow.dispatch({type: 'unlock', by: 'password'});
  }

  #stop(): void {
    this.forgetAsked();
    this.#field.clear();
    this.#flow.dispatch({type: 'stop'});
  }

  #run(effect: DeviceCodeEffect): void {
    switch (effect.type) {
      case 'abort':
        return this.#flow.abort();
      case 'lock':
        this.session.forgetPassword();
        return this.session.lock();
      case 'tell-problem':
        return this.tellProblem(effect.problem);
      case 'read-list':
      case 'unlock':
      case 'make':
        return runDeviceCodeCall(effect, {
          flow: this.#flow,
          session: this.session,
          loadList: loadVaultList,
          fill: (code) => this.fill(code, (refusal) => this.#handleRefusal(refusal)),
        });
    }
  }

  /** The list may have been opened without the endpoint, so its time comes with what it refused. */
  #handleRefusal({at, usedUntil}: Refusal): void {
    this.time.observe(new Date(at).toISOString());
    this.#flow.dispatch({type: 'refused', at, usedUntil});
  }

  #handleStep(state: DeviceCodeState, previous: DeviceCodeState): void {
    if (state.step !== 'asking' && state.step !== 'unlocking') this.#field.clear();
    const [asks, asked] = [state, previous].map(({step}) => standsForCode.has(step));
    if (asks !== asked) this.onAsking(asks === true);
  }
}
