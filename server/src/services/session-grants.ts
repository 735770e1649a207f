/**
 * One verification that covers later acts of its session. Each of those gets a grant of its own, for one purpose and
 * one transaction and good once, and that grant is worth nothing any more when what covers it has ended.
 */

import { authenticatorsFor, type Account, type Authenticator } from '../domain/account.js';
import { timestamp, type ChallengeRecord } from '../domain/challenge.js';
import { takesPurpose, type Channel } from '../domain/channels.js';
import type { GrantRecord } from '../domain/grant.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Policy } from '../domain/policy.js';
import {
  coversAnything,
  isCoverable,
  presentCovers,
  sessionOffer,
  standingCovers,
  type Cover,
  type SessionGrantRecord,
} from '../domain/session-grant.js';
import { fitsPurpose, transactionFingerprint } from '../domain/transactions.js';
import type { Grant, Purpose, SessionCovers, SessionGrantEndings, Transaction } from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { findAccount } from './accounts.js';
import { randomId, type Deps, type Remember, type Session } from './deps.js';
import { mintGrant, type NewGrant } from './grants.js';

/** What the customer may ask for beside this proof, as the challenge says it. */
export function offerFor(
  { sessionGrants }: Policy,
  session: Session,
  purpose: Purpose,
  now: number,
): { readonly sessionOffer?: SessionCovers } {
  const covers = sessionOffer(sessionGrants, purpose, { now, sessionEnds: session.expiresAt });
  return covers === null ? {} : { sessionOffer: presentCovers(covers) };
}

export interface Proved {
  readonly challenge: ChallengeRecord;
  readonly authenticator: Authenticator;
  readonly grant: GrantRecord;
}

/** What comes of a proof beside which the customer asked for it; null where it was not offered, or is no longer. */
export function sessionGrantOf(
  { policy }: Deps,
  session: Session,
  { challenge, authenticator, grant }: Proved,
): SessionGrantRecord | null {
  const { authenticatedAt } = grant;
  const covers = (challenge.view.sessionOffer ?? [])
    .map(({ purpose, until }) => ({ purpose, until: Math.min(Date.parse(until), session.expiresAt) }))
    .filter(({ purpose, until }) => isCoverable(policy.sessionGrants, purpose) && until > authenticatedAt);
  if (covers.length === 0) return null;
  return {
    id: randomId(),
    session: challenge.session,
    customer: session.customer,
    account: challenge.account,
    channel: challenge.channel,
    authenticatorId: authenticator.id,
    method: challenge.kind,
    device: authenticator.deviceId,
    covers,
    openedBy: grant.id,
    authenticatedAt,
    usedAt: authenticatedAt,
    expiresAt: Math.max(...covers.map(({ until }) => until)),
    endedAt: null,
  };
}

/** Of the transaction that accepts the proof. There is one a session: who proves themselves anew begins it anew. */
export async function openSessionGrant(records: Records, grant: SessionGrantRecord, now: number): Promise<void> {
  await records.sessionGrants.endOfSession(grant.session, {}, now);
  await records.sessionGrants.add(grant);
  await records.methodChanges.add([trailEntry('session-grant-opened', grant, now)]);
}

const trailEntry = (
  act: 'session-grant-opened' | 'session-grant-ended',
  { customer, account, channel, device, method, authenticatedAt }: SessionGrantRecord,
  at: number,
) => ({ act, account, customer, at, device, channel, proof: { method, authenticatedAt } });

export interface Subject {
  readonly account: Account;
  readonly channel: Channel;
  readonly now: number;
}

interface Standing {
  readonly record: SessionGrantRecord;
  readonly covers: readonly Cover[];
}

/** What covers acts of this session, account and channel. */
async function standing(
  { policy }: Deps,
  records: Records,
  session: Session,
  { account, channel, now }: Subject,
): Promise<Standing | null> {
  if (!coversAnything(policy.sessionGrants)) return null;
  const record = await records.sessionGrants.latest({ session: session.id, account: account.id, channel: channel.id });
  if (record === null) return null;
  const covers = standingCovers(record, policy.sessionGrants, now).filter(({ purpose }) =>
    isStillInForce(record, account, channel, purpose),
  );
  return covers.length === 0 ? null : { record, covers };
}

/** Whether what proved the customer then would prove them now. */
function isStillInForce(record: SessionGrantRecord, account: Account, channel: Channel, purpose: Purpose): boolean {
  const inForce = authenticatorsFor(account, channel, purpose).find(({ id }) => id === record.authenticatorId);
  const isUnchanged = account.methodChangedAt === null || account.methodChangedAt <= record.authenticatedAt;
  return inForce !== undefined && !inForce.suspended && inForce.deviceId === record.device && isUnchanged;
}

/** For the status: what of this session is covered, and until when. */
export async function standingFor(
  deps: Deps,
  records: Records,
  session: Session,
  subject: Subject,
): Promise<{ readonly sessionGrant?: SessionCovers }> {
  const found = await standing(deps, records, session, subject);
  return found === null ? {} : { sessionGrant: presentCovers(found.covers) };
}

export interface Act {
  readonly account: string;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly transaction?: Transaction;
}

/**
 * A grant for this act, where an earlier verification covers it; null where the customer has to prove themselves.
 * @param remember keeps the whole answer, which `tell` makes of the grant
 */
export async function coveredGrant<Told>(
  deps: Deps,
  session: Session,
  act: Act,
  { tell, remember }: { tell(grant: Grant): Told; readonly remember: Remember },
): Promise<Outcome<Told | null>> {
  const { purpose, transaction, channel } = act;
  const { policy } = deps;
  const isAskable = takesPurpose(channel, purpose) && fitsPurpose(purpose, transaction);
  if (!isAskable || !isCoverable(policy.sessionGrants, purpose)) return accept(null);
  return deps.store.transaction<Told | null>(async (records) => {
    const { account, isSuspended, now } = await findAccount(deps, records, session, act.account);
    const found = isSuspended ? null : await standing(deps, records, session, { account, channel, now });
    const cover = found?.covers.find((each) => each.purpose === purpose);
    if (found === null || cover === undefined) return accept(null);
    const limits = { idleSince: now - policy.sessionGrants.idle };
    if (!(await records.sessionGrants.use(found.record.id, limits, now))) return accept(null);
    const { record, grant } = mintGrant(deps, grantFrom(found.record, { ...act, cover, policy, now }), now);
    await records.grants.add(record);
    const told = tell({ ...grant, sessionGrant: presentCovers(found.covers) });
    return (await remember(records, told)) ? accept(told) : refuse('request_in_progress');
  });
}

interface CoveredAct extends Act {
  readonly cover: Cover;
  readonly policy: Policy;
  readonly now: number;
}

/** The customer proved themselves when they did: the act itself is no proof. */
function grantFrom(
  { id, session, account, channel, method, device, authenticatedAt }: SessionGrantRecord,
  { purpose, transaction, cover, policy, now }: CoveredAct,
): NewGrant {
  return {
    ...{ session, account, channel, purpose, method, device, authenticatedAt },
    transactionFingerprint: transactionFingerprint(transaction),
    scope: 'once',
    excludes: [],
    // Covers end with the session at the latest.
    expiresAt: Math.min(now + policy.onceGrantLifetime, cover.until),
    sessionGrantId: id,
  };
}

/** Whether what has covered this grant's act covers it still; so it does where the act was proved itself. */
export async function isStillCovered(
  { policy }: Pick<Deps, 'policy'>,
  records: Records,
  { sessionGrantId, purpose }: GrantRecord,
  now: number,
): Promise<boolean> {
  if (sessionGrantId === null) return true;
  const record = await records.sessionGrants.find(sessionGrantId);
  const covers = record === null ? [] : standingCovers(record, policy.sessionGrants, now);
  return covers.some((each) => each.purpose === purpose);
}

/** What this grant's proof covers besides, for a grant that is told again. */
export async function openedBeside(
  { policy, store }: Deps,
  grant: Pick<GrantRecord, 'id'>,
  now: number,
): Promise<{ readonly sessionGrant?: SessionCovers }> {
  if (!coversAnything(policy.sessionGrants)) return {};
  const opened = await store.sessionGrants.openedBy(grant.id);
  const covers = opened === null ? [] : standingCovers(opened, policy.sessionGrants, now);
  return covers.length === 0 ? {} : { sessionGrant: presentCovers(covers) };
}

/** Whoever goes on with another account has to prove themselves when they come back. */
export async function endOfOthers({ policy, store }: Deps, session: Session, account: string): Promise<void> {
  if (!coversAnything(policy.sessionGrants)) return;
  await store.transaction(async (records) =>
    accept(await end(records, session.id, { except: account }, store.estimatedNow())),
  );
}

export interface Ending {
  /** The session's fingerprint. */
  readonly session: string;
  /** Of one account alone. */
  readonly account?: string | undefined;
}

/** The customer signs out, or wants to be asked again. What had ended before is no fault. */
export async function endSessionGrants(
  { store }: Deps,
  { session, account }: Ending,
  remember: Remember,
): Promise<Outcome<SessionGrantEndings>> {
  return store.transaction<SessionGrantEndings>(async (records) => {
    const now = await records.now();
    const ended = await end(records, session, account === undefined ? {} : { only: account }, now);
    const answer = { ended, serverTime: timestamp(now) };
    return (await remember(records, answer)) ? accept(answer) : refuse('request_in_progress');
  });
}

async function end(
  { sessionGrants, methodChanges }: Pick<Records, 'sessionGrants' | 'methodChanges'>,
  session: string,
  which: { readonly only?: string; readonly except?: string },
  now: number,
): Promise<number> {
  const ended = await sessionGrants.endOfSession(session, which, now);
  await methodChanges.add(ended.map((grant) => trailEntry('session-grant-ended', grant, now)));
  return ended.length;
}
