/** SQLite is for one process. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Libsql from 'libsql';
import { accounts } from './support/codes.js';
import type { TestDatabase } from './support/databases.js';
import { startProcess } from './support/process.js';
import { scriptArguments } from './support/scripts.js';

const folder = mkdtempSync(join(tmpdir(), 'kb-otp-owner-'));
const cleanUps: Array<() => Promise<unknown>> = [];
after(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
  rmSync(folder, { recursive: true, force: true });
});

const file = join(folder, 'kb-otp.db');
const database: TestDatabase = {
  config: { kind: 'sqlite', file },
  environment: { KB_OTP_DATA_DIR: folder, KB_OTP_LOG_LEVEL: 'silent' },
  atEnd: (cleanUp) => void cleanUps.push(cleanUp),
};
const script = fileURLToPath(new URL('../src/main.ts', import.meta.url));

test('a second process on the file is refused in a line that names PostgreSQL, and harms nobody', async () => {
  const first = await startProcess(database);
  const env = { PATH: process.env['PATH'], KB_OTP_DEVELOPMENT: '1', PORT: '0', ...database.environment };
  const second = spawnSync(process.execPath, scriptArguments(script), { env, encoding: 'utf8' });
  assert.equal(second.status, 1);
  assert.match(second.stderr, /^KB_OTP_DATA_DIR [^\n]+ DATABASE_URL [^\n]*PostgreSQL[^\n]+\.\n$/);
  const client = first.client(await first.openSession('demo'));
  assert.equal((await client.challenge({ account: accounts.kbOtp })).status, 201);
  const reader = new Libsql(file);
  assert.equal(reader.prepare('select count(*) as n from challenges').all([]).length, 1);
  reader.close();
  assert.equal(await first.stop(), 0);
});

test('after kill -9, and after a stop, the next process starts at once', async () => {
  const killed = await startProcess(database);
  const ended = once(killed.child, 'exit');
  killed.child.kill('SIGKILL');
  await ended;
  const next = await startProcess(database);
  assert.equal(await next.stop(), 0);
  assert.equal(await (await startProcess(database)).stop(), 0);
});
