import {notLoaded} from '../../../controllers/not-loaded.js';
import type {DeviceSession} from '../../../controllers/device-session.js';
import type {Calls} from '../../../controllers/flow.js';
import type {DeviceList} from '../../../domain/device-list.js';
import type {BoundQuestion} from '../../../domain/bound-question.js';
import {failure, success, type Result} from '../../../domain/problems.js';
import type {DeviceCodeEffect, DeviceCodeEvent} from '../../../flows/device-code-state.js';
import type {VaultList} from '../../../ports/vault.js';
import {inTime} from '../../../signals.js';

interface Parts {
  readonly session: DeviceSession;
  /** What the code has to answer; null for the code of the moment. */
  readonly bound: () => BoundQuestion | null;
  readonly loadList: () => Promise<VaultList>;
  /** Takes the code that was made; the flow, whose states can be looked at, is told only when the next one comes. */
  readonly hold: (code: string) => void;
}

/** Milliseconds that what answers a question may take to come over the network. */
const LOADING = 20_000;

/** How each call of the flow is made. */
export function deviceCodeCalls({session, bound, loadList, hold}: Parts): Calls<DeviceCodeEvent, DeviceCodeEffect> {
  const codeFor = async (account: string): ReturnType<DeviceSession['code']> => {
    const question = bound();
    if (!question) return session.code(account);
    try {
      const {answering} = await inTime(import('../../../domain/answering.js'), LOADING);
      return await session.code(account, (at) => answering(question, at));
    } catch {
      return failure(notLoaded);
    }
  };
  const make = async (account: string, {signal}: {readonly signal: AbortSignal}) => {
    const made = await codeFor(account);
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
    return await (await loadList()).read();
  } catch {
    return failure({code: 'unreachable', hint: 'the part of KB-OTP that reads the list did not load'});
  }
}
