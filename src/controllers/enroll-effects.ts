import {success, type Result} from '../domain/problems.js';
import type {EnrollEffect, EnrollEvent, EnrollState} from '../flows/enroll-state.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {CallOptions, Endpoint} from '../ports/endpoint.js';
import type {DeviceSession} from './device-session.js';
import type {FlowController} from './flow-before.js';

export type EnrollFlow = FlowController<EnrollState, EnrollEvent, EnrollEffect>;

/** The effects that concern the endpoint and the device; the others are the element's own. */
export type EnrollCall = Extract<
  EnrollEffect,
  {
    type:
      | 'read-list'
      | 'check-pending'
      | 'load-status'
      | 'check-proofs'
      | 'unlock'
      | 'register'
      | 'secure'
      | 'activate'
      | 'finish';
  }
>;

export interface EnrollParts {
  readonly flow: EnrollFlow;
  readonly session: DeviceSession;
  readonly endpoint: () => Endpoint;
  readonly device: () => DeviceEndpoint;
  readonly deviceName: string;
  readonly onServerTime: (at: string) => void;
}

/** Runs one call of the flow; it ends in exactly one event. A call that was given up ends in none. */
export function runEnrollCall(effect: EnrollCall, parts: EnrollParts): void {
  const {flow, session} = parts;
  const options = flow.begin(effect.attempt);
  const run = <Value>(work: Promise<Result<Value>>, toEvent: (attempt: number, result: Result<Value>) => EnrollEvent) =>
    void work.then((result) => flow.end(options.signal, toEvent(effect.attempt, result)));
  switch (effect.type) {
    case 'read-list':
      return run(session.readList(), (attempt, result) => ({type: 'list-read', attempt, result}));
    case 'check-pending':
      return run(parts.device().getEnrolment(effect.enrolment, options), (attempt, result) => ({
        type: 'pending-checked',
        attempt,
        result,
      }));
    case 'load-status':
      return run(loadStatus(effect, parts, options), (attempt, result) => ({type: 'status-loaded', attempt, result}));
    case 'check-proofs': {
      const request = {grants: [...effect.grants], accounts: [...effect.accounts]};
      return run(parts.device().checkEnrolmentProofs(request, options), (attempt, result) => ({
        type: 'proofs-checked',
        attempt,
        result,
      }));
    }
    case 'unlock':
      return run(session.unlock('password'), (attempt, result) => ({type: 'unlocked', attempt, result}));
    case 'register':
      return run(register(effect, parts, options), (attempt, result) => ({type: 'registered', attempt, result}));
    case 'secure':
      return run(session.secure(effect.enrolment, parts.deviceName), (attempt, result) => ({
        type: 'secured',
        attempt,
        result,
      }));
    case 'activate':
      return run(session.activate(effect.enrolment, options), (attempt, result) => ({
        type: 'activated',
        attempt,
        result,
      }));
    case 'finish':
      return run(session.finish(), (attempt, result) => ({type: 'finished', attempt, result}));
  }
}

async function loadStatus(
  {account, channel}: Extract<EnrollCall, {type: 'load-status'}>,
  {endpoint, onServerTime}: EnrollParts,
  options: CallOptions,
) {
  const result = await endpoint().getAuthentication({account, channel, purpose: 'enroll'}, options);
  if (result.ok) onServerTime(result.value.serverTime);
  return result;
}

async function register(
  {grants, accounts, deviceName, device}: Extract<EnrollCall, {type: 'register'}>,
  {session, device: endpoint, onServerTime}: EnrollParts,
  options: CallOptions,
) {
  const keys = await session.createKeys();
  if (!keys.ok) return keys;
  const {publicKey, own} = keys.value;
  const [grant = '', ...furtherGrants] = grants;
  const further = furtherGrants.length > 0 && {furtherGrants};
  const place = device ? {device} : {deviceKey: own.publicKey};
  const request = {grant, ...further, accounts, deviceName, publicKey, ...place};
  const result = await endpoint().createEnrolment(request, options);
  if (!result.ok) return result;
  onServerTime(result.value.serverTime);
  return success(result.value);
}
