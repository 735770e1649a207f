import type {Problem} from '../../domain/problems.js';
import {templates as english} from '../../generated/locales/en/problems.js';
import {registerTranslations, msg, str} from '../msg.js';
import type {lateProblemMessages} from './problems-late.js';

registerTranslations(english);

/** What is said oftenest, what is said of the network, and what stands for what has not come. */
const firstMessages = {
  codeInvalid: () =>
    msg('Mã chưa đúng. Vui lòng kiểm tra và nhập lại.', {id: 'codeInvalid', desc: 'Wrong code, tries left unknown.'}),
  codeInvalidLeft: (left: number) =>
    msg(str`Mã chưa đúng. Quý khách còn ${left} lần thử.`, {
      id: 'codeInvalidLeft',
      desc: 'Wrong code; tries left, two or more.',
    }),
  codeInvalidLast: () =>
    msg('Mã chưa đúng. Quý khách còn 1 lần thử.', {id: 'codeInvalidLast', desc: 'Wrong code; one try left.'}),
  codeRefused: () =>
    msg('Mã chỉ gồm chữ số. Vui lòng nhập lại.', {
      id: 'codeRefused',
      desc: 'Something that can’t be part of a code was typed or pasted.',
    }),
  offline: () =>
    msg('Không có kết nối mạng. Vui lòng kiểm tra rồi thử lại.', {id: 'offline', desc: 'The browser is offline.'}),
  unreachable: () =>
    msg('Chưa kết nối được đến hệ thống xác thực. Vui lòng thử lại.', {
      id: 'unreachable',
      desc: 'No answer, or a broken one.',
    }),
  serverError: () =>
    msg('Hệ thống xác thực đang gặp sự cố. Vui lòng thử lại.', {id: 'serverError', desc: 'The endpoint failed.'}),
  cannotGoOn: () =>
    msg('Chưa thể tiếp tục lúc này.', {
      id: 'cannotGoOn',
      desc: 'Stands for a sentence about a problem that could not be loaded; asks for nothing, the buttons say what can be done.',
    }),
  browserUnsupported: () =>
    msg('Trình duyệt này quá cũ để xác thực. Hãy cập nhật hoặc dùng trình duyệt khác.', {
      id: 'browserUnsupported',
      desc: 'The browser lacks what KB-OTP can’t do without. Nothing has been asked of the endpoint.',
    }),
};

type LateMessages = typeof lateProblemMessages;

const lateIds = [
  'codeRefusedLetters',
  'codeShort',
  'codeShortLetters',
  'codeMissing',
  'notSent',
  'rateLimited',
  'challengeExpired',
  'requestDenied',
  'codeReplayed',
  'codeReplayedNow',
  'nextCodeIn',
  'clockDrift',
  'codeJustSent',
  'challengeNotFound',
  'challengeLocked',
  'accountLockedUntil',
  'accountLocked',
  'transactionMismatch',
  'sessionExpired',
  'stepUpRequired',
  'limitExceeded',
  'noMethod',
  'grantExpired',
  'maintenance',
  'clientOutdated',
  'refused',
  'misconfigured',
] as const satisfies readonly (keyof LateMessages)[];

let late: LateMessages | undefined;
let coming: Promise<void> | undefined;

/**
 * Brings what is said rarely, after the first screen. Whoever can't be brought it now is told in general; the next
 * screen tries again.
 * @param onSettled has the screen drawn once more
 * @param inTime bounds how long nothing is said
 */
export async function bringLateProblems(
  onSettled: () => void,
  inTime: (loading: Promise<void>) => Promise<void> = (loading) => loading,
): Promise<void> {
  if (late) return;
  coming ??= inTime(import('./problems-late.js').then((part) => void (late = part.lateProblemMessages)))
    .catch(() => undefined)
    .then(() => void (coming = undefined));
  await coming;
  onSettled();
}

/** Nothing while its text is under way; a problem is never left without a word for longer. */
const sayLate =
  (id: keyof LateMessages) =>
  (...values: unknown[]): string => {
    if (late) return (late[id] as (...values: unknown[]) => string)(...values);
    if (coming) return '';
    return id.startsWith('code') ? firstMessages.codeInvalid() : firstMessages.cannotGoOn();
  };

/** What a customer reads when something went wrong. Says what happened, what is left and what to do. */
export const problemMessages = {
  ...firstMessages,
  ...(Object.fromEntries(lateIds.map((id) => [id, sayLate(id)])) as unknown as LateMessages),
};

type ProblemMessages = typeof problemMessages;
type Wording = keyof ProblemMessages | ((problem: Problem, say: ProblemMessages) => string);

/** Where the message has not the name of the code, or not always. */
const wordings: Partial<Record<Problem['code'], Wording>> = {
  code_invalid: ({attemptsLeft}, say) =>
    attemptsLeft === undefined
      ? say.codeInvalid()
      : attemptsLeft === 1
        ? say.codeInvalidLast()
        : say.codeInvalidLeft(attemptsLeft),
  invalid_format: 'codeInvalid',
  account_locked: ({retryAt}, say) => (retryAt === undefined ? say.accountLocked() : say.accountLockedUntil()),
  device_locked: 'accountLocked',
  timeout: 'unreachable',
  malformed_answer: 'unreachable',
  upstream_unavailable: 'serverError',
  internal_error: 'serverError',
  request_in_progress: 'serverError',
  state_conflict: 'serverError',
  insecure_context: 'misconfigured',
  unsupported_channel: 'misconfigured',
};

const nameOf = (code: string): keyof ProblemMessages => {
  const name = code.replace(/_./g, (pair) => pair.charAt(1).toUpperCase()) as keyof ProblemMessages;
  return name in problemMessages ? name : 'refused';
};

/** The customer's words for a problem. A wrong code that leaves none counts as the challenge's lock. */
export function describeProblem(problem: Problem, say: ProblemMessages): string {
  const wording =
    problem.code === 'code_invalid' && problem.attemptsLeft === 0
      ? 'challengeLocked'
      : (wordings[problem.code] ?? nameOf(problem.code));
  return typeof wording === 'function' ? wording(problem, say) : (say[wording] as () => string)();
}
