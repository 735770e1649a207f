import {html, nothing, type TemplateResult} from 'lit';
import {epoch, type SessionCovers} from '../../domain/contract.js';
import type {Language} from '../../domain/language.js';
import {Localizer, formatTime, type Overrides} from '../../i18n/language.js';
import {coveringMessages} from '../../i18n/messages/covering.js';
import {connectSessionGrants} from '../../wiring/session-grants.js';
import {calm, type Screen} from '../internal/screen.js';
import {isScannable} from './nested.js';
import type {OtpVerify} from './otp-verify.js';
import {lineBelow, type Asking, type Late, type VerifyView} from './screens.js';
import {usedUntil} from './timing.js';

export interface CoveringPart {
  readonly covering: typeof covering;
}

type Words = typeof coveringMessages;

const isOrder = ({purpose}: SessionCovers[number]): boolean => purpose === 'order';

/** Until when; null where more would be covered than the words say, or nothing. */
const offerOf = (offer: SessionCovers = []): string | null => (offer.every(isOrder) && offer[0]?.until) || null;

/** Nobody counts the seconds of it. */
const clock = (until: string, language: Language): string =>
  formatTime(epoch(until), language).replace(/(:\d\d):\d\d/, '$1');

/** Elements that do so already. */
const hosts = new WeakSet<OtpVerify>();

/** Offers to cover later orders of the session, and says when they are. Unasked nothing is covered. */
export function covering(late: Late): void {
  const {host, connect, spoken} = late;
  if (hosts.has(host)) return;
  hosts.add(host);
  const localizer = new Localizer(coveringMessages);
  /** The challenge beside which the customer has asked for it; the next one is asked about anew. */
  let wanted: string | null = null;
  const line = () => (host.mode === 'verify' ? connectSessionGrants(...connect()) : null);
  // Before what another device answers, which may stand in place of the field.
  late.screens[0] = (state, view, screen) => {
    const say = localizer.in(spoken(), host.messages as Overrides<Words>);
    if (state.step === 'verified') return covered(state.grant.sessionGrant, view, say, screen);
    const until = offerOf(state.challenge.sessionOffer);
    // What stands in place of the field says when there is one to type in.
    if (until === null || !line() || (usedUntil(state) ?? 0) > view.now) return screen;
    const {id} = state.challenge;
    return offering(state, view, screen, {
      label: say.sessionOptIn(clock(until, view.language)),
      hint: say.sessionOptInHint(),
      isTicked: wanted === id,
      tick: (ticked) => {
        wanted = ticked ? id : null;
        host.requestUpdate();
      },
    });
  };
  late.reach = (endpoint) => ({
    ...endpoint,
    answerChallenge: (challenge, code, options) =>
      (challenge === wanted ? line() : null)?.answerForSession(challenge, code, options) ??
      endpoint.answerChallenge(challenge, code, options),
  });
  host.requestUpdate();
}

/** For the ear in one sentence with how it went: for the eye that stands above. */
function covered(covers: SessionCovers | undefined, {language}: VerifyView, say: Words, screen: Screen): Screen {
  const until = covers?.find(isOrder)?.until;
  if (!until || !screen.status) return screen;
  const time = clock(until, language);
  return {
    ...screen,
    status: {...screen.status, spoken: say.sessionCovered(time)},
    aid: html`<p class="hint" aria-hidden="true" .style=${'margin-block-start:8px;font-weight:400'}>
      ${say.sessionOptIn(time)}
    </p>`,
  };
}

interface Offer {
  readonly label: string;
  readonly hint: string;
  readonly isTicked: boolean;
  readonly tick: (ticked: boolean) => void;
}

/** Who has ticked the box reads what it does not cover, where nothing else is said. */
function offering(state: Asking, view: VerifyView, screen: Screen, offer: Offer): Screen {
  const {text, spoken} = screen.status ?? {};
  const hasAid = screen.aid !== nothing || 'approval' in state.challenge || isScannable(state);
  return {
    ...screen,
    ...(offer.isTicked && !text && {status: {...calm(offer.hint), ...(spoken && {spoken})}}),
    sequel: lineBelow(view, box(offer, state.step === 'code', look(view.compact, hasAid))),
  };
}

/** As high as a finger needs, as low as a line of text: pixels above the line and below it. */
const target = (compact: boolean, hasAid: boolean): readonly [above: number, below: number] =>
  compact ? [hasAid ? 2 : 22, 0] : [hasAid ? 4 : 11, 11];

function look(compact: boolean, hasAid: boolean) {
  const [above, below] = target(compact, hasAid);
  const size = compact ? 1.3 : 1.6;
  return {
    label: `position:relative;display:flex;gap:8px;align-items:center;inline-size:fit-content;min-block-size:1.6923em;
      margin-block:-${above}px -${below}px;padding-block:${above}px ${below}px;font-size:var(--_small);font-weight:400;
      line-height:1.3`,
    box: `flex:none;inline-size:${size}em;block-size:${size}em;margin:0;font:inherit;accent-color:var(--_accent)`,
  };
}

const box = (
  {label, hint, isTicked, tick}: Offer,
  isOpen: boolean,
  style: ReturnType<typeof look>,
): TemplateResult => html`
  <label part="session" .style=${style.label}>
    <input
      type="checkbox"
      aria-describedby="covers-not"
      .style=${style.box}
      .checked=${isTicked}
      ?disabled=${!isOpen}
      @change=${({target: {checked}}: {readonly target: HTMLInputElement}) => tick(checked)}
    />
    <span>${label}</span>
  </label>
  <span class="unseen" id="covers-not">${hint}</span>
`;
