/**
 * Codes that are sent: how often, and what happens when the carrier does not take one.
 *
 * Two kinds of limit, because they protect from two things. What nobody answers may be a nuisance to whoever has the
 * number: one code a minute, and five again in an hour, for one session; some more for all sessions, so that none
 * takes another's away. What is answered is still paid for, and a session in the wrong hands can answer: so many
 * messages in a minute, an hour and a day, by account, by session and by number, which no right answer gives back.
 * Asking the same question again within the minute brings back the challenge that waits, not another message; a few
 * codes for other transactions need not wait for the minute.
 *
 * What goes to telephones is counted by where its number belongs, too, and by where it is asked for: see
 * `domain/toll.ts`.
 *
 * Only what the carrier surely did not take is given back. A carrier that says nothing in time, or fails, may have sent
 * the message: it counts, its code is good, and the challenge says that it may still come.
 */

import { randomInt } from 'node:crypto';
import type { Authenticator } from '../domain/account.js';
import { isDelivered, outcomeState, presentChallenge, type ChallengeRecord } from '../domain/challenge.js';
import { channelName } from '../domain/channels.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import { countedFor, resendsLeft, sendableAt } from '../domain/sending-policy.js';
import {
  knownFor,
  shutPlace,
  tollNumber,
  tollWindow,
  type Shut,
  type TollNumber,
  type Withheld,
} from '../domain/toll.js';
import { DeliveryRefused } from '../delivery/delivery.js';
import { messageText } from '../delivery/message-text.js';
import type { Challenge } from '../../generated/contract.js';
import type { PendingQuery, Records, SendScope, SentCode, TollScope } from '../store/store.js';
import { findAccount } from './accounts.js';
import { lockAt } from './attempts.js';
import {
  longestRetry,
  randomId,
  refuseLocked,
  refuseUnknownChallenge,
  secondsUntil,
  type Deps,
  type Remember,
  type Session,
} from './deps.js';
import { targetRow } from './secrets.js';
import { deliveredCodeMac } from './verification.js';

export interface PreparedChallenge {
  readonly challenge: ChallengeRecord;
  /** What is still to be sent, once the challenge is in the database. */
  readonly outgoing: OutgoingCode | null;
  readonly now: number;
}

export interface OutgoingCode {
  readonly code: string;
  readonly authenticator: Authenticator;
  /** Null for a stand-in, whose codes go nowhere. */
  readonly target: string | null;
  /** The code in force before; null when the challenge is new. */
  readonly former: SentCode | null;
}

interface Delivered {
  readonly challenge: ChallengeRecord;
  readonly authenticator: Authenticator;
  readonly now: number;
}

export async function prepareDelivered(
  deps: Deps,
  records: Records,
  session: Session,
  { challenge, authenticator, now }: Delivered,
  remember: Remember,
): Promise<Outcome<PreparedChallenge>> {
  const same = pendingQuery(challenge);
  const pending = await records.challenges.findPending(same, now);
  if (pending !== null && (pending.resendAt ?? 0) > now) return reuse(records, pending, now, remember);
  const drawn = await drawCode(deps, records, session, { challenge, authenticator, now });
  if (!drawn.ok) return drawn;
  await records.challenges.replacePending(same);
  const { code, target, sent } = drawn.value;
  const fresh = { ...challenge, ...sent };
  await records.challenges.add(fresh);
  return accept({ challenge: fresh, outgoing: { code, authenticator, target, former: null }, now });
}

async function reuse(
  records: Records,
  challenge: ChallengeRecord,
  now: number,
  remember: Remember,
): Promise<Outcome<PreparedChallenge>> {
  const kept = await remember(records, presentChallenge(challenge, now));
  return kept ? accept({ challenge, outgoing: null, now }) : refuse('request_in_progress');
}

export async function resendChallenge(
  deps: Deps,
  session: Session,
  id: string,
  remember: Remember,
): Promise<Outcome<Challenge>> {
  const prepared = await deps.store.transaction((records) => prepareResend(deps, records, session, id));
  return prepared.ok ? dispatch(deps, prepared.value, remember) : noteWithheld(deps, prepared);
}

const closed = { accepted: 'state_conflict', locked: 'challenge_locked', expired: 'challenge_expired' } as const;

async function prepareResend(
  deps: Deps,
  records: Records,
  session: Session,
  id: string,
): Promise<Outcome<PreparedChallenge>> {
  const challenge = await records.challenges.find(id, session.id);
  if (challenge === null) return refuseUnknownChallenge();
  const now = await records.now();
  const state = outcomeState(challenge, now);
  if (state !== 'pending') return refuse(closed[state]);
  const { account } = await findAccount(deps, records, session, challenge.account);
  const authenticator = account.authenticators.find((candidate) => candidate.id === challenge.authenticatorId);
  if (authenticator?.state !== 'active' || !isDelivered(authenticator.kind)) return refuse('state_conflict');
  const lock = await lockAt(records, session, authenticator, now);
  if (lock.kind !== 'open') return refuseLocked(lock, now);
  const drawn = await drawCode(deps, records, session, { challenge, authenticator, now });
  if (!drawn.ok) return drawn;
  const { code, target, sent } = drawn.value;
  if (!(await records.challenges.updateCode(id, sent))) return refuse('state_conflict');
  const outgoing = { code, authenticator, target, former: challenge };
  return accept({ challenge: { ...challenge, ...sent }, outgoing, now });
}

interface DrawnCode {
  readonly code: string;
  readonly target: string | null;
  readonly sent: SentCode;
}

/** Draws the code only once the right to send it is counted. */
async function drawCode(
  deps: Deps,
  records: Records,
  { from }: Session,
  { challenge, authenticator, now }: Delivered,
): Promise<Outcome<DrawnCode>> {
  const target = targetOf(deps, authenticator);
  const number = numberOf(deps, authenticator, target);
  if (number === 'not-listed') return withhold(challenge, number, { range: null, retryAfter: longestRetry });
  const scope = scopeOf(deps, challenge, target, number && tollScope(deps, number, from));
  const earlier = await records.sends.hold(scope, now - countedFor, now);
  const isFurther =
    challenge.transactionFingerprint !== '' && !(await records.challenges.wasSent(pendingQuery(challenge), now));
  const wanted = { purpose: challenge.purpose, isFurther };
  const sendable = sendableAt(deps.policy, earlier, wanted);
  if (sendable > now) return refuse('rate_limited', { retryAfter: secondsUntil(sendable, now), detail: tooSoon });
  const shut = await shutTo(deps, records, scope, number, now);
  if (shut !== null) {
    const retryAfter = secondsUntil(shut.until, now);
    return withhold(challenge, shut.place, { range: number?.range ?? null, retryAfter });
  }
  await records.sends.count(scope, challenge.id, now);
  const code = randomDigits(authenticator.codeFormat.length);
  const sent = {
    codeMac: deliveredCodeMac(deps, challenge.id, code),
    expiresAt: now + deps.policy.challengeLifetime[authenticator.kind],
    resendAt: now + deps.policy.resend.interval,
    resendsLeft: resendsLeft(deps.policy, earlier, wanted, now),
  };
  return accept({ code, target, sent });
}

const tooSoon = 'Codes are sent one after the other, and so many in an hour and in a day: see retryAfter.';

function targetOf({ seal }: Deps, { id, kind, sealedTarget }: Authenticator): string | null {
  return sealedTarget === null || !isDelivered(kind) ? null : seal.open(sealedTarget, targetRow(id));
}

/** Null where it goes to no telephone. What stands in for a number is of the first prefix, and a range of its own. */
function numberOf({ policy: { toll } }: Deps, { id, kind }: Authenticator, target: string | null) {
  if (kind !== 'sms' && kind !== 'voice') return null;
  const [first] = toll.prefixes;
  if (target === null && first !== undefined) return { prefix: first, range: id };
  return tollNumber(target ?? '', toll) ?? 'not-listed';
}

function tollScope({ targetMac }: Deps, { prefix, range }: TollNumber, from: string): TollScope {
  const isPrefixLimited = prefix.most !== null;
  return { prefix: prefix.prefix, isPrefixLimited, ranges: targetMac.all(`range|${range}`), address: from };
}

/** A number that has answered is known, and gets its codes whoever else is at its place. */
async function shutTo(
  { policy }: Deps,
  { sends }: Records,
  { authenticatorId, toll }: SendScope,
  number: TollNumber | null,
  now: number,
): Promise<Shut | null> {
  if (toll === null || number === null) return null;
  const { tallies, answeredAt } = await sends.tolls(authenticatorId, toll, now - tollWindow);
  if (answeredAt !== null && answeredAt > now - knownFor) return null;
  return shutPlace(policy.toll, number.prefix, tallies);
}

/** No stand-in tells operators of a range that is none. */
function withhold(challenge: ChallengeRecord, why: Withheld['why'], { range, retryAfter }: Withholding) {
  const { kind, decoy } = challenge;
  const withheld = isDelivered(kind) ? { kind, why, range: decoy ? null : range } : undefined;
  return refuse('rate_limited', { retryAfter, detail: elsewhere, ...(withheld && { withheld }) });
}

interface Withholding {
  readonly range: string | null;
  readonly retryAfter: number;
}

/** After the transaction, which may run more than once. @returns the same */
export function noteWithheld<T>({ counts }: Deps, outcome: Outcome<T>): Outcome<T> {
  if (!outcome.ok && outcome.refusal.withheld !== undefined) counts.withheld(outcome.refusal.withheld);
  return outcome;
}

const elsewhere = 'No code is sent to where this number belongs, or from where it is asked: another method is open.';

/** A stand-in counts for itself alone, so that nobody uses up what is another's. */
function scopeOf(
  { targetMac }: Deps,
  challenge: ChallengeRecord,
  target: string | null,
  toll: TollScope | null,
): SendScope {
  const { authenticatorId, session, purpose } = challenge;
  const account = challenge.decoy ? authenticatorId : challenge.account;
  const targets = target === null ? [authenticatorId] : targetMac.all(target);
  return { authenticatorId, account, session, purpose, targets, toll };
}

/** Sends what is to be sent, and keeps the answer for a request that comes again. */
export async function dispatch(
  deps: Deps,
  prepared: PreparedChallenge,
  remember: Remember,
): Promise<Outcome<Challenge>> {
  const { challenge, outgoing, now } = prepared;
  if (outgoing === null) return accept(presentChallenge(challenge, now));
  const result = await send(deps, challenge, outgoing, now).then(() => 'sent' as const, resultOf);
  deps.counts.delivery(challenge.kind, result);
  if (result === 'failed') {
    await takeBack(deps, challenge, outgoing, now);
    return refuse('upstream_unavailable');
  }
  const answer = presentChallenge(await noteDelivery(deps, challenge, result), now);
  await remember(deps.store, answer);
  return accept(answer);
}

const resultOf = (error: unknown) => (error instanceof DeliveryRefused ? 'failed' : 'unconfirmed');

/** What is asked for again, or looked at again, says the same. */
async function noteDelivery(
  { store }: Deps,
  challenge: ChallengeRecord,
  result: 'sent' | 'unconfirmed',
): Promise<ChallengeRecord> {
  const { view } = challenge;
  if (!('target' in view) || (view.delivery === 'unconfirmed') === (result === 'unconfirmed')) return challenge;
  const { delivery: _, ...confirmed } = view;
  const noted = { ...confirmed, ...(result === 'unconfirmed' ? { delivery: result } : {}) };
  await store.challenges.updateView(challenge.id, noted);
  return { ...challenge, view: noted };
}

async function send(deps: Deps, challenge: ChallengeRecord, outgoing: OutgoingCode, now: number): Promise<void> {
  const { code, authenticator, target } = outgoing;
  const { kind } = authenticator;
  if (target === null || !isDelivered(kind)) return deps.delivery.rehearse();
  return deps.delivery.deliver({
    id: randomId(),
    account: challenge.account,
    channel: kind,
    target,
    text: messageText({
      kind,
      code,
      display: challenge.view.display,
      channel: channelName(deps.policy.channels, challenge.view.channel),
      lifetime: deps.policy.challengeLifetime[kind],
      page: kind === 'sms' ? deps.policy.smsPages[challenge.view.channel] : undefined,
    }),
    sentAt: now,
  });
}

/** The customer may ask again at once, and a code that was sent before is good again. */
async function takeBack(deps: Deps, { id }: ChallengeRecord, outgoing: OutgoingCode, sentAt: number): Promise<void> {
  const { former } = outgoing;
  await deps.store.transaction(async ({ sends, challenges }) => {
    await sends.refund(id, sentAt);
    if (former === null) await challenges.withdraw(id);
    else await challenges.updateCode(id, former);
    return accept(null);
  });
}

function pendingQuery(challenge: ChallengeRecord): PendingQuery {
  const { session, authenticatorId, channel, purpose, transactionFingerprint } = challenge;
  return { session, authenticatorId, channel, purpose, transactionFingerprint };
}

function randomDigits(length: number): string {
  return Array.from({ length }, () => randomInt(10)).join('');
}
