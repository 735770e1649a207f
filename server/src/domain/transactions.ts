/** What a challenge may be for, and the fingerprint that binds it to exactly one transaction. */

import { createHash } from 'node:crypto';
import type { Purpose, Transaction } from '../../generated/contract.js';

/** Purposes that are about one transaction, which has the same name. */
const transactional: readonly Purpose[] = ['order', 'cash-transfer'];

/** Whether the transaction is there exactly when the purpose is about one, and of its type. */
export function fitsPurpose(purpose: Purpose, transaction: Transaction | undefined): boolean {
  return transactional.includes(purpose) ? transaction?.type === purpose : transaction === undefined;
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
