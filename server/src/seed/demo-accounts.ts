/** Accounts to play with: one for each way of proving oneself. They exist in development only. */

import type { Account } from '../domain/account.js';
import type { TotpParameters } from '../domain/otp.js';
import type { CodeFormat, LocalizedText, MethodKind } from '../../generated/contract.js';

export interface DemoAuthenticator {
  readonly kind: MethodKind;
  readonly target?: string;
  readonly source?: string;
  readonly deviceId?: string;
  readonly codeFormat: CodeFormat;
  readonly totp?: TotpParameters;
  /** What its codes are checked against, in clear: these accounts protect nothing. */
  readonly secret?:
    | { readonly kind: 'seed'; readonly base32: string }
    | { readonly kind: 'password'; readonly password: string }
    | { readonly kind: 'card' };
  readonly suspended?: boolean;
}

export interface DemoAccount {
  readonly account: string;
  readonly customer: string;
  readonly holder: string;
  readonly title: LocalizedText;
  readonly derivatives: Account['derivatives'];
  readonly authenticators: readonly DemoAuthenticator[];
}

export const demoCustomer = 'demo';

/** The seed of RFC 6238, appendix B (ASCII 12345678901234567890), so that any authenticator app can play the phone. */
const rfcSeed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const sixDigits: CodeFormat = { length: 6, alphabet: 'digits' };
const totp: TotpParameters = { algorithm: 'SHA1', digits: 6, period: 30 };

const matrix: DemoAuthenticator = { kind: 'matrix', codeFormat: sixDigits, secret: { kind: 'card' } };
const sms = (target: string): DemoAuthenticator => ({ kind: 'sms', target, codeFormat: sixDigits });
const voice = (target: string): DemoAuthenticator => ({ kind: 'voice', target, codeFormat: sixDigits });
const email = (target: string): DemoAuthenticator => ({ kind: 'email', target, codeFormat: sixDigits });

function kbOtp(source: string, deviceId: string, base32: string): DemoAuthenticator {
  return { kind: 'kb-otp', source, deviceId, codeFormat: sixDigits, totp, secret: { kind: 'seed', base32 } };
}

const token: DemoAuthenticator = {
  kind: 'token',
  source: 'KB-T 4021 7788',
  codeFormat: sixDigits,
  totp,
  secret: { kind: 'seed', base32: 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U' },
};

const password: DemoAuthenticator = {
  kind: 'password',
  codeFormat: { length: 64, alphabet: 'any' },
  secret: { kind: 'password', password: 'Sen-vang-2026' },
};

type Row = readonly [
  number: string,
  holder: string,
  vi: string,
  en: string,
  derivatives: Account['derivatives'],
  ...authenticators: DemoAuthenticator[],
];

const rows: readonly Row[] = [
  [
    '058C000001',
    'Nguyễn Văn An',
    'KB-OTP, trước đó là thẻ ma trận',
    'KB-OTP, previously a matrix card',
    'synchronized',
    kbOtp('Điện thoại của An', 'device-an', rfcSeed),
    matrix,
  ],
  ['058C000002', 'Trần Thị Bích', 'Tin nhắn SMS', 'Text message (SMS)', 'independent', sms('0901234002')],
  ['058C000003', 'Lê Hoàng Cường', 'Email', 'Email', 'none', email('cuong.le@example.vn')],
  ['058C000004', 'Phạm Minh Đức', 'Cuộc gọi thoại', 'Voice call', 'none', voice('0901234004')],
  [
    '058C000005',
    'Vũ Thu Giang',
    'Thẻ ma trận hoặc tin nhắn SMS',
    'Matrix card or text message',
    'none',
    matrix,
    sms('0901234005'),
  ],
  ['058C000006', 'Đặng Quốc Huy', 'Thiết bị token', 'Hardware token', 'none', token],
  ['058C000007', 'Bùi Ngọc Khánh', 'Mật khẩu giao dịch', 'Trading password', 'none', password],
  [
    '058C000008',
    'Hồ Thị Lệ',
    'KB-OTP đang bị khóa, còn tin nhắn SMS',
    'KB-OTP locked, text message (SMS) left',
    'none',
    { ...kbOtp('Điện thoại của Lệ', 'device-le', 'ONSWC43FMQWWM33SFVWGKLLMMUWWIZLN'), suspended: true },
    sms('0901234008'),
  ],
  [
    '058C000009',
    'Ngô Đình Mẫn',
    'KB-OTP, tài khoản phái sinh chưa đồng bộ',
    'KB-OTP, derivatives not synchronized',
    'independent',
    kbOtp('Điện thoại của Mẫn', 'device-man', 'ONSWC43FMQWWM33SFVWWC3RNMRSW23ZR'),
    sms('0901234009'),
  ],
  [
    '058C000010',
    'Đỗ Thị Oanh',
    'KB-OTP, không còn phương thức cũ',
    'KB-OTP, no previous method left',
    'none',
    kbOtp('Điện thoại của Oanh', 'device-oanh', 'ONSWC43FMQWWM33SFVXWC3TIFVVWE33U'),
  ],
];

export const demoAccounts: readonly DemoAccount[] = rows.map(
  ([account, holder, vi, en, derivatives, ...authenticators]) => ({
    account,
    customer: demoCustomer,
    holder,
    title: { vi, en },
    derivatives,
    authenticators,
  }),
);
