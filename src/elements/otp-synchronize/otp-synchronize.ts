import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {FlowController} from '../../controllers/flow.js';
import {PageLifeController} from '../../controllers/page-life.js';
import {runSynchronizeCall, type SynchronizeCall} from '../../controllers/synchronize-effects.js';
import type {Grant} from '../../domain/contract.js';
import {OtpDismissedEvent, OtpStepEvent, OtpSynchronizedEvent} from '../../events.js';
import {initialSynchronizeState, synchronize} from '../../flows/synchronize.js';
import type {
  SynchronizeEffect,
  SynchronizeEvent,
  SynchronizeState,
  SynchronizeStep,
} from '../../flows/synchronize-state.js';
import {Speaker, type Overrides} from '../../i18n/language.js';
import {cardStyles} from '../../styles/card.js';
import {nestedStyles} from '../../styles/nested.js';
import {noticeStyles} from '../../styles/notice.js';
import {tokens} from '../../styles/tokens.js';
import {connectMethodsEndpoint} from '../../wiring/methods.js';
import {newIdempotencyKey} from '../../wiring/page.js';
import {KbOtpElement} from '../internal/kb-otp-element.js';
import {renderProof} from '../internal/proof.js';
import {property, texts} from '../internal/properties.js';
import {pageWishes} from '../internal/remedy.js';
import {ScreenFocus} from '../internal/screen-focus.js';
import {statusLine} from '../internal/status-line.js';
import {renderActions} from './actions.js';
import {hasLapsed, statusOf, synchronizeTexts, type SynchronizeTexts} from './texts.js';
import type {SynchronizeWishes} from './view.js';

/**
 * The synchronise view of `<otp-enroll>` in the derivatives channels: what it does, the proof by the method that the
 * derivatives trading account has, done. Whoever declines trades on as before.
 * @internal
 */
export class OtpSynchronize extends KbOtpElement {
  static override styles = [tokens, cardStyles, nestedStyles, noticeStyles];

  @property({attribute: false, type: texts}) messages: Overrides<SynchronizeTexts> = {};

  readonly #flow = new FlowController<SynchronizeState, SynchronizeEvent, SynchronizeEffect>(this, {
    initial: initialSynchronizeState,
    reduce: synchronize,
    run: (effect) => this.#run(effect),
    onStep: (state, previous) => void this.dispatchEvent(new OtpStepEvent(state.step, previous.step)),
    newKey: newIdempotencyKey,
  });
  readonly #wishes: SynchronizeWishes = {
    proceed: () => this.#flow.dispatch({type: 'proceed'}),
    retry: () => this.#flow.dispatch({type: 'retry'}),
    dismiss: () => this.#flow.dispatch({type: 'decline'}),
    ...pageWishes(this),
  };
  readonly #focus = new ScreenFocus(this);
  readonly #speaker = new Speaker(synchronizeTexts);

  constructor() {
    super();
    new PageLifeController(this, {onOnline: () => this.#handleOnline(), onRestored: () => this.#restart()});
  }

  /** The screen that is shown now. */
  get step(): SynchronizeStep {
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
    const [account] = this.accounts;
    if (!this.isConnected || account === undefined) return this.#stop();
    const request = {account, channel: this.channel};
    if (this.takeUp(request)) this.#flow.dispatch({type: 'start', request});
    else if (this.failedForToken(this.#flow.state)) this.#wishes.retry();
  }

  /** The countdown before another try is the only thing on these screens that moves. */
  protected override updated(): void {
    const {state} = this.#flow;
    this.time.countDown(state.step === 'failed' ? (state.problem.retryAt ?? 0) : 0);
  }

  protected override render(): TemplateResult {
    const {state} = this.#flow;
    const say = this.#speaker.in(this.languages.language, this.messages);
    const status = statusOf(state, say);
    const screen = this.#renderScreen(state, say);
    const actions = renderActions({state, say, now: this.time.now(), wishes: this.#wishes});
    return html`
      <section class="card" part="card" aria-label=${say.synchronizeTitle()} aria-busy=${status.tone === 'busy'}>
        ${screen} ${state.step === 'proving' ? nothing : statusLine(status, screen === nothing)}
        <div class="actions" part="actions">${actions}</div>
      </section>
    `;
  }

  #renderScreen(state: SynchronizeState, say: SynchronizeTexts): TemplateResult | typeof nothing {
    const heading = html`<h2 class="heading" part="heading">${say.synchronizeTitle()}</h2>`;
    if (state.step === 'proving') {
      const {account} = state.request;
      const [onProved, onLeft] = [this.#handleProved, this.#handleProofLeft];
      return html`${heading} ${renderProof(this, {purpose: 'synchronize', account, onProved, onLeft})}`;
    }
    if (state.step !== 'explaining') return nothing;
    const {status} = state;
    const method = status.methods[0]?.label[this.languages.language];
    return html`
      ${heading}
      <p class="account" part="account"><bdi>${say.account(status.accountLabel)}</bdi></p>
      ${hasLapsed(status) ? html`<p class="notice" part="notice">${say.synchronizeLapsed()}</p>` : nothing}
      <p>${say.synchronizeExplain()}</p>
      ${method ? html`<p>${say.synchronizeNow(method)}</p>` : nothing}
      <p class="hint">${say.synchronizeNoObstacle()}</p>
    `;
  }

  readonly #handleProved = (grant: Grant): void => {
    this.#focus.note();
    this.#flow.dispatch({type: 'proved', grant});
  };

  readonly #handleProofLeft = (): void => {
    this.#focus.note();
    this.#flow.dispatch({type: 'back'});
  };

  #run(effect: SynchronizeEffect): void {
    switch (effect.type) {
      case 'abort':
        return this.#flow.abort();
      case 'tell-synchronized':
        return void this.dispatchEvent(new OtpSynchronizedEvent(effect.account));
      case 'tell-problem':
        return this.tellProblem(effect.problem);
      case 'tell-dismissed':
        return void this.dispatchEvent(new OtpDismissedEvent());
      case 'load':
      case 'synchronize':
        return this.#call(effect);
    }
  }

  #call(effect: SynchronizeCall): void {
    runSynchronizeCall(effect, {
      flow: this.#flow,
      endpoint: this.connectEndpoint(),
      methods: connectMethodsEndpoint(this.askedEndpoint, this.connection()),
      onServerTime: (at) => this.time.observe(at),
    });
  }

  #stop(): void {
    this.forgetAsked();
    this.#flow.dispatch({type: 'stop'});
  }

  #restart(): void {
    this.forgetAsked();
    this.requestUpdate();
  }

  #handleOnline(): void {
    const {state} = this.#flow;
    if (state.step === 'outcome-unknown' || (state.step === 'failed' && state.problem.code === 'offline'))
      this.#wishes.retry();
  }
}
