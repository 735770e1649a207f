/**
 * Measures the acts one after the other, each by so many customers at once: at the endpoints over HTTP, and then the
 * floor on a fresh copy of the database. By turns, so that whatever else the machine does meets both.
 */

import { createEndpoint, type EndpointConfig } from '../../src/index.js';
import type { PostgresConfig } from '../../src/store/connect.js';
import { createClient } from '../../test/support/client.js';
import { countRoundTrips } from '../../test/support/round-trips.js';
import { atOnce, type Pass } from '../at-once.js';
import { onPostgres } from '../former-database.js';
import type { Lease } from '../former-statements.js';
import { answer, askStatus, challenge, hasCode, unlock, type Clients, type Phone } from './acts.js';
import { record } from './floor.js';
import { openLedger, type Ledger } from './ledger.js';
import type { DeviceOwner } from './population.js';

export const acts = ['status', 'challenge', 'answer', 'unlock'] as const;
export type Act = (typeof acts)[number];

export interface Doing {
  readonly phones: readonly Phone[];
  readonly owners: readonly DeviceOwner[];
  readonly workers: number;
}

/** Runs one act for each of those who do it. */
type Run = (act: Act, all: readonly unknown[], work: (one: never) => Promise<unknown>) => Promise<void>;

/** All four, in an order in which each finds what it needs. */
async function eachAct(clients: Clients, ledger: Ledger, { phones, owners }: Doing, run: Run): Promise<void> {
  const asked: Array<Parameters<typeof answer>[2]> = [];
  await run('status', phones, (phone: Phone) => askStatus(clients, phone));
  await run('challenge', phones, async (phone: Phone) => {
    asked.push({ phone, asked: await challenge(clients, ledger, phone) });
  });
  await run('answer', asked, (one: (typeof asked)[number]) => answer(clients, ledger, one));
  await run('unlock', owners, (owner: DeviceOwner) => unlock(clients, ledger, owner));
}

export type Passes = Readonly<Record<Act, Pass>>;

/** At the endpoints. @returns null when too few customers have a code at this moment */
export async function endpointPass(
  { clients, ledger, batch }: { readonly clients: Clients; readonly ledger: Ledger; readonly batch: number },
  doing: Doing,
): Promise<Passes | null> {
  const phones = doing.phones.filter((phone) => hasCode(phone)).slice(0, batch);
  if (phones.length < batch) return null;
  const passes: Partial<Record<Act, Pass>> = {};
  await eachAct(clients, ledger, { ...doing, phones }, async (act, all, work) => {
    passes[act] = await atOnce(all as readonly never[], doing.workers, work);
  });
  return passes as Passes;
}

/** What each act of each customer sends, in the order in which it may be sent again. */
export type Recording = Readonly<Record<Act, ReadonlyArray<readonly Lease[]>>>;

/** In an endpoint of this process. */
export async function recordActs(config: EndpointConfig, doing: Doing): Promise<Recording> {
  const endpoint = await createEndpoint(config);
  const trips = countRoundTrips();
  const clients: Clients = (token) =>
    createClient((request) => endpoint.fetch(request), 'https://otp.example', `Bearer ${token}`);
  const recording: Record<Act, Array<readonly Lease[]>> = { status: [], challenge: [], answer: [], unlock: [] };
  const phones = doing.phones.map((phone) => ({ ...phone }));
  await eachAct(clients, openLedger(), { ...doing, phones }, async (act, all, work) => {
    await atOnce(all as readonly never[], doing.workers, async (one) => {
      const [, leases] = await record(trips, () => work(one));
      recording[act].push(leases);
    });
  });
  trips.stop();
  await endpoint.close();
  return recording;
}

/** @param config of a copy of the database as it was before the recording */
export async function floorPass(config: PostgresConfig, recording: Recording, workers: number): Promise<Passes> {
  const raw = onPostgres(config);
  const passes: Partial<Record<Act, Pass>> = {};
  for (const act of acts) passes[act] = await atOnce(recording[act], workers, (leases) => raw.run(leases));
  await raw.close();
  return passes as Passes;
}
