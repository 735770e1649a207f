import type {CodeFieldView} from '../../controllers/code-field.js';
import {epoch, type Challenge, type CodeFormat, type MethodKind} from '../../domain/contract.js';
import type {Language} from '../../domain/language.js';
import {leavesOutcomeUnknown, type Problem} from '../../domain/problems.js';
import type {CodeNotice} from '../../flows/verify-state.js';
import {formatWait} from '../../i18n/language.js';
import {describeProblem, problemMessages} from '../../i18n/messages/problems.js';
import {verifyMessages} from '../../i18n/messages/verify.js';
import {calm, danger, silent, success, type View} from '../internal/screen.js';
import type {Status} from '../internal/status-line.js';
import {LAST_SECONDS, LOW_TIME} from './timing.js';

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

/** The act is part of the region's name: there may be several on a page. */
export function nameOf(title: string, asked: {readonly challenge: Challenge} | null, language: Language): string {
  const [act] = asked?.challenge.display ?? [];
  return act ? `${title}: ${act.label[language]} ${act.value[language]}` : title;
}

export const codeLabel = (challenge: Challenge, say: VerifyTexts, language: Language): string =>
  labels[challenge.kind](say, challenge, language);

/** Where the customer finds the code, in one line. */
export const codeHint = (challenge: Challenge, say: VerifyTexts): string => {
  const where = 'target' in challenge ? challenge.target : 'source' in challenge ? (challenge.source ?? '') : '';
  // What is masked does not break within its groups.
  return hints[challenge.kind]?.(say, 'target' in challenge ? where.replaceAll(' ', '\u00a0') : where) ?? '';
};

/** What is wrong with what was typed, if anything. */
export function complaintOf({refused, short}: CodeFieldView, {alphabet, length}: CodeFormat, say: VerifyTexts): string {
  const digits = alphabet === 'digits';
  if (refused) return digits ? say.codeRefused() : say.codeRefusedLetters();
  if (!short) return '';
  if (alphabet === 'any') return say.codeMissing();
  return digits ? say.codeShort(length) : say.codeShortLetters(length);
}

type Told = Pick<View<VerifyTexts, never>, 'say' | 'now'>;

interface Asked extends Told {
  readonly language: Language;
  readonly field: {readonly view: CodeFieldView};
  readonly deviceFirst: boolean | null;
}

/** What there is to say while a code is asked for. */
export function codeStatus(
  challenge: Challenge,
  notice: CodeNotice,
  {say, language, now, field, deviceFirst}: Asked,
): Status {
  const complaint = complaintOf(field.view, challenge.code, say);
  if (complaint) return danger(complaint);
  if (notice.type === 'cancelled') return success(say.cancelledContinue(challenge.method.label[language]));
  if (notice.type === 'method-changed') return calm(say.methodChanged());
  if ('delivery' in challenge && notice.type !== 'problem') return calm(say.deliveryUnconfirmed());
  if (notice.type === 'resent') return success(say.resent());
  if (notice.type === 'none') return timeWarning(epoch(challenge.expiresAt) - now, say);
  // What stands in place of the field says what it does about a used code.
  if (deviceFirst && notice.problem.code === 'code_replayed') return silent;
  const {problem} = notice;
  return leavesOutcomeUnknown(problem) && problem.code !== 'code_replayed'
    ? danger(say.notSent())
    : problemStatus(problem, challenge.kind, {say, now});
}

/** For the ear alone, twice: the eye sees the time go by. */
function timeWarning(left: number, say: VerifyTexts): Status {
  const moment = [LAST_SECONDS, LOW_TIME].find((at) => left <= at);
  return moment === undefined ? silent : {...silent, spoken: say.timeLow(moment / 1000)};
}

/** The broker sends the code. */
export const isDelivered = (kind: MethodKind | undefined): boolean =>
  kind === 'sms' || kind === 'email' || kind === 'voice';

/** A wait that is longer is not for the code that was just sent. */
const LONGEST_BETWEEN_CODES = 120_000;

export function problemStatus(problem: Problem, kind: MethodKind | undefined, {say, now}: Told): Status {
  const text = describeProblem(problem, say);
  const wait = (problem.retryAt ?? NaN) - now;
  if (problem.code === 'code_replayed' && wait <= 0) return calm(say.codeReplayedNow());
  const counting = wait > 0 ? justSent(problem, kind, wait, say) : undefined;
  const tone = isTimeUp(problem) ? 'quiet' : 'danger';
  return {tone, text: counting ?? text, ...(counting && {spoken: text})};
}

function justSent({code}: Problem, kind: MethodKind | undefined, wait: number, say: VerifyTexts): string | undefined {
  return code === 'rate_limited' && isDelivered(kind) && wait <= LONGEST_BETWEEN_CODES
    ? say.codeJustSent(formatWait(wait))
    : undefined;
}

/** Nobody has done anything wrong. */
export const isTimeUp = ({code}: Problem): boolean => code === 'challenge_expired' || code === 'challenge_not_found';
