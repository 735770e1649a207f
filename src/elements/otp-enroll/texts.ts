import type {Problem} from '../../domain/problems.js';
import type {ActivationPhase, EnrollState} from '../../flows/enroll-state.js';
import {describeDeviceProblem, deviceMessages} from '../../i18n/messages/device.js';
import {describeEnrollProblem, enrollMessages} from '../../i18n/messages/enroll.js';
import {describeProblem, problemMessages} from '../../i18n/messages/problems.js';
import {verifyMessages} from '../../i18n/messages/verify.js';

/** Every message of the element, by id. */
export const enrollTexts = {...verifyMessages, ...problemMessages, ...deviceMessages, ...enrollMessages};
export type EnrollTexts = typeof enrollTexts;

export const describe = (problem: Problem, say: EnrollTexts): string =>
  describeEnrollProblem(problem, say) ?? describeDeviceProblem(problem, say) ?? describeProblem(problem, say);

export function describeFailure(
  {problem, unchanged}: Extract<EnrollState, {step: 'failed'}>,
  say: EnrollTexts,
): string {
  const reason = describe(problem, say);
  return unchanged && problem.code !== 'already_enrolled' ? say.enrollFailed(reason) : reason;
}

export const phases: Readonly<Record<ActivationPhase | 'unlocking', (say: EnrollTexts) => string>> = {
  unlocking: (say) => say.unlocking(),
  registering: (say) => say.registering(),
  securing: (say) => say.securing(),
  activating: (say) => say.activating(),
  finishing: (say) => say.finishing(),
};
