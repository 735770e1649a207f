import type {AuthenticationStatus, Challenge, ChallengeRequest} from '../domain/contract.js';
import {leavesOutcomeUnknown, type Problem} from '../domain/problems.js';
import type {Retry, VerifyRequest, VerifyState, VerifyTransition} from './verify-state.js';

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

/** Where the customer may have to choose a method first, nothing is asked for beside the status. */
export function load(
  from: Pick<VerifyState, 'request' | 'attempt'>,
  account: string,
  changed: boolean | 'cancelled' = false,
  sameAttempt = false,
): VerifyTransition {
  const {request} = from;
  const attempt = sameAttempt ? from.attempt : from.attempt + 1;
  const {channel, purpose} = request;
  return [
    {
      step: 'loading',
      request,
      attempt,
      account,
      methodChanged: changed !== false,
      ...(changed === 'cancelled' && {cancelled: true}),
    },
    {type: 'abort'},
    changed
      ? {type: 'load', attempt, account, channel, purpose}
      : {type: 'begin', attempt, request: challengeRequest(request, account)},
  ];
}

/** Asks for a challenge by that method. */
export function challenge(
  from: Pick<VerifyState, 'request' | 'attempt'>,
  status: AuthenticationStatus,
  method: string,
  sameAttempt = false,
): VerifyTransition {
  const {request} = from;
  const attempt = sameAttempt ? from.attempt : from.attempt + 1;
  const {account} = status;
  return [
    {step: 'requesting', request, attempt, account, status, method},
    {type: 'challenge', attempt, request: challengeRequest(request, account, method)},
  ];
}
