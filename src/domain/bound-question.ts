import type {Challenge} from './contract.js';

/** What a code answers that is bound to what it authorizes. */
export interface BoundQuestion {
  /** RFC 6287 section 6. */
  readonly suite: string;
  readonly question: string;
}

/** What a challenge asks its code to answer; null where it takes the code of the moment. */
export function boundOf(challenge: Challenge): BoundQuestion | null {
  const {suite, question} = challenge as Partial<BoundQuestion>;
  return typeof suite === 'string' && typeof question === 'string' ? {suite, question} : null;
}
