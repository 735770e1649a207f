/** What a challenge may be for, and the fingerprint that binds it to exactly one transaction. */

import { createHash } from 'node:crypto';
import type { Purpose, Transaction } from '../../generated/contract.js';

/** What each kind of transaction is proved for. */
const purposeOf: Readonly<Record<Transaction['type'], Purpose>> = {
  order: 'order',
  'order-list': 'order',
  'cancel-order': 'cancel-order',
  'cash-transfer': 'cash-transfer',
  'cash-advance': 'cash-advance',
  'profile-change': 'profile-change',
};
const transactional: ReadonlySet<Purpose> = new Set(Object.values(purposeOf));

/** Whether the transaction is there exactly when the purpose is about one, and of a kind that it is about. */
export function fitsPurpose(purpose: Purpose, transaction: Transaction | undefined): boolean {
  if (transaction === undefined) return !transactional.has(purpose);
  return purposeOf[transaction.type] === purpose;
}

/** JSON with sorted keys and no spaces, so that equal values give equal text (in the manner of RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of the canonical form, base64url; empty when there is no transaction. */
export function transactionFingerprint(transaction: Transaction | undefined): string {
  if (transaction === undefined) return '';
  return createHash('sha256').update(canonicalJson(transaction)).digest('base64url');
}
