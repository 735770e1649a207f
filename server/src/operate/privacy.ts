/** What an operator does from a shell about all that is kept of one customer. */

import type { CustomerExport, Erasure } from '../../generated/contract.js';
import { UsageError } from '../command-line.js';
import type { BackEnd } from './back-end.js';

export interface PrivacyOptions {
  readonly agent?: string;
  readonly reason?: string;
}

type Command<Options> = (rest: readonly string[], options: Options & PrivacyOptions) => Promise<boolean>;

export function privacyCommands<Options>(
  backEndOf: (options: Options) => BackEnd,
  print: (text: string) => void,
): Readonly<Record<string, Command<Options>>> {
  return {
    async 'customers export'([customer], options) {
      print(JSON.stringify(await backEndOf(options).get<CustomerExport>(pathOf(customer)), null, 2));
      return true;
    },

    async 'customers erase'([customer], options) {
      const path = `${pathOf(customer)}/erasure`;
      const { agent: actor = '', reason = '' } = options;
      if (actor === '') throw new UsageError('--agent is missing: who are you?');
      if (reason === '') throw new UsageError('--reason is missing.');
      print(JSON.stringify(await backEndOf(options).post<Erasure>(path, { actor, reason }), null, 2));
      return true;
    },
  };
}

function pathOf(customer: string | undefined): string {
  if (customer === undefined) throw new UsageError('Which customer?');
  return `/privacy/customers/${encodeURIComponent(customer)}`;
}
