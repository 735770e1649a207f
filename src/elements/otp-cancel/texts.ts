import type {Problem} from '../../domain/problems.js';
import {leavesOutcomeUnknown} from '../../domain/problems.js';
import type {AuthenticationStatus} from '../../domain/contract.js';
import type {Language} from '../../domain/language.js';
import type {CancelState} from '../../flows/cancel-state.js';
import {cancelMessages} from '../../i18n/messages/cancel.js';
import {describeProblem, problemMessages} from '../../i18n/messages/problems.js';
import {verifyMessages} from '../../i18n/messages/verify.js';
import {notBegun, type Status} from '../internal/status-line.js';

/** Every message of the element, by id. */
export const cancelTexts = {...verifyMessages, ...problemMessages, ...cancelMessages};
export type CancelTexts = typeof cancelTexts;

/** The method that the account goes back to, or is on. */
export const methodLabel = ({previousMethod, methods}: AuthenticationStatus, language: Language): string =>
  (previousMethod ?? methods[0])?.label[language] ?? '';

const quiet: Status = {tone: 'quiet', text: ''};

/** The one sentence that says how things stand. */
export function statusOf(state: CancelState, say: CancelTexts, language: Language): Status {
  switch (state.step) {
    case 'idle':
      return notBegun(say.cancelLoading());
    case 'choosing-account':
    case 'proving':
      return quiet;
    case 'loading':
      return {tone: 'busy', text: say.cancelLoading()};
    case 'not-enrolled':
      return {tone: 'quiet', text: say.notEnrolled(methodLabel(state.status, language))};
    case 'unavailable':
      return {tone: 'danger', text: say.cancelUnavailable()};
    case 'consequences':
      return state.remark ? {tone: 'danger', text: say.notCancelled(describeRemark(state.remark, say))} : quiet;
    case 'cancelling':
      return {tone: 'busy', text: say.cancelling()};
    case 'checking':
      return {tone: 'busy', text: say.cancelChecking()};
    case 'outcome-unknown':
      return {tone: 'danger', text: say.cancelUnknown()};
    case 'cleaning':
      return {tone: 'busy', text: say.cancelCleaning()};
    case 'done':
      return {tone: 'success', text: describeDone(state, say, language)};
    case 'failed':
      return {tone: 'danger', text: describeProblem(state.problem, say)};
    case 'dismissed':
      return {tone: 'quiet', text: state.unsure ? say.cancelDismissedUnsure() : say.cancelDismissed()};
  }
}

const describeDone = (
  {cancelled, status}: Extract<CancelState, {step: 'done'}>,
  say: CancelTexts,
  language: Language,
) => {
  const method = methodLabel(status, language);
  return cancelled === 'now' ? say.cancelled(method) : say.cancelledAlready(method);
};

const describeRemark = (problem: Problem, say: CancelTexts): string => {
  if (problem.code === 'grant_required') return say.proofSpent();
  return leavesOutcomeUnknown(problem) ? say.unreachable() : describeProblem(problem, say);
};
