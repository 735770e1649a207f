import type {
  AuthenticationRequest,
  AuthenticationStatus,
  BegunAuthentication,
  Challenge,
  ChallengeOutcome,
  ChallengeRequest,
  Grant,
  Purpose,
} from '../domain/contract.js';
import type {Result} from '../domain/problems.js';

export interface CallOptions {
  /** Aborts the call; the result is then ignored. */
  readonly signal: AbortSignal;
  /** UUID of the attempt; a repeated call carries the same one (`Idempotency-Key`). */
  readonly idempotencyKey: string;
}

export interface AuthenticationQuery {
  readonly account: string;
  readonly channel: string;
  readonly purpose: Purpose;
}

/**
 * The auth endpoint as the elements see it (`server/openapi.yaml` in TypeScript). A team whose back end differs
 * implements this and sets it as the element's `endpoint`; answers are checked against the contract all the same.
 * Methods don't throw: what goes wrong is a `Result` with a `Problem`.
 */
export interface Endpoint {
  getAuthentication(query: AuthenticationQuery, options: CallOptions): Promise<Result<AuthenticationStatus>>;
  /**
   * The status with a challenge for the method in force beside it, where one is to be asked for: one exchange in place
   * of two. An endpoint without it is asked by the two calls.
   */
  beginAuthentication?(
    request: AuthenticationRequest & {readonly account: string},
    options: CallOptions,
  ): Promise<Result<BegunAuthentication>>;
  createChallenge(request: ChallengeRequest, options: CallOptions): Promise<Result<Challenge>>;
  answerChallenge(challenge: string, code: string, options: CallOptions): Promise<Result<Grant>>;
  resendChallenge(challenge: string, options: CallOptions): Promise<Result<Challenge>>;
  getChallenge(challenge: string, options: CallOptions): Promise<Result<ChallengeOutcome>>;
}
