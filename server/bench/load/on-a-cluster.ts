/** The load on a PostgreSQL that fails over, through a pooler: that is restarted, and then the primary dies. */

import type { PostgresConfig } from '../../src/store/connect.js';
import { benchConfig } from '../customers.js';
import { loadThrough, type Outage } from './outage.js';
import { startPatroni } from './patroni.js';
import { poolSize, type Plan } from './plan.js';
import { populate } from './population.js';
import { closeStage, openStage, type AtEnd, type Stage } from './stage.js';

export interface ClusterResult {
  readonly pooler: Outage;
  readonly failover: Outage;
  readonly stage: Stage;
  readonly faults: readonly string[];
}

/** Milliseconds that a statement may take while nothing has happened yet. */
const patience = 60_000;

export async function loadOnACluster(plan: Plan, atEnd: AtEnd): Promise<ClusterResult> {
  const cluster = await startPatroni();
  atEnd(() => cluster.stop());
  const { pooledUrl, sessionUrl } = cluster;
  const database: PostgresConfig = {
    ...{ kind: 'postgres', url: pooledUrl, migrationUrl: sessionUrl, poolSize, timeout: patience },
  };
  const config = benchConfig(database, () => 0);
  const population = await populate(config, plan.sizes);
  const urls = { DATABASE_URL: pooledUrl, DATABASE_MIGRATION_URL: sessionUrl };
  const stage = await openStage({ config, population }, urls, atEnd);
  const time = plan.time / 4;
  const pooler = await loadThrough(stage, time, () => cluster.restartPooler());
  const failover = await loadThrough(stage, time, () => cluster.killPrimary());
  return { pooler, failover, stage, faults: await closeStage(stage, { ...database, url: sessionUrl }) };
}
