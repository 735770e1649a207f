/** Makes challenges and tells what became of them. */

import { authenticatorsFor, toMethod, type Account, type Authenticator } from '../domain/account.js';
import {
  isDelivered,
  outcomeState,
  presentChallenge,
  timestamp,
  type ChallengeRecord,
  type ChallengeView,
} from '../domain/challenge.js';
import { approvalNumber } from '../domain/approval.js';
import { boundSuite, questionOf, type BoundSuite } from '../domain/bound-code.js';
import { findChannel, takesPurpose, type Channel } from '../domain/channels.js';
import { displayLines } from '../domain/display.js';
import { maskAccount } from '../domain/masks.js';
import { countDrawn, drawCoordinates } from '../domain/matrix.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Policy } from '../domain/policy.js';
import { isScannable } from '../domain/scan.js';
import { fitsPurpose, transactionFingerprint } from '../domain/transactions.js';
import type { Challenge, ChallengeOutcome, ChallengeRequest, Purpose } from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { findAccount } from './accounts.js';
import { lockAt } from './attempts.js';
import { reissueGrant } from './grants.js';
import {
  randomId,
  refuseChannel,
  refuseLocked,
  refuseSuspended,
  refuseUnfit,
  refuseUnknownChallenge,
  type Deps,
  type Remember,
  type Session,
} from './deps.js';
import { isBeyondLimit } from './limits.js';
import { scannedOf } from './scans.js';
import { endOfOthers, offerFor, openedBeside } from './session-grants.js';
import { dispatch, noteWithheld, prepareDelivered, type PreparedChallenge } from './sending.js';

interface Question {
  readonly deps: Deps;
  readonly session: Session;
  readonly request: ChallengeRequest;
  readonly channel: Channel;
}

export async function createChallenge(
  deps: Deps,
  session: Session,
  request: ChallengeRequest,
  remember: Remember,
): Promise<Outcome<Challenge>> {
  const channel = findChannel(deps.policy.channels, request.channel);
  if (channel === undefined || !takesPurpose(channel, request.purpose)) {
    return refuseChannel(request.channel, request.purpose);
  }
  if (!fitsPurpose(request.purpose, request.transaction)) return refuseUnfit(request.purpose);
  await endOfOthers(deps, session, request.account);
  const made = await make({ deps, session, request, channel }, remember);
  if (!made.ok) return noteWithheld(deps, made);
  const { challenge } = made.value;
  deps.counts.challenge(challenge.kind, channel.id);
  if (challenge.wakeAt !== null) deps.wakes.send(challenge.id);
  return dispatch(deps, made.value, remember);
}

async function make(question: Question, remember: Remember): Promise<Outcome<PreparedChallenge>> {
  const { store } = question.deps;
  const begun = await store.single((records) => begin(question, records, remember));
  if (!begun.ok || 'challenge' in begun.value) return begun as Outcome<PreparedChallenge>;
  const subject = begun.value;
  return store.transaction((records) => prepare(question, records, subject, remember));
}

/** Makes the challenge, or says of whom one is to be made that first has to be drawn or sent. */
async function begin(
  question: Question,
  records: Records,
  remember: Remember,
): Promise<Outcome<PreparedChallenge | Draft>> {
  const { deps, session, request, channel } = question;
  const { account, isSuspended, now } = await findAccount(deps, records, session, request.account);
  const candidates = authenticatorsFor(account, channel, request.purpose);
  if (candidates.length === 0) return refuse('not_enrolled');
  if (await isBeyondLimit({ policy: deps.policy, transaction: request.transaction, records, account, now }))
    return refuse('limit_exceeded');
  if (isSuspended) return refuseSuspended();
  const authenticator = candidates.find(({ id }) => id === (request.method ?? candidates[0]?.id));
  if (authenticator === undefined) return refuse('state_conflict');
  const lock = await lockAt(records, session, authenticator, now);
  if (lock.kind !== 'open') return refuseLocked(lock, now);
  const subject = { account, authenticator, now };
  if (authenticator.kind === 'matrix' || isDelivered(authenticator.kind)) return accept(subject);
  return ask(records, draft(question, subject, []), now, remember);
}

async function prepare(
  question: Question,
  records: Records,
  subject: Draft,
  remember: Remember,
): Promise<Outcome<PreparedChallenge>> {
  const { authenticator, now } = subject;
  if (authenticator.kind === 'matrix') {
    const coordinates = await coordinatesFor(question.deps, records, authenticator.id);
    return ask(records, draft(question, subject, coordinates), now, remember);
  }
  const challenge = draft(question, subject, []);
  return prepareDelivered(question.deps, records, question.session, { challenge, authenticator, now }, remember);
}

async function ask(
  records: Records,
  challenge: ChallengeRecord,
  now: number,
  remember: Remember,
): Promise<Outcome<PreparedChallenge>> {
  const kept = await records.acts.ask(challenge, remember.kept(presentChallenge(challenge, now)));
  return kept ? accept({ challenge, outgoing: null, now }) : refuse('request_in_progress');
}

interface Draft {
  readonly account: Account;
  readonly authenticator: Authenticator;
  readonly now: number;
}

function draft(
  question: Question,
  { account, authenticator, now }: Draft,
  coordinates: readonly string[],
): ChallengeRecord {
  const { deps, session, request, channel } = question;
  const { policy } = deps;
  const { purpose, transaction = null } = request;
  const act = { account: account.id, channel: channel.id, purpose, transaction };
  const suite = suiteFor(policy, authenticator, purpose);
  const nonce = suite === null ? null : randomId();
  const bound = suite === null || nonce === null ? null : { suite, question: questionOf({ ...act, nonce }) };
  const id = randomId();
  const asked = {
    session,
    authenticator,
    channel,
    approvalNumber: approvalNumber(policy.approvals, authenticator, purpose),
  };
  const record: ChallengeRecord = {
    id,
    session: session.id,
    ...act,
    transactionFingerprint: transactionFingerprint(request.transaction),
    nonce,
    authenticatorId: authenticator.id,
    kind: authenticator.kind,
    view: {
      ...viewOf(id, question, authenticator, { coordinates, bound }),
      ...offerFor(policy, session, purpose, now),
    },
    codeMac: null,
    state: 'pending',
    attemptsUsed: 0,
    attemptsAllowed: policy.attemptsPerChallenge,
    createdAt: now,
    expiresAt: now + policy.challengeLifetime[authenticator.kind],
    resendAt: null,
    resendsLeft: null,
    grantId: null,
    sessionExpiresAt: session.expiresAt,
    approvalNumber: asked.approvalNumber,
    denial: null,
    wakeAt: deps.wakes.dueAt(asked, now),
    decoy: account.decoy,
  };
  return withScan(deps, record, authenticator);
}

/** What a device reads off the page is decided once, so that the page knows from the first whether to offer it. */
function withScan({ scans, policy }: Deps, record: ChallengeRecord, authenticator: Authenticator): ChallengeRecord {
  if (scans === null) return record;
  const scanned = scannedOf(policy, record);
  if (scanned === null || !isScannable(scanned, authenticator)) return record;
  return { ...record, view: { ...record.view, scannable: scans.algorithm } as ChallengeView };
}

/** Stand-ins too: whoever asks about an unknown account sees no difference. */
function suiteFor({ boundCodes }: Policy, { kind }: Authenticator, purpose: Purpose): BoundSuite | null {
  return kind === 'kb-otp' && boundCodes.purposes.includes(purpose) ? boundSuite(boundCodes.suite) : null;
}

interface Asked {
  readonly coordinates: readonly string[];
  /** What a bound code answers. */
  readonly bound: { readonly suite: BoundSuite; readonly question: string } | null;
}

function viewOf(
  id: string,
  { request, channel }: Question,
  authenticator: Authenticator,
  { coordinates, bound }: Asked,
): ChallengeView {
  const { kind, target, source } = authenticator;
  const common = {
    id,
    account: request.account,
    accountLabel: maskAccount(request.account),
    channel: channel.id,
    purpose: request.purpose,
    method: toMethod(authenticator),
    code: authenticator.codeFormat,
    display: displayLines({ ...request, channel }),
  };
  if (kind === 'matrix') return { ...common, kind, coordinates };
  if (isDelivered(kind)) return { ...common, kind, target: target ?? '' };
  const known = { ...common, kind, ...(source === null ? {} : { source }) };
  if (bound === null) return known;
  const { suite, question } = bound;
  return { ...known, code: { length: suite.digits, alphabet: 'digits' }, suite: suite.text, question };
}

async function coordinatesFor({ policy }: Deps, { guards }: Records, card: string): Promise<readonly string[]> {
  const { asked, drawn } = await guards.holdCells(card);
  if (asked !== null) return asked;
  const coordinates = drawCoordinates(policy.matrixCells, drawn);
  await guards.askCells(card, coordinates, countDrawn(drawn, coordinates));
  return coordinates;
}

export async function challengeOutcome(deps: Deps, session: Session, id: string): Promise<Outcome<ChallengeOutcome>> {
  const challenge = await deps.store.challenges.find(id, session.id);
  if (challenge === null) return refuseUnknownChallenge();
  const now = await deps.store.now();
  const record = challenge.grantId === null ? null : await deps.store.grants.find(challenge.grantId);
  const grant = record === null ? null : reissueGrant(deps, record, now);
  return accept({
    state: outcomeState(challenge, now),
    challenge: presentChallenge(challenge, now),
    ...(grant === null || record === null ? {} : { grant: { ...grant, ...(await openedBeside(deps, record, now)) } }),
    serverTime: timestamp(now),
  });
}
