/**
 * Runs every test, with one PostgreSQL for all of them.
 * `npm test -w server` or `npm test -w server -- test/grants.test.ts`.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startCluster } from './support/postgres.js';

const here = new URL('.', import.meta.url);
const all = readdirSync(here)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => fileURLToPath(new URL(name, here)));
const chosen = process.argv.slice(2);
const files = chosen.length > 0 ? chosen : all;

const skips = process.env['KB_OTP_TEST_SKIP_POSTGRES'] === '1';
const given = process.env['KB_OTP_TEST_DATABASE_URL'];
const cluster = skips || given ? null : await startCluster();

try {
  const database = cluster === null ? {} : { KB_OTP_TEST_DATABASE_URL: cluster.url };
  const flags = ['--import', 'tsx', '--test', '--test-reporter=spec', '--test-concurrency=2'];
  const tests = spawn(process.execPath, [...flags, ...files], {
    stdio: 'inherit',
    env: { ...process.env, ...database },
  });
  const [code] = (await once(tests, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await cluster?.stop();
}
