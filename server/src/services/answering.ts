/**
 * Answers a challenge. The attempt is counted and committed before the code is looked at, so that no number of
 * requests at once gets more guesses than the limit; the acceptance, the grant and the remembered answer are one
 * transaction, so that a code is accepted once and its outcome survives a crash.
 */

import type { Authenticator } from '../domain/account.js';
import { outcomeState, type ChallengeRecord } from '../domain/challenge.js';
import { isWellFormed } from '../domain/code-format.js';
import { accept, refuse, type Outcome, type Refusal } from '../domain/outcome.js';
import { presentCovers } from '../domain/session-grant.js';
import type { Grant, ProblemCode } from '../../generated/contract.js';
import type { AnswerableChallenge, Records, Use } from '../store/store.js';
import { standInFor } from './accounts.js';
import { attemptAt, judge, lockAt, spansOf, tellOfLock, type Counted } from './attempts.js';
import { issueGrant } from './grants.js';
import { openSessionGrant, sessionGrantOf } from './session-grants.js';
import { lockFacts, refuseSuspended, refuseUnknownChallenge, type Deps, type Remember, type Session } from './deps.js';
import type { AuthenticatorSecret } from './secrets.js';
import { openForAttempt, verifyCode, type Verdict } from './verification.js';

type Right = Extract<Verdict, { readonly kind: 'right' }>;

/** An attempt that has been counted: what its code may be compared with, and what a wrong one leaves behind. */
interface CountedAttempt {
  readonly challenge: ChallengeRecord;
  readonly authenticator: Authenticator;
  readonly secret: AuthenticatorSecret;
  readonly session: Session;
  readonly counted: Counted;
  readonly now: number;
}

export async function answerChallenge(
  deps: Deps,
  session: Session,
  request: { readonly challenge: string; readonly code: string; readonly forSession?: boolean },
  remember: Remember,
): Promise<Outcome<Grant>> {
  const found = await deps.store.challenges.findToAnswer(request.challenge, session.id, session.customer);
  if (found === null) return refuseUnknownChallenge();
  const { code, forSession = false } = request;
  return answerFound({ deps, session, code, forSession, remember }, found, typed);
}

interface Answering {
  readonly deps: Deps;
  /** Who asked, and has the grant. */
  readonly session: Session;
  readonly code: string;
  /** The customer wants later acts of the session to be covered too. */
  readonly forSession?: boolean;
  readonly remember: Remember;
}

/** How an answer comes about beside its code, and what whoever answers is told. */
interface Manner<Told> {
  readonly isRightBeside: boolean;
  tell(now: number, grant: Grant): Told;
}

const typed: Manner<Grant> = { isRightBeside: true, tell: (_, grant) => grant };

/** Answers a challenge that was found. What is wrong beside the code is as wrong as the code. */
export async function answerFound<Told>(
  { deps, session, code, forSession = false, remember }: Answering,
  found: AnswerableChallenge,
  manner: Manner<Told>,
): Promise<Outcome<Told>> {
  const { challenge, now } = found;
  if (found.isSuspended) return refuseSuspended();
  if (!isWellFormed(code, challenge.view.code)) return refuse('invalid_format');
  const authenticator = challenge.decoy ? standInFor(deps, session, challenge) : found.authenticator;

  const counted = await countAttempt(deps, session, { challenge, authenticator, now });
  if (!counted.ok) return counted;
  const attempt = counted.value;
  const judged = await verifyCode(deps, { ...attempt, code });
  const verdict: Verdict = manner.isRightBeside ? judged : { kind: 'wrong' };
  const outcome =
    verdict.kind === 'right'
      ? await acceptOnce(deps, attempt, verdict, { ...manner, forSession, remember })
      : await refuseCode(deps, attempt, verdict);
  noteAnswer(deps, challenge, outcome);
  return outcome;
}

function noteAnswer({ counts, store }: Deps, challenge: ChallengeRecord, outcome: Outcome<unknown>): void {
  const { kind, channel, createdAt } = challenge;
  counts.answer(kind, channel, outcome.ok ? 'accepted' : outcome.refusal.code);
  if (outcome.ok) counts.verified(kind, channel, store.estimatedNow() - createdAt);
}

interface Answered {
  readonly challenge: ChallengeRecord;
  readonly authenticator: Authenticator | null;
  readonly now: number;
}

function countAttempt(deps: Deps, session: Session, answered: Answered): Promise<Outcome<CountedAttempt>> {
  const {
    challenge: { id },
    authenticator,
    now,
  } = answered;
  return deps.store.transaction(async (records) => {
    if (authenticator?.state !== 'active') return refuseClosed(records, session, answered);
    const attempt = attemptAt(session, authenticator);
    const at = { ...attempt, challenge: id, session: session.id };
    const counted = await records.acts.countAttempt(at, spansOf(deps.policy), now);
    if (counted === null) return refuseClosed(records, session, answered);
    const { challenge, count } = counted;
    // As it is now: another code may have been sent since it was found.
    const secret = openForAttempt(deps, challenge, authenticator);
    const judged = await judge(deps.policy, records.guards, { attempt, count }, now);
    return judged.ok ? accept({ challenge, authenticator, secret, session, counted: judged.value, now }) : judged;
  });
}

const closed = {
  pending: 'state_conflict',
  accepted: 'code_replayed',
  locked: 'challenge_locked',
  expired: 'challenge_expired',
} as const;

async function refuseClosed(
  records: Records,
  session: Session,
  { challenge: { id }, authenticator, now }: Answered,
): Promise<{ readonly ok: false; readonly refusal: Refusal }> {
  const challenge = await records.challenges.find(id, session.id);
  if (challenge === null) return refuseUnknownChallenge();
  if (challenge.state === 'ended') return refuse('not_enrolled');
  const state = outcomeState(challenge, now);
  if (authenticator?.state !== 'active') return refuse(state === 'pending' ? 'not_enrolled' : closed[state]);
  const code = closed[state];
  if (code !== 'challenge_locked') return refuse(code);
  return refuse(code, { attemptsLeft: 0, ...lockFacts(await lockAt(records, session, authenticator, now), now) });
}

/** A right code that came a moment after the challenge was over is nobody's guess. */
async function takeBack({ store }: Deps, { counted }: CountedAttempt): Promise<void> {
  await store.transaction(async ({ guards }) => accept(await guards.useUp(counted, null)));
}

type Telling<Told> = Pick<Manner<Told>, 'tell'> & Required<Pick<Answering, 'forSession' | 'remember'>>;

async function acceptOnce<Told>(
  deps: Deps,
  attempt: CountedAttempt,
  verdict: Right,
  telling: Telling<Told>,
): Promise<Outcome<Told>> {
  const outcome = await acceptCode(deps, attempt, verdict, telling);
  const { view, authenticatorId } = attempt.challenge;
  if (!outcome.ok && outcome.refusal.code === 'challenge_expired') await takeBack(deps, attempt);
  // No cells that are used up are accepted any more; whoever still waits for them shall know, and ask for others. After
  // the transaction, because those who answer these challenges hold them and wait for the guard.
  if (outcome.ok && view.kind === 'matrix') await deps.store.challenges.endSame(authenticatorId, view);
  return outcome;
}

function acceptCode<Told>(
  deps: Deps,
  { challenge, authenticator, session, counted, now }: CountedAttempt,
  { step, clock }: Right,
  { tell, forSession, remember }: Telling<Told>,
): Promise<Outcome<Told>> {
  const { record, grant } = issueGrant(deps, session, { challenge, authenticator }, now);
  const opened = forSession ? sessionGrantOf(deps, session, { challenge, authenticator, grant: record }) : null;
  const told = tell(now, opened === null ? grant : { ...grant, sessionGrant: presentCovers(opened.covers) });
  const acceptance = {
    ...{ challenge, attempt: counted, grant: record, answer: remember.kept(told) },
    use: useOf(challenge, step),
    ceiling: deps.policy.lock.ceiling,
  };
  return deps.store.transaction(async (records) => {
    const result = await records.acts.accept(acceptance, now);
    if (result === 'closed') return refuseOvertaken(records, challenge);
    if (result === 'used') return refuseReplayed(records, authenticator, clock ?? 0, now);
    if (result !== 'done') return refuse('request_in_progress');
    await followClock(records, authenticator, clock);
    if (opened !== null) await openSessionGrant(records, opened, now);
    return accept(told);
  });
}

const overtakenBy: Partial<Record<ChallengeRecord['state'], ProblemCode>> = {
  ended: 'not_enrolled',
  denied: 'challenge_expired',
  withdrawn: 'challenge_expired',
  expired: 'challenge_expired',
};

/** Since the attempt was counted another answer was accepted, or the method was given up. */
async function refuseOvertaken({ challenges }: Records, { id, session }: ChallengeRecord): Promise<Outcome<never>> {
  const challenge = await challenges.find(id, session);
  return refuse(overtakenBy[challenge?.state ?? 'accepted'] ?? 'code_replayed');
}

/**
 * A clock that was put right is believed: else the codes that it shows now would come up again, for whoever has seen
 * them, at the time when the clock used to show them.
 */
async function followClock({ authenticators }: Records, { id, drift }: Authenticator, clock = drift): Promise<void> {
  if (clock !== drift) await authenticators.setDrift(id, clock);
}

/** Says when the device shows a code that was not used: `clock` steps before the endpoint's own time comes to it. */
async function refuseReplayed({ guards }: Records, { id, totp }: Authenticator, clock: number, now: number) {
  if (totp === null) return refuse('code_replayed');
  const shownAt = ((await guards.nextStep(id)) - clock) * totp.period * 1000;
  return refuse('code_replayed', { retryAfter: Math.max(0, Math.ceil((shownAt - now) / 1000)) });
}

function useOf({ view }: ChallengeRecord, step: number | null): Use {
  if (step !== null) return { step };
  return view.kind === 'matrix' ? { cells: view.coordinates } : null;
}

async function refuseCode(
  deps: Deps,
  { challenge, authenticator, session, counted, now }: CountedAttempt,
  verdict: Exclude<Verdict, { kind: 'right' }>,
): Promise<Outcome<never>> {
  // A code seen before its time must not be good when its time comes.
  if (verdict.kind === 'drifted' && verdict.ahead) await deps.store.guards.burnStep(authenticator.id, verdict.step);
  await tellOfLock(deps, session, { account: challenge, counted, now });
  const attemptsLeft = challenge.attemptsAllowed - challenge.attemptsUsed;
  const code = verdict.kind === 'drifted' ? 'clock_drift' : 'code_invalid';
  return refuse(code, { attemptsLeft, ...lockFacts(counted.lock, now) });
}
