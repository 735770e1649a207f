/** What a run of the conformance suite needs to know of the reference endpoint in this process. */

import { demoCustomer, issueSession } from '../../src/index.js';
import { demoAccounts } from '../../src/seed/demo-accounts.js';
import type { Clock } from '../../conformance/client.js';
import { readConfig, type ConformanceConfig } from '../../conformance/config.js';
import { accounts } from './codes.js';
import { origin, pageOrigin, type TestEndpoint } from './endpoint.js';

export async function conformanceOf(
  on: TestEndpoint,
): Promise<{ readonly url: string; readonly config: ConformanceConfig; readonly clock: Clock }> {
  const session = async (customer: string, sid: string) => {
    const { sessionKey } = on.config;
    const token = await issueSession({ customer, sessionKey, ttl: 3600 * 24, now: on.now(), sid });
    return { authorization: `Bearer ${token}` };
  };
  const file = {
    origin: pageOrigin,
    session: await session(demoCustomer, 'one'),
    otherSession: await session('another', 'two'),
    backEnd: { authorization: `Bearer ${on.config.serviceKey}` },
    accounts: [accounts.kbOtp, accounts.token].map(seeded),
    lockable: [accounts.notSynchronized, accounts.noPrevious].map(seeded),
  };
  const wait = (milliseconds: number) => Promise.resolve(on.pass(milliseconds));
  return { url: `${origin}/v1`, config: readConfig(JSON.stringify(file), {}), clock: { now: on.now, wait } };
}

function seeded(account: string): { readonly id: string; readonly secret: string } {
  const secrets = demoAccounts.find((demo) => demo.account === account)?.authenticators.map(({ secret }) => secret);
  const seed = secrets?.find((secret) => secret?.kind === 'seed');
  if (seed?.kind !== 'seed') throw new Error(`${account} has no seed.`);
  return { id: account, secret: seed.base32 };
}
