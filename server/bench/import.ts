/**
 * Imports many accounts through the command line into an endpoint in a process of its own, kills the command half-way,
 * begins it again, and counts in the database what is there.
 *
 * `npm run bench:import [accounts]`; KB_OTP_TEST_DATABASE_URL names a PostgreSQL that is there already. The memory of
 * the command is read from /proc, where there is one.
 */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openers, temporaryFolder } from '../test/support/databases.js';
import { whatIsImported, writeAccounts } from '../test/support/imported.js';
import { startProcess } from '../test/support/process.js';
import { scriptArguments } from '../test/support/scripts.js';

const count = Number(process.argv[2] ?? 100_000);
const prefix = '066C';
const key = randomBytes(32).toString('base64');
const command = fileURLToPath(new URL('../src/operate/main.ts', import.meta.url));
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

interface Run {
  /** The last line. */
  readonly said: string;
  readonly seconds: number;
  /** MiB, at each twentieth of the way. */
  readonly memory: readonly number[];
}

/** @param killAt lines; never, when absent */
function runImport(file: string, endpoint: string, killAt = Infinity): Promise<Run> {
  const start = performance.now();
  const options = ['accounts', 'import', file, '--endpoint', endpoint];
  const child = spawn(process.execPath, [...scriptArguments(command), ...options], {
    env: { ...process.env, KB_OTP_SERVICE_KEY: key },
  });
  const memory: number[] = [];
  let said = '';
  const hear = (text: Buffer) => {
    said = text.toString().trim().split('\n').at(-1) ?? said;
    const lines = Number(/^(\d+)/.exec(said)?.[1] ?? 0);
    if ((lines * 20) / count > memory.length) memory.push(memoryOf(child.pid));
    if (lines >= killAt) child.kill('SIGKILL');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) =>
    child.once('close', () => resolve({ said, seconds: (performance.now() - start) / 1000, memory })),
  );
}

function memoryOf(pid: number | undefined): number {
  try {
    const [, kibibytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kibibytes) / 1024);
  } catch {
    return Number.NaN;
  }
}

async function benchOn(kind: keyof typeof openers, file: string): Promise<void> {
  const database = await openers[kind]();
  const cleanUps: Array<() => Promise<unknown>> = [];
  const atEnd = (cleanUp: () => Promise<unknown>) => void cleanUps.push(cleanUp);
  try {
    const endpoint = await startProcess({ ...database, atEnd }, { KB_OTP_SERVICE_KEY: key });
    const address = `${endpoint.url}/v1`;
    const killed = await runImport(file, address, count / 2);
    tell(kind, 'killed half-way', killed);
    tell(kind, 'begun again', await runImport(file, address));
    tell(kind, 'once more', await runImport(file, address));
    say(`${kind.padEnd(8)}  the endpoint has ${memoryOf(endpoint.child.pid)} MiB`);
    await endpoint.stop();
    const { accounts, unlike, notOnceInTrail } = await whatIsImported(database.config, prefix, count);
    say(
      `${kind.padEnd(8)}  in the database: ${accounts} of ${count} accounts, ${unlike.length} that are not as in the`,
    );
    say(`${' '.repeat(8)}  file, ${notOnceInTrail.length} that the trail has not exactly once`);
    if (accounts !== count || unlike.length > 0 || notOnceInTrail.length > 0) process.exitCode = 1;
  } finally {
    for (const cleanUp of cleanUps) await cleanUp();
    await database.drop();
  }
}

function tell(kind: string, what: string, { said, seconds, memory }: Run): void {
  const lines = Number(/^(?:Would be: )?(\d+)/.exec(said)?.[1] ?? 0);
  say(`${kind.padEnd(8)}  ${what}: ${said}`);
  say(`${' '.repeat(8)}  ${seconds.toFixed(1)} s, ${Math.round(lines / seconds)} lines a second`);
  say(`${' '.repeat(8)}  memory in MiB: ${memory.join(' ')}`);
}

const folder = temporaryFolder();
try {
  const file = join(folder, 'accounts.ndjson');
  await writeAccounts(file, prefix, count);
  const size = `${(statSync(file).size / 1024 / 1024).toFixed(1)} MiB`;
  const [processor] = cpus();
  const machine = `${cpus().length} x ${processor?.model ?? 'an unknown processor'}, Node ${process.version}`;
  say(`${new Date().toISOString().slice(0, 10)}, ${machine}, ${count} accounts in ${size}`);
  await benchOn('postgres', file);
  await benchOn('sqlite', file);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
