/** How the demo customer comes by a grant for enrolling. */

import assert from 'node:assert/strict';
import type { Client } from './client.js';
import { cardCode } from './codes.js';
import type { EnrolmentSetting } from './device.js';
import type { TestEndpoint } from './endpoint.js';

export async function enrolGrant(on: Pick<TestEndpoint, 'sentCode'>, client: Client, account: string): Promise<string> {
  const challenge = await client.challenged({ account, channel: 'm-able', purpose: 'enroll' });
  const code = challenge.kind === 'matrix' ? cardCode(challenge) : await on.sentCode(account);
  const { status, body } = await client.answer(challenge, code);
  assert.equal(status, 200, JSON.stringify(body));
  return body.token;
}

export function enrolling(on: TestEndpoint, client: Client): EnrolmentSetting {
  return { client, grant: (asker, account) => enrolGrant(on, asker, account), now: () => on.now() };
}
