/** The keys of tokens in a container (RFC 6030), as far as the endpoint can check their codes. */

import type { Readable } from 'node:stream';
import { Refused } from '../back-end.js';
import { createOpener, plainOnly, type Opener, type Secrets } from './encryption.js';
import { at, partsOf, textAt, type Element } from './xml.js';

export interface TokenKey {
  /** Where its package begins, from 1. */
  readonly line: number;
  /** Of the token; the id of the key, where it has none. */
  readonly serial: string;
  /** Whose the file says that it is. */
  readonly user: string | undefined;
  /** A text says why its codes can't be checked. */
  readonly totp: Totp | string;
}

export interface Totp {
  readonly seed: Buffer;
  readonly algorithm: 'SHA-1' | 'SHA-256';
  readonly digits: number;
  /** Seconds. */
  readonly period: number;
}

/** @throws {Refused} where the file can't be read, and UsageError where its key or password is missing */
export async function* tokenKeys(stream: Readable, secrets: Secrets, now: number): AsyncGenerator<TokenKey> {
  let [encryption, macMethod]: Array<Element | undefined> = [];
  let opener: Opener | undefined;
  let isEmpty = true;
  for await (const part of partsOf(stream)) {
    if (part.name === 'EncryptionKey') encryption = part;
    if (part.name === 'MACMethod') macMethod = part;
    if (part.name !== 'KeyPackage') continue;
    isEmpty = false;
    opener ??= encryption === undefined ? plainOnly : createOpener(encryption, macMethod, secrets);
    yield tokenKey(part, opener, now);
  }
  if (isEmpty) throw new Refused('The file has no key.');
}

function tokenKey(part: Element, opener: Opener, now: number): TokenKey {
  const key = at(part, 'Key');
  const serial = textAt(part, 'DeviceInfo', 'SerialNo') ?? key?.attributes.get('Id') ?? '';
  const user = (key && textAt(key, 'UserId')) ?? textAt(part, 'DeviceInfo', 'UserId');
  const { line } = part;
  if (key === undefined) return { line, serial, user, totp: 'The package has no key.' };
  return { line, serial, user: user === undefined ? undefined : accountOf(user), totp: totpOf(key, opener, now) };
}

/** A distinguished name says it by its uid, or else by its common name. */
function accountOf(user: string): string {
  const parts = user.split(',').map((part) => /^\s*(UID|CN)\s*=\s*(.*?)\s*$/i.exec(part));
  const of = (type: string) => parts.find((part) => part?.[1]?.toUpperCase() === type)?.[2];
  return of('UID') ?? of('CN') ?? user;
}

const suites: ReadonlyMap<string, Totp['algorithm']> = new Map([
  ['', 'SHA-1'],
  ['HMAC-SHA1', 'SHA-1'],
  ['HMAC-SHA256', 'SHA-256'],
]);

const prefix = 'urn:ietf:params:xml:ns:keyprov:pskc:';

const unknownAlgorithms: ReadonlyMap<string, string> = new Map([
  [`${prefix}hotp`, 'It counts (HOTP, RFC 4226): the endpoint takes codes of time alone (TOTP, RFC 6238).'],
  [`${prefix}pin`, 'It is a PIN, and no token.'],
]);

function totpOf(key: Element, opener: Opener, now: number): Totp | string {
  const algorithm = key.attributes.get('Algorithm') ?? '';
  if (algorithm !== `${prefix}totp`) {
    return unknownAlgorithms.get(algorithm) ?? `The algorithm ${JSON.stringify(algorithm.slice(0, 100))} is not known.`;
  }
  const parameters = parametersOf(key);
  if (typeof parameters === 'string') return parameters;
  const why = policyFault(key, now);
  if (why !== null) return why;
  const seed = seedOf(key, opener);
  if (typeof seed === 'string') return seed;
  if (seed.length < 10 || seed.length > 80) return `Its seed has ${seed.length} bytes: 10 to 80 can be kept.`;
  return { seed, ...parameters };
}

function seedOf(key: Element, opener: Opener): Buffer | string {
  const secret = at(key, 'Data', 'Secret');
  if (secret === undefined) return 'It has no seed.';
  const plain = textAt(secret, 'PlainValue');
  if (plain === undefined) return opener.open(secret);
  return /^[A-Za-z0-9+/\s]+=*\s*$/.test(plain) ? Buffer.from(plain, 'base64') : 'Its seed is no base64.';
}

function parametersOf(key: Element): Omit<Totp, 'seed'> | string {
  const suite = textAt(key, 'AlgorithmParameters', 'Suite') ?? '';
  const algorithm = suites.get(suite.toUpperCase());
  if (algorithm === undefined)
    return `The suite ${JSON.stringify(suite.slice(0, 40))} is not known: it is HMAC-SHA1 or HMAC-SHA256.`;
  const format = at(key, 'AlgorithmParameters', 'ResponseFormat')?.attributes;
  const digits = Number(format?.get('Length'));
  if (format?.get('Encoding') !== 'DECIMAL' || ![6, 7, 8].includes(digits)) return 'Its codes are not 6 to 8 digits.';
  if (/^(?:true|1)$/.test(format.get('CheckDigits') ?? '')) return 'Its codes have a check digit.';
  const number = (name: string, usual: number): number =>
    at(key, 'Data', name) === undefined ? usual : Number(textAt(key, 'Data', name, 'PlainValue'));
  if (number('Time', 0) !== 0) return 'Its time does not begin in 1970.';
  const period = number('TimeInterval', 30);
  if (!Number.isInteger(period) || period < 15 || period > 120) return 'Its codes change not every 15 to 120 seconds.';
  return { algorithm, digits, period };
}

/** What a policy says and is not known forbids the key (RFC 6030, section 5). */
function policyFault(key: Element, now: number): string | null {
  for (const { name, text, attributes } of at(key, 'Policy')?.children ?? []) {
    const fault = policies[name]?.({ text: text.trim(), mode: attributes.get('PINUsageMode') ?? '', now });
    if (fault !== null) return fault ?? `Its policy says ${JSON.stringify(name.slice(0, 40))}, which is not known.`;
  }
  const usages = at(key, 'Policy')?.children.filter(({ name }) => name === 'KeyUsage') ?? [];
  const isForCodes = usages.length === 0 || usages.some(({ text }) => text.trim() === 'OTP');
  return isForCodes ? null : 'Its policy does not let it make codes.';
}

interface Said {
  readonly text: string;
  readonly mode: string;
  readonly now: number;
}

const policies: Readonly<Record<string, (said: Said) => string | null>> = {
  StartDate: ({ text, now }) => (Date.parse(text) <= now ? null : 'Its policy lets it be used later only.'),
  ExpiryDate: ({ text, now }) => (Date.parse(text) > now ? null : 'It has expired.'),
  KeyUsage: () => null,
  // The token asks for its PIN by itself; any other way the endpoint would have to.
  PINPolicy: ({ mode }) => (mode === 'Local' ? null : 'Its policy asks the endpoint for a PIN.'),
};
