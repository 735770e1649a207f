import {failure} from '../../../src/domain/problems.js';
import {deviceCode, initialDeviceCodeState} from '../../../src/flows/device-code.js';
import type {DeviceCodeEvent} from '../../../src/flows/device-code-state.js';
import {deviceList, entry, enrolment, first, results, second} from '../device-samples.js';
import {walk} from '../reach.js';

export const request = {account: first, device: enrolment.device};
export const elsewhere = {account: first, device: 'another-device-01'};

export const wishes: readonly DeviceCodeEvent[] = [
  {type: 'use'},
  {type: 'unlock', by: 'password'},
  {type: 'unlock', by: 'passkey'},
  {type: 'back'},
  {type: 'due'},
  {type: 'locked'},
  {type: 'refused', at: 1_000, usedUntil: null},
  {type: 'refused', at: 1_000, usedUntil: 12_000},
];
export const host: readonly DeviceCodeEvent[] = [
  {type: 'start', request},
  {type: 'start', request: elsewhere},
  {type: 'start', request: {account: first, device: null}},
  {type: 'list-changed'},
  {type: 'stop'},
];
export const lists = [
  null,
  deviceList([entry(second)]),
  deviceList([entry(first), entry(second)]),
  deviceList([entry(first)], {passkey: true}),
  deviceList([entry(first, 'superseded')]),
  deviceList([entry(first, 'pending')]),
];
export const refusals = (
  ['device_superseded', 'not_enrolled', 'vault_missing', 'vault_locked', 'passkey_failed'] as const
).map((code) => failure({code}));
export const facts = (attempt: number): readonly DeviceCodeEvent[] => [
  ...results(...lists).map((result) => ({type: 'list-read', attempt, result}) as const),
  ...[...results(30_000), ...refusals].map((result) => ({type: 'made', attempt, result}) as const),
];

/** Every state that the flow can come to, and every arrow between them. */
export const walked = () =>
  walk(initialDeviceCodeState, deviceCode, ({attempt}) => [...host, ...wishes, ...facts(attempt)]);
