import {isServer, LitElement, type CSSResultGroup, type PropertyDeclaration, type PropertyValues} from 'lit';
import {LanguageController} from '../../controllers/language.js';
import {ServerClock} from '../../controllers/server-clock.js';
import {tellDeveloper} from '../../developer.js';
import {isChannelId, type ChannelId} from '../../domain/channels.js';
import type {Problem} from '../../domain/problems.js';
import {OtpErrorEvent, OtpSessionExpiredEvent} from '../../events.js';
import type {CallOptions, Endpoint} from '../../ports/endpoint.js';
import {connectEndpoint, resolveEndpoint, type Connection} from '../../wiring/endpoint.js';
import {clock, newIdempotencyKey, pageProblem} from '../../wiring/page.js';
import {tokens} from '../../styles/tokens.js';
import {adoptStylesOf} from './adopted-styles.js';
import {keepFocusFromPlainText} from './plain-taps.js';
import {callback, duration, endpoint, oneOf, property, text} from './properties.js';
import {watchTranslation, withoutTranslation} from './translation.js';

interface MayHaveFailed {
  readonly step: string;
  readonly problem?: Problem | null;
  readonly cause?: Problem;
}

/** Elements that render now. No field of theirs: Lit asks for an update before an element has its fields. */
const rendering = new WeakSet<KbOtpElement>();

/**
 * What every KB-OTP element has: an endpoint, an account on a channel, a language, the endpoint's time.
 *
 * @attr {string} lang - `vi` or `en`; otherwise the nearest ancestor's language, then Vietnamese.
 *
 * @cssprop [--kb-otp-accent=#ffbc00] - Main action and focus.
 * @cssprop [--kb-otp-on-accent=#2b2417] - Text on the accent.
 * @cssprop [--kb-otp-surface=light-dark(#ffffff, #1b1915)] - Background.
 * @cssprop [--kb-otp-text=light-dark(#1f1b14, #f2eee6)] - Text.
 * @cssprop [--kb-otp-muted=light-dark(#655e50, #b3ab9b)] - Quiet text.
 * @cssprop [--kb-otp-outline=light-dark(#8b8373, #857d6f)] - Border of the field, tear line, empty places.
 * @cssprop [--kb-otp-danger=light-dark(#b3261e, #ffb4ab)] - Errors, and the last seconds.
 * @cssprop [--kb-otp-danger-fill=light-dark(#b3261e, #c8423a)] - The button that can't be undone; its text is white.
 * @cssprop [--kb-otp-success=light-dark(#1b6e3c, #7fd8a0)] - Success.
 * @cssprop [--kb-otp-radius=12px] - Corner radius of field, button and note; the card has 4 px more.
 * @cssprop [--kb-otp-space=16px] - The space that all others are parts of.
 * @cssprop [--kb-otp-font=inherit] - Font of texts (`font` shorthand).
 * @cssprop [--kb-otp-code-font=system-ui] - Font family of the digits.
 * @cssprop [--kb-otp-shadow=none] - Shadow of the card.
 * @cssprop [--kb-otp-motion=160ms] - Length of transitions.
 */
export abstract class KbOtpElement extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {...LitElement.shadowRootOptions, delegatesFocus: true};
  static override styles: CSSResultGroup = tokens;

  protected readonly languages = new LanguageController(this);
  protected readonly time = new ServerClock(this, clock, () => this.handleLeap());

  /** Base URL of the auth endpoint; as a property also an object that implements the `Endpoint` interface. */
  @property({type: endpoint}) endpoint: string | Endpoint = '';

  /** Account number; several, separated by spaces or commas, let the customer choose. */
  @property({type: text}) account = '';

  /** The channel of this page, such as `kb-trade`. */
  @property({type: text}) channel: ChannelId = '';

  /** `compact` for tight order tickets. */
  @property({type: oneOf('compact'), reflect: true}) density: 'compact' | null = null;

  /** Milliseconds after which a call to the endpoint is given up. */
  @property({type: duration}) timeout = 10_000;

  /** Whether cookies go to the endpoint, as in `fetch`. */
  @property({type: oneOf('same-origin', 'include', 'omit')}) credentials: RequestCredentials = 'same-origin';

  /**
   * Gives the host's session token, where it does not travel as a cookie. Called with `true` after the endpoint
   * refused the last one.
   */
  @property({attribute: false, type: callback})
  getSessionToken: ((renew: boolean) => Promise<string>) | null = null;

  /** Whether there was a token function when a call last wanted one. */
  #hadToken = true;
  /** Undefined until it is asked for after a change: elements render far oftener than that, with every key. */
  #configProblem: Problem | null | undefined;

  constructor() {
    super();
    keepFocusFromPlainText(this);
  }

  /** A new place may mean another language, and timers that slept have to be set again. */
  override connectedCallback(): void {
    if (isServer) return;
    super.connectedCallback();
    this.requestUpdate();
  }

  /** Style sheets don't go with an element into another document, nor come back with it. */
  adoptedCallback(): void {
    if (this.shadowRoot) adoptStylesOf(this, this.shadowRoot);
  }

  /**
   * What a server has drawn gives way to the element's first screen, in the same frame: that screen is in the page's
   * language, styled where the policy forbids inline styles, and right whatever version the server has.
   */
  protected override createRenderRoot(): ShadowRoot {
    const {shadowRootOptions} = this.constructor as typeof KbOtpElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    root.replaceChildren();
    adoptStylesOf(this, root);
    watchTranslation(root);
    return root;
  }

  /** What goes away in a render says so once more by `blur`, but the render that takes it away shows that already. */
  override requestUpdate(name?: PropertyKey, old?: unknown, options?: PropertyDeclaration): void {
    if (name !== undefined || !rendering.has(this)) super.requestUpdate(name, old, options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.size > 0) this.#configProblem = undefined;
  }

  protected override update(changed: PropertyValues<this>): void {
    const translateAgain = withoutTranslation(this.renderRoot);
    rendering.add(this);
    try {
      super.update(changed);
    } finally {
      rendering.delete(this);
      translateAgain();
    }
  }

  protected get accounts(): readonly string[] {
    return this.account.split(/[\s,;]+/).filter(Boolean);
  }

  /** The endpoint that was asked: what it began is for no other to hear of, though another be set by now. */
  protected abstract get askedEndpoint(): string | Endpoint;

  protected connectEndpoint(): Endpoint {
    return connectEndpoint(this.askedEndpoint, this.connection());
  }

  /** How calls to the endpoint are made. The token function may come while a call is under way. */
  protected connection(): Connection {
    const {credentials, timeout, time} = this;
    const getSessionToken = async (renew: boolean) => {
      const {getSessionToken: ask} = this;
      this.#hadToken = ask !== null;
      return ask ? ask(renew) : null;
    };
    return {credentials, timeout, getSessionToken, clock: time, onServerTime: (at) => time.observe(at)};
  }

  /** Whether a flow failed for want of the token function that is here now. */
  protected failedForToken(state: MayHaveFailed): boolean {
    const {step, problem = state.cause} = state;
    const isOver = step === 'failed' || step === 'outcome-unknown';
    return isOver && problem?.code === 'session_expired' && !this.#hadToken && this.getSessionToken !== null;
  }

  /** What keeps the element from starting at all, or null. */
  protected get configProblem(): Problem | null {
    if (this.#configProblem === undefined) this.#configProblem = this.findConfigProblem();
    return this.#configProblem;
  }

  /** An element without an account waits for one. */
  protected findConfigProblem(): Problem | null {
    if (this.accounts.length === 0) return pageProblem();
    if (!isChannelId(this.channel))
      return {code: 'unsupported_channel', hint: `\`channel\` is "${this.channel}", which is the id of none`};
    const resolved = resolveEndpoint(this.endpoint);
    return resolved.ok ? null : resolved.problem;
  }

  /** The device's clock was set, or the machine has slept. What hangs on the endpoint's time hears it anew. */
  protected handleLeap(): void {
    if (this.time.isTold) void this.#askTime();
  }

  /** Every answer carries the time, and this one changes nothing. */
  async #askTime(): Promise<void> {
    const [account] = this.accounts;
    if (account === undefined) return;
    const request = {account, channel: this.channel, purpose: 'login'} as const;
    await this.connectEndpoint().getAuthentication(request, this.callOptions());
  }

  /** Options for a call that is no attempt of a flow. */
  protected callOptions(): CallOptions {
    return {signal: new AbortController().signal, idempotencyKey: newIdempotencyKey()};
  }

  /** What went wrong, for the host page; the customer reads it on the screen. */
  protected tellProblem(problem: Problem): void {
    tellDeveloper({type: 'problem', element: this, problem});
    this.dispatchEvent(new OtpErrorEvent(problem));
    if (problem.code === 'session_expired') this.dispatchEvent(new OtpSessionExpiredEvent());
  }
}
