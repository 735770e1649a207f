import type {
  ApprovalReason,
  AuthenticationStatus,
  Challenge,
  ChallengeOutcome,
  ChallengeRequest,
  Grant,
  MethodKind,
} from '../domain/contract.js';
import {failure, success, type Result} from '../domain/problems.js';
import type {CallOptions} from '../ports/endpoint.js';
import {grant, methods} from './endpoint/accounts.js';
import {outcome} from './endpoint/challenges.js';
import {deviceApprovals} from './endpoint/device-approvals.js';
import {problem} from './endpoint/problems.js';
import {never, sentAgain} from './endpoint/scripted-endpoint.js';
import {challengeOf, statusOf, type Standing} from './endpoint/standing.js';
import {failing, faultOf, standingOf, testAccounts, type Fault} from './test-accounts.js';
import {faultFor, leadOf} from './test-codes.js';

interface Kept {
  readonly request: ChallengeRequest;
  challenge: Challenge;
  attemptsLeft: number;
  grant?: Grant;
  isOver?: boolean;
  /** The customer wants later orders covered. */
  isForSession?: boolean;
  /** Rejected on the device, or withdrawn. */
  isEnded?: boolean;
}

const ATTEMPTS = 5;

/** What one endpoint remembers. */
export interface Books {
  readonly now: () => number;
  readonly standings: Map<string, Standing>;
  readonly challenges: Map<string, Kept>;
  readonly tokens: Map<string, Grant>;
}

/** An answer; or `never`, which whoever asked waits for until they give up. */
export type Told<Value> = Result<Value> | typeof never;

/** How an account stands, or what is said of it instead. */
export function standing(account: string, {standings, now}: Books): Standing | Fault {
  const known = standings.get(account) ?? standingOf(account);
  if (!known) {
    const hint = `no account of the test endpoint; ${testAccounts[0]?.account} is one, see testAccounts`;
    return faultOf(account, now()) ?? problem('not_found', {hint});
  }
  standings.set(account, known);
  return known;
}

export const isFault = (found: Standing | Fault): found is Fault => found === never || 'ok' in found;

/** The part that every element asks. */
export function authentication(books: Books) {
  const {now, challenges, tokens} = books;
  const status = (query: Pick<ChallengeRequest, 'account' | 'channel' | 'purpose'>) => {
    const found = standing(query.account, books);
    return isFault(found) ? found : success(statusOf(found, query, now()));
  };
  const create = (request: ChallengeRequest): Told<Challenge> => {
    const found = standing(request.account, books);
    if (isFault(found)) return found;
    const [first] = statusOf(found, request, now()).methods;
    const method = request.method ?? first?.id;
    if (method === undefined) return failure({code: 'not_enrolled'});
    const id = `chl_test_${String(challenges.size + 1).padStart(12, '0')}`;
    const challenge = challengeOf(found, {...request, method}, {id, now: now()});
    challenges.set(id, {request, challenge, attemptsLeft: ATTEMPTS});
    return success(challenge);
  };
  const give = (over: Partial<Grant>): Grant => {
    const token = `test-grant-${tokens.size + 1}-${crypto.randomUUID()}`;
    const given = grant({...over, token, now: now()});
    tokens.set(token, given);
    return given;
  };
  const grantFor = (kept: Kept): Grant => {
    const {account, channel, purpose} = kept.request;
    const sessionGrant = kept.isForSession && kept.challenge.sessionOffer;
    const method = kindOf(kept.challenge);
    kept.grant = give({account, channel, purpose, method, ...(sessionGrant && {sessionGrant})});
    const found = standing(account, books);
    if (sessionGrant && !isFault(found)) found.coveredUntil = sessionGrant[0]?.until;
    return kept.grant;
  };
  /** For an order that an earlier verification covers. */
  const coveredGrant = ({account, channel, purpose}: ChallengeRequest, {sessionGrant}: AuthenticationStatus) =>
    sessionGrant?.some((cover) => cover.purpose === purpose)
      ? give({account, channel, purpose, sessionGrant})
      : undefined;
  const stateOf = ({grant: given, isOver, isEnded, challenge}: Kept): ChallengeOutcome['state'] => {
    if (given) return 'accepted';
    if (isOver) return 'locked';
    if (isEnded) return 'expired';
    return Date.parse(challenge.expiresAt) <= now() ? 'expired' : 'pending';
  };
  /** The challenge as it stands, or why there is nothing to do with it. */
  const pending = (id: string): Kept | Fault => {
    const kept = challenges.get(id);
    if (!kept) return failing('challenge_not_found', now());
    const refused = {
      pending: null,
      accepted: 'code_replayed',
      locked: 'challenge_locked',
      expired: 'challenge_expired',
    } as const;
    const code = refused[stateOf(kept)];
    return code === null ? kept : failing(code, now());
  };
  const answer = (kept: Kept, code: string): Told<Grant> => {
    const lead = leadOf(code);
    if (lead === 'code_invalid') kept.attemptsLeft -= 1;
    if (lead === 'challenge_locked' || kept.attemptsLeft === 0) kept.isOver = true;
    if (lead === undefined) return success(grantFor(kept));
    if (lead === 'lost') grantFor(kept);
    return faultFor(kept.isOver ? 'challenge_locked' : lead, now(), kept.attemptsLeft);
  };
  const latest = () => [...challenges.values()].at(-1);
  const device = deviceApprovals({
    now,
    asked: () => {
      const kept = latest();
      if (!kept) throw new Error('nothing was asked yet');
      return kept.challenge;
    },
    grant: (id) => grantFor(challenges.get(id) as Kept),
  });
  const endLatest = () => {
    const kept = latest();
    if (kept && stateOf(kept) === 'pending') kept.isEnded = true;
  };
  return {
    device: {
      approveOnDevice: device.approveOnDevice,
      rejectOnDevice: (reason?: ApprovalReason) => {
        endLatest();
        device.rejectOnDevice(reason);
      },
    },
    getApproval: async (id: string, wait: number, options: CallOptions) => device.getApproval(id, wait, options),
    withdrawChallenge: async (id: string, options: CallOptions) => {
      const kept = challenges.get(id);
      if (kept) kept.isEnded = true;
      return device.withdrawChallenge(id, options);
    },
    getAuthentication: async (query: ChallengeRequest) => status(query),
    beginAuthentication: async (request: ChallengeRequest) => {
      const found = status(request);
      if (found === never || !found.ok || found.value.methods.length === 0) return found;
      const covered = coveredGrant(request, found.value);
      if (covered) return success({...found.value, grants: [covered]});
      const created = create(request);
      return created === never || !created.ok ? created : success({...found.value, challenge: created.value});
    },
    createChallenge: async (request: ChallengeRequest) => create(request),
    answerChallenge: async (id: string, code: string) => {
      const kept = pending(id);
      return isKept(kept) ? answer(kept, code) : kept;
    },
    answerForSession: async (id: string, code: string) => {
      const kept = pending(id);
      if (!isKept(kept)) return kept;
      kept.isForSession = true;
      return answer(kept, code);
    },
    resendChallenge: async (id: string) => {
      const kept = pending(id);
      if (!isKept(kept)) return kept;
      kept.challenge = sentAgain(kept.challenge, now());
      return success(kept.challenge);
    },
    getChallenge: async (id: string) => {
      const kept = challenges.get(id);
      if (!kept) return failing('challenge_not_found', now());
      const {challenge, grant: given} = kept;
      return success(outcome({state: stateOf(kept), challenge, ...(given && {grant: given}), now: now()}));
    },
  };
}

const isKept = (found: Kept | Fault): found is Kept => found !== never && 'request' in found;

const kindOf = ({method: {id, kind}}: Challenge): MethodKind =>
  Object.values(methods).find((method) => method.id === id)?.kind ?? kind;
