/**
 * Approving and rejecting on the customer's own device what another page asks for. The challenge has one outcome: what
 * ends it is one conditional update, whichever of approving, rejecting, withdrawing and running out comes first.
 */

import { approvalState, presentApproval, presentRequest } from '../domain/approval.js';
import { timestamp, type ChallengeRecord } from '../domain/challenge.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type {
  Approval,
  ApprovalAnswer,
  ApprovalRejection,
  ApprovalRequests,
  ApprovalSubmission,
} from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { answerFound } from './answering.js';
import { refuseUnknownChallenge, type Deps, type Remember, type Session } from './deps.js';
import { refuseOtherThan } from './device-proof.js';
import { reissueGrant } from './grants.js';
import { noticesFor, sendNotices, writeNotices, type OutgoingNotice } from './notices.js';

export interface DeviceRequest {
  readonly device: string;
  readonly challenge: string;
}

const whose = 'A request is shown to the device itself, and answered by it.';

export async function waitingRequests(
  deps: Deps,
  session: Session,
  device: string,
): Promise<Outcome<ApprovalRequests>> {
  const unproven = refuseOtherThan(session, device, whose);
  if (unproven !== null) return unproven;
  const now = await deps.store.now();
  const waiting = await deps.store.challenges.waitingFor(device, session.customer, now);
  return accept({
    requests: waiting.map((challenge) => presentRequest(challenge, session.id, deps.policy.channels)),
    ...(deps.scans === null ? {} : { scanKeys: deps.scans.publicKeys }),
    serverTime: timestamp(now),
  });
}

/** The code is judged as if it had been typed where it was asked for, and the grant is for whoever asked. */
export async function approveRequest(
  deps: Deps,
  session: Session,
  { device, challenge: id, code, number }: DeviceRequest & ApprovalSubmission,
  remember: Remember,
): Promise<Outcome<ApprovalAnswer>> {
  const unproven = refuseOtherThan(session, device, whose);
  if (unproven !== null) return unproven;
  const found = await deps.store.challenges.findToAnswer(id, null, session.customer);
  if (found?.authenticator?.deviceId !== device || found.challenge.approvalNumber === null)
    return refuseUnknownChallenge();
  const { session: asking, sessionExpiresAt, approvalNumber } = found.challenge;
  const asker = { id: asking, customer: session.customer, expiresAt: sessionExpiresAt ?? found.now, from: '', device };
  return answerFound<ApprovalAnswer>({ deps, session: asker, code, remember }, found, {
    isRightBeside: approvalNumber === '' || number === approvalNumber,
    tell: answered('approved'),
  });
}

export async function rejectRequest(
  deps: Deps,
  session: Session,
  { device, challenge: id, reason }: DeviceRequest & ApprovalRejection,
  remember: Remember,
): Promise<Outcome<ApprovalAnswer>> {
  const unproven = refuseOtherThan(session, device, whose);
  if (unproven !== null) return unproven;
  const done = await deps.store.transaction<{ answer: ApprovalAnswer; notices: OutgoingNotice[] }>(async (records) => {
    const found = await records.challenges.findToAnswer(id, null, session.customer);
    if (found?.authenticator?.deviceId !== device || found.challenge.approvalNumber === null) {
      return refuseUnknownChallenge();
    }
    const { challenge, now } = found;
    if (!(await records.challenges.end(id, { state: 'denied', denial: reason }, now))) {
      return refuseOver(records, challenge, now);
    }
    const answer = answered('denied')(now);
    const notices = await tell(records, session.customer, { challenge, device, reason }, now);
    return (await remember(records, answer)) ? accept({ answer, notices }) : refuse('request_in_progress');
  });
  if (!done.ok) return done;
  sendNotices(deps, done.value.notices);
  return accept(done.value.answer);
}

const answered =
  (state: ApprovalAnswer['state']) =>
  (now: number): ApprovalAnswer => ({ state, serverTime: timestamp(now) });

interface Rejected {
  readonly challenge: ChallengeRecord;
  readonly device: string;
  readonly reason: ApprovalRejection['reason'];
}

/** Nothing is locked: it was not the owner who asked. Whoever changed their mind needs no message. */
async function tell(
  records: Records,
  customer: string,
  { challenge: { account, channel }, device, reason }: Rejected,
  at: number,
): Promise<OutgoingNotice[]> {
  const act = 'request-denied';
  await records.methodChanges.add([{ act, account, customer, at, device, channel, proof: null, reason }]);
  if (reason !== 'not-me') return [];
  // Somebody else may sit where the owner has proved themselves.
  await records.sessionGrants.endOfAccounts([account], at);
  return writeNotices(
    records,
    customer,
    noticesFor([account], device, () => act, at),
  );
}

async function refuseOver(records: Records, { id, session }: ChallengeRecord, now: number): Promise<Outcome<never>> {
  const challenge = await records.challenges.find(id, session);
  const isOver = challenge === null || approvalState(challenge, now) === 'expired';
  return refuse(isOver ? 'challenge_expired' : 'state_conflict');
}

/** The page that asked has gone, or asks in another way. */
export async function withdrawChallenge(
  deps: Deps,
  session: Session,
  id: string,
  remember: Remember,
): Promise<Outcome<Approval>> {
  return deps.store.transaction<Approval>(async (records) => {
    const challenge = await records.challenges.find(id, session.id);
    if (challenge === null) return refuseUnknownChallenge();
    if (challenge.approvalNumber === null) return refuse('not_found');
    const now = await records.now();
    if (!(await records.challenges.end(id, { state: 'withdrawn', denial: null }, now))) {
      return refuseOver(records, challenge, now);
    }
    const answer = presentApproval({ ...challenge, state: 'withdrawn' }, now);
    return (await remember(records, answer)) ? accept(answer) : refuse('request_in_progress');
  });
}

/**
 * What has become of it, with the grant for whoever asked. A challenge that is told to have run out has: nothing that
 * was under way can accept it afterwards.
 */
export async function approvalOf(deps: Deps, session: Session, id: string): Promise<Outcome<Approval>> {
  const { store } = deps;
  const now = await store.now();
  await store.challenges.expire(id, now);
  const challenge = await store.challenges.find(id, session.id);
  if (challenge === null) return refuseUnknownChallenge();
  if (challenge.approvalNumber === null) return refuse('not_found');
  const record = challenge.grantId === null ? null : await store.grants.find(challenge.grantId);
  const grant = record === null ? null : reissueGrant(deps, record, now);
  return accept({ ...presentApproval(challenge, now), ...(grant === null ? {} : { grant }) });
}
