import {html, nothing, type TemplateResult} from 'lit';
import type {AuthenticationStatus} from '../../../domain/contract.js';
import {leavesOutcomeUnknown, type Problem} from '../../../domain/problems.js';
import type {SynchronizeEffect, SynchronizeEvent, SynchronizeState} from '../../../flows/synchronize-state.js';
import {describeProblem} from '../../../i18n/messages/problems.js';
import {leave, primary, quiet} from '../buttons.js';
import {remedyOrLeave} from '../remedy.js';
import {busy, calm, danger, heading, silent, success, type Part, type Screens, type View} from '../screen.js';
import type {SynchronizeTexts} from './texts.js';

export type SynchronizeShared = View<SynchronizeTexts, SynchronizeEvent>;

export interface SynchronizeView extends SynchronizeShared {
  /** Tells the host page that the customer has read the end. */
  readonly done: () => void;
  /** The authentication screen that proves the customer. */
  readonly proof: (account: string) => TemplateResult;
}

export interface SynchronizeSchema {
  readonly state: SynchronizeState;
  readonly event: SynchronizeEvent;
  readonly effect: SynchronizeEffect;
  readonly texts: SynchronizeTexts;
  readonly view: SynchronizeView;
}

/** What the customer sees, reads and can do in each state. */
export const synchronizeScreens: Screens<SynchronizeState, SynchronizeView> = {
  idle: () => ({status: silent}),
  loading: (_, view) => ({status: busy(view.say.synchronizeLoading()), actions: decline(view)}),
  'no-derivatives': (_, view) => ({status: calm(view.say.noDerivatives()), actions: decline(view)}),
  'base-not-enrolled': ({status}, view) => ({
    status: calm(hasLapsed(status) ? view.say.baseLapsed() : view.say.baseNotEnrolled()),
    actions: html`${decline(view)} ${quiet(view.say.retry(), () => view.send({type: 'retry'}))}`,
  }),
  'in-sync': (_, {say, done}) => ({status: success(say.inSync()), actions: primary(say.done(), done)}),
  explaining: ({status, notice}, view) => ({
    body: explanation(status, view),
    status: notice ? danger(view.say.notSynchronized(describeNotice(notice, view.say))) : silent,
    actions: html`${primary(view.say.synchronizeTitle(), () => view.send({type: 'proceed'}))} ${decline(view)}`,
  }),
  proving: ({request}, {proof}) => ({body: proof(request.account)}),
  synchronizing: (_, view) => ({status: busy(view.say.synchronizing()), actions: decline(view)}),
  checking: (_, view) => ({status: busy(view.say.synchronizeChecking()), actions: decline(view)}),
  'outcome-unknown': (_, view) => ({
    status: danger(view.say.synchronizeUnknown()),
    actions: html`${retry(view.say.askAgain(), view)} ${decline(view)}`,
  }),
  done: (_, {say, done}) => ({status: success(say.synchronized()), actions: primary(say.done(), done)}),
  failed: ({problem}, view) => ({
    status: danger(describeProblem(problem, view.say)),
    actions: remedyOrLeave(
      problem,
      view,
      {retry: () => view.send({type: 'retry'}), leave: () => view.send({type: 'decline'})},
      view.say.dismiss(),
    ),
  }),
  declined: (_, view) => ({status: calm(view.say.declined()), actions: retry(view.say.synchronizeTitle(), view)}),
};

const decline = ({say, send}: SynchronizeView) => leave(say.dismiss(), () => send({type: 'decline'}));
const retry = (text: string, {send}: SynchronizeView) => primary(text, () => send({type: 'retry'}));

const hasLapsed = ({derivatives}: AuthenticationStatus): boolean => derivatives?.lapsed === true;

/** What it does, and that trading goes on without it. */
function explanation(status: AuthenticationStatus, {say, language}: SynchronizeView): Part {
  const method = status.methods[0]?.label[language];
  return html`
    ${heading(say.synchronizeTitle())}
    <p class="account" part="account"><bdi>${say.account(status.accountLabel)}</bdi></p>
    ${hasLapsed(status) ? html`<p class="notice" part="notice">${say.synchronizeLapsed()}</p>` : nothing}
    <p>${say.synchronizeExplain()}</p>
    ${method ? html`<p>${say.synchronizeNow(method)}</p>` : nothing}
    <p class="hint">${say.synchronizeNoObstacle()}</p>
  `;
}

const describeNotice = (problem: Problem, say: SynchronizeTexts): string => {
  if (problem.code === 'grant_required') return say.synchronizeProofSpent();
  return leavesOutcomeUnknown(problem) ? say.unreachable() : describeProblem(problem, say);
};
