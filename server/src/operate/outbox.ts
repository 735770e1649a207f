/** What an operator does from a shell about notices that were given up. */

import type { DeadLetter, DeadLetters, Resending } from '../../generated/contract.js';
import { UsageError, type Command } from '../command-line.js';
import { Refused, type BackEnd } from './back-end.js';

export interface OutboxOptions {
  readonly all?: boolean;
}

const path = '/outbox/dead-letters';

export function outboxCommands<Options>(
  backEndOf: (options: Options) => BackEnd,
  print: (text: string) => void,
): Readonly<Record<string, Command<Options & OutboxOptions>>> {
  return {
    async 'outbox list'(_rest, options) {
      for await (const letter of deadLetters(backEndOf(options))) print(JSON.stringify(letter));
      return true;
    },

    async 'outbox resend'([id], options) {
      const backEnd = backEndOf(options);
      if (options.all !== true && id === undefined) throw new UsageError('Which notice? Or --all.');
      const resend = async (notice: string) =>
        print(JSON.stringify(await backEnd.post<Resending>(`${path}/${encodeURIComponent(notice)}/resend`, undefined)));
      if (options.all !== true) {
        await resend(id ?? '');
        return true;
      }
      return resendAll(backEnd, resend);
    },
  };
}

/** All of them, the oldest first. */
async function* deadLetters(backEnd: BackEnd): AsyncGenerator<DeadLetter> {
  for (let query = ''; ;) {
    const page = await backEnd.get<DeadLetters>(`${path}${query}`);
    yield* page.deadLetters;
    if (page.next === undefined) return;
    query = `?after=${page.next}`;
  }
}

/** The oldest first. One that somebody else has sent meanwhile is left to them. */
async function resendAll(backEnd: BackEnd, resend: (notice: string) => Promise<void>): Promise<boolean> {
  for await (const { id } of deadLetters(backEnd)) {
    await resend(id).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      process.stderr.write(`${id}: ${error.message}\n`);
    });
  }
  return true;
}
