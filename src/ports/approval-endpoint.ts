import type {Approval} from '../domain/contract.js';
import type {Problem, Result} from '../domain/problems.js';
import type {CallOptions} from './endpoint.js';

/**
 * The asking side of approvals on the customer's own device: asked only about a challenge that says that it is
 * approvable (`approval`). An endpoint object without it is never asked, and its customers type codes. Methods don't
 * throw: what goes wrong is a `Result` with a `Problem`.
 */
export interface ApprovalEndpoint {
  /** @param wait seconds after which it answers although the challenge still waits; 0 to 25 */
  getApproval(challenge: string, wait: number, options: CallOptions): Promise<Result<Approval>>;
  /** Nobody asks any more. `state_conflict` or `challenge_expired`: it was over before. */
  withdrawChallenge(challenge: string, options: CallOptions): Promise<Result<Approval>>;
}

/**
 * How a page hears of one challenge; ends when the challenge is over, or with the signal.
 * @returns why nothing can be heard of it, where that is so; null otherwise
 */
export type HearApproval = (
  challenge: string,
  options: {readonly signal: AbortSignal; readonly onApproval: (approval: Approval) => void},
) => Promise<Problem | null>;
