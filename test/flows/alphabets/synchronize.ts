import type {AuthenticationStatus, Grant} from '../../../src/domain/contract.js';
import {failure} from '../../../src/domain/problems.js';
import {initialSynchronizeState, synchronize} from '../../../src/flows/synchronize.js';
import type {SynchronizeEvent} from '../../../src/flows/synchronize-state.js';
import {first, grant as enrolGrant, results, second, status} from '../device-samples.js';
import {walk} from '../reach.js';

export const request = {account: first, channel: 'kb-trade-ds'};
export const derivatives = (
  of: AuthenticationStatus['derivatives'],
  state: AuthenticationStatus['kbOtp']['state'] = 'active',
): AuthenticationStatus => ({...status({state, device: null}), channel: 'kb-trade-ds', derivatives: of});

export const independent = derivatives({synchronized: false});
export const inSync = derivatives({synchronized: true});
export const lapsed = derivatives({synchronized: false, lapsed: true}, 'none');
export const none = derivatives(null);
export const statuses = [
  independent,
  inSync,
  lapsed,
  none,
  {...inSync, account: second},
  {...inSync, channel: 'm-able'},
];
export const grant: Grant = {...enrolGrant, purpose: 'synchronize', channel: 'kb-trade-ds'};

export const wishes: readonly SynchronizeEvent[] = [
  {type: 'proceed'},
  {type: 'back'},
  {type: 'proved', grant},
  {type: 'proved', grant: enrolGrant},
  {type: 'retry'},
  {type: 'decline'},
];
export const host: readonly SynchronizeEvent[] = [{type: 'start', request}, {type: 'stop'}];
export const refusals = (['grant_required', 'not_enrolled', 'state_conflict'] as const).map((code) => failure({code}));
export const facts = (attempt: number): readonly SynchronizeEvent[] =>
  (['loaded', 'synchronized'] as const).flatMap((type) =>
    [...results(...statuses), ...refusals].map((result) => ({type, attempt, result}) as const),
  );

/** Every state that the flow can come to, and every arrow between them. */
export const walked = () =>
  walk(initialSynchronizeState, synchronize, ({attempt}) => [...host, ...wishes, ...facts(attempt)]);
