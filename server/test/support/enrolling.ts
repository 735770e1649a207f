/** How the demo customer comes by a grant for enrolling, and by a device. */

import type { Client } from './client.js';
import { deviceCalls, enrolDevice, type DeviceKeys, type EnrolmentSetting } from './device.js';
import { fresh, type TestEndpoint } from './endpoint.js';
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

export interface Enrolled {
  readonly on: TestEndpoint;
  readonly client: Client;
  readonly calls: ReturnType<typeof deviceCalls>;
  readonly keys: DeviceKeys;
  readonly device: string;
}

/** A fresh start with a device that holds one account. */
export async function enrolled(endpoint: TestEndpoint, account: string): Promise<Enrolled> {
  const { on, client } = await fresh(endpoint);
  const keys = await enrolDevice(enrolling(on, client), { accounts: [account] });
  return { on, client, calls: deviceCalls(client), keys, device: keys.enrolment.device };
}
