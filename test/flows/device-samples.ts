import type {AuthenticationStatus, Device, Enrolment, Grant} from '../../src/domain/contract.js';
import type {ScannedRequest} from '../../src/domain/scan.js';
import type {DeviceList} from '../../src/domain/device-list.js';
import type {AccountOnDevice} from '../../src/domain/vault-record.js';
import {failure, success, type Problem, type Result} from '../../src/domain/problems.js';

const at = '2026-03-02T02:35:00Z';
const text = (word: string) => ({vi: word, en: word});
const sms = {id: 'sms', kind: 'sms', label: text('SMS')} as const;
export const first = '058C000002';
export const second = '058C000005';

export const status = (kbOtp: AuthenticationStatus['kbOtp'] = {state: 'none', device: null}): AuthenticationStatus => ({
  account: first,
  accountLabel: '058C•••002',
  channel: 'm-able',
  methods: [sms],
  previousMethod: sms,
  kbOtp,
  derivatives: null,
  policy: {codeDigits: 6, codePeriod: 30, passwordDigits: 6},
  grants: [],
  serverTime: at,
});

export const grant: Grant = {
  token: 'g'.repeat(43),
  account: first,
  channel: 'm-able',
  purpose: 'enroll',
  method: 'sms',
  authenticatedAt: at,
  expiresAt: at,
  scope: 'once',
  excludes: [],
  serverTime: at,
};

export const enrolment: Enrolment = {
  id: 'enrolment-0000001',
  device: 'device-0000000001',
  serverPublicKey: 'p'.repeat(87),
  nonce: 'n'.repeat(43),
  totp: {algorithm: 'SHA-256', digits: 6, period: 30},
  accounts: [{account: first, accountLabel: '058C•••002'}],
  serverConfirmation: 'm'.repeat(43),
  expiresAt: at,
  attemptsLeft: 5,
  serverTime: at,
};

export const device: Device = {device: enrolment.device, name: 'Điện thoại', accounts: [], serverTime: at};

export const entry = (account: string, state: AccountOnDevice['state'] = 'active'): AccountOnDevice => ({
  account,
  accountLabel: account,
  state,
});

export const deviceList = (entries: readonly AccountOnDevice[], also: Partial<DeviceList> = {}): DeviceList => ({
  device: enrolment.device,
  name: 'Điện thoại',
  entries,
  pending: null,
  passkey: false,
  ...also,
});

/** The ways in which a call may go wrong that the flows tell apart, and one that none of them knows. */
const problems: readonly Problem['code'][] = [
  'wrong_password',
  'device_disabled',
  'timeout',
  'offline',
  'session_expired',
  'rate_limited',
  'enrolment_expired',
  'enrolment_not_found',
  'activation_invalid',
  'storage_unavailable',
  'vault_damaged',
  'not_found',
  'refused',
];

/** Much later than any test: what has to wait, waits. */
const retryAt = Date.UTC(2100, 0);
const details: Partial<Record<Problem['code'], Omit<Problem, 'code'>>> = {
  wrong_password: {attemptsLeft: 3},
  rate_limited: {retryAt},
};

export const results = <Value>(...values: readonly Value[]): readonly Result<Value>[] => [
  ...values.map((value) => success(value)),
  ...problems.map((code) => failure({code, ...details[code]})),
];

/** What was read off a page that asks for an order. */
export const scanned: ScannedRequest = {
  id: 'challenge-000001',
  account: first,
  purpose: 'order',
  channelName: 'KB-Trade',
  display: [],
  suite: 'OCRA-1:HOTP-SHA256-8:QN08-T30S',
  question: '04815162',
  number: '47',
  until: 15_000,
};
