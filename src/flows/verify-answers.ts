import {epoch, type AuthenticationStatus, type Challenge, type Grant} from '../domain/contract.js';
import type {VerifyState} from './verify-state.js';

type At<Step extends VerifyState['step']> = Extract<VerifyState, {step: Step}>;

/** Whether a grant of this session may stand for the proof that is asked for. */
export const covers = (grant: Grant, {account, request}: At<'loading'>, {serverTime}: AuthenticationStatus): boolean =>
  grant.account === account &&
  grant.scope === 'session' &&
  !grant.excludes.includes(request.purpose) &&
  epoch(grant.expiresAt) > epoch(serverTime);

/** Whether a challenge or a grant is for what was asked. */
export const isMadeFor = (
  made: Pick<Grant, 'account' | 'channel' | 'purpose'>,
  {request, account}: Pick<At<'requesting'>, 'request' | 'account'>,
): boolean => made.account === account && made.channel === request.channel && made.purpose === request.purpose;

/** Whether what the endpoint tells of is the challenge that was asked about. */
export const isSameChallenge = (told: Challenge, state: At<'checking' | 'resending'>): boolean =>
  told.id === state.challenge.id && isMadeFor(told, state);
