/**
 * Closes an account for the host's back end: what it has ends, and whoever asks for it from then on is answered as for
 * an account that never was. The customer is told, by the addresses that it had.
 */

import { timestamp } from '../domain/challenge.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Closing, ClosingRequest } from '../../generated/contract.js';
import type { HeldAccount, Records } from '../store/store.js';
import type { Deps, Remember, Session } from './deps.js';
import { endWhatIsOpen } from './endings.js';
import { noticesFor, sendNotices, writeNotices, type OutgoingNotice } from './notices.js';

export interface ClosingOrder extends ClosingRequest {
  readonly account: string;
}

export async function closeAccount(deps: Deps, order: ClosingOrder, remember: Remember): Promise<Outcome<Closing>> {
  const { account } = order;
  const done = await deps.store.transaction(async (records) => {
    const holder = await records.accounts.hold(account);
    const now = await records.now();
    const closedAt = holder === null ? (await records.provisioning.closed([account])).get(account)?.closedAt : now;
    if (closedAt === undefined) return refuse('not_found');
    const notices = holder === null ? [] : await close(records, holder, order, now);
    const changed = holder !== null;
    const answer: Closing = { account, changed, closedAt: timestamp(closedAt), serverTime: timestamp(now) };
    return (await remember(records, answer)) ? accept({ answer, notices }) : refuse('request_in_progress');
  });
  if (!done.ok) return done;
  sendNotices(deps, done.value.notices);
  return accept(done.value.answer);
}

async function close(
  records: Records,
  holder: HeldAccount,
  { actor, reason }: ClosingOrder,
  now: number,
): Promise<OutgoingNotice[]> {
  const { id: account, customer } = holder;
  // Nobody's: every session ends alike.
  const session: Session = { id: '', customer, expiresAt: now, from: '', device: null };
  await endWhatIsOpen(records, { accounts: [account], session, givesKbOtpUp: true }, now);
  await leaveDevices(records, holder, now);
  const common = { account, customer, at: now, device: null, channel: null, proof: null };
  await records.methodChanges.add([{ act: 'closed', ...common, actor, reason }]);
  // Before the addresses go.
  const told = noticesFor([account], null, () => 'account-closed', now);
  const notices = await writeNotices(records, customer, told);
  await records.provisioning.close(holder, now);
  return notices;
}

/** The key of a device that has no other account goes with this one. */
async function leaveDevices(records: Records, { id: account }: HeldAccount, now: number): Promise<void> {
  for (const device of await records.provisioning.devicesOf(account)) {
    await records.devices.release(device, [account], 'removed');
    const others = await records.devices.accounts(device, now);
    if (others.some(({ id, state }) => id !== account && state !== 'removed')) continue;
    await records.enrolments.withdraw(device, now);
    await records.devices.destroyKey(device, now);
  }
}
