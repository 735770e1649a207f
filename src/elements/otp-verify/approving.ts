import {html, type TemplateResult} from 'lit';
import type {Approval, Challenge, Grant} from '../../domain/contract.js';
import {failure, success, type Problem, type Result} from '../../domain/problems.js';
import {OtpDeniedEvent} from '../../events.js';
import type {VerifyState} from '../../flows/verify-state.js';
import {Localizer, type Overrides, type Spoken} from '../../i18n/language.js';
import {approvingMessages} from '../../i18n/messages/approving.js';
import {connectApprovals, type ApprovalLine} from '../../wiring/approvals.js';
import {quiet} from '../internal/buttons.js';
import {silent, type Screen} from '../internal/screen.js';
import {isApprovable} from './nested.js';
import type {OtpVerify} from './otp-verify.js';
import {about, timeLeft, ways, type Asking, type VerifyView} from './screens.js';

export interface ApprovingParts {
  readonly host: OtpVerify;
  readonly connect: () => Parameters<typeof connectApprovals>;
  readonly send: VerifyView['send'];
  readonly spoken: () => Spoken;
  /** The field for the code is there already: it stays. */
  readonly isLate: boolean;
}

/** Asks the customer's own device beside the field for the code: hears of it, and shows what to type there. */
export interface Approving {
  /** Hears of the challenge that is asked now, and withdraws the one that is given up. */
  follow(state: VerifyState): void;
  /** The screen for that state; `typed` is the one with the field. */
  screen(state: Asking, view: VerifyView, typed: Screen): Screen;
}

type Approvable = Extract<Challenge, {readonly approval?: unknown}>;

/** One challenge that the device is asked about. */
interface Request {
  readonly challenge: Approvable;
  readonly line: ApprovalLine | null;
  readonly stop: () => void;
}

const askedOf = (state: VerifyState): Challenge | undefined =>
  'challenge' in state ? state.challenge : 'present' in state ? state.present?.challenge : undefined;

/** After these there is nothing to withdraw. */
const ended: ReadonlySet<Problem['code']> = new Set(['request_denied', 'challenge_expired', 'challenge_locked']);

const isEnded = (state: VerifyState): boolean =>
  state.step === 'verified' || (state.step === 'failed' && ended.has(state.problem.code));

export function approving({host, connect, send, spoken, isLate}: ApprovingParts): Approving {
  const localizer = new Localizer(approvingMessages);
  let request: Request | null = null;
  let [types, typesFirst] = [false, isLate];
  const settle = (challenge: Challenge, approval: Approval) => {
    if (approval.state === 'pending') return;
    if (approval.state === 'denied')
      host.dispatchEvent(new OtpDeniedEvent(challenge, approval.reason ?? 'changed-mind'));
    send({type: 'settled', challenge: challenge.id, result: outcomeOf(approval)});
  };
  const begin = (challenge: Approvable): Request => {
    const line = connectApprovals(...connect());
    const life = new AbortController();
    const leave = () => line?.withdraw(challenge.id);
    void line?.hear(challenge.id, {
      signal: life.signal,
      onApproval: (approval) => settle(challenge, approval),
    });
    addEventListener('pagehide', leave);
    return {
      challenge,
      line,
      stop() {
        life.abort();
        removeEventListener('pagehide', leave);
      },
    };
  };
  const turn = (to: boolean) => () => {
    types = to;
    host.requestUpdate();
  };
  return {
    follow(state) {
      const asked = askedOf(state);
      if (request && request.challenge.id === asked?.id) return;
      const before = request;
      request = null;
      before?.stop();
      if (before && !isEnded(state)) before.line?.withdraw(before.challenge.id);
      if (!asked || !isApprovable({challenge: asked})) return;
      [types, typesFirst] = [typesFirst, false];
      request = begin(asked as Approvable);
    },
    screen(state, view, typed) {
      if (state.step !== 'code' || !request?.line) return typed;
      const say = localizer.in(spoken(), host.messages as Overrides<typeof approvingMessages>);
      if (types) return {...typed, aid: quiet(say.approve(), turn(false))};
      return approveScreen(state, view, {say, onType: turn(true)});
    },
  };
}

/** What has come of it, as the flow takes it: as if a code had been judged. */
function outcomeOf({state, grant}: Approval): Result<Grant> {
  if (state === 'approved' && grant) return success(grant);
  if (state === 'denied') return failure({code: 'request_denied'});
  return failure({code: state === 'locked' ? 'challenge_locked' : 'challenge_expired'});
}

interface Words {
  readonly say: typeof approvingMessages;
  readonly onType: () => void;
}

/** The two digits stand where the field would. */
function approveScreen(
  state: Extract<Asking, {readonly step: 'code'}>,
  view: VerifyView,
  {say, onType}: Words,
): Screen {
  const {approval, source} = state.challenge as Approvable;
  const number = approval?.number;
  const hint = source ? say.approveHint(source) : say.approveHintAnyPhone();
  const heading = number ? say.approveHeading(number) : say.approve();
  return {
    body: html`${about(state, view)}${ask(number ? say.approveLabel() : say.approve(), state, view)}${plate(number, say)}`,
    hint,
    status: {...silent, spoken: `${heading}. ${hint}`},
    aid: quiet(say.approveTypeCode(), onType),
    actions: ways(state, view),
  };
}

const ask = (label: string, state: Asking, view: VerifyView): TemplateResult =>
  html`<div class="ask">
    <h2 class="heading" part="label" .style=${'font-size:1em'} .textContent=${label}></h2>
    ${timeLeft(state, view)}
  </div>`;

const plate = (number: string | undefined, say: Words['say']): TemplateResult =>
  number
    ? html`<p class="wait" part="number" .style=${'font-size:2.1333em;padding:0;letter-spacing:.15em'}>${number}</p>`
    : html`<p class="wait" part="number">${say.approveWaiting()}</p>`;
