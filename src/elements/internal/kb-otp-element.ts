import {adoptStyles, isServer, LitElement, type CSSResultGroup} from 'lit';
import {property} from 'lit/decorators.js';
import {LanguageController} from '../../controllers/language.js';
import {ServerClock} from '../../controllers/server-clock.js';
import {findChannel} from '../../domain/channels.js';
import type {Problem, Result} from '../../domain/problems.js';
import {OtpErrorEvent, OtpSessionExpiredEvent} from '../../events.js';
import type {Endpoint} from '../../ports/endpoint.js';
import {clock, connectEndpoint, type Connection} from '../../wiring.js';
import {tokens} from '../../styles/tokens.js';

/**
 * What every KB-OTP element has: an endpoint, an account on a channel, a language, the endpoint's time.
 *
 * @attr {string} lang - `vi` or `en`; otherwise the nearest ancestor's language, then Vietnamese.
 * @attr {string} density - `compact` for tight order tickets.
 *
 * @cssprop [--kb-otp-accent=#ffbc00] - Main action and focus.
 * @cssprop [--kb-otp-on-accent=#2b2417] - Text on the accent.
 * @cssprop [--kb-otp-surface=Canvas] - Background.
 * @cssprop [--kb-otp-text=CanvasText] - Text.
 * @cssprop [--kb-otp-muted] - Quiet text; made from text and surface unless set.
 * @cssprop [--kb-otp-outline] - Borders of the field and of choices.
 * @cssprop [--kb-otp-danger] - Errors.
 * @cssprop [--kb-otp-success] - Success.
 * @cssprop [--kb-otp-radius=10px] - Corner radius.
 * @cssprop [--kb-otp-space=16px] - Padding.
 * @cssprop [--kb-otp-font=inherit] - Font of texts (`font` shorthand).
 * @cssprop [--kb-otp-code-font] - Font family of the digits.
 * @cssprop [--kb-otp-shadow=none] - Shadow of the card.
 * @cssprop [--kb-otp-motion=160ms] - Length of transitions.
 */
export abstract class KbOtpElement extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {...LitElement.shadowRootOptions, delegatesFocus: true};
  static override styles: CSSResultGroup = tokens;

  protected readonly languages = new LanguageController(this);
  protected readonly time = new ServerClock(this, clock);

  /** Base URL of the auth endpoint; as a property also an object that implements the `Endpoint` interface. */
  @property() endpoint: string | Endpoint = '';

  /** Account number; several, separated by spaces, let the customer choose. */
  @property() account = '';

  /** The channel of this page, such as `kb-trade`. */
  @property() channel = '';

  /** Milliseconds after which a call to the endpoint is given up. */
  @property({type: Number}) timeout = 10_000;

  /** Whether cookies go to the endpoint, as in `fetch`. */
  @property() credentials: RequestCredentials = 'same-origin';

  /**
   * Gives the host's session token, where it does not travel as a cookie. Called with `true` after the endpoint
   * refused the last one.
   */
  @property({attribute: false}) getSessionToken: ((renew: boolean) => Promise<string>) | null = null;

  /** A new place may mean another language, and timers that slept have to be set again. */
  override connectedCallback(): void {
    if (isServer) return;
    super.connectedCallback();
    this.requestUpdate();
  }

  /**
   * What a server has drawn gives way to the element's first screen, in the same frame: that screen is in the page's
   * language, styled where the policy forbids inline styles, and right whatever version the server has.
   */
  protected override createRenderRoot(): ShadowRoot {
    const {elementStyles, shadowRootOptions} = this.constructor as typeof KbOtpElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    root.replaceChildren();
    adoptStyles(root, elementStyles);
    return root;
  }

  protected get accounts(): readonly string[] {
    return this.account.split(/\s+/).filter(Boolean);
  }

  protected connectEndpoint(): Result<Endpoint> {
    return connectEndpoint(this.endpoint, this.connection());
  }

  /** How calls to the endpoint are made. */
  protected connection(): Connection {
    const {credentials, timeout, getSessionToken, time} = this;
    return {credentials, timeout, getSessionToken, clock: time, onServerTime: (at) => time.observe(at)};
  }

  /** What keeps the element from starting at all, or null. An element without an account waits for one. */
  protected obstacle(): Problem | null {
    if (this.accounts.length === 0) return null;
    if (!findChannel(this.channel))
      return {code: 'unsupported_channel', hint: `\`channel\` is "${this.channel}", which KB-OTP does not know`};
    const connected = this.connectEndpoint();
    return connected.ok ? null : connected.problem;
  }

  /** What went wrong, for the host page; the customer reads it on the screen. */
  protected tellProblem(problem: Problem): void {
    this.warn(problem);
    this.dispatchEvent(new OtpErrorEvent(problem));
    if (problem.code === 'session_expired') this.dispatchEvent(new OtpSessionExpiredEvent());
  }

  /** Tells the host page's developer what only he can mend. */
  protected warn({code, hint}: Problem): void {
    if (hint) console.warn(`<${this.localName}> ${code}: ${hint}`);
  }
}
