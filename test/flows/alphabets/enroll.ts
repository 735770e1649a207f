import {enroll, initialEnrollState} from '../../../src/flows/enroll.js';
import type {EnrollEvent} from '../../../src/flows/enroll-state.js';
import {device, deviceList, enrolment, entry, first, grant, results, second, status} from '../device-samples.js';
import {walk} from '../reach.js';

export const request = {accounts: [first, second], channel: 'm-able', deviceName: 'Điện thoại', stepUp: false};
export const pending = {enrolment: enrolment.id, expiresAt: 0};

export const wishes: readonly EnrollEvent[] = [
  {type: 'accept-terms'},
  {type: 'proved', grant},
  {type: 'proved', grant: {...grant, account: second}},
  {type: 'prove-accounts'},
  {type: 'choose-again'},
  {type: 'stepped-up', passed: true},
  {type: 'stepped-up', passed: false},
  {type: 'choose-accounts', accounts: [first]},
  {type: 'choose-accounts', accounts: [first, second]},
  {type: 'choose-accounts', accounts: []},
  {type: 'choose-accounts', accounts: ['unknown']},
  {type: 'choose-password', refusals: []},
  {type: 'choose-password', refusals: ['sequence']},
  {type: 'confirm-password', matches: true},
  {type: 'confirm-password', matches: false},
  {type: 'change-password'},
  {type: 'enter-password'},
  {type: 'abandon'},
  {type: 'retry'},
  {type: 'dismiss'},
];

export const host: readonly EnrollEvent[] = [
  {type: 'start', request, configProblem: null},
  {type: 'start', request: {...request, stepUp: true}, configProblem: null},
  {type: 'start', request: {...request, channel: 'kb-trade'}, configProblem: null},
  {type: 'start', request: {...request, channel: 'kb-trade-ds'}, configProblem: null},
  {type: 'start', request: {...request, channel: 'kb-smart'}, configProblem: null},
  {type: 'start', request: {...request, accounts: []}, configProblem: null},
  {type: 'start', request, configProblem: {code: 'misconfigured'}},
  {type: 'stop'},
];

export const lists = [
  null,
  deviceList([entry(second)]),
  deviceList([entry(first), entry(second)]),
  deviceList([entry(first, 'superseded')]),
  deviceList([entry(first, 'pending')], {pending}),
];
export const statuses = [
  status(),
  status({state: 'active', device: {id: enrolment.device, name: 'Điện thoại'}}),
  status({state: 'active', device: {id: 'another-device-01', name: 'Máy khác'}}),
  {...status(), account: 'somebody-else'},
  {...status(), channel: 'kb-smart', channelRules: {name: '', enrolls: false, makesCodes: false, synchronizes: true}},
];

export const facts = (attempt: number): readonly EnrollEvent[] => [
  ...results(...lists).map((result) => ({type: 'list-read', attempt, result}) as const),
  ...results(
    ...(['pending', 'active', 'expired'] as const).map((state) => ({id: enrolment.id, state, serverTime: ''})),
  ).map((result) => ({type: 'pending-checked', attempt, result}) as const),
  ...results(...statuses).map((result) => ({type: 'status-loaded', attempt, result}) as const),
  ...results(...[[], [second], ['unknown']].map((missing) => ({missing, serverTime: ''}))).map(
    (result) => ({type: 'proofs-checked', attempt, result}) as const,
  ),
  ...results(null).map((result) => ({type: 'unlocked', attempt, result}) as const),
  ...results(enrolment).map((result) => ({type: 'registered', attempt, result}) as const),
  ...results(null).map((result) => ({type: 'secured', attempt, result}) as const),
  ...results(device).map((result) => ({type: 'activated', attempt, result}) as const),
  ...results(null).map((result) => ({type: 'finished', attempt, result}) as const),
];

/** Every state that the flow can come to, and every arrow between them. */
export const walked = () => walk(initialEnrollState, enroll, ({attempt}) => [...host, ...wishes, ...facts(attempt)]);
