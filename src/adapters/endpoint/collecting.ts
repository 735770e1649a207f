import type {Challenge, Grant} from '../../domain/contract.js';
import {allowsRetyping, failure, success, type Problem, type Result} from '../../domain/problems.js';
import type {CallOptions, Endpoint} from '../../ports/endpoint.js';
import {Submission} from './submission.js';

/** What is under way at one element, from call to call. */
export interface Desk {
  /** What was asked last. */
  challenge: Challenge | null;
  submission: Submission | null;
  /** The attempt that carried the submission. */
  attempt: string;
  /** The challenge whose code was submitted and not refused: it takes no other. */
  spent: string | null;
  /** The page's own challenge that has been shown. */
  shown: string | null;
}

export const newDesk = (): Desk => ({challenge: null, submission: null, attempt: '', spent: null, shown: null});

export interface Collecting {
  /** Makes the challenges. */
  readonly inner: Endpoint;
  readonly desk: Desk;
  /** Hands a code to the page. */
  readonly submit: (submission: Submission, challenge: Challenge, options: CallOptions) => void;
  /** Epoch milliseconds by the endpoint's clock. */
  readonly now: () => number;
}

/**
 * An endpoint whose codes go to the page, which has a request of its own to carry them: all else is the endpoint's.
 * Only the page knows what became of a code, so nobody else is asked; and a proof of the session takes no code's
 * place.
 */
export function collecting({inner, desk, submit, now}: Collecting): Endpoint {
  const kept = (result: Result<Challenge>): Result<Challenge> => {
    if (!result.ok) return result;
    desk.challenge = forCode(result.value);
    return success(desk.challenge);
  };
  const at = () => new Date(now()).toISOString();
  const begin = inner.beginAuthentication?.bind(inner);
  return {
    async getAuthentication(query, options) {
      const result = await inner.getAuthentication(query, options);
      return result.ok ? success({...result.value, grants: []}) : result;
    },
    ...(begin && {
      async beginAuthentication(request, options) {
        const begun = await begin(request, options);
        if (!begun.ok) return begun;
        const {challenge, ...status} = begun.value;
        if (challenge) desk.challenge = forCode(challenge);
        return success({...status, grants: [], ...(challenge && {challenge: forCode(challenge)})});
      },
    }),
    createChallenge: async (request, options) => kept(await inner.createChallenge(request, options)),
    resendChallenge: async (id, options) => kept(await inner.resendChallenge(id, options)),
    async answerChallenge(id, code, options) {
      const {challenge} = desk;
      if (challenge?.id !== id) return failure({code: 'challenge_not_found'});
      const submission = new Submission(code, options.signal);
      Object.assign(desk, {submission, spent: id, attempt: options.idempotencyKey});
      submit(submission, challenge, options);
      submission.close();
      const outcome = await submission.outcome(options.signal);
      if (outcome.ok) return success(grantOf(challenge, desk.attempt, at()));
      return failure(refused(outcome.problem, desk));
    },
    async getChallenge(id, {signal}) {
      const {challenge, submission} = desk;
      if (challenge?.id !== id || !submission) return failure({code: 'challenge_not_found'});
      const outcome = await submission.outcomeByNow(signal);
      const told = {challenge, serverTime: at()};
      if (outcome.ok) return success({...told, state: 'accepted', grant: grantOf(challenge, desk.attempt, at())});
      const problem = refused(outcome.problem, desk);
      return problem.code === 'code_replayed' ? success({...told, state: 'pending'}) : failure(problem);
    },
  };
}

/** The page needs a code: an approval on another device would bring it none. */
function forCode(challenge: Challenge): Challenge {
  if (!('approval' in challenge)) return challenge;
  const {approval: _, ...rest} = challenge;
  return rest;
}

/** A challenge whose code was refused takes another one. */
function refused(problem: Problem, desk: Desk): Problem {
  if (allowsRetyping(problem)) desk.spent = null;
  return problem;
}

/** What was carried out does not run out. */
const FOREVER = '9999-12-31T23:59:59Z';

/** The page's back end has the proof; the number of the attempt says which one it was. */
const grantOf = ({account, channel, purpose, method}: Challenge, token: string, at: string): Grant => ({
  token,
  account,
  channel,
  purpose,
  method: method.kind,
  authenticatedAt: at,
  expiresAt: FOREVER,
  scope: 'once',
  excludes: [],
  serverTime: at,
});
