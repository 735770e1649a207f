/** Accounts as a host's back end puts them in, and the codes of their methods. */

import { createHash } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

export interface TestMethod {
  readonly kind: string;
  readonly phone?: string;
  readonly email?: string;
  readonly name?: string;
  readonly secret?: string;
  readonly cells?: Readonly<Record<string, string>>;
}

export interface TestAccount {
  readonly account: string;
  readonly customer: string;
  readonly methods: readonly TestMethod[];
}

const base32 = (text: string): string =>
  new Secret({ buffer: Uint8Array.from(createHash('sha1').update(text).digest()).buffer }).base32;

export const seedOf = (kind: string, name: string): TestMethod & { readonly secret: string } => ({
  kind,
  name,
  secret: base32(`${kind} ${name}`),
});

const digitsOf = (text: string, count: number): string =>
  String(createHash('sha256').update(text).digest().readUInt32BE(0) % 10 ** count).padStart(count, '0');

const coordinates = [...'ABCDEFG'].flatMap((column) => [1, 2, 3, 4, 5, 6, 7].map((row) => `${column}${row}`));

/** A token, SMS, a card and email; `old`: a KB-OTP of another app before them. */
export function provisioned(
  account: string,
  { customer = `customer-of-${account}`, old = false }: { readonly customer?: string; readonly old?: boolean },
): TestAccount {
  return {
    account,
    customer,
    methods: [
      ...(old ? [seedOf('kb-otp', `The old app of ${account}`)] : []),
      seedOf('token', `KB-T ${account}`),
      { kind: 'sms', phone: `09${digitsOf(account, 8)}` },
      { kind: 'matrix', cells: Object.fromEntries(coordinates.map((at) => [at, digitsOf(`${account}${at}`, 2)])) },
      { kind: 'email', email: `${account.toLowerCase()}@customers.example` },
    ],
  };
}

export const cellsOf = ({ methods }: TestAccount): Readonly<Record<string, string>> =>
  methods.find(({ cells }) => cells !== undefined)?.cells ?? {};

/** @param time epoch milliseconds */
export function codeOf({ methods }: TestAccount, time: number, kind = 'token'): string {
  const secret = Secret.fromBase32(methods.find((method) => method.kind === kind)?.secret ?? '');
  return new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: time });
}
