import type {Grant} from '../../../src/domain/contract.js';
import {failure, success} from '../../../src/domain/problems.js';
import {cancel, initialCancelState} from '../../../src/flows/cancel.js';
import type {CancelEvent} from '../../../src/flows/cancel-state.js';
import {first, grant as enrolGrant, results, second, status} from '../device-samples.js';
import {walk} from '../reach.js';

export const request = {accounts: [first], channel: 'm-able'};
export const enrolled = status({state: 'active', device: {id: 'device-0000000001', name: 'Điện thoại'}});
export const suspended = status({state: 'locked', device: {id: 'device-0000000001', name: 'Điện thoại'}});
export const previous = status();
export const withoutPrevious = {...enrolled, previousMethod: null};
export const withoutMethods = {...enrolled, methods: []};
export const ofAnother = {...enrolled, account: second};
export const onAnotherChannel = {...previous, channel: 'kb-trade'};
export const grant: Grant = {...enrolGrant, purpose: 'cancel'};

export const wishes: readonly CancelEvent[] = [
  {type: 'choose-account', account: first},
  {type: 'choose-account', account: 'unknown'},
  {type: 'proceed'},
  {type: 'back'},
  {type: 'proved', grant},
  {type: 'proved', grant: enrolGrant},
  {type: 'proved', grant: {...grant, account: second}},
  {type: 'clean-up'},
  {type: 'retry'},
  {type: 'dismiss'},
];

export const host: readonly CancelEvent[] = [
  {type: 'start', request, configProblem: null},
  {type: 'start', request: {...request, accounts: [first, second]}, configProblem: null},
  {type: 'start', request: {...request, accounts: []}, configProblem: null},
  {type: 'start', request, configProblem: {code: 'misconfigured'}},
  {type: 'stop'},
];

export const statuses = [enrolled, suspended, previous, withoutPrevious, withoutMethods, ofAnother, onAnotherChannel];
export const refusals = (['grant_required', 'not_enrolled', 'state_conflict', 'maintenance'] as const).map((code) =>
  failure({code}),
);

export const facts = (attempt: number): readonly CancelEvent[] => [
  ...[...results(...statuses), ...refusals].map((result) => ({type: 'loaded', attempt, result}) as const),
  ...[...results(...statuses), ...refusals].map((result) => ({type: 'cancelled', attempt, result}) as const),
  ...[success(undefined), failure({code: 'storage_failed'})].map(
    (result) => ({type: 'cleaned', attempt, result}) as const,
  ),
];

/** Every state that the flow can come to, and every arrow between them. */
export const walked = () => walk(initialCancelState, cancel, ({attempt}) => [...host, ...wishes, ...facts(attempt)]);
