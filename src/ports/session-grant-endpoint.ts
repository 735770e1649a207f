import type {Grant} from '../domain/contract.js';
import type {Result} from '../domain/problems.js';
import type {CallOptions} from './endpoint.js';

/**
 * Answers beside which the customer wants later acts of the session covered. Asked only about a challenge that offers
 * it (`sessionOffer`), and only where the customer has said so. An endpoint object without it is never asked, and its
 * customers are not offered it. Methods don't throw: what goes wrong is a `Result` with a `Problem`.
 */
export interface SessionGrantEndpoint {
  /** As `answerChallenge`; the grant says what its verification covers besides (`sessionGrant`). */
  answerForSession(challenge: string, code: string, options: CallOptions): Promise<Result<Grant>>;
}
