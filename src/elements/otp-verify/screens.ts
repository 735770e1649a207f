import {html, nothing, type TemplateResult} from 'lit';
import type {CodeFieldController} from '../../controllers/code-field.js';
import {rulesOf} from '../../domain/channels.js';
import {epoch, type Challenge, type DisplayLine, type Method, type MethodKind} from '../../domain/contract.js';
import type {Language} from '../../domain/language.js';
import {maskAccount} from '../../domain/masks.js';
import {remedyOf, type Remedy} from '../../domain/problems.js';
import {cancellable} from '../../flows/verify-cancellable.js';
import type {VerifyEffect, VerifyEvent, VerifyState} from '../../flows/verify-state.js';
import {formatTime, formatWait, openingLine, unbroken, type Spoken} from '../../i18n/language.js';
import type {Endpoint} from '../../ports/endpoint.js';
import type {Connection} from '../../wiring/endpoint.js';
import {hotline, leave, primary, quiet, waitPlate} from '../internal/buttons.js';
import {choices} from '../internal/choices.js';
import {codeField} from '../internal/code-field.js';
import {remedy} from '../internal/remedy.js';
import {
  busy,
  calm,
  danger,
  silent,
  success,
  type Part,
  type Screen,
  type Screens,
  type View,
} from '../internal/screen.js';
import {notBegun, type Status} from '../internal/status-line.js';
import {timeRing} from '../internal/time-ring.js';
import type {OtpVerify} from './otp-verify.js';
import {cancellation, deviceCode, makesCodes, mayMakeCode, type Asked, type NestedParts} from './nested.js';
import {codeHint, codeLabel, codeStatus, isDelivered, isTimeUp, problemStatus, type VerifyTexts} from './texts.js';
import {LAST_SECONDS, LOW_TIME, resendAt, retryAt, usedUntil} from './timing.js';

export type VerifyShared = View<VerifyTexts, VerifyEvent>;

export interface VerifyView extends VerifyShared {
  readonly field: CodeFieldController;
  readonly autoSubmit: boolean;
  /** An order ticket: what confirms the code stands beside the field. */
  readonly compact: boolean;
  /** What was asked last, and stays on the screen to the end. */
  readonly asked: Asked | null;
  /**
   * This device's code, or what is wrong with its list, stands in place of the field for the code; null before that is
   * known.
   */
  readonly deviceFirst: boolean | null;
  readonly nested: NestedParts;
  /** What offers to cover later acts, and what another device answers; each where it has come. */
  readonly late: readonly LateScreen[];
}

export interface VerifySchema {
  readonly state: VerifyState;
  readonly event: VerifyEvent;
  readonly effect: VerifyEffect;
  readonly texts: VerifyTexts;
  readonly view: VerifyView;
}

/** Where what comes late takes its place in an element. */
export interface Late {
  readonly host: OtpVerify;
  /** How the element asks its endpoint. */
  readonly connect: () => readonly [endpoint: string | Endpoint, options: Connection];
  readonly spoken: () => Spoken;
  /** What covers later acts, what is scanned, what another device approves: each in its place, where it has come. */
  readonly screens: LateScreen[];
  /** Null before this device's list was read, or what shows an approval is there. */
  deviceFirst: boolean | null;
  /** The endpoint that the element's calls go to. */
  reach: (endpoint: Endpoint) => Endpoint;
}

type At<Step extends VerifyState['step']> = Extract<VerifyState, {readonly step: Step}>;
export type Asking = At<'code' | 'resending' | 'submitting'>;

/** The screen for that state; `screen` is the one without what comes late. */
export type LateScreen = (state: Asking | At<'verified'>, view: VerifyView, screen: Screen) => Screen;

/** What the customer sees, reads and can do in each state. */
export const verifyScreens: Screens<VerifyState, VerifyView> = {
  idle: (_, {say}) => ({status: notBegun(say.loading())}),
  'choosing-account': ({request}, view) => ({
    body: choices(
      view.say.chooseAccount(),
      request.accounts,
      (account) => ({label: maskAccount(account)}),
      (account) => view.send({type: 'choose-account', account}),
    ),
    status: silent,
    actions: dismiss(view),
  }),
  loading: (state, view) => waiting(view.say.loading(), state, view),
  'choosing-method': ({status, methodChanged, present}, view) => ({
    body: choices(
      view.say.chooseMethod(),
      status.methods,
      ({id, label, target}: Method) => ({
        label: openingLine(label[view.language]),
        note: target,
        isPresent: id === present?.challenge.method.id,
      }),
      ({id}) => view.send({type: 'choose-method', method: id}),
    ),
    status: methodChanged ? calm(view.say.methodChanged()) : silent,
    actions: present ? leave(view.say.leave(), () => view.send({type: 'keep'})) : dismiss(view),
  }),
  requesting: (state, view) => waiting(view.say.requesting(), state, view),
  code: (state, view) => asking(state, view, codeStatus(state.challenge, state.notice, view)),
  resending: (state, view) => asking(state, view, busy(view.say.resending())),
  submitting: (state, view) => asking(state, view, busy(view.say.submitting())),
  checking: (state, view) => ({
    body: codeScreen(state, view),
    hint: hintOf(state, view),
    status: busy(view.say.checking()),
    actions: dismiss(view),
  }),
  'outcome-unknown': (state, view) => ({
    body: about(state, view),
    status: danger(view.say.outcomeUnknown()),
    actions: html`${retry(view.say.askAgain(), view)} ${dismiss(view)}`,
  }),
  'opening-cancel': (state, view) => waiting(view.say.openingCancel(), state, view),
  cancelling: (state, {nested}) => ({body: cancellation(state, nested), status: silent}),
  verified: (state, view) =>
    late(state, view, {
      ...lastAsked(view),
      status: success(state.reused ? view.say.verifiedBefore() : view.say.verified()),
    }),
  dismissed: (_, view) => ({status: calm(view.say.dismissed()), actions: retry(view.say.continueVerify(), view)}),
  failed: (state, view) => ({
    ...lastAsked(view),
    status: problemStatus(state.problem, triedKind(state), view),
    actions: waysOn(state, view),
  }),
};

const late: LateScreen = (state, view, screen) =>
  view.late.reduce((shown, change) => change(state, view, shown), screen);

/** A line below what is said; its room is there from the first, as what stands in it comes late. */
export const lineBelow = ({compact}: VerifyView, line: unknown = '\u00a0'): TemplateResult =>
  html`<div .style=${compact ? 'margin:-7px 0 -18px' : 'margin-top:-8px'}>${line}</div>`;

const waiting = (text: string, {request}: VerifyState, view: VerifyView): Screen => ({
  status: busy(text),
  actions: dismiss(view),
  tall: makesCodes(request.channel),
});

const dismiss = ({say, send}: VerifyView) => leave(say.leave(), () => send({type: 'dismiss'}));
const retry = (text: string, {send}: VerifyView) => primary(text, () => send({type: 'retry'}));

function asking(state: Asking, view: VerifyView, status: Status): Screen {
  const body = codeScreen(state, view);
  if (view.deviceFirst === null) return {body, status: busy(view.say.requesting()), actions: dismiss(view)};
  if (view.deviceFirst) return {body, ...(status.text && {status})};
  const typed: Screen = {
    body,
    hint: hintOf(state, view),
    status,
    aid: resend(state, view),
    actions: html`${view.compact ? nothing : confirm(state, view)}${ways(state, view)}`,
    ...(state.challenge.sessionOffer && {sequel: lineBelow(view)}),
    ...(couldSynchronize(state) && {help: html`<p class="hint" .textContent=${view.say.synchronizeHint()}></p>`}),
  };
  return late(state, view, typed);
}

/** What else there is to do than what is asked. */
export const ways = (state: Asking, view: VerifyView): TemplateResult =>
  html`${dismiss(view)}${moreTime(state, view)}${otherMethod(state, view)}${cancel(state, view)}`;

/** Said where customers would look for it, and pressed on them nowhere. */
const couldSynchronize = ({status, challenge: {purpose}}: Asking): boolean =>
  purpose !== 'synchronize' &&
  status.derivatives?.synchronized === false &&
  status.kbOtp.state === 'active' &&
  rulesOf(status)?.synchronizes === true;

function codeScreen(state: Asking | At<'checking'>, view: VerifyView): TemplateResult {
  const field = view.deviceFirst === false ? askForCode(state, view) : nothing;
  const device = mayMakeCode(state) ? deviceCode(state, view.nested, view.deviceFirst === null) : nothing;
  return html`${about(state, view)}${field}${device}`;
}

const lastAsked = (view: VerifyView): Pick<Screen, 'body'> => (view.asked ? {body: about(view.asked, view)} : {});

/** What the code will do, and whose it is, in the endpoint's words: text, isolated from what stands around it. */
export function about({challenge, status}: Asked, {say, language}: VerifyView): TemplateResult {
  const {display, accountLabel, channel} = challenge;
  const name = rulesOf(status)?.name ?? channel;
  return html`
    <div class="receipt">
      <div class="purpose" part="purpose" id="purpose">
        ${purposeOf(withoutAccount(display, accountLabel), language)}
      </div>
      <p class="account" part="account">
        <bdi .textContent=${say.account(accountLabel)}></bdi>
        <span .textContent=${display[0]?.value[language] === name ? '' : unbroken(name)}></span>
      </p>
    </div>
  `;
}

/** What an act is about has a line of its own, and is not said twice. */
const withoutAccount = ([act, ...others]: readonly DisplayLine[], label: string): readonly DisplayLine[] =>
  act ? [act.value.vi === label && !act.emphasis ? {...act, value: {vi: '', en: ''}} : act, ...others] : [];

/** The act as a heading, the amount below it, then the other lines. */
function purposeOf([act, ...others]: readonly DisplayLine[], language: Language): Part {
  if (!act) return nothing;
  const amount = act.emphasis ? act : others.find(({emphasis}) => emphasis);
  const lines = others.filter((line) => line !== amount);
  return html`
    <h2 class="act">
      ${unbroken(act.label[language])}${act === amount ? nothing : html` <bdi .textContent=${act.value[language]}></bdi>`}
    </h2>
    ${
      amount
        ? html`<p class="amount" .style=${`--_signs: ${amount.value[language].length}`}>
            ${act === amount ? nothing : html`<span class="unseen" .textContent=${amount.label[language]}></span>`}
            <bdi .textContent=${amount.value[language]}></bdi>
          </p>`
        : nothing
    }
    ${lines.length === 0 ? nothing : html`<dl>${lines.map((line) => purposeLine(line, language))}</dl>`}
  `;
}

const purposeLine = ({label, value}: DisplayLine, language: Language) => html`
  <div class="line">
    <dt>${label[language]}</dt>
    <dd><bdi>${value[language]}</bdi></dd>
  </div>
`;

/** Where the code is found; for the ear also until when it is taken. */
export const hintOf = (
  {challenge}: Asking | At<'checking'>,
  {say, language}: VerifyView,
  text: string = codeHint(challenge, say),
): Screen['hint'] =>
  html`<bdi .textContent=${text}></bdi>
    <span class="unseen" .textContent=${say.validUntil(formatTime(epoch(challenge.expiresAt), language))}></span>`;

/** In a ticket, with what confirms the code beside the field. */
function askForCode(state: Asking | At<'checking'>, view: VerifyView): TemplateResult {
  const {say, language, now} = view;
  const {challenge} = state;
  const next = usedUntil(state) ?? 0;
  const {look, ring, text} = timeLeft(state, view);
  return html`<div class="ask">
      <label for="code" part="label" .textContent=${codeLabel(challenge, say, language)}></label>
      <span class=${look} part="time" aria-hidden="true" .style=${ring} .textContent=${text}></span>
    </div>
    ${waitsForNextCode(state, now) ? waitPlate(say.nextCodeIn(formatWait(next - now)), next, view) : codeInput(state, view)}${view.compact ? confirm(state, view) : nothing}`;
}

/** For the eye: the ear is told until when. */
export function timeLeft({challenge}: {readonly challenge: Challenge}, {say, now}: VerifyView) {
  const left = Math.max(0, epoch(challenge.expiresAt) - now);
  const isLow = left <= LAST_SECONDS;
  return {
    look: isLow ? 'time ring low' : 'time ring',
    ring: timeRing(left, epoch(challenge.expiresAt) - epoch(challenge.serverTime)),
    text: isLow ? say.timeLeft(Math.ceil(left / 1000)) : say.timeRemaining(formatWait(left)),
  };
}

const codeInput = (state: Asking | At<'checking'>, {say, field}: VerifyView): TemplateResult =>
  codeField({
    field,
    format: state.challenge.code,
    describedBy: 'purpose hint status',
    invalid: state.step === 'code' && state.notice.type === 'problem',
    readonly: state.step !== 'code' && state.step !== 'resending',
    revealLabel: say.showPassword(),
  });

/** The code that is shown elsewhere was used: nothing can be typed before the next one comes. */
const waitsForNextCode = (state: Asking | At<'checking'>, now: number): boolean =>
  (usedUntil(state) ?? 0) > now && !mayMakeCode(state);

function confirm({step, challenge}: Asking | At<'checking'>, {say, field, autoSubmit, send}: VerifyView): Part {
  // A whole code that did not go out by itself (cut, corrected, come during a resend) is the customer's to send.
  const sendsItself = step !== 'code' || !field.isComplete;
  if (autoSubmit && sendsItself && challenge.code.alphabet !== 'any') return nothing;
  return primary(say.confirm(), () => send({type: 'submit', code: field.view.value}), sendsItself);
}

function resend(state: Asking, {say, now, send}: VerifyView): Part {
  if (!('resendAt' in state.challenge)) return nothing;
  const act = () => send({type: 'resend'});
  if (state.challenge.resendsLeft === 0) return quiet(say.noResendsLeft(), act, true);
  const wait = Math.max(resendAt(state) ?? 0, retryAt(state) ?? 0) - now;
  return wait > 0 ? quiet(say.resendIn(formatWait(wait)), act, true) : quiet(say.resend(), act, state.step !== 'code');
}

/** A customer who needs longer is asked anew (WCAG 2.2.1); a code that is sent has "send a new code" for that. */
function moreTime({step, challenge}: Asking, {say, now, send}: VerifyView): Part {
  if ('resendAt' in challenge || epoch(challenge.expiresAt) - now > LOW_TIME) return nothing;
  return quiet(say.moreTime(), () => send({type: 'renew'}), step !== 'code');
}

const otherMethod = ({step, status}: Asking, {say, send}: VerifyView): Part =>
  status.methods.length < 2 ? nothing : quiet(say.otherMethod(), () => send({type: 'show-methods'}), step !== 'code');

/** Where KB-OTP is asked for, it can be cancelled too: the phone may be lost, or its list gone. */
const cancel = (state: VerifyState, {say, send}: VerifyView): Part =>
  cancellable(state) ? quiet(say.cancelKbOtp(), () => send({type: 'open-cancel'})) : nothing;

/**
 * The broker is called where nobody else can help, or a lock need not be waited for; KB-OTP is cancelled only where it
 * is what stands in the way.
 */
function waysOn(state: At<'failed'>, view: VerifyView): Part {
  const {problem} = state;
  const who = remedyOf(problem);
  const isForBroker = who === 'broker' || problem.code === 'account_locked';
  const number = isForBroker && state.retry.type === 'challenge' ? state.retry.status.policy.hotline : undefined;
  const on = {retry: () => view.send({type: 'retry'}), leave: () => view.send({type: 'dismiss'})};
  const anew = isTimeUp(problem) && isDelivered(triedKind(state));
  const main = anew ? primary(view.say.resend(), on.retry) : remedy(problem, view, on);
  const way = who === 'edit' ? nothing : dismiss(view);
  const call = hotline(number, view.say, main === nothing);
  return html`${who === 'wait' ? html`${way} ${main}` : html`${main === nothing ? call : main} ${way}`}
  ${main === nothing ? nothing : call} ${elsewhere.has(who) ? nothing : cancel(state, view)}`;
}

/** What can be done about it is not done on this screen. */
const elsewhere: ReadonlySet<Remedy> = new Set(['sign-in', 'step-up', 'reload', 'edit', 'developer']);

/** By what the challenge was to be that failed to come about. */
const triedKind = ({retry}: At<'failed'>): MethodKind | undefined =>
  retry.type === 'challenge' ? retry.status.methods.find(({id}) => id === retry.method)?.kind : undefined;
