/** How the demo customer comes by a grant for enrolling. */

import type { Client } from './client.js';
import type { EnrolmentSetting } from './device.js';
import type { TestEndpoint } from './endpoint.js';
import { grantFor } from './methods.js';

export function enrolGrant(
  on: Pick<TestEndpoint, 'sentCode' | 'now'>,
  client: Client,
  account: string,
): Promise<string> {
  return grantFor(on, client, { account, purpose: 'enroll' });
}

export function enrolling(on: Pick<TestEndpoint, 'sentCode' | 'now'>, client: Client): EnrolmentSetting {
  return { client, grant: (asker, account) => enrolGrant(on, asker, account), now: () => on.now() };
}
