import {html, nothing, type TemplateResult} from 'lit';
import {remedyOf, type Problem, type Remedy} from '../../domain/problems.js';
import type {verifyMessages} from '../../i18n/messages/verify.js';
import {leave, primary, quiet, retryAfter} from './buttons.js';
import type {View} from './screen.js';

type Words = 'retry' | 'retryIn' | 'newChallenge' | 'signInAgain' | 'reloadPage' | 'lowerAmount';

type RemedyView = Pick<View<Pick<typeof verifyMessages, Words>, never>, 'say' | 'now' | 'wholeWait' | 'page'>;

/** What the flow does about a problem. */
export interface RemedyActions {
  readonly retry: () => void;
  readonly leave: () => void;
}

const offers: Partial<Record<Remedy, (view: RemedyView, actions: RemedyActions, problem: Problem) => TemplateResult>> =
  {
    retry: (view, {retry}, problem) => retryAfter(problem, view, retry),
    wait: ({say}, {retry}) => quiet(say.retry(), retry),
    'verify-again': ({say}, {retry}) => primary(say.newChallenge(), retry),
    reload: ({say, page}) => primary(say.reloadPage(), page.reload),
    'sign-in': ({say, page}) => primary(say.signInAgain(), page.signIn),
    edit: ({say}, {leave}) => primary(say.lowerAmount(), leave),
  };

/** The button that does what the problem's message says; none where nothing on this page helps. */
export const remedy = (problem: Problem, view: RemedyView, actions: RemedyActions): TemplateResult | typeof nothing =>
  offers[remedyOf(problem)]?.(view, actions, problem) ?? nothing;

/** It, and how to leave. To edit the transaction is to leave. */
export const remedyOrLeave = (
  problem: Problem,
  view: RemedyView,
  actions: RemedyActions,
  leaving: string,
): TemplateResult =>
  remedyOf(problem) === 'wait'
    ? html`${leave(leaving, actions.leave)} ${remedy(problem, view, actions)}`
    : html`${remedy(problem, view, actions)} ${remedyOf(problem) === 'edit' ? nothing : leave(leaving, actions.leave)}`;
