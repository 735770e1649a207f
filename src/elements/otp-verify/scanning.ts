import {html, nothing, type TemplateResult} from 'lit';
import {LivePicture, type AskPicture, type Shown} from '../../controllers/live-picture.js';
import {epoch} from '../../domain/contract.js';
import type {Problem} from '../../domain/problems.js';
import {Localizer, type Overrides} from '../../i18n/language.js';
import {scanningMessages} from '../../i18n/messages/scanning.js';
import {clock, newIdempotencyKey} from '../../wiring/page.js';
import {connectScanPictures} from '../../wiring/scan-pictures.js';
import {quiet} from '../internal/buttons.js';
import type {QrCode} from '../internal/qr-code.js';
import {silent, type Screen} from '../internal/screen.js';
import type {Status} from '../internal/status-line.js';
import {isScannable} from './nested.js';
import type {OtpVerify} from './otp-verify.js';
import {hintOf, type Asking, type Late, type VerifyView} from './screens.js';

export interface ScanningPart {
  readonly scanning: typeof scanning;
}

type Words = typeof scanningMessages;

/** After these no question brings a picture of that challenge. */
const hopeless: ReadonlySet<Problem['code']> = new Set(['not_found', 'challenge_not_found', 'refused']);

/** Elements that do so already. */
const hosts = new WeakSet<OtpVerify>();

/**
 * Offers what is asked as a QR code to the device that makes the code, which may have no network; the field stays for
 * the digits that it shows then. What the picture says is for that device alone: it is drawn, and kept nowhere.
 */
export function scanning(late: Late): void {
  const {host, connect, spoken} = late;
  if (hosts.has(host)) return;
  hosts.add(host);
  const localizer = new Localizer(scanningMessages);
  const line = () => connectScanPictures(...connect());
  /** The challenge that the endpoint has no picture of. */
  let lacking: string | null = null;
  /** Modules of a side; before the first one, as many as an order's mostly has. */
  let side = 93;
  const ask: AskPicture<QrCode> = async (challenge, signal) => {
    try {
      const options = {signal, idempotencyKey: newIdempotencyKey()};
      const [{qrCode}, answer] = await Promise.all([
        import('../internal/qr-code.js'),
        line()?.getScanPicture(challenge, options),
      ]);
      if (answer?.ok !== true) {
        if (!signal.aborted && answer && hopeless.has(answer.problem.code)) lacking = challenge;
        return null;
      }
      const {text, renewAt, expiresAt} = answer.value;
      const drawn = qrCode(text, 'low');
      side = drawn.modules;
      return {drawn, renewAt: epoch(renewAt), expiresAt: epoch(expiresAt)};
    } catch {
      return null;
    }
  };
  const live = new LivePicture<QrCode>(host, clock, ask);
  late.screens[1] = (state, view, screen) => {
    if (state.step === 'verified' || !isScannable(state) || state.challenge.id === lacking || !line()) return screen;
    const {id} = state.challenge;
    const say = localizer.in(spoken(), host.messages as Overrides<Words>);
    const shown = live.shownFor(id, view.now);
    const isOpen = shown.is !== 'closed';
    const turn = () => {
      // No lower than what it gives way to; the element's own, which holds it for its own screens.
      if (view.compact) host['height'].hold();
      if (isOpen) live.close();
      else live.open(id);
      void host.updateComplete.then(() => refill(host, view.field.view.value));
    };
    const panel = isOpen ? panelOf(shown, view, {say, side, again: () => live.open(id)}) : nothing;
    const toggle = quiet(isOpen ? say.qrHide() : say.qrShow(), turn, !isOpen && state.step !== 'code');
    const hint = hintIn(state, say);
    const status = spokenBeside(screen.status ?? silent, hint, shown.is === 'failed' && say.qrFailed());
    if (isOpen && view.compact) return inPlace(panel, toggle, say.qrHintShort(), status);
    return {
      ...screen,
      hint: hintOf(state, view, view.compact ? say.qrHintShort() : hint),
      aid: html`${toggle}${panel}`,
      ...(isOpen && {status, stays: true}),
    };
  };
  host.requestUpdate();
}

function hintIn({challenge}: Asking, say: Words): string {
  const source = 'source' in challenge ? challenge.source : undefined;
  return source ? say.qrHint(source) : say.qrHintAnyPhone();
}

/** One that is open says once what it is for, whatever follows it, and what is wrong with it. */
function spokenBeside(status: Status, hint: string, failure: string | false): Status {
  const {text, spoken = text} = status;
  const said = [spoken || (!failure && hint), failure].filter(Boolean).join(' ');
  return said === text ? status : {...status, spoken: said};
}

/** A field that comes back is a new one: what was typed is put into it. */
function refill({renderRoot}: OtpVerify, typed: string): void {
  const input = renderRoot.querySelector<HTMLInputElement>('#code');
  if (input && input.value !== typed) input.value = typed;
}

interface Around {
  readonly say: Words;
  /** Modules. */
  readonly side: number;
  readonly again: () => void;
}

/** CSS pixels that a picture may take where it has the width of a card. */
const WIDEST = 330;

/**
 * As many whole pixels a module as there is room for, for a camera counts them: two on the narrowest card. A ticket
 * gives it two: with that an order's is as high as the ticket is.
 */
function sizeOf(side: number, compact: boolean): string {
  if (compact) return `flex:none;margin:-6px 0;inline-size:${2 * side}px`;
  const most = Math.max(2, Math.floor(WIDEST / side)) * side;
  // Where nothing rounds, the second is none.
  return `margin:16px auto 4px;inline-size:min(${most}px,100%);inline-size:min(${most}px,round(down,100%,${side}px))`;
}

/** A page that turns itself dark is not to turn this. */
const PICTURE = 'grid-area:1/1;inline-size:100%;color-scheme:only light';

/** The picture, its place, or why there is none. */
function panelOf(shown: Shown<QrCode>, {say: shared, compact}: VerifyView, {say, side, again}: Around): TemplateResult {
  const isFailed = shown.is === 'failed';
  const isThere = shown.is === 'picture';
  const place = isThere ? '' : 'background:var(--_sunken);';
  return html`<div .style=${`${place}display:grid;aspect-ratio:1;${sizeOf(side, compact)}`}>
    ${isThere ? shown.drawn.draw(say.qrName(), PICTURE) : nothing}
    <div .style=${'grid-area:1/1;place-self:end center;padding:8px;text-align:center'}>
      ${
        isFailed
          ? html`<p class="danger">${say.qrFailed()}</p>
              ${quiet(shared.retry(), again)}`
          : nothing
      }
    </div>
  </div>`;
}

/**
 * An order ticket moves nothing on the page: the picture has the place of what is asked, as long as it is shown. The
 * focus, which goes to what is said, has its way back next.
 */
const inPlace = (panel: unknown, toggle: TemplateResult, hint: string, {text, spoken = text}: Status): Screen => ({
  body: html``,
  status: {...silent, spoken},
  sequel: html`<div
    .style=${'display:flex;flex-wrap:wrap;gap:0 10px;align-items:start;font-size:var(--_small);line-height:1.3'}
  >
    ${panel}
    <div .style=${'flex:1 1 4em'}>
      <p class="hint">${hint}</p>
      ${toggle}
    </div>
  </div>`,
  stays: true,
});
