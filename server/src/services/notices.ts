/**
 * Tells the holder of an account, by every address that the endpoint knows of the customer, what has become of KB-OTP.
 * What is to be told stands in one transaction with what it tells of; the outbox hands it over from there.
 */

import type { Notice, NoticeKind, NoticeSend } from '../domain/device.js';
import type { Records } from '../store/store.js';
import { randomId, type Deps } from './deps.js';
import { attemptLease } from './outbox.js';

/** A notice, and where it goes: nowhere, when the endpoint knows no address of the customer. */
export interface OutgoingNotice {
  readonly notice: Notice;
  readonly sends: readonly NoticeSend[];
}

export function noticesFor(
  accounts: readonly string[],
  device: string | null,
  kindOf: (account: string) => NoticeKind,
  at: number,
): Notice[] {
  return accounts.map((account) => ({ id: randomId(), account, kind: kindOf(account), at, device }));
}

/** Keeps the notices with what they tell of, and where they go. */
export async function writeNotices(
  records: Records,
  customer: string,
  notices: readonly Notice[],
): Promise<OutgoingNotice[]> {
  const sends = await records.notices.add(notices, customer, attemptLease);
  return notices.map((notice) => ({ notice, sends: sends.filter((send) => send.notice.id === notice.id) }));
}

/** At once, after the transaction. Nobody waits for the carrier; what it does not take goes out again later. */
export function sendNotices(deps: Deps, outgoing: readonly OutgoingNotice[]): void {
  for (const { sends } of outgoing) if (sends.length === 0) deps.counts.notice('no-address');
  deps.outbox.send(outgoing.flatMap(({ sends }) => sends));
}
