/** What tests of challenges begin with. */

import type { Challenge, Grant, Problem } from '../../generated/contract.js';
import type { Client, Reply } from './client.js';

/** Asks for a challenge to sign in to an account, and answers it. */
export async function signIn(client: Client, account: string, code: string): Promise<Reply<Grant & Problem>> {
  return client.answer(await client.challenged({ account }), code);
}

/** A challenge whose code was sent. */
export function delivered(challenge: Challenge): Extract<Challenge, { resendAt: string }> {
  if (!('resendAt' in challenge)) throw new Error('Not a delivered challenge.');
  return challenge;
}
