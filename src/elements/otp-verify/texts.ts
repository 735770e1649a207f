import type {CodeFieldView} from '../../controllers/code-field.js';
import type {Challenge, CodeFormat, MethodKind} from '../../domain/contract.js';
import {leavesOutcomeUnknown, type Problem} from '../../domain/problems.js';
import type {VerifyState} from '../../flows/verify-state.js';
import type {Language} from '../../domain/language.js';
import {notBegun, type Status} from '../internal/status-line.js';
import {formatWait} from '../../i18n/language.js';
import {describeProblem, problemMessages} from '../../i18n/messages/problems.js';
import {verifyMessages} from '../../i18n/messages/verify.js';
import type {At, VerifyView} from './view.js';

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

/** What is wrong with what was typed, if anything. */
export function complaintOf({refused, short}: CodeFieldView, {alphabet, length}: CodeFormat, say: VerifyTexts): string {
  const digits = alphabet === 'digits';
  if (refused) return digits ? say.codeRefused() : say.codeRefusedLetters();
  if (!short) return '';
  if (alphabet === 'any') return say.codeMissing();
  return digits ? say.codeShort(length) : say.codeShortLetters(length);
}

type Told<State extends VerifyState = VerifyState> = Pick<
  VerifyView<State>,
  'state' | 'say' | 'now' | 'field' | 'asksPassword'
>;

/** The one sentence that says how things stand. */
export function statusOf(view: Told): Status {
  const {state, say} = view;
  switch (state.step) {
    case 'idle':
      return notBegun(say.loading());
    case 'choosing-account':
      return {tone: 'quiet', text: ''};
    case 'loading':
      return {tone: 'busy', text: say.loading()};
    case 'choosing-method':
      return {tone: 'quiet', text: state.methodChanged ? say.methodChanged() : ''};
    case 'requesting':
      return {tone: 'busy', text: say.requesting()};
    case 'code':
      return codeStatus({...view, state});
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
      return problemStatus(state.problem, triedKind(state), view);
  }
}

function codeStatus({asksPassword, field, say, state, now}: Told<At<'code'>>): Status {
  const {remark, challenge} = state;
  const complaint = complaintOf(field.view, challenge.code, say);
  if (complaint) return {tone: 'danger', text: complaint};
  if (remark.type === 'method-changed') return {tone: 'quiet', text: say.methodChanged()};
  const isUnconfirmed = 'delivery' in challenge && (remark.type === 'none' || remark.type === 'resent');
  if (isUnconfirmed) return {tone: 'quiet', text: say.deliveryUnconfirmed()};
  if (remark.type === 'resent') return {tone: 'success', text: say.resent()};
  // What stands in place of the field says what it does about a used code.
  if (remark.type === 'none' || (asksPassword && remark.problem.code === 'code_replayed'))
    return {tone: 'quiet', text: ''};
  const {problem} = remark;
  return leavesOutcomeUnknown(problem) && problem.code !== 'code_replayed'
    ? {tone: 'danger', text: say.notSent()}
    : problemStatus(problem, challenge.kind, {say, now});
}

/** By what the challenge was to be that failed to come about. */
const triedKind = ({retry}: At<'failed'>): MethodKind | undefined =>
  retry.type === 'challenge' ? retry.status.methods.find(({id}) => id === retry.method)?.kind : undefined;

/** A wait that is longer is not for the code that was just sent. */
const LONGEST_BETWEEN_CODES = 120_000;

function problemStatus(
  problem: Problem,
  kind: MethodKind | undefined,
  {say, now}: Pick<VerifyView, 'say' | 'now'>,
): Status {
  const text = describeProblem(problem, say);
  const wait = (problem.retryAt ?? NaN) - now;
  if (problem.code === 'code_replayed' && wait <= 0) return {tone: 'quiet', text: say.codeReplayedNow()};
  const counting = wait > 0 ? countedText(problem, kind, wait, say) : undefined;
  const tone = isTimeUp(problem) ? 'quiet' : 'danger';
  return {tone, text: counting ?? text, ...(counting && {spoken: text})};
}

function countedText(
  {code}: Problem,
  kind: MethodKind | undefined,
  wait: number,
  say: VerifyTexts,
): string | undefined {
  if (code === 'code_replayed') return say.codeReplayedIn(formatWait(wait));
  const isForCode = code === 'rate_limited' && (kind === 'sms' || kind === 'email' || kind === 'voice');
  return isForCode && wait <= LONGEST_BETWEEN_CODES ? say.codeJustSent(formatWait(wait)) : undefined;
}

/** Nobody has done anything wrong. */
const isTimeUp = ({code}: Problem): boolean => code === 'challenge_expired' || code === 'challenge_not_found';
