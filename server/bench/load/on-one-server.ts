/** The load on one PostgreSQL: measured beside the floor, and then through a crash of it. */

import type { PostgresConfig } from '../../src/store/connect.js';
import { setTimeout as wait } from 'node:timers/promises';
import { startCluster, type Cluster } from '../../test/support/postgres.js';
import { benchConfig } from '../customers.js';
import { addressOf, administer, copiesOf, type Copies } from './copies.js';
import { endpointPass, floorPass, recordActs, type Doing, type Recording } from './measure.js';
import { loadThrough, type Outage } from './outage.js';
import { poolSize, type Plan } from './plan.js';
import { populate, type Population } from './population.js';
import type { Round } from './report.js';
import { closeStage, openStage, type AtEnd, type Stage } from './stage.js';

export interface LoadResult {
  readonly rounds: readonly Round[];
  readonly outage: Outage;
  readonly stage: Stage;
  readonly faults: readonly string[];
}

const [template, recorded, loaded, floor] = ['load_template', 'load_recorded', 'load', 'load_floor'];
/** Milliseconds that PostgreSQL stays away, and that a statement may take on a busy machine. */
const [absence, patience] = [1000, 60_000];

const at = (url: string): PostgresConfig => ({ kind: 'postgres', url, poolSize, timeout: patience });

export async function loadOnOneServer(plan: Plan, atEnd: AtEnd): Promise<LoadResult> {
  const cluster = await startCluster();
  atEnd(() => cluster.stop());
  await administer(cluster.url, `create database ${template}`);
  const config = benchConfig(at(addressOf(cluster.url, template)), () => 0);
  const population = await populate(config, plan.sizes);
  const copies = copiesOf(cluster.url, template);
  const recording = await recordActs(
    { ...config, database: at(await copies.make(recorded)) },
    doingOf(population, plan),
  );
  const url = await copies.make(loaded);
  const stage = await openStage({ config, population }, { DATABASE_URL: url }, atEnd);
  const rounds = await measure(stage, { copies, recording, plan });
  const outage = await loadThrough(stage, plan.time / 4, () => crash(cluster));
  return { rounds, outage, stage, faults: await closeStage(stage, at(url)) };
}

function doingOf({ phones, owners }: Population, { workers, batch }: Plan): Doing {
  return { phones: phones.slice(0, batch).map((phone) => ({ ...phone, lastStep: 0 })), owners, workers };
}

interface Measuring {
  readonly copies: Copies;
  readonly recording: Recording;
  readonly plan: Plan;
}

/** As many rounds as there is time, and codes, for; the first warms up and does not count. */
async function measure(stage: Stage, measuring: Measuring): Promise<Round[]> {
  await measureOnce(stage, measuring);
  const rounds: Round[] = [];
  const end = Date.now() + measuring.plan.time;
  do {
    const round = await measureOnce(stage, measuring);
    if (round === null) break;
    rounds.push(round);
  } while (Date.now() < end);
  return rounds;
}

/** Null when too few customers have a code. */
async function measureOnce(
  { clients, ledger, phones, population }: Stage,
  { copies, recording, plan: { batch, workers } }: Measuring,
): Promise<Round | null> {
  const doing = { phones, owners: population.owners, workers };
  const endpoint = await endpointPass({ clients, ledger, batch }, doing);
  if (endpoint === null) return null;
  const database = { ...at(await copies.make(floor)), poolSize: 2 * poolSize };
  const passes = await floorPass(database, recording, workers);
  await copies.drop(floor);
  return { endpoint, floor: passes };
}

async function crash(cluster: Cluster): Promise<void> {
  await cluster.halt('killed');
  await wait(absence);
  await cluster.resume();
}
