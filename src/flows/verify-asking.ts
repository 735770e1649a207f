import type {AuthenticationStatus, Challenge, ChallengeRequest} from '../domain/contract.js';
import {leavesOutcomeUnknown, type Problem} from '../domain/problems.js';
import type {Retry, VerifyRequest, VerifyState} from './verify-state.js';

/** @param method the one in force when absent */
export const challengeRequest = (
  {channel, purpose, transaction}: VerifyRequest,
  account: string,
  method?: string,
): ChallengeRequest => ({account, channel, purpose, ...(method && {method}), ...(transaction && {transaction})});

/** A challenge may have come of it all the same: the same question under its number begins nothing twice. */
export const loadAgain = ({account}: Extract<VerifyState, {step: 'loading'}>, problem: Problem): Retry => ({
  type: 'load',
  account,
  ...(leavesOutcomeUnknown(problem) && {sameAttempt: true}),
});

export const startOver = ({status, challenge}: {status: AuthenticationStatus; challenge: Challenge}): Retry => ({
  type: 'challenge',
  status,
  method: challenge.method.id,
  sameAttempt: false,
});
