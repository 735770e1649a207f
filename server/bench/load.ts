/**
 * A bounded load on two endpoint processes and one PostgreSQL: throughput and percentiles beside the floor, then a
 * crash of the database in the middle of a load, and at the end what the clients saw against what is in the database.
 * Ends with 1 when anything is lost or doubled.
 *
 * `npm run load [-- --seconds N] [-- --quick]`
 */

import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { loadOnOneServer } from './load/on-one-server.js';
import { planOf } from './load/plan.js';
import { describeOutage, describeLedger, tableOf } from './load/report.js';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '30' }, quick: { type: 'boolean', default: false } },
});
const plan = planOf({ seconds: Number(options.seconds), isQuick: options.quick });
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const cleanUps: Array<() => Promise<unknown>> = [];

try {
  const [processor] = cpus();
  const machine = `${cpus().length} x ${processor?.model ?? 'an unknown processor'}, Node ${process.version}`;
  say(`${new Date().toISOString().slice(0, 10)}, ${machine}, 2 endpoint processes, ${plan.workers} requests at once`);
  const { rounds, outage, stage, faults } = await loadOnOneServer(plan, (cleanUp) => void cleanUps.push(cleanUp));
  say(`${rounds.length} rounds\n`);
  tableOf(rounds).forEach(say);
  say(`\nPostgreSQL killed in the middle of a load: ${describeOutage(outage)}`);
  say(describeLedger(stage.ledger));
  faults.forEach(say);
  say(faults.length === 0 ? 'Nothing is lost, nothing doubled.' : `${faults.length} faults.`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
}
