import {isGrant} from '../../domain/answers.js';
import type {SessionGrantEndpoint} from '../../ports/session-grant-endpoint.js';
import type {Operations} from './operations.js';

/** How a page answers where the customer wants later acts of the session covered. */
export const sessionGrants: Operations<SessionGrantEndpoint> = {
  answerForSession: {
    ask: (challenge, code) => [`challenges/${challenge}/answer`, {code, forSession: true}],
    fits: isGrant,
    once: true,
  },
};
