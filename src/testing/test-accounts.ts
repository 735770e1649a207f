import type {LocalizedText} from '../domain/contract.js';
import type {Problem} from '../domain/problems.js';
import {problem, type Failure} from './endpoint/problems.js';
import {never} from './endpoint/scripted-endpoint.js';
import type {Standing} from './endpoint/standing.js';

/** One account of the test endpoint. */
export interface TestAccount {
  readonly account: string;
  /** What it is for. */
  readonly title: LocalizedText;
}

interface Row extends TestAccount {
  readonly standing: Standing;
}

const phoneOf = (name: string) => ({id: `device-of-${name}`, name: `Điện thoại của ${name}`});

const row = (
  account: string,
  [vi, en]: readonly [string, string],
  standing: Partial<Standing> & Pick<Standing, 'previous'>,
): Row => ({account, title: {vi, en}, standing: {onKbOtp: false, device: null, derivatives: null, ...standing}});

/**
 * The reference endpoint's accounts in development, and five more: a method that it lacks, a phone to ask, orders that
 * one verification may cover, orders that one does, and codes that are bound to what they authorize.
 */
const standings: readonly Row[] = [
  row('058C000001', ['KB-OTP, trước đó là thẻ ma trận', 'KB-OTP, previously a matrix card'], {
    onKbOtp: true,
    device: phoneOf('An'),
    previous: ['matrix'],
    derivatives: {synchronized: true},
  }),
  row('058C000002', ['Tin nhắn SMS', 'Text message (SMS)'], {
    previous: ['sms'],
    derivatives: {synchronized: false},
  }),
  row('058C000003', ['Email', 'Email'], {previous: ['email']}),
  row('058C000004', ['Cuộc gọi thoại', 'Voice call'], {previous: ['voice']}),
  row('058C000005', ['Thẻ ma trận hoặc tin nhắn SMS', 'Matrix card or text message'], {previous: ['matrix', 'sms']}),
  row('058C000006', ['Thiết bị token', 'Hardware token'], {previous: ['token']}),
  row('058C000007', ['Mật khẩu giao dịch', 'Trading password'], {previous: ['password']}),
  row('058C000008', ['KB-OTP đang bị khóa, còn tin nhắn SMS', 'KB-OTP locked, text message (SMS) left'], {
    onKbOtp: true,
    suspended: true,
    device: phoneOf('Lệ'),
    previous: ['sms'],
  }),
  row('058C000009', ['KB-OTP, tài khoản phái sinh chưa đồng bộ', 'KB-OTP, derivatives not synchronized'], {
    onKbOtp: true,
    device: phoneOf('Mẫn'),
    previous: ['sms'],
    derivatives: {synchronized: false},
  }),
  row('058C000010', ['KB-OTP, không còn phương thức cũ', 'KB-OTP, no previous method left'], {
    onKbOtp: true,
    device: phoneOf('Oanh'),
    previous: [],
  }),
  row('058C000011', ['Chứng thư số', 'Digital certificate'], {previous: ['other']}),
  row('058C000012', ['KB-OTP, phê duyệt trên điện thoại', 'KB-OTP, approved on the phone'], {
    onKbOtp: true,
    device: phoneOf('Phúc'),
    previous: ['sms'],
    approves: true,
  }),
  row('058C000013', ['KB-OTP, có thể xác thực một lần cho phiên', 'KB-OTP, one verification may cover the session'], {
    onKbOtp: true,
    device: phoneOf('Quân'),
    previous: ['sms'],
    offersSession: true,
  }),
  row('058C000014', ['KB-OTP, không hỏi lại khi đặt lệnh', 'KB-OTP, orders covered by an earlier verification'], {
    onKbOtp: true,
    device: phoneOf('Sơn'),
    previous: ['sms'],
    offersSession: true,
    coveredUntil: '9999-12-31T23:59:59Z',
  }),
  row('058C000015', ['KB-OTP, mã gắn với giao dịch', 'KB-OTP, codes bound to the transaction, to be scanned'], {
    onKbOtp: true,
    device: phoneOf('Tú'),
    previous: ['sms'],
    isBound: true,
  }),
];

/** An answer that is none: a failure, or silence until the call is given up. */
export type Fault = Failure | typeof never;

/** What is answered to whoever asks about the account, by its last digits. */
const refusals: Readonly<Record<string, Problem['code']>> = {
  '101': 'session_expired',
  '102': 'step_up_required',
  '103': 'not_enrolled',
  '104': 'account_locked',
  '105': 'rate_limited',
  '106': 'client_outdated',
  '107': 'maintenance',
  '108': 'upstream_unavailable',
  '109': 'internal_error',
  '110': 'unreachable',
};
const SILENT = '058C000111';

/** Seconds until what is locked or limited is asked for again. */
const waits: Partial<Record<Problem['code'], number>> = {account_locked: 900, rate_limited: 30, maintenance: 600};

const accountEnding = (digits: string): string => `058C000${digits}`;

/** Accounts that answer: how each stands at first. */
export const standingOf = (account: string): Standing | undefined => {
  const found = standings.find((row) => row.account === account);
  return found && {...found.standing};
};

/** What the endpoint says to any question about that account, or undefined where it answers. */
export function faultOf(account: string, now: number): Fault | undefined {
  if (account === SILENT) return never;
  const code = Object.entries(refusals).find(([digits]) => accountEnding(digits) === account)?.[1];
  return code && failing(code, now);
}

/** A problem as the contract's endpoint would word it at `now` (epoch milliseconds). */
export function failing(code: Problem['code'], now: number, facts: Partial<Problem> = {}): Failure {
  const retryIn = waits[code];
  return problem(code, {now, ...(retryIn !== undefined && {retryIn}), ...facts});
}

/** Every account of the test endpoint. */
export const testAccounts: readonly TestAccount[] = [
  ...standings.map(({account, title}) => ({account, title})),
  ...Object.entries(refusals).map(([digits, code]) => ({
    account: accountEnding(digits),
    title: {vi: `Lỗi ${code}`, en: `Fails with ${code}`},
  })),
  {account: SILENT, title: {vi: 'Không trả lời', en: 'Never answers'}},
];
