/**
 * Answers a challenge. The attempt is counted and committed before the code is looked at, so that no number of
 * requests at once gets more guesses than the limit; the acceptance, the grant and the remembered answer are one
 * transaction, so that a code is accepted once and its outcome survives a crash.
 */

import type { Authenticator } from '../domain/account.js';
import { outcomeState, type ChallengeRecord } from '../domain/challenge.js';
import { isWellFormed } from '../domain/code-format.js';
import { lockAfter, type Lock } from '../domain/lock-policy.js';
import { accept, refuse, type Outcome, type Refusal } from '../domain/outcome.js';
import type { Grant } from '../generated/contract.js';
import type { Records } from '../store/store.js';
import { findAccount } from './accounts.js';
import { issueGrant } from './grants.js';
import { lockFacts, refuseLocked, refuseUnknownChallenge, type Kit, type Remember, type Session } from './kit.js';
import type { AuthenticatorSecret } from './secrets.js';
import { openForAttempt, verifyCode, type Verdict } from './verification.js';

type Right = Extract<Verdict, { readonly kind: 'right' }>;

/** An attempt that has been counted: what its code may be compared with, and what a wrong one leaves behind. */
interface CountedAttempt {
  readonly challenge: ChallengeRecord;
  readonly authenticator: Authenticator;
  readonly secret: AuthenticatorSecret;
  readonly session: Session;
  readonly lock: Lock;
  readonly now: number;
}

export async function answerChallenge(
  kit: Kit,
  session: Session,
  request: { readonly challenge: string; readonly code: string },
  remember: Remember,
): Promise<Outcome<Grant>> {
  const challenge = await kit.store.challenges.find(request.challenge, session.id);
  if (challenge === null) return refuseUnknownChallenge();
  if (!isWellFormed(request.code, challenge.view.code)) return refuse('invalid_format');

  const counted = await countAttempt(kit, session, challenge);
  if (!counted.ok) return counted;
  const attempt = counted.value;
  const verdict = await verifyCode(kit, { ...attempt, code: request.code });
  const outcome =
    verdict.kind === 'right'
      ? await acceptOnce(kit, attempt, verdict, remember)
      : await refuseCode(kit, attempt, verdict);
  kit.counts.answer(challenge.kind, outcome.ok ? 'accepted' : outcome.refusal.code);
  return outcome;
}

function countAttempt(kit: Kit, session: Session, { id, account }: ChallengeRecord): Promise<Outcome<CountedAttempt>> {
  return kit.store.transaction(async (records) => {
    const now = await records.now();
    const { authenticators } = await findAccount(kit, records, session, account);
    const challenge = await records.challenges.countAttempt(id, session.id, now);
    if (challenge === null) return refuseClosed(records, session, id, now);
    const authenticator = authenticators.find((candidate) => candidate.id === challenge.authenticatorId);
    if (authenticator?.state !== 'active') return refuse('not_enrolled');
    const secret = openForAttempt(kit, challenge, authenticator);
    const counted = await records.guards.countAttempt(authenticator.id, now);
    if (counted === null) return refuseLocked((await records.guards.open(authenticator.id, now)).lock, now);
    const lock = lockAfter(counted.failures, now, kit.policy.lock);
    if (lock.kind !== 'open') await records.guards.lock(authenticator.id, lock);
    return accept({ challenge, authenticator, secret, session, lock, now });
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
  id: string,
  now: number,
): Promise<{ readonly ok: false; readonly refusal: Refusal }> {
  const challenge = await records.challenges.find(id, session.id);
  if (challenge === null) return refuseUnknownChallenge();
  if (challenge.state === 'ended') return refuse('not_enrolled');
  const { lock } = await records.guards.open(challenge.authenticatorId, now);
  const code = closed[outcomeState(challenge, now)];
  return refuse(code, code === 'challenge_locked' ? { attemptsLeft: 0, ...lockFacts(lock, now) } : {});
}

async function acceptOnce(
  kit: Kit,
  attempt: CountedAttempt,
  verdict: Right,
  remember: Remember,
): Promise<Outcome<Grant>> {
  const outcome = await acceptCode(kit, attempt, verdict, remember);
  const { view, authenticatorId } = attempt.challenge;
  // No cells that are used up are accepted any more; whoever still waits for them shall know, and ask for others. After
  // the transaction, because those who answer these challenges hold them and wait for the guard.
  if (outcome.ok && view.kind === 'matrix') await kit.store.challenges.endSame(authenticatorId, view);
  return outcome;
}

function acceptCode(
  kit: Kit,
  { challenge, authenticator, session }: CountedAttempt,
  { step, clock }: Right,
  remember: Remember,
): Promise<Outcome<Grant>> {
  return kit.store.transaction(async (records) => {
    const now = await records.now();
    const { record, grant } = issueGrant(kit, session, { challenge, authenticator }, now);
    if (!(await records.challenges.accept(challenge.id, record.id))) return refuseOvertaken(records, challenge);
    if (!(await useUp(records, challenge, step))) return refuseReplayed(records, authenticator, clock ?? 0, now);
    await followClock(records, authenticator, clock);
    await records.sends.answer(challenge.id);
    await records.guards.reopenOthers(challenge.account, authenticator.id);
    await records.grants.add(record);
    return (await remember(records, grant)) ? accept(grant) : refuse('request_in_progress');
  });
}

/** Since the attempt was counted another answer was accepted, or the method was given up. */
async function refuseOvertaken({ challenges }: Records, { id, session }: ChallengeRecord): Promise<Outcome<never>> {
  const challenge = await challenges.find(id, session);
  return refuse(challenge?.state === 'ended' ? 'not_enrolled' : 'code_replayed');
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

async function useUp({ guards }: Records, challenge: ChallengeRecord, step: number | null): Promise<boolean> {
  const { authenticatorId: id, view } = challenge;
  if (step !== null) return guards.clearAtStep(id, step);
  if (view.kind === 'matrix') return guards.clearAtCells(id, view.coordinates);
  await guards.clear(id);
  return true;
}

async function refuseCode(
  { store }: Kit,
  { challenge, authenticator, lock, now }: CountedAttempt,
  verdict: Exclude<Verdict, { kind: 'right' }>,
): Promise<Outcome<never>> {
  // A code seen before its time must not be good when its time comes.
  if (verdict.kind === 'drifted' && verdict.ahead) await store.guards.burnStep(authenticator.id, verdict.step);
  const attemptsLeft = challenge.attemptsAllowed - challenge.attemptsUsed;
  const code = verdict.kind === 'drifted' ? 'clock_drift' : 'code_invalid';
  return refuse(code, { attemptsLeft, ...lockFacts(lock, now) });
}
