/** A private PostgreSQL for the tests, in a folder of its own on a free port; gone when the tests are. */

import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { standingPort } from '../../../test/support/ports.mjs';
import { installPackage } from './packages.js';

export interface Cluster {
  readonly url: string;
  /**
   * Ends the server and keeps its data: `fast` says goodbye to its clients, `immediate` is as good as a crash, `killed`
   * takes the postmaster alone, whose children end by themselves.
   */
  halt(how: keyof typeof endings): Promise<void>;
  /** Starts a halted server on the same port; it takes connections when the promise resolves. */
  resume(): Promise<void>;
  stop(): Promise<void>;
  /** Ends it as a crash does, without waiting; its folder stays. For a process that is about to end itself. */
  abandon(): void;
}

const endings = { fast: 'SIGINT', immediate: 'SIGQUIT', killed: 'SIGKILL' } as const;
/** How often a server is started again that ended at once. */
const tries = 100;
const run = promisify(execFile);
const distribution = '/usr/lib/postgresql';
const user = 'kb_otp_test';

/** Durability only: nothing that a transaction can see is different. */
const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=200', 'listen_addresses=127.0.0.1'];

/**
 * @param parent where its folder is made
 * @throws with one line that says what to install when there is no PostgreSQL
 */
export async function startCluster(parent = tmpdir()): Promise<Cluster> {
  const programs = findPrograms() ?? installPrograms();
  if (programs === null) {
    throw new Error('No PostgreSQL: install the package `postgresql`, or set KB_OTP_TEST_SKIP_POSTGRES=1.');
  }
  const folder = mkdtempSync(join(parent, 'kb-otp-postgres-'));
  const owner = unprivileged();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const options = { cwd: folder, ...owner };
  const initArguments = ['--pgdata', data, '--username', user, '--auth=trust', '--encoding=UTF8', '--no-sync'];
  await run(join(programs, 'initdb'), initArguments, options);
  const port = await standingPort();
  const own = [`port=${port}`, `unix_socket_directories=${folder}`];
  const flags = [...settings, ...own].flatMap((setting) => ['-c', setting]);
  const start = () => spawn(join(programs, 'postgres'), ['-D', data, ...flags], { ...options, stdio: 'ignore' });
  const url = `postgres://${user}@127.0.0.1:${port}/postgres`;
  let server = start();
  if (!(await untilConnected(url, server))) throw new Error('PostgreSQL ends as soon as it is started.');
  return {
    url,
    halt: (how) => end(server, endings[how]),
    async resume() {
      server = start();
      // Children of a server that was killed hold its memory until they have seen that it is gone.
      for (let left = tries; !(await untilConnected(url, server)); left -= 1) {
        if (left === 0) throw new Error('PostgreSQL does not start again.');
        server = start();
      }
    },
    async stop() {
      await end(server, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
    abandon: () => void server.kill('SIGQUIT'),
  };
}

/** The folder of `postgres` and `initdb`. */
export function findPrograms(): string | null {
  const versions = existsSync(distribution) ? readdirSync(distribution).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(distribution, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)))) ?? null;
}

function installPrograms(): string | null {
  installPackage('postgresql');
  return findPrograms();
}

/** PostgreSQL refuses to run as root. */
export function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string, name: string) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim());
  const name = spawnSync('id', ['-u', 'postgres']).status === 0 ? 'postgres' : 'nobody';
  return { uid: id('-u', name), gid: id('-g', name) };
}

/**
 * The server says nothing when it is ready, so it is asked.
 * @returns false when it has ended
 */
async function untilConnected(url: string, server: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      if (server.exitCode !== null) return false;
      if (Date.now() > deadline) throw error;
      await wait(50);
    }
  }
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill(signal);
  await ended;
}
