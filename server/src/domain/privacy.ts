/** What of one customer is told, erased, and kept all the same. Times are epoch milliseconds. */

import { randomBytes } from 'node:crypto';

const prefix = 'erased.';

/** Fits where an account number or a customer stands, and is nobody's. */
export const pseudonym = (): string => `${prefix}${randomBytes(16).toString('base64url')}`;

/** Whoever has one is nobody any more. */
export const isPseudonym = (name: string): boolean => name.startsWith(prefix);

/** Rows, by table. */
export type RowCounts = Readonly<Record<string, number>>;

export interface KeptRows {
  readonly table: 'method_changes' | 'help_desk_acts' | 'notices';
  readonly rows: number;
  /** Of the newest of them. */
  readonly latest: number;
}

export const reasonsToKeep: Readonly<Record<KeptRows['table'], string>> = {
  method_changes:
    'The trail shows who authorized what, as the law on records of securities trading asks. Account, customer, device and reasons are taken out of it.',
  help_desk_acts: 'They show what the staff did and who approved it. Account, device and notes are taken out of them.',
  notices: 'They wait to be delivered; the address goes with the delivery.',
};
