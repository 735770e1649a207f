import {failure, type Result} from '../domain/problems.js';
import type {DeviceList} from '../domain/device-list.js';
import type {ListEffect, ListEvent, ListState} from '../flows/list-state.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {CallOptions} from '../ports/endpoint.js';
import type {DeviceSession} from './device-session.js';
import type {FlowController} from './flow-before.js';

export type ListFlow = FlowController<ListState, ListEvent, ListEffect>;

/** The effects that concern the endpoint and the device; the others are the element's own. */
export type ListCall = Extract<
  ListEffect,
  {type: 'read-list' | 'unlock' | 'prove' | 'remove-account' | 'change-password' | 'change-passkey' | 'reset'}
>;

export interface ListParts {
  readonly flow: ListFlow;
  readonly session: DeviceSession;
  readonly device: () => DeviceEndpoint;
  /** Names the passkey among the customer's others. */
  readonly passkeyLabel: string;
}

/** Runs one call of the flow; it ends in exactly one event. A call that was given up ends in none. */
export function runListCall(effect: ListCall, parts: ListParts): void {
  const {flow, session} = parts;
  const options = flow.begin(effect.attempt);
  const run = <Value>(work: Promise<Result<Value>>, toEvent: (attempt: number, result: Result<Value>) => ListEvent) =>
    void work.then((result) => flow.end(options.signal, toEvent(effect.attempt, result)));
  const worked = (attempt: number, result: Result<DeviceList | null>): ListEvent => ({type: 'worked', attempt, result});
  switch (effect.type) {
    case 'read-list':
      return run(session.readList(), (attempt, result) => ({type: 'list-read', attempt, result}));
    case 'unlock':
      return run(unlock(effect.by, session), (attempt, result) => {
        const {failedAttempts} = session;
        return {type: 'unlocked', attempt, result, failedAttempts};
      });
    case 'prove':
      return run(session.prove(effect.by), (attempt, result) => ({type: 'proved', attempt, result}));
    case 'remove-account':
      return run(removeAccount(effect, parts, options), worked);
    case 'change-password':
      return run(session.changePassword(), worked);
    case 'change-passkey':
      return run(effect.add ? session.addPasskey(parts.passkeyLabel) : session.removePasskey(), worked);
    case 'reset':
      return run(parts.device().resetPassword(effect.device, options), (attempt, result) => ({
        type: 'reset',
        attempt,
        result,
      }));
  }
}

/** The list as it is once the endpoint's word on its accounts has been taken in. */
async function unlock(by: 'password' | 'passkey', session: DeviceSession): Promise<Result<DeviceList>> {
  const opened = await session.unlock(by);
  if (!opened.ok) return opened;
  const list = await session.readList();
  if (!list.ok) return list;
  return list.value ? {ok: true, value: list.value} : failure({code: 'vault_missing'});
}

/** The endpoint first: an account that is only off the screen could still make codes elsewhere. */
async function removeAccount(
  {device, account, known}: Extract<ListCall, {type: 'remove-account'}>,
  {session, device: endpoint}: ListParts,
  options: CallOptions,
): Promise<Result<DeviceList | null>> {
  if (known) {
    const told = await endpoint().removeAccount(device, account, options);
    if (!told.ok && told.problem.code !== 'not_enrolled' && told.problem.code !== 'not_found') return told;
  }
  return session.remove(account);
}
