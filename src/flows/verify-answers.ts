import {epoch, type AuthenticationStatus, type Challenge, type Grant} from '../domain/contract.js';
import type {VerifyState} from './verify-state.js';

type At<Step extends VerifyState['step']> = Extract<VerifyState, {step: Step}>;

/**
 * Whether a grant that comes with the status may stand for the proof: one of the session, or, where the status says
 * that an earlier verification covers the purpose, one for this act alone.
 * @param knowsAct the endpoint was told of the very transaction: of any other call, such a grant may be for another one
 */
export const covers = (
  grant: Grant,
  state: At<'loading'>,
  {serverTime, sessionGrant}: AuthenticationStatus,
  knowsAct: boolean,
): boolean | undefined =>
  epoch(grant.expiresAt) > epoch(serverTime) &&
  (grant.scope === 'session'
    ? grant.account === state.account && !grant.excludes.includes(state.request.purpose)
    : knowsAct && isMadeFor(grant, state) && sessionGrant?.some(({purpose}) => purpose === grant.purpose));

/** Whether a challenge or a grant is for what was asked. */
export const isMadeFor = (
  made: Pick<Grant, 'account' | 'channel' | 'purpose'>,
  {request, account}: Pick<At<'requesting'>, 'request' | 'account'>,
): boolean => made.account === account && made.channel === request.channel && made.purpose === request.purpose;

/** Whether what the endpoint tells of is the challenge that was asked about. */
export const isSameChallenge = (told: Challenge, state: At<'checking' | 'resending'>): boolean =>
  told.id === state.challenge.id && isMadeFor(told, state);
