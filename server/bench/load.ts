/**
 * A bounded load on two endpoint processes and one PostgreSQL: throughput and percentiles beside the floor, then a
 * crash of the database in the middle of a load, and at the end what the clients saw against what is in the database.
 * Ends with 1 when anything is lost or doubled.
 *
 * `npm run load [-- --seconds N] [-- --quick]`
 *
 * `npm run load -- --failover`: the load alone, on two PostgreSQL nodes under Patroni behind HAProxy and PgBouncer. The
 * pooler is restarted in the middle, and the primary killed.
 *
 * `npm run load -- --volume [--accounts N,N]`: the plans of the hot statements beside so many accounts and ten times as
 * many past challenges.
 */

import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { loadOnACluster } from './load/on-a-cluster.js';
import { loadOnOneServer } from './load/on-one-server.js';
import { plansAtVolume } from './load/on-volume.js';
import { planOf, type Plan } from './load/plan.js';
import { describeLedger, describeOutage, tableOf } from './load/report.js';
import type { AtEnd } from './load/stage.js';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    quick: { type: 'boolean', default: false },
    failover: { type: 'boolean', default: false },
    volume: { type: 'boolean', default: false },
    accounts: { type: 'string', default: '1000,100000' },
  },
});
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** @returns what is lost or doubled */
async function onOneServer(plan: Plan, atEnd: AtEnd): Promise<readonly string[]> {
  const { rounds, outage, stage, faults } = await loadOnOneServer(plan, atEnd);
  say(`${plan.workers} requests at once, ${rounds.length} rounds\n`);
  tableOf(rounds).forEach(say);
  say(`\nPostgreSQL was killed: ${describeOutage(outage)}`);
  say(describeLedger(stage.ledger));
  return faults;
}

async function onACluster(plan: Plan, atEnd: AtEnd): Promise<readonly string[]> {
  const { pooler, failover, stage, faults } = await loadOnACluster(plan, atEnd);
  say(`PgBouncer was restarted: ${describeOutage(pooler)}`);
  say(`The primary was killed: ${describeOutage(failover)}`);
  say(describeLedger(stage.ledger));
  return faults;
}

async function onVolume(_: Plan, atEnd: AtEnd): Promise<readonly string[]> {
  const all: string[] = [];
  for (const accounts of options.accounts.split(',').map(Number)) {
    const { challenges, statements, time, faults } = await plansAtVolume(accounts, atEnd);
    say(`${accounts} accounts, ${challenges} challenges: ${statements} statements in ${time.toFixed(0)} s`);
    all.push(...faults);
  }
  return all;
}

function chosenRun(): typeof onVolume {
  if (options.volume) return onVolume;
  return options.failover ? onACluster : onOneServer;
}

const cleanUps: Array<() => Promise<unknown>> = [];
try {
  const [processor] = cpus();
  const machine = `${cpus().length} x ${processor?.model ?? 'an unknown processor'}, Node ${process.version}`;
  say(`${new Date().toISOString().slice(0, 10)}, ${machine}, 2 endpoint processes`);
  const plan = planOf({ seconds: Number(options.seconds), isQuick: options.quick });
  const faults = await chosenRun()(plan, (cleanUp) => void cleanUps.push(cleanUp));
  faults.forEach(say);
  say(
    faults.length === 0
      ? options.volume
        ? 'No table is read from end to end.'
        : 'Nothing is lost, nothing doubled.'
      : `${faults.length} faults.`,
  );
  if (faults.length > 0) process.exitCode = 1;
} finally {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
}
