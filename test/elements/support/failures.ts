import {problem, type Script} from '../../../stories/fixtures/index.js';
import type {Problem} from '../../../src/domain/problems.js';
import {send, type ScreenState} from './states.js';

type Facts = Parameters<typeof problem>[1];

/** The screen of a problem that ends the attempt, met on one of the three calls that come before a verdict. */
const failed = (
  name: string,
  call: 'getAuthentication' | 'createChallenge' | 'answerChallenge',
  code: Problem['code'],
  [vi, en]: readonly [string, string],
  facts: Facts = {},
): ScreenState => ({
  name,
  step: 'failed',
  script: {[call]: () => problem(code, facts)} satisfies Script,
  ...(call === 'answerChallenge' && {act: (element) => send(element, 'failed')}),
  vi,
  en,
});

const locked = ['Quý khách đã nhập sai quá số lần cho phép.', 'Too many wrong codes.'] as const;
const unreachable = ['Chưa kết nối được đến hệ thống xác thực.', 'The authentication system can’t be reached.'] as const;
const troubled = [
  'Hệ thống xác thực đang gặp sự cố. Vui lòng thử lại.',
  'The authentication system has a problem. Please try again.',
] as const;
const misconfigured = [
  'Trang chưa được cấu hình đúng để xác thực.',
  'This page is not set up correctly for authentication.',
] as const;
const refused = ['Yêu cầu không được chấp nhận.', 'The request was not accepted.'] as const;

/** Every way in which an attempt ends without a grant. */
export const failures: readonly ScreenState[] = [
  failed('expired', 'answerChallenge', 'challenge_expired', ['Đã hết thời gian nhập mã.', 'The time for this code is over.']),
  failed('challenge no longer known', 'answerChallenge', 'challenge_not_found', [
    'Đã hết thời gian nhập mã.',
    'The time for this code is over.',
  ]),
  failed('challenge locked', 'answerChallenge', 'challenge_locked', locked),
  failed('wrong code and no attempt left', 'answerChallenge', 'code_invalid', locked, {attemptsLeft: 0}),
  failed(
    'locked until',
    'answerChallenge',
    'account_locked',
    [
      'Phương thức xác thực tạm khóa do nhập sai nhiều lần.',
      'This authentication method is locked for now after too many wrong codes.',
    ],
    {retryIn: 120},
  ),
  failed('locked without end', 'createChallenge', 'account_locked', [
    'Phương thức xác thực đã bị khóa. Vui lòng liên hệ tổng đài để được hỗ trợ.',
    'This authentication method is locked. Please call us for help.',
  ]),
  failed('transaction changed', 'answerChallenge', 'transaction_mismatch', [
    'Giao dịch đã thay đổi. Vui lòng xác thực lại.',
    'The transaction has changed. Please authenticate again.',
  ]),
  failed('session expired', 'answerChallenge', 'session_expired', [
    'Phiên đăng nhập đã hết hạn. Vui lòng đăng nhập lại.',
    'Your session has expired. Please sign in again.',
  ]),
  failed('stronger step required', 'createChallenge', 'step_up_required', [
    'Giao dịch này cần một bước xác thực mạnh hơn.',
    'This transaction needs a stronger authentication step.',
  ]),
  failed(
    'rate limited',
    'createChallenge',
    'rate_limited',
    ['Quý khách thao tác quá nhanh. Vui lòng chờ trong giây lát.', 'That was too fast. Please wait a moment.'],
    {retryIn: 45},
  ),
  failed('offline', 'getAuthentication', 'offline', ['Không có kết nối mạng.', 'You are offline.']),
  failed('unreachable', 'getAuthentication', 'unreachable', unreachable),
  failed('timed out', 'getAuthentication', 'timeout', unreachable),
  failed('malformed answer', 'getAuthentication', 'malformed_answer', unreachable),
  failed('maintenance', 'getAuthentication', 'maintenance', [
    'Hệ thống xác thực đang bảo trì. Vui lòng quay lại sau.',
    'The authentication system is under maintenance. Please come back later.',
  ]),
  failed('server error', 'createChallenge', 'internal_error', troubled),
  failed('sending failed', 'createChallenge', 'upstream_unavailable', troubled),
  failed('client outdated', 'getAuthentication', 'client_outdated', ['Trang đã cũ. Vui lòng tải lại trang.', 'This page is outdated. Please reload it.']),
  failed('refused', 'createChallenge', 'forbidden_origin', refused),
  {name: 'missing endpoint', step: 'failed', setting: {endpoint: ''}, vi: misconfigured[0], en: misconfigured[1]},
  {name: 'unsupported channel', step: 'failed', setting: {channel: 'kb-moon'}, vi: misconfigured[0], en: misconfigured[1]},
];
