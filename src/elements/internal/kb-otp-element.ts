import {LitElement, type CSSResultGroup} from 'lit';
import {property} from 'lit/decorators.js';
import {LanguageController} from '../../controllers/language.js';
import {ServerClock} from '../../controllers/server-clock.js';
import {findChannel} from '../../domain/channels.js';
import type {Problem, Result} from '../../domain/problems.js';
import {OtpErrorEvent, OtpSessionExpiredEvent} from '../../events.js';
import type {Endpoint} from '../../ports/endpoint.js';
import {clock, connectEndpoint, type Connection} from '../../wiring.js';
import {tokens} from '../../styles/tokens.js';
import {keepFocusFromPlainText} from './plain-taps.js';

/** What every KB-OTP element has: an endpoint, an account on a channel, a language, the endpoint's time. */
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

  constructor() {
    super();
    keepFocusFromPlainText(this);
  }

  /** A new place may mean another language, and timers that slept have to be set again. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
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
