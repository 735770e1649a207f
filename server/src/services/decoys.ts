/**
 * Accounts that are not the session's own are answered like any other: a plausible status, always the same one, and
 * challenges that no code is right for. So nobody learns which accounts exist, and nobody can lock another's.
 */

import type { Account, Authenticator } from '../domain/account.js';
import { matrixCellDigits } from '../domain/matrix.js';
import { defaultPolicy } from '../domain/policy.js';
import type { CodeFormat, MethodKind } from '../../generated/contract.js';
import type { Mac } from '../seal.js';

interface Shape {
  readonly codeFormat: CodeFormat;
  readonly target?: (bytes: Buffer) => string;
  readonly source?: (bytes: Buffer) => string;
}

const digits = (length: number): CodeFormat => ({ length, alphabet: 'digits' });
const threeDigits = (bytes: Buffer): string => String(bytes.readUInt16BE(4) % 1000).padStart(3, '0');
const phones = ['iPhone', 'Samsung Galaxy', 'OPPO', 'Xiaomi'] as const;

const shapes: Readonly<Partial<Record<MethodKind, Shape>>> = {
  'kb-otp': { codeFormat: digits(6), source: (bytes) => phones[bytes.readUInt8(6) % phones.length] ?? phones[0] },
  matrix: { codeFormat: digits(defaultPolicy.matrixCells * matrixCellDigits) },
  sms: { codeFormat: digits(6), target: (bytes) => `•••• ••• ${threeDigits(bytes)}` },
  token: { codeFormat: digits(6), source: (bytes) => `KB-${threeDigits(bytes)}` },
};

const profiles: ReadonlyArray<readonly MethodKind[]> = [
  ['kb-otp', 'sms'],
  ['kb-otp', 'matrix'],
  ['sms'],
  ['matrix', 'sms'],
  ['token'],
];

export function decoyAccount(mac: Mac, customer: string, id: string): Account {
  const look = mac(`account|${id}`);
  const kinds = profiles[look.readUInt8(0) % profiles.length] ?? [];
  return {
    id,
    derivatives: (['none', 'independent', 'synchronized'] as const)[look.readUInt8(1) % 3] ?? 'none',
    methodChangedAt: null,
    authenticators: kinds.map((kind) => decoyAuthenticator(mac, customer, id, kind)),
    decoy: true,
  };
}

/** The id depends on the customer, so that wrong codes of one are not counted against another. */
function decoyAuthenticator(mac: Mac, customer: string, account: string, kind: MethodKind): Authenticator {
  const look = mac(`authenticator|${account}|${kind}`);
  const shape = shapes[kind];
  const id = mac(`id|${kind}|${account}|${customer}`).subarray(0, 16).toString('base64url');
  return {
    id,
    account,
    kind,
    state: 'active',
    suspended: false,
    label: null,
    target: shape?.target?.(look) ?? null,
    source: shape?.source?.(look) ?? null,
    deviceId: kind === 'kb-otp' ? look.subarray(8, 24).toString('base64url') : null,
    codeFormat: shape?.codeFormat ?? digits(6),
    totp: { algorithm: 'SHA1', digits: 6, period: 30 },
    drift: 0,
    sealedTarget: null,
    sealedSecret: null,
  };
}
