import type {Problem} from '../../domain/problems.js';
import type {ActivationPhase, EnrollState} from '../../flows/enroll-state.js';
import {describeDeviceProblem, describeWeaknesses, deviceMessages} from '../../i18n/messages/device.js';
import {describeEnrollProblem, enrollMessages} from '../../i18n/messages/enroll.js';
import {describeProblem, problemMessages} from '../../i18n/messages/problems.js';
import {verifyMessages} from '../../i18n/messages/verify.js';
import {notBegun, type Status} from '../internal/status-line.js';

/** Every message of the element, by id. */
export const enrollTexts = {...verifyMessages, ...problemMessages, ...deviceMessages, ...enrollMessages};
export type EnrollTexts = typeof enrollTexts;

const describe = (problem: Problem, say: EnrollTexts) =>
  describeEnrollProblem(problem, say) ?? describeDeviceProblem(problem, say) ?? describeProblem(problem, say);

function describeFailure({problem, unchanged}: Extract<EnrollState, {step: 'failed'}>, say: EnrollTexts): string {
  const reason = describe(problem, say);
  return unchanged && problem.code !== 'already_enrolled' ? say.enrollFailed(reason) : reason;
}

const phases: Readonly<Record<ActivationPhase | 'unlocking', (say: EnrollTexts) => string>> = {
  unlocking: (say) => say.unlocking(),
  registering: (say) => say.registering(),
  securing: (say) => say.securing(),
  activating: (say) => say.activating(),
  finishing: (say) => say.finishing(),
};

const quiet: Status = {tone: 'quiet', text: ''};

/** The one sentence that says how things stand. */
export function statusOf(state: EnrollState, complaint: string | false, say: EnrollTexts): Status {
  if (complaint) return {tone: 'danger', text: complaint};
  switch (state.step) {
    case 'idle':
      return notBegun(say.enrollLoading());
    case 'terms':
    case 'proving':
    case 'needing-proofs':
    case 'proving-account':
    case 'choosing-accounts':
    case 'synchronizing':
    case 'wrong-channel':
      return quiet;
    case 'loading':
    case 'checking-proofs':
      return {tone: 'busy', text: say.enrollLoading()};
    case 'already-here':
      return {tone: 'success', text: say.alreadyHere()};
    case 'stepping-up':
      return {tone: 'busy', text: say.steppingUp()};
    case 'creating-password': {
      const digits = state.status.policy.passwordDigits;
      return state.refusals.length > 0
        ? {tone: 'danger', text: describeWeaknesses(state.refusals, say, digits)}
        : quiet;
    }
    case 'confirming-password':
      return state.mismatch ? {tone: 'danger', text: say.passwordMismatch()} : quiet;
    case 'entering-password':
    case 'resuming':
      return state.problem ? {tone: 'danger', text: describe(state.problem, say)} : quiet;
    case 'unlocking':
      return {tone: 'busy', text: say.unlocking()};
    case 'activating':
    case 'resuming-activation':
      return {tone: 'busy', text: phases[state.phase](say)};
    case 'done':
      return {tone: 'success', text: say.enrolled()};
    case 'failed':
      return {
        tone: state.problem.code === 'already_enrolled' ? 'quiet' : 'danger',
        text: describeFailure(state, say),
      };
    case 'dismissed':
      return {tone: 'quiet', text: say.enrollDismissed()};
  }
}
