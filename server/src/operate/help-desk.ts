/** What an agent of the help desk does from a shell. */

import type { HelpDeskAccount, HelpDeskActs, HelpDeskAnswer } from '../../generated/contract.js';
import { UsageError, type Command } from '../command-line.js';
import { helpDeskActs } from '../domain/help-desk.js';
import { agentOf, type AgentOptions } from './agent.js';
import type { BackEnd } from './back-end.js';

export interface HelpDeskOptions extends AgentOptions {
  readonly note?: string;
  readonly method?: string;
  readonly device?: string;
}

export function helpDeskCommands<Options>(
  backEndOf: (options: Options) => BackEnd,
  print: (text: string) => void,
): Readonly<Record<string, Command<Options & HelpDeskOptions>>> {
  const say = (value: unknown): boolean => {
    print(JSON.stringify(value, null, 2));
    return true;
  };
  const order =
    (act: string): Command<Options & HelpDeskOptions> =>
    async ([account], options) => {
      const path = `${pathOf(account)}/acts`;
      const { reason, note, method, device } = options;
      if (reason === undefined) throw new UsageError('--reason is missing.');
      const body = { act, agent: agentOf(options), reason, note, method, device };
      return say((await backEndOf(options).post<HelpDeskAnswer>(path, body)).act);
    };
  const decide =
    (how: 'approval' | 'refusal'): Command<Options & HelpDeskOptions> =>
    async ([id], options) => {
      if (id === undefined) throw new UsageError('Which act?');
      const path = `/helpdesk/acts/${encodeURIComponent(id)}/${how}`;
      return say((await backEndOf(options).post<HelpDeskAnswer>(path, { agent: agentOf(options) })).act);
    };
  return {
    async 'helpdesk show'([account], options) {
      return say(await backEndOf(options).get<HelpDeskAccount>(pathOf(account), headersOf(options)));
    },
    async 'helpdesk waiting'(_rest, options) {
      return say((await backEndOf(options).get<HelpDeskActs>('/helpdesk/acts', headersOf(options))).acts);
    },
    'helpdesk approve': decide('approval'),
    'helpdesk refuse': decide('refusal'),
    ...Object.fromEntries(helpDeskActs.map((act) => [`helpdesk ${act}`, order(act)])),
  };
}

function pathOf(account: string | undefined): string {
  if (account === undefined) throw new UsageError('Which account?');
  return `/helpdesk/accounts/${encodeURIComponent(account)}`;
}

const headersOf = (options: HelpDeskOptions) => ({ 'KB-OTP-Agent': agentOf(options) });
