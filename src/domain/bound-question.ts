import type {ApprovalRequest, Challenge} from './contract.js';

/** What a code answers that is bound to what it authorizes. */
export interface BoundQuestion {
  /** RFC 6287 section 6. */
  readonly suite: string;
  readonly question: string;
}

/** What a challenge, or a request for approval, asks its code to answer; null where it takes the code of the moment. */
export function boundOf(challenge: Challenge | ApprovalRequest): BoundQuestion | null {
  const {suite, question} = challenge as Partial<BoundQuestion>;
  return typeof suite === 'string' && typeof question === 'string' ? {suite, question} : null;
}
