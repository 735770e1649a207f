/**
 * Answers a challenge. The attempt is counted and committed before the code is looked at, so that no number of
 * requests at once gets more guesses than the limit; the acceptance, the grant and the remembered answer are one
 * transaction, so that a code is accepted once and its outcome survives a crash.
 */

import type { Authenticator } from '../domain/account.js';
import { outcomeState, type ChallengeRecord } from '../domain/challenge.js';
import { isWellFormed } from '../domain/code-format.js';
import { accept, refuse, type Outcome, type Refusal } from '../domain/outcome.js';
import type { Grant } from '../generated/contract.js';
import type { Records, RightAttempt } from '../store/store.js';
import { findAccount } from './accounts.js';
import { countAttemptAt, lockAt, tellOfLock, type Counted } from './attempts.js';
import { issueGrant } from './grants.js';
import { lockFacts, refuseUnknownChallenge, type Kit, type Remember, type Session } from './kit.js';
import type { AuthenticatorSecret } from './secrets.js';
import { openForAttempt, verifyCode, type Verdict } from './verification.js';

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
      ? await acceptOnce(kit, attempt, verdict.step, remember)
      : await refuseCode(kit, attempt, verdict);
  kit.counts.answer(challenge.kind, outcome.ok ? 'accepted' : outcome.refusal.code);
  return outcome;
}

function countAttempt(kit: Kit, session: Session, { id, account }: ChallengeRecord): Promise<Outcome<CountedAttempt>> {
  return kit.store.transaction(async (records) => {
    const { account: { authenticators }, now } = await findAccount(kit, records, session, account);
    const challenge = await records.challenges.countAttempt(id, session.id, now);
    if (challenge === null) return refuseClosed(records, session, { id, authenticators }, now);
    const authenticator = authenticators.find((candidate) => candidate.id === challenge.authenticatorId);
    if (authenticator?.state !== 'active') return refuse('not_enrolled');
    const secret = openForAttempt(kit, challenge, authenticator);
    const counted = await countAttemptAt(kit, records, session, authenticator, now);
    return counted.ok ? accept({ challenge, authenticator, secret, session, counted: counted.value, now }) : counted;
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
  { id, authenticators }: { readonly id: string; readonly authenticators: readonly Authenticator[] },
  now: number,
): Promise<{ readonly ok: false; readonly refusal: Refusal }> {
  const challenge = await records.challenges.find(id, session.id);
  if (challenge === null) return refuseUnknownChallenge();
  if (challenge.state === 'ended') return refuse('not_enrolled');
  const code = closed[outcomeState(challenge, now)];
  const authenticator = authenticators.find((candidate) => candidate.id === challenge.authenticatorId);
  if (code !== 'challenge_locked' || authenticator === undefined) return refuse(code);
  return refuse(code, { attemptsLeft: 0, ...lockFacts(await lockAt(records, session, authenticator, now), now) });
}

async function acceptOnce(
  kit: Kit,
  attempt: CountedAttempt,
  step: number | null,
  remember: Remember,
): Promise<Outcome<Grant>> {
  const outcome = await acceptCode(kit, attempt, step, remember);
  const { view, authenticatorId } = attempt.challenge;
  // No cells that are used up are accepted any more; whoever still waits for them shall know, and ask for others. After
  // the transaction, because those who answer these challenges hold them and wait for the guard.
  if (outcome.ok && view.kind === 'matrix') await kit.store.challenges.endSame(authenticatorId, view);
  return outcome;
}

function acceptCode(
  kit: Kit,
  { challenge, authenticator, session, counted }: CountedAttempt,
  step: number | null,
  remember: Remember,
): Promise<Outcome<Grant>> {
  return kit.store.transaction(async (records) => {
    const now = await records.now();
    const { record, grant } = issueGrant(kit, session, { challenge, authenticator }, now);
    if (!(await records.challenges.accept(challenge.id, record.id))) return refuseOvertaken(records, challenge);
    if (!(await useUp(records, challenge, counted, step))) return refuseReplayed(records, authenticator, now);
    await records.sends.answer(challenge.id);
    await records.guards.reopen({ account: challenge.account, except: authenticator.id, waits: false }, now);
    await records.grants.add(record);
    return (await remember(records, grant)) ? accept(grant) : refuse('request_in_progress');
  });
}

/** Since the attempt was counted another answer was accepted, or the method was given up. */
async function refuseOvertaken({ challenges }: Records, { id, session }: ChallengeRecord): Promise<Outcome<never>> {
  const challenge = await challenges.find(id, session);
  return refuse(challenge?.state === 'ended' ? 'not_enrolled' : 'code_replayed');
}

/** Says when the device shows a code that was not used: `drift` steps before the endpoint's own time comes to it. */
async function refuseReplayed({ guards }: Records, { id, totp, drift }: Authenticator, now: number) {
  if (totp === null) return refuse('code_replayed');
  const shownAt = ((await guards.nextStep(id)) - drift) * totp.period * 1000;
  return refuse('code_replayed', { retryAfter: Math.max(0, Math.ceil((shownAt - now) / 1000)) });
}

async function useUp(
  { guards }: Records,
  { view }: ChallengeRecord,
  attempt: RightAttempt,
  step: number | null,
): Promise<boolean> {
  if (step !== null) return guards.clearAtStep(attempt, step);
  if (view.kind === 'matrix') return guards.clearAtCells(attempt, view.coordinates);
  await guards.clear(attempt);
  return true;
}

async function refuseCode(
  kit: Kit,
  { challenge, authenticator, session, counted, now }: CountedAttempt,
  verdict: Exclude<Verdict, { kind: 'right' }>,
): Promise<Outcome<never>> {
  // A code seen before its time must not be good when its time comes.
  if (verdict.kind === 'drifted' && verdict.ahead) await kit.store.guards.burnStep(authenticator.id, verdict.step);
  await tellOfLock(kit, session, { account: challenge, counted, now });
  const attemptsLeft = challenge.attemptsAllowed - challenge.attemptsUsed;
  const code = verdict.kind === 'drifted' ? 'clock_drift' : 'code_invalid';
  return refuse(code, { attemptsLeft, ...lockFacts(counted.lock, now) });
}
