/** What an operator does from a shell about all that is kept of one customer. */

import type { CustomerExport, Erasure } from '../../generated/contract.js';
import { UsageError, type Command } from '../command-line.js';
import { whoAndWhy, type AgentOptions } from './agent.js';
import type { BackEnd } from './back-end.js';

export function privacyCommands<Options>(
  backEndOf: (options: Options) => BackEnd,
  print: (text: string) => void,
): Readonly<Record<string, Command<Options & AgentOptions>>> {
  return {
    async 'customers export'([customer], options) {
      print(JSON.stringify(await backEndOf(options).get<CustomerExport>(pathOf(customer)), null, 2));
      return true;
    },

    async 'customers erase'([customer], options) {
      const path = `${pathOf(customer)}/erasure`;
      print(JSON.stringify(await backEndOf(options).post<Erasure>(path, whoAndWhy(options)), null, 2));
      return true;
    },
  };
}

function pathOf(customer: string | undefined): string {
  if (customer === undefined) throw new UsageError('Which customer?');
  return `/privacy/customers/${encodeURIComponent(customer)}`;
}
