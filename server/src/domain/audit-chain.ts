/**
 * The audit trail as a chain: each entry has a hash over what it says and over the hash of the entry before it, so that
 * one that is missing, changed or in another place shows. What tells whose it is has a hash of its own, under a salt:
 * with the salt gone the rest of the chain still holds, and nobody can try account numbers until one fits.
 */

import { createHash, randomBytes } from 'node:crypto';
import type { AuditEntry, AuditPoint } from '../../generated/contract.js';

/** What an entry says. */
export type AuditContent = Omit<AuditEntry, 'seq' | 'salt' | 'personal' | 'hash'>;

/** Before the first entry. */
export const beginning: AuditPoint = { seq: 0, hash: '' };

const digest = (parts: ReadonlyArray<string | number | null>): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

type Personal = Pick<AuditEntry, 'account' | 'customer' | 'device' | 'reason'>;

const personalHash = (salt: string, { account, customer, device, reason }: Personal): string =>
  digest([salt, account, customer, device, reason]);

type Hashed = Omit<AuditEntry, 'hash' | 'salt' | keyof Personal>;

const entryHash = (previous: string, entry: Hashed): string => {
  const { seq, id, act, at, channel, method, authenticatedAt, actor, approver, personal } = entry;
  return digest([previous, seq, id, act, at, channel, method, authenticatedAt, actor, approver, personal]);
};

/** Puts an entry behind the one before it. */
export function link(previous: AuditPoint, content: AuditContent): AuditEntry {
  const salt = randomBytes(16).toString('base64url');
  const entry = { ...content, seq: previous.seq + 1, salt, personal: personalHash(salt, content) };
  return { ...entry, hash: entryHash(previous.hash, entry) };
}

export type ChainFault =
  | { readonly fault: 'missing'; readonly from: number; readonly to: number }
  /** It says something else than it did, or stands in another place; or the one before it does. */
  | { readonly fault: 'changed'; readonly seq: number; readonly id: string }
  /** What tells whose it is was taken out, and no erasure in the trail has done so. */
  | { readonly fault: 'erased'; readonly seq: number; readonly id: string }
  /** The chain has another hash there than the one that was kept elsewhere. */
  | { readonly fault: 'other-chain'; readonly seq: number };

export interface ChainCheck {
  /** Entries in the order of `seq`. */
  add(entry: AuditEntry): void;
  /** @param head where the chain ends, as far as is known */
  end(head?: AuditPoint): ChainVerdict;
}

export interface ChainVerdict {
  readonly entries: number;
  /** The last entry. */
  readonly head: AuditPoint;
  readonly faults: readonly ChainFault[];
}

/**
 * @param after what the first entry must follow; null where that is not known
 * @param noted points of the chain that were kept elsewhere
 */
export function createChainCheck(after: AuditPoint | null, noted: readonly AuditPoint[] = []): ChainCheck {
  const faults: ChainFault[] = [];
  const erased: AuditEntry[] = [];
  const erasures = new Set<string>();
  let [entries, last]: [number, { seq: number; hash: string | null } | null] = [0, after];

  /** @returns whether the entry stands right behind the last */
  function follows({ seq }: AuditEntry): boolean {
    if (last === null) return false;
    if (seq > last.seq + 1) faults.push({ fault: 'missing', from: last.seq + 1, to: seq - 1 });
    return seq === last.seq + 1;
  }

  return {
    add(entry) {
      const { seq, id, hash, salt, personal, customer } = entry;
      const previous = follows(entry) ? (last?.hash ?? null) : null;
      const isLinked = previous === null || entryHash(previous, entry) === hash;
      const isWhose = salt === null || personalHash(salt, entry) === personal;
      const isBehind = last === null || seq > last.seq;
      if (!isLinked || !isWhose || !isBehind) faults.push({ fault: 'changed', seq, id });
      if (salt === null) erased.push(entry);
      else if (entry.act === 'erased') erasures.add(customer);
      if (noted.some((point) => point.seq === seq && point.hash !== hash)) faults.push({ fault: 'other-chain', seq });
      last = { seq, hash };
      entries += 1;
    },

    end(head) {
      const seen = last?.seq ?? 0;
      const known = Math.max(head?.seq ?? 0, ...noted.map(({ seq }) => seq));
      if (known > seen) faults.push({ fault: 'missing', from: seen + 1, to: known });
      if (head !== undefined && head.seq === seen && last !== null && head.hash !== last.hash) {
        faults.push({ fault: 'other-chain', seq: seen });
      }
      for (const { seq, id, customer } of erased) {
        if (!erasures.has(customer)) faults.push({ fault: 'erased', seq, id });
      }
      return { entries, head: { seq: seen, hash: last?.hash ?? '' }, faults };
    },
  };
}
