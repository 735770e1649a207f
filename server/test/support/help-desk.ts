/** The calls of the contract that a help desk makes. */

import type { HelpDeskAccount, HelpDeskActs, HelpDeskAnswer, HelpDeskOrder } from '../../generated/contract.js';
import type { Client, PostOptions } from './client.js';
import type { Refusable } from './device.js';

type Order = Partial<HelpDeskOrder> & Pick<HelpDeskOrder, 'act'>;

export interface Desk {
  show(account: string): Refusable<HelpDeskAccount>;
  waiting(): Refusable<HelpDeskActs>;
  order(account: string, order: Order, options?: PostOptions): Refusable<HelpDeskAnswer>;
  approve(id: string, options?: PostOptions): Refusable<HelpDeskAnswer>;
  refuse(id: string, options?: PostOptions): Refusable<HelpDeskAnswer>;
}

export function deskOf(backEnd: Client, agent: string): Desk {
  const headers = { 'kb-otp-agent': agent };
  const decide = (id: string, how: string, options?: PostOptions): Refusable<HelpDeskAnswer> =>
    backEnd.post(`/v1/helpdesk/acts/${id}/${how}`, { agent }, options);
  return {
    show: (account) => backEnd.get(`/v1/helpdesk/accounts/${account}`, { headers }),
    waiting: () => backEnd.get('/v1/helpdesk/acts', { headers }),
    order: (account, order, options) =>
      backEnd.post(`/v1/helpdesk/accounts/${account}/acts`, { reason: 'customer-asked', agent, ...order }, options),
    approve: (id, options) => decide(id, 'approval', options),
    refuse: (id, options) => decide(id, 'refusal', options),
  };
}
