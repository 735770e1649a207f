import type {DeviceSession} from '../../../controllers/device-session.js';
import {toDeviceList} from '../../../controllers/device-summary.js';
import type {Calls} from '../../../controllers/flow.js';
import type {DeviceList} from '../../../domain/device-list.js';
import {failure, success, type Result} from '../../../domain/problems.js';
import type {DeviceCodeEffect, DeviceCodeEvent} from '../../../flows/device-code-state.js';
import type {VaultList} from '../../../ports/vault.js';

interface Parts {
  readonly session: DeviceSession;
  readonly loadList: () => Promise<VaultList>;
  /** Takes the code that was made; the flow, whose states can be looked at, is told only when the next one comes. */
  readonly hold: (code: string) => void;
}

/** How each call of the flow is made. */
export function deviceCodeCalls({session, loadList, hold}: Parts): Calls<DeviceCodeEvent, DeviceCodeEffect> {
  const make = async (account: string, {signal}: {readonly signal: AbortSignal}) => {
    const made = await session.code(account);
    if (made.ok && !signal.aborted) hold(made.value.code);
    return {type: 'made', result: made.ok ? success(made.value.next) : made} as const;
  };
  return {
    'read-list': async () => ({type: 'list-read', result: await readList(loadList)}),
    unlock: async ({by, account}, options) => {
      const opened = await session.unlock(by);
      return opened.ok ? make(account, options) : {type: 'made', result: opened};
    },
    make: ({account}, options) => make(account, options),
  };
}

async function readList(loadList: () => Promise<VaultList>): Promise<Result<DeviceList | null>> {
  try {
    const summary = await (await loadList()).read();
    return summary.ok ? success(summary.value && toDeviceList(summary.value)) : summary;
  } catch {
    return failure({code: 'unreachable', hint: 'the part of KB-OTP that reads the list did not load'});
  }
}
