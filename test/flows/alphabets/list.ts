import {initialListState, list} from '../../../src/flows/list.js';
import type {ListEvent} from '../../../src/flows/list-state.js';
import {device, deviceList, entry, first, results, second} from '../device-samples.js';
import {walk} from '../reach.js';

export const two = deviceList([entry(first), entry(second, 'superseded')]);
export const withPasskey = deviceList([entry(first)], {passkey: true});

export const wishes: readonly ListEvent[] = [
  {type: 'unlock', by: 'password'},
  {type: 'unlock', by: 'passkey'},
  {type: 'lock'},
  {type: 'add'},
  {type: 'back'},
  {type: 'copied', account: first},
  {type: 'ask-removal', account: first},
  {type: 'ask-removal', account: 'unknown'},
  {type: 'remove'},
  {type: 'change-password'},
  {type: 'choose-password', refusals: []},
  {type: 'choose-password', refusals: ['date']},
  {type: 'confirm-password', matches: true},
  {type: 'confirm-password', matches: false},
  {type: 'add-passkey', problem: null, now: 0},
  {type: 'add-passkey', problem: {code: 'passkey_not_set_up'}, now: 0},
  {type: 'remove-passkey'},
  {type: 'forget'},
  {type: 'not-copied'},
  {type: 'kept', ok: true},
  {type: 'kept', ok: false},
  {type: 'discard-damaged'},
  {type: 'start', configProblem: null},
];

export const host: readonly ListEvent[] = [
  {type: 'start', configProblem: {code: 'misconfigured'}},
  {type: 'stop'},
  {type: 'added'},
  {type: 'list-changed'},
  {type: 'keys-lost'},
  {type: 'wiped', ok: false},
];

export const facts = (attempt: number): readonly ListEvent[] => [
  ...results(null, two, withPasskey).map((result) => ({type: 'list-read', attempt, result}) as const),
  ...results(null, two).map((result) => ({type: 'list-read', attempt, result, openedAt: 1}) as const),
  ...results(two, withPasskey).map((result) => ({type: 'unlocked', attempt, result}) as const),
  ...results(null).map((result) => ({type: 'proved', attempt, result}) as const),
  ...results(null).map((result) => ({type: 'enrollment-loaded', attempt, result}) as const),
  ...results(null, two, withPasskey).map((result) => ({type: 'worked', attempt, result}) as const),
  ...results(device).map((result) => ({type: 'reset', attempt, result}) as const),
];

/** Every state that the flow can come to, and every arrow between them. */
export const walked = () => walk(initialListState, list, ({attempt}) => [...host, ...wishes, ...facts(attempt)]);
