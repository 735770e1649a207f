import type {Calls} from '../../controllers/flow.js';
import type {DeviceSession} from '../../controllers/device-session.js';
import type {DeviceList} from '../../domain/device-list.js';
import {failure, success, type Result} from '../../domain/problems.js';
import type {ListEffect, ListEvent} from '../../flows/list-state.js';
import type {DeviceEndpoint} from '../../ports/device-endpoint.js';
import type {CallOptions} from '../../ports/endpoint.js';
import {partLoaded} from '../internal/part-loaded.js';

export interface ListParts {
  readonly session: DeviceSession;
  readonly device: () => DeviceEndpoint;
  readonly loadEnroll: () => Promise<unknown>;
  /** Names the passkey among the customer's others. */
  readonly passkeyLabel: () => string;
  /** Epoch milliseconds, endpoint time. */
  readonly now: () => number;
}

/** How each call of the flow is made. */
export const listCalls = ({
  session,
  device,
  loadEnroll,
  passkeyLabel,
  now,
}: ListParts): Calls<ListEvent, ListEffect> => ({
  'load-enrollment': async () => ({
    type: 'enrollment-loaded',
    result: await partLoaded(loadEnroll(), 'otp-enroll'),
  }),
  'read-list': async () => {
    const {list, isOpen} = await session.findList();
    return {type: 'list-read', result: list, openedAt: isOpen ? now() : null};
  },
  unlock: async ({by}) => ({type: 'unlocked', result: await unlock(by, session)}),
  prove: async ({by}) => ({type: 'proved', result: await session.prove(by)}),
  'remove-account': async (effect, options) => ({
    type: 'worked',
    result: await removeAccount(effect, session, device(), options),
  }),
  'change-password': async () => ({type: 'worked', result: await session.changePassword()}),
  'change-passkey': async ({add}) => ({
    type: 'worked',
    result: await (add ? session.addPasskey(passkeyLabel()) : session.removePasskey()),
  }),
  reset: async (effect, options) => ({type: 'reset', result: await device().resetPassword(effect.device, options)}),
});

/** The list as it is once the endpoint's word on its accounts has been taken in. */
async function unlock(by: 'password' | 'passkey', session: DeviceSession): Promise<Result<DeviceList>> {
  const opened = await session.unlock(by);
  if (!opened.ok) return opened;
  const list = await session.readList();
  if (list.ok && list.value) return success(list.value);
  // A list that can't be shown does not stay open behind a screen that says it is locked.
  session.lock();
  return list.ok ? failure({code: 'vault_missing'}) : list;
}

/** The endpoint first: an account that is only off the screen could still make codes elsewhere. */
async function removeAccount(
  {device, account, known}: Extract<ListEffect, {type: 'remove-account'}>,
  session: DeviceSession,
  endpoint: DeviceEndpoint,
  options: CallOptions,
): Promise<Result<DeviceList | null>> {
  if (known) {
    const told = await endpoint.removeAccount(device, account, options);
    if (!told.ok && told.problem.code !== 'not_enrolled' && told.problem.code !== 'not_found') return told;
  }
  return session.remove(account);
}
