/** PostgreSQL goes away in the middle of a load on two processes, and comes back. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Challenge, Grant } from '../generated/contract.js';
import { createSeal } from '../src/seal.js';
import type { DemoAccount } from '../src/seed/demo-accounts.js';
import { createSeeder } from '../src/seed/seed.js';
import { openStore } from '../src/store/kysely-store.js';
import type { Client, Reply } from './support/client.js';
import { cardCode } from './support/codes.js';
import { origin, startEndpoint } from './support/endpoint.js';
import { insist } from './support/insist.js';
import { openLine } from './support/line.js';
import { skipsPostgres } from './support/databases.js';
import { startCluster, type Cluster } from './support/postgres.js';
import { startProcess, type EndpointProcess } from './support/process.js';

const rounds = 5;
const customers = 8;
/** Milliseconds within which every client is served again. */
const recovery = 5000;
/** Milliseconds of load before the database goes, and that it stays away. */
const [load, absence] = [700, 1200];
const key = () => randomBytes(32).toString('base64');
const [sealKey, oprfKey] = [key(), key()];
const keysOf = (text: string) => [Buffer.from(text, 'base64')];

function accountOf(index: number): DemoAccount {
  const codeFormat = { length: 6, alphabet: 'digits' } as const;
  const authenticators = [{ kind: 'matrix', codeFormat, secret: { kind: 'card' } }] as const;
  const title = { vi: 'thẻ', en: 'card' };
  return { account: `058C9${index}`, customer: `c${index}`, holder: '', title, derivatives: 'none', authenticators };
}

/** One customer, who verifies over and over: each request until it is answered, by turns at either process. */
class Customer {
  readonly heard: Grant[] = [];
  readonly refusals: string[] = [];
  /** When they were last served, epoch milliseconds. */
  servedAt = 0;
  turn = 0;
  readonly account: string;
  readonly clients: readonly Client[];
  constructor(account: string, clients: readonly Client[]) {
    this.account = account;
    this.clients = clients;
  }

  async verifyUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const challenge = await this.insist<Challenge>((client, idempotencyKey) =>
        client.challenge({ account: this.account }, { key: idempotencyKey }),
      );
      const code = cardCode(challenge);
      const grant = await this.insist<Grant>((client, idempotencyKey) =>
        client.answer(challenge, code, { key: idempotencyKey }),
      );
      this.heard.push(grant);
    }
  }

  private async insist<T>(ask: (client: Client, key: string) => Promise<Reply<T>>): Promise<T> {
    const first = this.turn++ % this.clients.length;
    const clients = [...this.clients.slice(first), ...this.clients.slice(0, first)];
    const { reply } = await insist(clients, ask, (putOff) => this.note(putOff));
    assert.ok(reply.status < 300, JSON.stringify(reply.body));
    this.servedAt = Date.now();
    return reply.body;
  }

  /** Every refusal in an outage says when to come again, in the header as well. */
  private note({ status, headers, body }: Reply<unknown>): void {
    const { code, retryAfter } = body as { code: string; retryAfter?: number };
    this.refusals.push(
      `${status} ${code} ${headers.get('content-type')} ${headers.get('retry-after') === `${retryAfter}`}`,
    );
  }
}

describe('PostgreSQL goes away', { skip: skipsPostgres }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kb-otp-outages-'));
  const cleanUps: Array<() => Promise<unknown>> = [async () => rmSync(folder, { recursive: true, force: true })];
  const atEnd = (cleanUp: () => Promise<unknown>) => void cleanUps.push(cleanUp);
  let cluster: Cluster;
  let processes: EndpointProcess[] = [];

  before(async () => {
    cluster = await startCluster();
    cleanUps.push(() => cluster.stop());
    const config = { kind: 'postgres', url: cluster.url, poolSize: 10, timeout: 5000 } as const;
    const { store, db } = await openStore(config, () => 0);
    const accounts = Array.from({ length: customers }, (_, index) => accountOf(index));
    await createSeeder(db, createSeal(keysOf(sealKey)), accounts).fill();
    await store.close();
    const environment = {
      KB_OTP_DATA_DIR: folder,
      DATABASE_URL: cluster.url,
      KB_OTP_SEAL_KEY: sealKey,
      KB_OTP_OPRF_KEY: oprfKey,
      KB_OTP_LOG_LEVEL: 'silent',
    };
    const database = { config, environment, atEnd };
    processes = await Promise.all([startProcess(database), startProcess(database)]);
  });
  after(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test('five times under load: nobody dies, no answer is lost or doubled, all are served again in time', async () => {
    const first = processes[0] ?? assert.fail();
    const all = await Promise.all(
      Array.from({ length: customers }, async (_, index) => {
        const token = await first.openSession(`c${index}`);
        return new Customer(
          accountOf(index).account,
          processes.map((process) => process.client(token)),
        );
      }),
    );
    let isOver = false;
    const running = Promise.all(all.map((customer) => customer.verifyUntil(() => isOver)));
    const slowest: number[] = [];
    try {
      for (let round = 0; round < rounds; round++) {
        await wait(load);
        await cluster.halt(round % 2 === 0 ? 'fast' : 'immediate');
        await wait(absence);
        const readiness = await Promise.all(processes.map(({ operations }) => fetch(`${operations}/readyz`)));
        assert.deepEqual(
          readiness.map(({ status }) => status),
          [503, 503],
        );
        await cluster.resume();
        slowest.push(await untilServed(all, running));
      }
    } finally {
      isOver = true;
    }
    await running;
    assert.deepEqual(
      processes.map(({ child }) => [child.exitCode, child.signalCode]),
      [
        [null, null],
        [null, null],
      ],
    );
    assert.ok(Math.max(...slowest) <= recovery, slowest.join());
    const kinds = new Set(all.flatMap(({ refusals }) => refusals));
    const [problem, busy] = ['503 upstream_unavailable', '409 request_in_progress'];
    const known = [problem, busy].map((code) => `${code} application/problem+json true`);
    assert.deepEqual(
      [...kinds].filter((kind) => !known.includes(kind)),
      [],
    );
    assert.ok(kinds.has(known[0] ?? ''), 'The database went away without anybody noticing.');
    await assertKept(all.flatMap(({ heard }) => heard));
  });

  test('a machine that says nothing any more: 503 in time, not ready before that, and all is well after', async () => {
    const line = await openLine(Number(new URL(cluster.url).port));
    atEnd(() => line.close());
    const url = new URL(cluster.url);
    url.port = String(line.port);
    const timeout = 1500;
    const database = {
      config: { kind: 'postgres', url: url.href, poolSize: 2, timeout },
      environment: {},
      atEnd,
    } as const;
    const keys = { sealKeys: keysOf(sealKey), oprfKeys: keysOf(oprfKey) };
    const on = await startEndpoint(database, { development: false, ...keys });
    const client = await on.client('c0');
    const ask = () => client.challenge({ account: accountOf(0).account });
    assert.equal((await ask()).status, 201);

    line.silence();
    const begun = Date.now();
    const asked = Promise.all(Array.from({ length: 6 }, ask));
    const readiness = await on.endpoint.operations(new Request(`${origin}/readyz`));
    const readyAfter = Date.now() - begun;
    const statuses = (await asked).map(({ status, headers }) => [status, headers.get('retry-after')]);
    const answeredAfter = Date.now() - begun;
    assert.deepEqual([readiness.status, readiness.headers.get('retry-after')], [503, '1']);
    assert.match(await readiness.text(), /"parts":\{"process":"serving","database":"away","keys":"not asked"\}/);
    assert.deepEqual(
      statuses,
      Array.from({ length: 6 }, () => [503, '1']),
    );
    // A connection is waited for, then a statement; the rest is what a busy machine takes.
    assert.ok(readyAfter < timeout && answeredAfter < 3 * timeout, `${readyAfter}, ${answeredAfter}`);

    line.speak();
    assert.equal((await ask()).status, 201);
    assert.equal((await on.endpoint.operations(new Request(`${origin}/readyz`))).status, 200);
  });

  test('a backend that is terminated in the middle fails its own request only', async () => {
    const [process] = processes;
    const client = process?.client(await process.openSession('c1')) ?? assert.fail();
    const other = new pg.Client({ connectionString: cluster.url });
    await other.connect();
    const held = await client.challenged({ account: accountOf(1).account });
    // The answer waits for the challenge's row, within its transaction.
    await other.query('begin');
    await other.query('select 1 from challenges where id = $1 for update', [held.id]);
    const answered = client.answer(held, cardCode(held));
    const waiting = `select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'`;
    while ((await other.query(waiting)).rowCount === 0) await wait(20);
    assert.equal((await answered).status, 503);
    await other.query('rollback');
    await other.end();
    assert.equal((await client.answer(held, cardCode(held))).status, 200);
  });

  /** Milliseconds from now until each was served; ends at once when a client or a process has died. */
  async function untilServed(all: readonly Customer[], running: Promise<unknown>): Promise<number> {
    const since = Date.now();
    const died = running.then(() => assert.fail('ended early'));
    while (!all.every(({ servedAt }) => servedAt > since)) {
      assert.ok(Date.now() < since + 4 * recovery, 'not served again');
      await Promise.race([wait(20), died]);
    }
    return Math.max(...all.map(({ servedAt }) => servedAt)) - since;
  }

  /** Each grant that was heard is in the database, and no challenge was accepted twice. */
  async function assertKept(heard: readonly Grant[]): Promise<void> {
    const client = new pg.Client({ connectionString: cluster.url });
    await client.connect();
    const { rows } = await client.query<{ grants: number; accepted: number; granted: number }>(
      `select (select count(*)::int from grants) as grants,
              (select count(*)::int from challenges where state = 'accepted') as accepted,
              (select count(distinct g.id)::int from grants g join challenges c on c.grant_id = g.id) as granted`,
    );
    await client.end();
    const tokens = new Set(heard.map(({ token }) => token)).size;
    assert.ok(tokens >= customers, `${tokens} answers are no load`);
    const each = { heard: heard.length, tokens, ...rows[0] };
    assert.deepEqual(each, { heard: tokens, tokens, grants: tokens, accepted: tokens, granted: tokens });
  }
});
