/** A database that answers and takes nothing: a full disk, a machine that became a standby. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import pg from 'pg';
import type { Problem } from '../generated/contract.js';
import { accounts } from './support/codes.js';
import { onEachDatabase, type TestDatabase } from './support/databases.js';
import { startEndpoint } from './support/endpoint.js';
import { startProcess } from './support/process.js';

/** Makes the database refuse every change, and lets it take changes again. */
const refusals: Readonly<Record<TestDatabase['config']['kind'], (database: TestDatabase, pid: number) => Switch>> = {
  /** No file of the process may grow beyond a byte: to SQLite a disk that is full. */
  sqlite: (_database, pid) => {
    const limit = (size: string) => void execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${size}:unlimited`]);
    return { on: async () => limit('1'), off: async () => limit('unlimited') };
  },
  postgres: ({ config }) => {
    const url = config.kind === 'postgres' ? config.url : '';
    const name = new URL(url).pathname.slice(1);
    // Waits until they are gone: a connection that is ending may still be handed a transaction.
    const reconnect = `select pg_terminate_backend(pid, 10000) from pg_stat_activity
      where datname = '${name}' and pid <> pg_backend_pid()`;
    const setReadOnly = async (mode: string) => {
      const client = new pg.Client({ connectionString: url, options: '-c default_transaction_read_only=off' });
      await client.connect();
      await client.query(`alter database ${name} set default_transaction_read_only = ${mode}`);
      await client.query(reconnect);
      await client.end();
    };
    return { on: () => setReadOnly('on'), off: () => setReadOnly('off') };
  },
};

interface Switch {
  on(): Promise<void>;
  off(): Promise<void>;
}

onEachDatabase('A database that takes nothing', (database) => {
  test('is told as 503 that passes, takes the process out of service, and is over when it is over', async () => {
    const process = await startProcess(database(), { KB_OTP_LOG_LEVEL: 'silent' });
    const client = process.client(await process.openSession('demo'));
    const account = accounts.kbOtp;
    const readiness = async () => (await fetch(`${process.operations}/readyz`)).status;
    assert.deepEqual([(await client.challenge({ account })).status, await readiness()], [201, 200]);
    const refusal = refusals[database().config.kind](database(), process.child.pid ?? 0);
    await refusal.on();
    for (let tries = 0; tries < 3; tries++) {
      const { status, headers, body } = await client.challenge({ account });
      const { code } = body as unknown as Problem;
      assert.deepEqual([status, code, headers.get('retry-after')], [503, 'upstream_unavailable', '1']);
      assert.equal(await readiness(), 503);
      assert.match(
        await (await fetch(`${process.operations}/readyz`)).text(),
        /"database":"takes nothing","keys":"ok"/,
      );
    }
    await refusal.off();
    assert.deepEqual([(await client.challenge({ account })).status, await readiness()], [201, 200]);
    assert.equal(await process.stop(), 0);
  });
});

onEachDatabase('An endpoint that has been closed', (database) => {
  test('a request that comes while the endpoint stops may come again', async () => {
    const closed = await startEndpoint(database());
    const client = await closed.client();
    await closed.endpoint.close();
    const { status, headers, body } = await client.challenge({ account: accounts.kbOtp });
    const { code } = body as unknown as Problem;
    assert.deepEqual([status, code, headers.get('retry-after')], [503, 'upstream_unavailable', '1']);
  });
});
