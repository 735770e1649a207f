/** Tells the holder of an account, by every way that the endpoint has, what has become of KB-OTP. */

import { isDelivered, type DeliveredKind } from '../domain/challenge.js';
import type { Notice, NoticeKind } from '../domain/device.js';
import { noticeText } from '../delivery/notice-text.js';
import type { Records } from '../store/store.js';
import { randomId, type Kit } from './kit.js';
import { targetRow } from './secrets.js';

export interface OutgoingNotice {
  readonly notice: Notice;
  readonly authenticatorId: string;
  readonly channel: DeliveredKind;
  readonly sealedTarget: string;
}

export function noticesFor(
  accounts: readonly string[],
  device: string | null,
  kindOf: (account: string) => NoticeKind,
  at: number,
): Notice[] {
  return accounts.map((account) => ({ id: randomId(), account, kind: kindOf(account), at, device }));
}

/** Keeps the notices with what they tell of, and finds out where they go. */
export async function writeNotices(
  records: Records,
  customer: string,
  notices: readonly Notice[],
): Promise<OutgoingNotice[]> {
  await records.notices.add(notices);
  const outgoing: OutgoingNotice[] = [];
  for (const notice of notices) {
    const account = await records.accounts.find(notice.account, customer);
    for (const { id, kind, state, sealedTarget } of account?.authenticators ?? []) {
      if (state !== 'active' || sealedTarget === null || !isDelivered(kind)) continue;
      outgoing.push({ notice, authenticatorId: id, channel: kind, sealedTarget });
    }
  }
  return outgoing;
}

/** Nobody waits for the carrier: what the notice tells of has happened, whether or not it arrives. */
export function sendNotices(kit: Kit, outgoing: readonly OutgoingNotice[]): void {
  for (const each of outgoing) {
    void send(kit, each).then(
      () => kit.counts.delivery(each.channel, 'sent'),
      () => kit.counts.delivery(each.channel, 'failed'),
    );
  }
}

async function send(kit: Kit, { notice, authenticatorId, channel, sealedTarget }: OutgoingNotice): Promise<void> {
  await kit.delivery.deliver({
    id: randomId(),
    account: notice.account,
    channel,
    target: kit.seal.open(sealedTarget, targetRow(authenticatorId)),
    text: noticeText(notice.kind, notice.account, kit.policy.hotline),
    sentAt: notice.at,
  });
}
