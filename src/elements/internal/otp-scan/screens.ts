import {html, nothing} from 'lit';
import type {ScannedRequest, RefusedScan} from '../../../domain/scan.js';
import type {MadeCode} from '../../../domain/next-code.js';
import {REVIEW} from '../../../flows/scan.js';
import type {ScanEffect, ScanEvent, ScanState} from '../../../flows/scan-state.js';
import {formatWait, unbroken} from '../../../i18n/language.js';
import {describeCameraProblem} from '../../../i18n/messages/scan.js';
import {leave, primary, quiet, retryAfter} from '../buttons.js';
import {irrevocable, wayBack} from '../destructive.js';
import {receipt, type Read} from '../otp-requests/lines.js';
import {describe, ends} from '../otp-requests/screens.js';
import {busy, calm, danger, heading, silent, type Part, type Screen, type Screens, type View} from '../screen.js';
import type {Status} from '../status-line.js';
import {timeRing} from '../time-ring.js';
import type {ScanTexts} from './texts.js';

export type ScanShared = View<ScanTexts, ScanEvent>;

export interface ScanView extends ScanShared {
  /** What the camera sees; null while it is off. */
  readonly seen: HTMLElement | null;
  /** As the customer knows an account of this device. */
  readonly labelOf: (account: string) => string;
  readonly isOnline: boolean;
  readonly approve: () => void;
  /** What can be typed now. */
  readonly digits: MadeCode | null;
  readonly copy: () => void;
  /** Whether that was done; null before it was asked for. */
  readonly isCopied: boolean | null;
}

export interface ScanSchema {
  readonly state: ScanState;
  readonly event: ScanEvent;
  readonly effect: ScanEffect;
  readonly texts: ScanTexts;
  readonly view: ScanView;
}

type At<Step extends ScanState['step']> = Extract<ScanState, {readonly step: Step}>;
type WithRequest = Extract<ScanState, {readonly until: number}>;

/** What the customer sees, reads and can do in each state. */
export const scanScreens: Screens<ScanState, ScanView> = {
  idle: () => ({}),
  offered: (_, {say, send}) => ({actions: quiet(say.scan(), () => send({type: 'scan'}))}),
  starting: ({refused}, view) => aiming(refused, busy(view.say.scanStarting()), view),
  looking: ({refused}, view) => aiming(refused, calm(view.say.scanHint()), view),
  blind: ({why}, view) => ({
    status: danger(describeCameraProblem(why, view.say)),
    actions: html`${
      why === 'none' ? nothing : primary(view.say.retry(), () => view.send({type: 'scan'}))
    }${back(view)}`,
  }),
  reviewing: (state, view) => {
    const {say, send, isOnline} = view;
    return {
      body: html`<div>${heading(isOnline ? say.requestTitle() : say.boundReview())}</div>
        ${read(state, view)}
        <div class="ask"><span></span>${time(state, view)}</div>`,
      hint: say.requestNumberHint(),
      status: state.problem ? danger(describe(state.problem, say)) : silent,
      actions: html`${approveOf(state, view)}
      ${isOnline ? wayBack(say.requestReject(), () => send({type: 'reject'})) : nothing} ${back(view)}`,
    };
  },
  answering: (state, view) => {
    const isShown = state.isSlow && !state.isLocked;
    return {
      body: html`${read(state, view)} ${isShown ? code(view) : nothing}`,
      status: busy(isShown ? view.say.scanSlow(channelOf(state)) : view.say.requestApproving()),
    };
  },
  code: (state, view) => ({
    body: html`${read(state, view)} ${code(view)}`,
    status: codeStatus(state, view),
    actions: html`${primary(view.say.done(), () => view.send({type: 'done'}))}
    ${state.isUnheard && view.isOnline ? quiet(view.say.retry(), view.approve) : nothing}`,
  }),
  'asking-reason': (state, view) => {
    const {say, send} = view;
    return {
      body: html`${read(state, view)} ${heading(say.requestWhy())}
        <p class="notice" part="notice">${say.requestNotMeWarning()}</p>`,
      status: state.problem ? danger(describe(state.problem, say)) : silent,
      actions: html`${irrevocable(say.requestNotMe(), () => send({type: 'give-reason', reason: 'not-me'}))}
      ${wayBack(say.requestChangedMind(), () => send({type: 'give-reason', reason: 'changed-mind'}))} ${back(view)}`,
    };
  },
  rejecting: (state, view) => ({body: read(state, view), status: busy(view.say.requestRejecting())}),
  ended: (state, view) => ({
    body: read(state, view),
    status: ends[state.end](view.say, channelOf(state)),
    actions: primary(view.say.done(), () => view.send({type: 'done'})),
  }),
};

const back = ({say, send}: ScanView): Part => leave(say.back(), () => send({type: 'back'}));

const channelOf = ({request}: {readonly request: ScannedRequest}): string => unbroken(request.channelName);

/** What the camera sees stays where it is while something else is said of it. */
const aiming = (refused: RefusedScan | null, status: Status, view: ScanView): Screen => ({
  body: html`${heading(view.say.scan())}
    <div class="finder" part="finder" aria-hidden="true">${view.seen ?? nothing}</div>`,
  status: refused ? danger(refusals[refused.kind](refused, view.say)) : status,
  actions: back(view),
});

const refusals: Readonly<Record<RefusedScan['kind'], (refused: RefusedScan, say: ScanTexts) => string>> = {
  foreign: (_, say) => say.scanForeign(),
  'other-account': (_, say) => say.scanOtherAccount(),
  expired: (refused, say) => say.scanExpired('channelName' in refused ? unbroken(refused.channelName) : ''),
};

/** Nothing of it, once the list has locked itself. */
function read({request, until, isLocked}: WithRequest, view: ScanView): Part {
  if (isLocked) return nothing;
  const {display, channelName, account} = request;
  const accountLabel = view.labelOf(account);
  const requestedAt = new Date(until - REVIEW).toISOString();
  return receipt({display, channelName, accountLabel, requestedAt} satisfies Read, view);
}

const time = ({until}: WithRequest, {say, now}: ScanView): Part => {
  const left = Math.min(REVIEW, Math.max(0, until - now));
  return html`<span class="time ring" part="time" aria-hidden="true" .style=${timeRing(left, REVIEW)}
    >${say.timeRemaining(formatWait(left))}</span
  >`;
};

/** Where the endpoint says so it waits for another try. */
function approveOf({problem}: At<'reviewing'>, view: ScanView): Part {
  const {say, now, approve, isOnline} = view;
  if (problem !== null && (problem.retryAt ?? 0) > now) return retryAfter(problem, view, approve);
  return primary(isOnline ? say.requestApprove() : say.boundCreate(), approve);
}

/** A code of this length lasts so long; milliseconds. */
const PERIOD = 30_000;

/** As the list shows its codes: in two groups for the eye, digit by digit for the ear. */
function code({say, digits, now, copy, isCopied}: ScanView): Part {
  const shown = digits && now < digits.next ? digits.code : '';
  const left = Math.max(0, (digits?.next ?? now) - now);
  const seconds = Math.ceil(left / 1000);
  return html`<div class="digits">
    <div class="live">
      <span class="entry-code" part="code" translate="no" dir="ltr">
        <span aria-hidden="true">${shown ? `${shown.slice(0, 4)} ${shown.slice(4)}` : '···· ····'}</span>
        <span class="unseen">${shown ? say.scanCode([...shown].join(' '), seconds) : nothing}</span>
      </span>
      <span class="side">
        <button type="button" class="quiet-action copy" part="action" ?disabled=${!shown} @click=${copy}>
          ${isCopied ? html`<span class="success">${say.scanCopied()}</span>` : say.scanCopy()}
        </button>
      </span>
      <span class="clock ring" part="time" aria-hidden="true" .style=${timeRing(left, PERIOD)}>${seconds}</span>
    </div>
    <p class="hint">${say.boundOnly()}</p>
  </div>`;
}

function codeStatus(state: At<'code'>, {say, isCopied}: ScanView): Status {
  if (isCopied === false) return danger(say.scanNotCopied());
  const status = state.isUnheard ? danger(say.scanUnheard(channelOf(state))) : calm(say.scanType(channelOf(state)));
  // The eye reads it beside the code.
  return isCopied ? {...status, spoken: say.scanCopied()} : status;
}
