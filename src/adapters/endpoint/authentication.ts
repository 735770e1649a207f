import {
  isAuthenticationStatus,
  isBegunAuthentication,
  isChallenge,
  isChallengeOutcome,
  isGrant,
} from '../../domain/answers.js';
import type {Endpoint} from '../../ports/endpoint.js';
import type {Operations} from './operations.js';

/** What every element asks. */
export const authentication: Operations<Endpoint> = {
  getAuthentication: {
    ask: ({account, channel, purpose}) => [
      `accounts/${encodeURIComponent(account)}/authentication?${new URLSearchParams({channel, purpose})}`,
    ],
    fits: isAuthenticationStatus,
  },
  beginAuthentication: {
    ask: ({account, ...request}) => [`accounts/${encodeURIComponent(account)}/authentication`, request],
    fits: isBegunAuthentication,
    optional: true,
  },
  createChallenge: {ask: (body) => ['challenges', body], fits: isChallenge, expected: 201},
  answerChallenge: {
    ask: (challenge, code) => [`challenges/${challenge}/answer`, {code}],
    fits: isGrant,
    once: true,
  },
  resendChallenge: {ask: (challenge) => [`challenges/${challenge}/resend`, {}], fits: isChallenge},
  getChallenge: {ask: (challenge) => [`challenges/${challenge}`], fits: isChallengeOutcome},
};
