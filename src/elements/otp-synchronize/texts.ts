import type {AuthenticationStatus} from '../../domain/contract.js';
import {leavesOutcomeUnknown, type Problem} from '../../domain/problems.js';
import type {SynchronizeState} from '../../flows/synchronize-state.js';
import {describeProblem, problemMessages} from '../../i18n/messages/problems.js';
import {synchronizeMessages} from '../../i18n/messages/synchronize.js';
import {verifyMessages} from '../../i18n/messages/verify.js';
import type {Status} from '../internal/status-line.js';

/** Every message of the element, by id. */
export const synchronizeTexts = {...verifyMessages, ...problemMessages, ...synchronizeMessages};
export type SynchronizeTexts = typeof synchronizeTexts;

const quiet: Status = {tone: 'quiet', text: ''};

/** The one sentence that says how things stand. */
export function statusOf(state: SynchronizeState, say: SynchronizeTexts): Status {
  switch (state.step) {
    case 'idle':
    case 'proving':
      return quiet;
    case 'loading':
      return {tone: 'busy', text: say.synchronizeLoading()};
    case 'no-derivatives':
      return {tone: 'quiet', text: say.noDerivatives()};
    case 'base-not-enrolled':
      return {tone: 'quiet', text: hasLapsed(state.status) ? say.baseLapsed() : say.baseNotEnrolled()};
    case 'in-sync':
      return {tone: 'success', text: say.inSync()};
    case 'explaining':
      return state.remark ? {tone: 'danger', text: say.notSynchronized(describeRemark(state.remark, say))} : quiet;
    case 'synchronizing':
      return {tone: 'busy', text: say.synchronizing()};
    case 'checking':
      return {tone: 'busy', text: say.synchronizeChecking()};
    case 'outcome-unknown':
      return {tone: 'danger', text: say.synchronizeUnknown()};
    case 'done':
      return {tone: 'success', text: say.synchronized()};
    case 'declined':
      return {tone: 'quiet', text: say.declined()};
    case 'failed':
      return {tone: 'danger', text: describeProblem(state.problem, say)};
  }
}

export const hasLapsed = ({derivatives}: AuthenticationStatus): boolean => derivatives?.lapsed === true;

const describeRemark = (problem: Problem, say: SynchronizeTexts): string => {
  if (problem.code === 'grant_required') return say.synchronizeProofSpent();
  return leavesOutcomeUnknown(problem) ? say.unreachable() : describeProblem(problem, say);
};
