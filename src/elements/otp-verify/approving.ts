import {html, nothing, type TemplateResult} from 'lit';
import {channels} from '../../domain/channels.js';
import type {Approval, Challenge, Grant} from '../../domain/contract.js';
import {failure, success, type Problem, type Result} from '../../domain/problems.js';
import {OtpDeniedEvent} from '../../denied-event.js';
import type {VerifyState} from '../../flows/verify-state.js';
import {Localizer, type Overrides} from '../../i18n/language.js';
import {approvingMessages} from '../../i18n/messages/approving.js';
import {connectApprovals, type ApprovalLine} from '../../wiring/approvals.js';
import type {Flow} from '../internal/flow-schema.js';
import {quiet} from '../internal/buttons.js';
import {calm, silent, type Part, type Screen} from '../internal/screen.js';
import {mayMakeCode, type Asked} from './nested.js';
import type {OtpVerify} from './otp-verify.js';
import {about, timeLeft, ways, type Asking, type Late, type VerifySchema, type VerifyView} from './screens.js';

export interface ApprovingPart {
  readonly approving: typeof approving;
}

type At<Step extends VerifyState['step']> = Extract<VerifyState, {readonly step: Step}>;
type Approvable = Extract<Challenge, {approval?: unknown}>;

/** One challenge that the device is asked about. */
interface Request {
  readonly challenge: Approvable;
  readonly line: ApprovalLine | null;
  /** @param isGivenUp nobody has answered it, and nobody is to */
  readonly end: (isGivenUp: boolean) => void;
}

const askedOf = (state: VerifyState): Asked | undefined =>
  'challenge' in state ? state : 'present' in state ? state.present : undefined;

const isApprovable = (asked: Asked): asked is Asked & {readonly challenge: Approvable} =>
  'approval' in asked.challenge && !mayMakeCode(asked);

/** After these there is nothing to withdraw. */
const ended: ReadonlySet<Problem['code']> = new Set([
  'request_denied',
  'challenge_expired',
  'challenge_locked',
  'challenge_not_found',
  'session_expired',
]);

const isEnded = (state: VerifyState): boolean =>
  state.step === 'verified' || (state.step === 'failed' && ended.has(state.problem.code));

/** What is said while there is no network goes with it. */
const changes = ['online', 'offline'] as const;

/** Elements that do so already. */
const hosts = new WeakSet<OtpVerify>();

/**
 * Asks the customer's own device beside the field for the code, as long as the element asks: hears of it, withdraws
 * what is given up, and shows what to type there.
 * @param isLate the field is there already: it stays until the customer wants otherwise
 */
export function approving(late: Late, flow: Flow<VerifySchema>, isLate: boolean): void {
  const {host, connect, spoken} = late;
  if (hosts.has(host)) return;
  hosts.add(host);
  const localizer = new Localizer(approvingMessages);
  let request: Request | null = null;
  let types = isLate;
  const follow = (state: VerifyState) => {
    const asked = askedOf(state);
    if (request && request.challenge.id === asked?.challenge.id) return;
    request?.end(!isEnded(state));
    request = null;
    if (!asked || !isApprovable(asked)) return;
    const {challenge} = asked;
    const line = connectApprovals(...connect());
    const settle = (result: Result<Grant>) => flow.send({type: 'settled', challenge: challenge.id, result});
    const end = begin(challenge, line, {
      onEnd: (approval) => {
        if (approval.state === 'denied')
          host.dispatchEvent(new OtpDeniedEvent(challenge, approval.reason ?? 'changed-mind'));
        settle(outcomeOf(approval));
      },
      // Digits that lead to nothing are not left on the screen: what no approval is heard of is typed.
      onUnheard: (problem) => {
        if (ended.has(problem.code)) return settle(failure(problem));
        types = true;
        host.requestUpdate();
      },
    });
    request = {challenge, line, end};
  };
  const draw = () => host.requestUpdate();
  host.addController({
    hostUpdate: () => follow(flow.state),
    hostConnected: () => changes.forEach((change) => addEventListener(change, draw)),
    hostDisconnected: () => changes.forEach((change) => removeEventListener(change, draw)),
  });
  late.screens[2] = (state, view, typed) => {
    if (state.step !== 'code' || !request?.line || typed.stays) return typed;
    const say = localizer.in(spoken(), host.messages as Overrides<typeof approvingMessages>);
    const turn = () => {
      types = !types;
      host.requestUpdate();
      void host.updateComplete.then(() => refill(host, view.field.view.value));
    };
    const {aid} = typed;
    const look = row(view.compact);
    // Another template, so that the one button is not the other: the focus goes to what is new on the screen.
    return types
      ? {
          ...typed,
          ...(view.compact && {hint: forEar(typed.hint)}),
          aid: html`<div .style=${look}>${quiet(say.approve(), turn)}${aid}</div>`,
        }
      : {
          ...approveScreen(state, view, say, host.channelUrls),
          aid: html`<div .style=${look}>${quiet(say.approveTypeCode(), turn)}${aid}</div>`,
        };
  };
}

/** Each as high as a finger needs, all as low as a line of text. */
const row = (compact: boolean): string =>
  `display:flex;flex-wrap:wrap;gap:0 12px;margin:${compact ? '-14px' : '-11px'} 0;font-weight:400`;

/** An order ticket has one line beside the button, and has said before which phone it is. */
const forEar = (hint: Screen['hint']) => html`<span class="unseen">${hint}</span>`;

/** A field that comes back is a new one: what was typed is put into it. */
function refill({renderRoot}: OtpVerify, typed: string): void {
  const input = renderRoot.querySelector<HTMLInputElement>('#code');
  if (input) input.value = typed;
}

interface Heard {
  readonly onEnd: (approval: Approval) => void;
  readonly onUnheard: (problem: Problem) => void;
}

function begin(challenge: Approvable, line: ApprovalLine | null, {onEnd, onUnheard}: Heard): Request['end'] {
  const life = new AbortController();
  const {signal} = life;
  const withdraw = () => line?.withdraw(challenge.id);
  const onApproval = (approval: Approval) => {
    if (approval.state !== 'pending') onEnd(approval);
  };
  void line?.hear(challenge.id, {signal, onApproval}).then((problem) => {
    if (problem && !signal.aborted) onUnheard(problem);
  });
  addEventListener('pagehide', withdraw, {signal});
  return (isGivenUp) => {
    life.abort();
    if (isGivenUp) withdraw();
  };
}

/** What has come of it, as the flow takes it: as if a code had been judged. */
function outcomeOf({state, grant}: Approval): Result<Grant> {
  if (state === 'approved' && grant) return success(grant);
  if (state === 'denied') return failure({code: 'request_denied'});
  return failure({code: state === 'locked' ? 'challenge_locked' : 'challenge_expired'});
}

type Words = typeof approvingMessages;

/** The two digits stand where the field would. */
function approveScreen(
  state: At<'code'>,
  view: VerifyView,
  say: Words,
  urls: OtpVerify['channelUrls'],
): Omit<Screen, 'aid'> {
  const {id, approval, source} = state.challenge as Approvable;
  const number = /^\d\d$/.exec(approval?.number ?? '')?.[0];
  const whole = source ? say.approveHint(source) : say.approveHintAnyPhone();
  const hint = view.compact ? say.approveHintShort() : whole;
  const heading = number ? say.approveHeading(number) : say.approve();
  return {
    body: html`${about(state, view)}${ask(number ? say.approveLabel() : say.approve(), state, view)}${plate(number, say)}`,
    hint,
    status: navigator.onLine ? {...silent, spoken: `${heading}. ${hint}`} : calm(say.approveOffline()),
    actions: html`${appLinks(id, urls, view.compact, say)}${ways(state, view)}`,
  };
}

/**
 * Whoever holds the phone that makes the codes opens its app at this very request, and finds this page as it was. On a
 * desk there is no app to open.
 */
function appLinks(request: string, urls: OtpVerify['channelUrls'], isCompact: boolean, say: Words): Part {
  if (!matchMedia('(pointer: coarse)').matches) return nothing;
  const apps = channels.flatMap(({id, name, makesCodes}) => {
    const url = makesCodes ? atRequest(urls?.[id], request) : null;
    return url ? [{url, text: say.approveOpenApp(name)}] : [];
  });
  const isMain = apps.length === 1 && !isCompact;
  return html`${apps.map(
    ({url, text}) =>
      html`<a
        class=${isMain ? 'call primary' : 'call'}
        part=${isMain ? 'primary' : 'action'}
        href=${url}
        target="_blank"
        rel="noopener"
        >${text}</a
      >`,
  )}`;
}

/** A page of the web, or an app by its own scheme; null for what a browser would run, and for what is no address. */
function atRequest(app: unknown, request: string): string | null {
  try {
    if (typeof app !== 'string' || app === '') return null;
    const url = new URL(app, document.baseURI);
    url.searchParams.set('request', request);
    return /^(javascript|data|blob|vbscript):/.test(url.href) ? null : url.href;
  } catch {
    return null;
  }
}

function ask(label: string, state: Asking, view: VerifyView): TemplateResult {
  const {look, ring, text} = timeLeft(state, view);
  return html`<div class="ask">
    <h2 class="heading" part="label" .style=${'font:inherit;font-weight:600'}>${label}</h2>
    <span class=${look} part="time" aria-hidden="true" .style=${ring} .textContent=${text}></span>
  </div>`;
}

const plate = (number: string | undefined, say: Words): TemplateResult =>
  number
    ? html`<p class="wait" part="number" .style=${'font-size:2.1333em;line-height:1;padding:0;letter-spacing:.15em'}>
        ${number}
      </p>`
    : html`<p class="wait" part="number">${say.approveWaiting()}</p>`;
