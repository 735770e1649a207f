/** A client that asks until it is answered for good, as the elements do: with one key, at each process in turn. */

import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, Reply } from './client.js';

export interface Insisted<T> {
  readonly reply: Reply<T>;
  /** How often it was asked before, and not heard or put off. */
  readonly before: number;
}

/** Milliseconds between two tries, and after which it is no outage any more. */
const [pause, patience] = [100, 120_000];

/**
 * @param putOff hears of each answer that says to come again
 * @throws when there is no answer for two minutes
 */
export async function insist<T>(
  clients: readonly Client[],
  ask: (client: Client, key: string) => Promise<Reply<T>>,
  putOff: (reply: Reply<T>) => void = () => undefined,
): Promise<Insisted<T>> {
  const [key, deadline] = [randomUUID(), Date.now() + patience];
  for (let before = 0; ; before += 1) {
    const client = clients[before % clients.length];
    if (client === undefined) throw new Error('There is nobody to ask.');
    const reply = await ask(client, key).catch(unlessUnheard);
    if (reply !== null && !comesAgain(reply)) return { reply, before };
    if (reply !== null) putOff(reply);
    if (Date.now() > deadline) throw new Error('Nobody answers.');
    await wait(pause);
  }
}

/** `fetch` rejects with a TypeError when no answer came; anything else is a fault. */
function unlessUnheard(error: unknown): null {
  if (error instanceof TypeError) return null;
  throw error;
}

function comesAgain({ status, body }: Reply<unknown>): boolean {
  const { code } = body as { readonly code?: string };
  return status === 503 || code === 'request_in_progress';
}
