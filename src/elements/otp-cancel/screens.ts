import {html, nothing, type TemplateResult} from 'lit';
import type {AuthenticationStatus} from '../../domain/contract.js';
import type {Language} from '../../domain/language.js';
import {maskAccount} from '../../domain/masks.js';
import {leavesOutcomeUnknown, type Problem} from '../../domain/problems.js';
import type {CancelEffect, CancelEvent, CancelState} from '../../flows/cancel-state.js';
import {openingLine, unbroken} from '../../i18n/language.js';
import {describeProblem} from '../../i18n/messages/problems.js';
import {hotline, leave, primary, quiet} from '../internal/buttons.js';
import {choices} from '../internal/choices.js';
import {irrevocable, wayBack} from '../internal/destructive.js';
import {remedyOrLeave} from '../internal/remedy.js';
import {busy, calm, danger, heading, silent, success, type Part, type Screens, type View} from '../internal/screen.js';
import {notBegun} from '../internal/status-line.js';
import type {CancelTexts} from './texts.js';

export type CancelShared = View<CancelTexts, CancelEvent>;

export interface CancelView extends CancelShared {
  /** Whether KB-OTP can be registered on this channel. */
  readonly enrolls: boolean;
  /** Tells the host page that the customer wants to. */
  readonly enroll: () => void;
  /** Tells the host page that the customer has read the end. */
  readonly done: () => void;
  /** The authentication screen that proves the customer. */
  readonly proof: (account: string) => TemplateResult;
}

export interface CancelSchema {
  readonly state: CancelState;
  readonly event: CancelEvent;
  readonly effect: CancelEffect;
  readonly texts: CancelTexts;
  readonly view: CancelView;
}

/** What the customer sees, reads and can do in each state. */
export const cancelScreens: Screens<CancelState, CancelView> = {
  idle: (_, {say}) => ({status: notBegun(say.cancelLoading())}),
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
  loading: (_, view) => ({status: busy(view.say.cancelLoading()), actions: dismiss(view)}),
  'not-enrolled': ({status}, view) => ({
    status: calm(view.say.notEnrolled(methodLabel(status, view.language))),
    actions: html`${enroll(view)} ${dismiss(view)}`,
  }),
  unavailable: ({status}, view) => ({
    body: html`${heading(view.say.cancelTitle())} ${accountLine(status, view)}`,
    status: danger(view.say.cancelUnavailable()),
    sequel: html`<p>${view.say.cancelVisit()}</p>`,
    actions: html`${hotline(status.policy.hotline, view.say, true)} ${dismiss(view)}`,
  }),
  consequences: ({status, notice}, view) => ({
    body: consequences(status, view),
    status: notice ? danger(view.say.notCancelled(describeNotice(notice, view.say))) : silent,
    // The heading has the first focus: a second Enter neither cancels unread nor leaves.
    actions: html`${irrevocable(view.say.cancelTitle(), () => view.send({type: 'proceed'}))}
    ${wayBack(view.say.keepKbOtp(), () => view.send({type: 'dismiss'}))}`,
  }),
  proving: ({account}, {proof}) => ({body: proof(account)}),
  cancelling: (_, view) => ({status: busy(view.say.cancelling()), actions: dismiss(view)}),
  checking: (_, view) => ({status: busy(view.say.cancelChecking()), actions: dismiss(view)}),
  'outcome-unknown': (_, view) => ({
    status: danger(view.say.cancelUnknown()),
    actions: html`${retry(view.say.askAgain(), view)} ${dismiss(view)}`,
  }),
  cleaning: (_, view) => ({status: busy(view.say.cancelCleaning()), actions: dismiss(view)}),
  done: ({status, cancelled, cleaned}, view) => {
    const {say, language, send} = view;
    const method = methodLabel(status, language);
    return {
      body: heading(say.cancelTitle()),
      status: success(cancelled === 'now' ? say.cancelled(method) : say.cancelledAlready(method)),
      sequel: html`
        <p>${say.afterCancel()}</p>
        ${cleaned ? nothing : html`<p class="notice" part="notice">${say.notCleaned()}</p>`}
      `,
      actions: html`${view.enrolls ? enroll(view) : primary(say.done(), view.done)}
      ${cleaned ? nothing : quiet(say.cleanUp(), () => send({type: 'clean-up'}))}`,
    };
  },
  failed: ({problem}, view) => ({
    status: danger(describeProblem(problem, view.say)),
    actions: remedyOrLeave(
      problem,
      view,
      {retry: () => view.send({type: 'retry'}), leave: () => view.send({type: 'dismiss'})},
      view.say.leave(),
    ),
  }),
  dismissed: ({unsure, configProblem}, view) => ({
    status: calm(unsure ? view.say.cancelDismissedUnsure() : view.say.cancelDismissed()),
    actions: configProblem ? nothing : retry(view.say.cancelTitle(), view),
  }),
};

const dismiss = ({say, send}: CancelView) => leave(say.leave(), () => send({type: 'dismiss'}));
const retry = (text: string, {send}: CancelView) => primary(text, () => send({type: 'retry'}));
const enroll = ({say, enrolls, enroll: act}: CancelView) => (enrolls ? primary(say.enrollAgain(), act) : nothing);

/** The method that the account goes back to, or is on. */
const methodLabel = ({previousMethod, methods}: AuthenticationStatus, language: Language): string =>
  (previousMethod ?? methods[0])?.label[language] ?? '';

const accountLine = ({accountLabel}: AuthenticationStatus, {say}: CancelView) =>
  html`<p class="account" part="account"><bdi>${say.account(accountLabel)}</bdi></p>`;

/** In one look for the eye; for the ear, in a sentence. */
const fromTo = (method: string, say: CancelTexts): Part => html`
  <p class="unseen">${say.consequenceMethod(method)}</p>
  <div class="from-to" aria-hidden="true">
    <p><span>${say.methodNow()}</span> ${unbroken('KB-OTP')}</p>
    <p><span>${say.methodAfter()}</span> <bdi>${openingLine(method)}</bdi></p>
  </div>
`;

/** Everything that will be otherwise afterwards, before anything is asked. */
function consequences(status: AuthenticationStatus, view: CancelView): Part {
  const {say, language} = view;
  const {kbOtp, derivatives} = status;
  const lines = [
    kbOtp.device ? say.consequenceCodes(kbOtp.device.name) : say.consequenceCodesAnywhere(),
    ...(derivatives?.synchronized ? [say.consequenceDerivatives()] : []),
    say.consequenceReturn(),
  ];
  return html`
    ${heading(say.cancelTitle())} ${accountLine(status, view)} ${fromTo(methodLabel(status, language), say)}
    <ul class="consequences" part="consequences">
      ${lines.map((line) => html`<li><bdi>${line}</bdi></li>`)}
    </ul>
  `;
}

const describeNotice = (problem: Problem, say: CancelTexts): string => {
  if (problem.code === 'grant_required') return say.proofSpent();
  return leavesOutcomeUnknown(problem) ? say.unreachable() : describeProblem(problem, say);
};
