/** Who the load comes from: customers with KB-OTP, with a card, and with a device that is to be unlocked. */

import { createEndpoint, type EndpointConfig } from '../../src/index.js';
import { createSeal } from '../../src/seal.js';
import type { DemoAccount } from '../../src/seed/demo-accounts.js';
import { createSeeder } from '../../src/seed/seed.js';
import { openStore } from '../../src/store/kysely-store.js';
import { createClient } from '../../test/support/client.js';
import { cardCode } from '../../test/support/codes.js';
import { anyElement, enrolDevice, type DeviceKeys } from '../../test/support/device.js';
import { atOnce } from '../at-once.js';
import { accountOf, tokenOf } from '../customers.js';

export interface LoadCustomer {
  readonly account: string;
  /** Of two sessions of theirs. */
  readonly tokens: readonly [string, string];
}

export interface DeviceOwner extends LoadCustomer {
  readonly keys: DeviceKeys;
  /** A guess of its password, blinded: any serves, for nobody looks at what comes of it. */
  readonly element: string;
}

export interface Population {
  readonly phones: readonly LoadCustomer[];
  readonly cards: readonly LoadCustomer[];
  readonly owners: readonly DeviceOwner[];
}

export type Sizes = Readonly<Record<keyof Population, number>>;

/** Accounts in one insert; PostgreSQL takes 65,535 parameters. */
const batch = 500;
const workers = 10;
const origin = 'https://otp.example';

/** Puts them into the database, and registers the devices. */
export async function populate(config: EndpointConfig, sizes: Sizes): Promise<Population> {
  const accounts = Array.from({ length: sizes.phones + sizes.cards + sizes.owners }, (_, index) =>
    index < sizes.phones ? accountOf(index) : withCardAlone(accountOf(index)),
  );
  const { store, db } = await openStore(config.database, () => 0);
  const seal = createSeal(config.sealKeys);
  for (let at = 0; at < accounts.length; at += batch) {
    await createSeeder(db, seal, accounts.slice(at, at + batch)).fill();
  }
  await store.close();
  const customers = await Promise.all(
    accounts.map(async ({ account, customer }) => ({
      account,
      tokens: [await tokenOf(config, customer), await tokenOf(config, customer)] as const,
    })),
  );
  const firstOwner = sizes.phones + sizes.cards;
  return {
    phones: customers.slice(0, sizes.phones),
    cards: customers.slice(sizes.phones, firstOwner),
    owners: await registerDevices(config, customers.slice(firstOwner)),
  };
}

function withCardAlone(account: DemoAccount): DemoAccount {
  return { ...account, authenticators: account.authenticators.filter(({ kind }) => kind === 'matrix') };
}

async function registerDevices(config: EndpointConfig, customers: readonly LoadCustomer[]): Promise<DeviceOwner[]> {
  const endpoint = await createEndpoint(config);
  const owners: DeviceOwner[] = [];
  await atOnce(customers, workers, async (customer) => {
    const { account, tokens } = customer;
    const client = createClient((request) => endpoint.fetch(request), origin, `Bearer ${tokens[0]}`);
    const keys = await enrolDevice({ client, grant: grantByCard, now: Date.now }, { accounts: [account] });
    owners.push({ ...customer, keys, element: anyElement() });
  });
  await endpoint.close();
  return owners;
}

const grantByCard: Parameters<typeof enrolDevice>[0]['grant'] = async (client, account) => {
  const challenge = await client.challenged({ account, channel: 'kb-mobile', purpose: 'enroll' });
  return (await client.answer(challenge, cardCode(challenge))).body.token;
};

/** For processes: the keys of the configuration, and no log. */
export function environmentOf(config: EndpointConfig): Readonly<Record<string, string>> {
  const list = (keys: readonly Uint8Array[]) => keys.map((key) => Buffer.from(key).toString('base64')).join();
  return {
    KB_OTP_SEAL_KEY: list(config.sealKeys),
    KB_OTP_OPRF_KEY: list(config.oprfKeys),
    KB_OTP_SESSION_KEY: config.sessionKey,
    KB_OTP_SERVICE_KEY: config.serviceKey,
    KB_OTP_SESSION_HOURS: '100000',
    KB_OTP_LOG_LEVEL: 'error',
  };
}
