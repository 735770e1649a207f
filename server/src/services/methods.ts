/**
 * Changes of an account's method: giving KB-OTP up, and the derivatives trading account's taking it over. The grant is
 * spent before anything is looked at, so that whoever has no proof learns nothing, and comes back when the change is
 * refused.
 */

import { kbOtpOf, previousMethods, type Account } from '../domain/account.js';
import { findChannel, takesPurpose, type Channel } from '../domain/channels.js';
import type { GrantRecord } from '../domain/grant.js';
import { presentMethodChange } from '../domain/method-change.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import { timestamp } from '../domain/challenge.js';
import type { AuthenticationStatus, MethodChangeRequest, MethodChanges } from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { findAccount } from './accounts.js';
import { endWhatIsOpen } from './endings.js';
import { spendGrant } from './grants.js';
import { refuseChannel, type Deps, type Remember, type Session } from './deps.js';
import { noticesFor, sendNotices, writeNotices, type OutgoingNotice } from './notices.js';
import { describeStatus } from './status.js';

interface Done {
  readonly act: 'cancelled' | 'synchronized';
  readonly device: string | null;
}

/** What a change does, once it is proved. Null: all is so already, and nobody needs to be told. */
type Act = (records: Records, on: ActedOn) => Promise<Outcome<Done | null>>;

interface ActedOn {
  readonly account: Account;
  readonly session: Session;
  readonly now: number;
}

interface Change {
  readonly purpose: 'cancel' | 'synchronize';
  readonly act: Act;
}

export interface ChangeOrder {
  readonly deps: Deps;
  readonly session: Session;
  readonly request: MethodChangeRequest;
  readonly remember: Remember;
}

export function cancelKbOtp(order: ChangeOrder): Promise<Outcome<AuthenticationStatus>> {
  return perform(order, { purpose: 'cancel', act: giveUp });
}

export function synchronizeDerivatives(order: ChangeOrder): Promise<Outcome<AuthenticationStatus>> {
  return perform(order, { purpose: 'synchronize', act: takeOver });
}

/** Challenges before guards, as where codes are accepted, so that neither waits for the other. */
const giveUp: Act = async (records, { account, session, now }) => {
  const { accounts, authenticators, devices } = records;
  await endWhatIsOpen(records, { accounts: [account.id], session, givesKbOtpUp: true }, now);
  const removed = await authenticators.removeKbOtp(account.id, now);
  if (removed === null) return refuse('not_enrolled');
  if (previousMethods(account).length === 0) return refuse('state_conflict');
  if (removed.device !== null) await devices.release(removed.device, [account.id], 'cancelled');
  await accounts.moveDerivatives(account.id, ['synchronized'], 'lapsed');
  return accept({ act: 'cancelled', device: removed.device });
};

const takeOver: Act = async (records, { account, session, now }) => {
  const kbOtp = kbOtpOf(account);
  if (kbOtp?.state !== 'active') return refuse('not_enrolled');
  if (account.derivatives === 'none') return refuse('state_conflict');
  const isNew = await records.accounts.moveDerivatives(account.id, ['independent', 'lapsed'], 'synchronized');
  if (isNew) await endWhatIsOpen(records, { accounts: [account.id], session, givesKbOtpUp: false }, now);
  return accept(isNew ? { act: 'synchronized', device: kbOtp.deviceId } : null);
};

interface Performed {
  readonly answer: AuthenticationStatus;
  readonly notices: readonly OutgoingNotice[];
}

async function perform(order: ChangeOrder, change: Change): Promise<Outcome<AuthenticationStatus>> {
  const { deps, request } = order;
  const channel = findChannel(deps.policy.channels, request.channel);
  if (channel === undefined || !takesPurpose(channel, change.purpose)) {
    return refuseChannel(request.channel, change.purpose);
  }
  const performed = await deps.store.transaction((records) => carryOut(order, change, channel, records));
  if (!performed.ok) return performed;
  sendNotices(deps, performed.value.notices);
  return accept(performed.value.answer);
}

async function carryOut(
  { deps, session, request, remember }: ChangeOrder,
  { purpose, act }: Change,
  channel: Channel,
  records: Records,
): Promise<Outcome<Performed>> {
  const { account: id, grant: token } = request;
  const isOwn = await records.authenticators.lockAccounts([id], session.customer);
  const now = await records.now();
  const grant = await spendGrant(records, session, { token, purpose, accounts: [id] }, now);
  if (grant === null || !isOwn) return refuse('grant_required');
  const { account: before } = await findAccount(deps, records, session, id);
  const done = await act(records, { account: before, session, now });
  if (!done.ok) return done;
  const notices = await note(records, grant, session.customer, { done: done.value, channel, now });
  const after = await findAccount(deps, records, session, id);
  const answer = await describeStatus(deps, records, session, { ...after, channel, purpose: 'login' });
  return (await remember(records, answer)) ? accept({ answer, notices }) : refuse('request_in_progress');
}

async function note(
  records: Records,
  { account, method, authenticatedAt }: GrantRecord,
  customer: string,
  { done, channel, now }: { readonly done: Done | null; readonly channel: Channel; readonly now: number },
): Promise<OutgoingNotice[]> {
  if (done === null) return [];
  const { act, device } = done;
  const proof = { method, authenticatedAt };
  await records.methodChanges.add([{ act, account, customer, at: now, device, channel: channel.id, proof }]);
  await records.accounts.noteMethodChange([account], now);
  return writeNotices(
    records,
    customer,
    noticesFor([account], device, () => act, now),
  );
}

const mostChanges = 100;

/** For the host's back end: of any account, and none for one that is not there. */
export async function methodChanges({ store }: Deps, account: string): Promise<MethodChanges> {
  const changes = await store.methodChanges.latest(account, mostChanges);
  return { changes: changes.map(presentMethodChange), serverTime: timestamp(await store.now()) };
}
