/**
 * Measures the endpoint against its own former statements: what it does for a proof (challenge and answer) and for a
 * status, from the request to the answer but without a network, beside the bare statements that these took when they
 * were first measured. One process, one database server, pools of one size.
 *
 * `npm run bench:endpoint [rounds]`; KB_OTP_TEST_DATABASE_URL names a PostgreSQL that is there already.
 */

import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import pg from 'pg';
import type { DatabaseConfig } from '../src/store/connect.js';
import { openers } from '../test/support/databases.js';
import { startCluster } from '../test/support/postgres.js';
import { countRoundTrips } from '../test/support/round-trips.js';
import { atOnce } from './at-once.js';
import { hold, type Contest, type Result, type Spread } from './contest.js';
import { openBench, type Bench } from './customers.js';
import { openFormer, type FormerDatabase } from './former-database.js';
import { formerProof, formerStatus, type FormerCustomer } from './former-statements.js';

const rounds = Number(process.argv[2] ?? 5);
const [customerCount, workers, poolSize] = [200, 20, 10];
/** Milliseconds. */
const patience = 60_000;

const randomId = (): string => randomBytes(16).toString('base64url');
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** With one session that proves, and one that only asks. */
const formerCustomers = Array.from({ length: customerCount }, (_, index) => {
  const [prover, visitor] = [randomId(), randomId()];
  const authenticators = [randomId(), randomId()] as const;
  const customer: FormerCustomer = { account: `058C${index}`, customer: `c${index}`, session: prover, authenticators };
  return { prover: customer, visitor: { ...customer, session: visitor } };
});

async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<number> {
  await atOnce(all, workers, work);
  return all.length;
}

function contestsOf({ customers, passStep }: Bench, former: FormerDatabase): Contest[] {
  let step = 0;
  return [
    {
      what: 'proof',
      async endpoint() {
        passStep();
        return each(customers, (customer) => customer.prove());
      },
      async raw() {
        step += 1;
        return each(formerCustomers, ({ prover }) => former.run(formerProof(prover, step)));
      },
    },
    {
      what: 'status',
      endpoint: () => each(customers, (customer) => customer.status()),
      raw: () => each(formerCustomers, ({ visitor }) => former.run(formerStatus(visitor))),
    },
  ];
}

function sized(config: DatabaseConfig): DatabaseConfig {
  return config.kind === 'postgres' ? { ...config, poolSize, timeout: patience } : config;
}

async function benchOn(kind: keyof typeof openers): Promise<void> {
  const [own, other] = [await openers[kind](), await openers[kind]()];
  const bench = await openBench(sized(own.config), customerCount);
  const former = await openFormer(
    sized(other.config),
    formerCustomers.map(({ prover }) => prover),
  );
  try {
    if (kind === 'postgres') await tellRoundTrips(bench);
    for (const contest of contestsOf(bench, former)) tell(kind, await hold(contest, rounds));
  } finally {
    await Promise.all([bench.endpoint.close(), former.close()]);
    await Promise.all([own.drop(), other.drop()]);
  }
}

async function tellRoundTrips({ customers: [first], passStep }: Bench): Promise<void> {
  const trips = countRoundTrips();
  await first?.prove();
  const proof = trips.take().length;
  await first?.status();
  const status = trips.take().length;
  trips.stop();
  passStep();
  const [someone] = formerCustomers;
  if (someone === undefined) return;
  const [formerly, beforeThat] = [formerProof(someone.prover, 0), formerStatus(someone.visitor)].map(
    (leases) => leases.flat().length,
  );
  say(`postgres  round trips: proof ${proof} (formerly ${formerly}), status ${status} (formerly ${beforeThat})`);
}

function tell(kind: string, { what, endpoint, raw, ratio }: Result): void {
  const rate = (spread: Spread) => `${inWords(spread, 0)} a second`;
  say(`${kind.padEnd(8)}  ${what}: endpoint ${rate(endpoint)}, former statements raw ${rate(raw)}`);
  say(`${' '.repeat(8)}  ${what}: ${inWords(ratio, 2)} of raw`);
}

function inWords({ median, least, most }: Spread, digits: number): string {
  const [middle, low, high] = [median, least, most].map((value) => value.toFixed(digits));
  return `${middle} (${low} to ${high})`;
}

async function versionOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string; fsync: string }>(
    `select current_setting('server_version') as server_version, current_setting('fsync') as fsync`,
  );
  await client.end();
  return `PostgreSQL ${rows[0]?.server_version} (fsync ${rows[0]?.fsync})`;
}

const given = process.env['KB_OTP_TEST_DATABASE_URL'];
const cluster = given ? null : await startCluster();
const url = given || (cluster?.url ?? '');
process.env['KB_OTP_TEST_DATABASE_URL'] = url;
try {
  const [processor] = cpus();
  const machine = `${cpus().length} x ${processor?.model ?? 'an unknown processor'}, Node ${process.version}`;
  say(`${new Date().toISOString().slice(0, 10)}, ${machine}, ${await versionOf(url)}`);
  say(`${customerCount} customers, ${workers} at once, a pool of ${poolSize}, median of ${rounds} rounds`);
  await benchOn('postgres');
  await benchOn('sqlite');
} finally {
  await cluster?.stop();
}
