import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {CodeFieldController} from '../../controllers/code-field.js';
import {runDeviceCodeCall} from '../../controllers/device-code-effects.js';
import {FlowController} from '../../controllers/flow.js';
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
import {newIdempotencyKey} from '../../wiring.js';
import {DeviceElement} from '../internal/device-element.js';
import {isLastTry, passwordForm} from '../internal/password-form.js';
import {ScreenFocus} from '../internal/screen-focus.js';
import {statusLine} from '../internal/status-line.js';
import {renderActions} from './actions.js';
import {deviceCodeTexts, statusOf, type DeviceCodeTexts} from './texts.js';
import type {DeviceCodeWishes} from './view.js';

/**
 * Part of `<otp-verify>` in a channel whose device makes codes: offers the code of this very device, opens the list
 * for it and hands it over, to `fill` and to nobody else. Where the list lacks the account it says what that means.
 * @internal
 */
export class OtpDeviceCode extends DeviceElement {
  static override styles = [tokens, cardStyles, codeFieldStyles, deviceCodeStyles];

  /** The device that holds the account, as the endpoint says. */
  @property({attribute: false}) device: string | null = null;
  @property({attribute: false}) passwordDigits = 6;
  @property({attribute: false}) messages: Overrides<DeviceCodeTexts> = {};
  /** Takes the code. */
  @property({attribute: false}) fill: (code: string) => void = () => undefined;
  /** Hears whether the password is being asked for, in place of the code. */
  @property({attribute: false}) onAsking: (asking: boolean) => void = () => undefined;

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
  #requested = '';
  #unwatch: (() => void) | null = null;

  constructor() {
    super();
    new ScreenFocus(this);
  }

  /** The view that is shown now. */
  get step(): DeviceCodeStep {
    return this.#flow.state.step;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void loadVaultList().then(
      (list) => {
        const unwatch = list.subscribe(() => this.#flow.dispatch({type: 'list-changed'}));
        this.#unwatch?.();
        this.#unwatch = unwatch;
        if (!this.isConnected) unwatch();
      },
      // Reading the list says what is wrong; there is no more to hear about it here.
      () => undefined,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#requested = '';
      this.#field.clear();
      this.#flow.dispatch({type: 'stop'});
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const [account] = this.accounts;
    const requested = JSON.stringify([account, this.device]);
    if (!this.isConnected || account === undefined || requested === this.#requested) return;
    this.#requested = requested;
    this.#flow.dispatch({type: 'start', request: {account, device: this.device}});
  }

  protected override render(): TemplateResult | typeof nothing {
    const {state} = this.#flow;
    const say = this.#speaker.in(this.languages.language, this.messages);
    const status = statusOf(state, this.#field.view.refused, say);
    return html`
      ${this.#renderPassword(state, say)}
      ${status.text || state.step === 'asking' ? statusLine(status, false) : nothing}
      <div class="actions">${renderActions({state, say, field: this.#field, wishes: this.#wishes})}</div>
    `;
  }

  /** The list was locked by itself, in the middle of an unlock: that ends by itself too. */
  protected override handleLock(): void {
    this.requestUpdate();
  }

  #renderPassword(state: DeviceCodeState, say: DeviceCodeTexts): TemplateResult | typeof nothing {
    if (state.step !== 'asking' && state.step !== 'unlocking') return nothing;
    return passwordForm({
      field: this.#field,
      digits: this.passwordDigits,
      label: say.password(),
      hint: say.unlockToUse(),
      purpose: 'current-password',
      invalid: this.#field.view.refused || (state.step === 'asking' && state.problem !== null),
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
        return runDeviceCodeCall(effect, {
          flow: this.#flow,
          session: this.session,
          loadList: loadVaultList,
          fill: this.fill,
        });
    }
  }

  #handleStep(state: DeviceCodeState, previous: DeviceCodeState): void {
    const [asks, asked] = [state, previous].map(({step}) => step === 'asking' || step === 'unlocking');
    if (!asks) this.#field.clear();
    if (asks !== asked) this.onAsking(asks === true);
  }
}
