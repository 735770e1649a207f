import type {Challenge} from '../../domain/contract.js';
import {leavesOutcomeUnknown, type Problem} from '../../domain/problems.js';
import type {VerifyState} from '../../flows/verify-state.js';
import type {Language} from '../../domain/language.js';
import type {Status} from '../internal/status-line.js';
import {describeProblem, problemMessages} from '../../i18n/messages/problems.js';
import {verifyMessages} from '../../i18n/messages/verify.js';

/** Every message of the element, by id. */
export const verifyTexts = {...verifyMessages, ...problemMessages};
export type VerifyTexts = typeof verifyTexts;

const labels: Readonly<
  Record<Challenge['kind'], (say: VerifyTexts, challenge: Challenge, language: Language) => string>
> = {
  'kb-otp': (say) => say.codeKbOtp(),
  sms: (say) => say.codeSent(),
  email: (say) => say.codeSent(),
  voice: (say) => say.codeSent(),
  matrix: (say, challenge) => say.codeMatrix('coordinates' in challenge ? challenge.coordinates.join(', ') : ''),
  token: (say) => say.codeToken(),
  password: (say) => say.codePassword(),
  other: (say, {method}, language) => say.codeOther(method.label[language]),
};

const hints: Partial<Record<Challenge['kind'], (say: VerifyTexts, where: string) => string>> = {
  'kb-otp': (say, device) => (device ? say.hintKbOtp(device) : say.hintKbOtpAnyPhone()),
  sms: (say, target) => say.hintSms(target),
  email: (say, target) => say.hintEmail(target),
  voice: (say, target) => say.hintVoice(target),
  token: (say, serial) => (serial ? say.hintToken(serial) : ''),
};

export const codeLabel = (challenge: Challenge, say: VerifyTexts, language: Language): string =>
  labels[challenge.kind](say, challenge, language);

/** Where the customer finds the code, in one line. */
export const codeHint = (challenge: Challenge, say: VerifyTexts): string => {
  const where = 'target' in challenge ? challenge.target : 'source' in challenge ? (challenge.source ?? '') : '';
  return hints[challenge.kind]?.(say, where) ?? '';
};

/** The one sentence that says how things stand. */
export function statusOf(state: VerifyState, refused: boolean, say: VerifyTexts): Status {
  switch (state.step) {
    case 'idle':
    case 'choosing-account':
      return {tone: 'quiet', text: ''};
    case 'loading':
      return {tone: 'busy', text: say.loading()};
    case 'choosing-method':
      return {tone: 'quiet', text: state.methodChanged ? say.methodChanged() : ''};
    case 'requesting':
      return {tone: 'busy', text: say.requesting()};
    case 'code':
      return codeStatus(state, refused, say);
    case 'resending':
      return {tone: 'busy', text: say.resending()};
    case 'submitting':
      return {tone: 'busy', text: say.submitting()};
    case 'checking':
      return {tone: 'busy', text: say.checking()};
    case 'opening-cancel':
      return {tone: 'busy', text: say.openingCancel()};
    case 'cancelling':
      return {tone: 'quiet', text: ''};
    case 'outcome-unknown':
      return {tone: 'danger', text: say.outcomeUnknown()};
    case 'verified':
      return {tone: 'success', text: state.reused ? say.verifiedBefore() : say.verified()};
    case 'dismissed':
      return {tone: 'quiet', text: say.dismissed()};
    case 'failed':
      return {tone: isTimeUp(state.problem) ? 'quiet' : 'danger', text: describeProblem(state.problem, say)};
  }
}

function codeStatus({remark}: Extract<VerifyState, {step: 'code'}>, refused: boolean, say: VerifyTexts): Status {
  if (refused) return {tone: 'danger', text: say.codeRefused()};
  if (remark.type === 'method-changed') return {tone: 'quiet', text: say.methodChanged()};
  if (remark.type === 'resent') return {tone: 'success', text: say.resent()};
  if (remark.type === 'problem') return {tone: 'danger', text: describeRemark(remark.problem, say)};
  return {tone: 'quiet', text: ''};
}

const describeRemark = (problem: Problem, say: VerifyTexts) =>
  leavesOutcomeUnknown(problem) && problem.code !== 'code_replayed' ? say.notSent() : describeProblem(problem, say);

/** Nobody has done anything wrong. */
const isTimeUp = ({code}: Problem): boolean => code === 'challenge_expired' || code === 'challenge_not_found';
