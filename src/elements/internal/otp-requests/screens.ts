import {html, nothing} from 'lit';
import type {CodeFieldController} from '../../../controllers/code-field.js';
import {epoch, type ApprovalRequest} from '../../../domain/contract.js';
import {leavesOutcomeUnknown, type Problem} from '../../../domain/problems.js';
import type {RequestEnd, RequestsEffect, RequestsEvent, RequestsState} from '../../../flows/requests-state.js';
import {formatWait, unbroken} from '../../../i18n/language.js';
import {describeDeviceProblem} from '../../../i18n/messages/device.js';
import {describeProblem} from '../../../i18n/messages/problems.js';
import {leave, primary, retryAfter} from '../buttons.js';
import {codeField} from '../code-field.js';
import {irrevocable, wayBack} from '../destructive.js';
import {
  busy,
  calm,
  danger,
  heading,
  silent,
  success,
  type Part,
  type Screen,
  type Screens,
  type View,
} from '../screen.js';
import type {Status} from '../status-line.js';
import {timeRing} from '../time-ring.js';
import {receipt, summary, timeLeft} from './lines.js';
import type {RequestsTexts} from './texts.js';

export type RequestsShared = View<RequestsTexts, RequestsEvent>;

export interface RequestsView extends RequestsShared {
  /** Where the two digits are typed. */
  readonly field: CodeFieldController;
  readonly approve: () => void;
  /** What is said of how many wait, once there is a place for it. */
  readonly announced: string;
}

export interface RequestsSchema {
  readonly state: RequestsState;
  readonly event: RequestsEvent;
  readonly effect: RequestsEffect;
  readonly texts: RequestsTexts;
  readonly view: RequestsView;
}

type At<Step extends RequestsState['step']> = Extract<RequestsState, {readonly step: Step}>;

/** Digits that the asking page shows. */
export const DIGITS = 2;

/** What the customer sees, reads and can do in each state. */
export const requestsScreens: Screens<RequestsState, RequestsView> = {
  idle: () => ({}),
  waiting: (state, view) => ({body: bar(state, view), status: {...silent, spoken: view.announced}}),
  choosing: ({shown}, view) => ({
    body: html`${heading(view.say.requestsWaiting(shown.length))}
      <ul class="choices" part="choices">
        ${shown.map((request) => choice(request, view))}
      </ul>`,
    status: silent,
    actions: back(view),
  }),
  reviewing: (state, view) => ({
    body: review(state, view),
    hint: view.say.requestNumberHint(),
    status: reviewStatus(state, view),
    actions: html`${approveOf(state, view)} ${wayBack(view.say.requestReject(), () => view.send({type: 'reject'}))}
    ${back(view)}`,
  }),
  approving: (state, view) => ({body: review(state, view), status: busy(view.say.requestApproving())}),
  'asking-reason': ({request, problem}, view) => {
    const {say, send} = view;
    return {
      body: html`${receipt(request, view)} ${heading(say.requestWhy())}
        <p class="notice" part="notice">${say.requestNotMeWarning()}</p>`,
      status: problem ? danger(describe(problem, view.say)) : silent,
      actions: html`${irrevocable(say.requestNotMe(), () => send({type: 'give-reason', reason: 'not-me'}))}
      ${wayBack(say.requestChangedMind(), () => send({type: 'give-reason', reason: 'changed-mind'}))} ${back(view)}`,
    };
  },
  rejecting: ({request}, view) => ({body: receipt(request, view), status: busy(view.say.requestRejecting())}),
  ended: ({end, request, isOpen}, view) => ({
    ...(isOpen && {body: receipt(request, view)}),
    status: ends[end](view.say, unbroken(request.channelName)),
    actions: primary(view.say.done(), () => view.send({type: 'done'})),
  }),
};

/** What is said at the end. */
export const ends: Readonly<Record<RequestEnd, (say: RequestsTexts, channel: string) => Status>> = {
  approved: (say, channel) => success(say.requestApproved(channel)),
  gone: (say) => calm(say.requestGone()),
  locked: (say, channel) => danger(say.requestLocked(channel)),
  'changed-mind': (say) => success(say.requestRejected()),
  'not-me': (say) => danger(say.requestNotMeDone()),
};

const back = ({say, send}: RequestsView): Part => leave(say.back(), () => send({type: 'back'}));

/** While the list is locked it is said that something waits, and nothing of what it is. */
function bar({waiting, isOpen}: At<'waiting'>, view: RequestsView): Part {
  const {say, send} = view;
  const [first, ...others] = waiting;
  if (!first) return nothing;
  const count = html`<strong>${say.requestsWaiting(waiting.length)}</strong>`;
  if (!isOpen)
    return html`<p class="bar">
      <span>${count} <span class="note">${say.requestUnlock()}</span></span>
    </p>`;
  return html`<button type="button" class="bar choice" part="choice" @click=${() => send({type: 'open'})}>
    ${
      others.length > 0
        ? html`<span>${count}</span>`
        : html`<span class="roomy">${summary(first, view)}</span><span class="tight">${count}</span>`
    }
  </button>`;
}

const choice = (request: ApprovalRequest, view: RequestsView): Part => html`
  <li>
    <button type="button" class="choice" part="choice" @click=${() => view.send({type: 'choose', id: request.id})}>
      <span>${summary(request, view)}</span>
    </button>
  </li>
`;

/** What is approved, how long it waits, and the two digits that show that both screens mean the same. */
function review(state: At<'reviewing' | 'approving'>, view: RequestsView): Part {
  const {request} = state;
  const {say} = view;
  return html`
    ${receipt(request, view)}
    <div class="ask">
      ${
        request.numberMatching
          ? html`<label for="code" part="label">${say.requestNumber(unbroken(request.channelName))}</label>`
          : nothing
      }
      ${time(request, view)}
    </div>
    ${request.numberMatching ? numberField(state, view) : nothing}
  `;
}

const time = (request: ApprovalRequest, {say, now}: RequestsView): Part => {
  const left = timeLeft(request, now);
  const whole = epoch(request.expiresAt) - epoch(request.requestedAt);
  return html`<span class="time ring" part="time" aria-hidden="true" .style=${timeRing(left, whole)}
    >${say.timeRemaining(formatWait(left))}</span
  >`;
};

const numberField = (state: At<'reviewing' | 'approving'>, {field}: RequestsView): Part =>
  codeField({
    field,
    format: {length: DIGITS, alphabet: 'digits'},
    unknown: true,
    describedBy: 'purpose hint status',
    invalid: state.step === 'reviewing' && state.problem?.code === 'code_invalid',
    readonly: state.step === 'approving',
  });

/** It waits for the digits, and where the endpoint says so for another try. */
function approveOf({request, problem}: At<'reviewing'>, view: RequestsView): Screen['actions'] {
  const {say, now, field, approve} = view;
  if (problem !== null && (problem.retryAt ?? 0) > now) return retryAfter(problem, view, approve);
  return primary(say.requestApprove(), approve, request.numberMatching && !field.isComplete);
}

function reviewStatus({request, problem}: At<'reviewing'>, view: RequestsView): Status {
  const {refused, short} = view.field.view;
  if (refused || short) return danger(view.say.requestNumberRefused());
  if (problem === null) return silent;
  const {code, attemptsLeft} = problem;
  return request.numberMatching && code === 'code_invalid' && attemptsLeft !== undefined
    ? danger(view.say.requestWrongNumber(attemptsLeft))
    : danger(describe(problem, view.say));
}

/** What is said of an answer that came to nothing. */
export const describe = (problem: Problem, say: RequestsTexts): string => {
  // Nobody has typed the code that was used.
  if (problem.code === 'code_replayed') return say.requestCodeUsed();
  const isUnheard = leavesOutcomeUnknown(problem) && problem.code !== 'offline';
  return isUnheard ? say.requestNotSent() : (describeDeviceProblem(problem, say) ?? describeProblem(problem, say));
};
