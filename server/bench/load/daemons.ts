/** Programs that run beside each other in one folder, and go with it. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { unprivileged } from '../../test/support/postgres.js';

export interface Daemons {
  /** Readable for those whom the programs run as. */
  readonly folder: string;
  write(name: string, lines: readonly string[]): string;
  /** What it says goes into a file of its name. */
  start(name: string, program: string, parameters: readonly string[]): ChildProcess;
  /** Ends all that run, and removes the folder. */
  stop(): Promise<void>;
}

export function openDaemons(): Daemons {
  const owner = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'kb-otp-cluster-'));
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const running: ChildProcess[] = [];
  return {
    folder,
    write(name, lines) {
      const file = join(folder, name);
      writeFileSync(file, `${lines.join('\n')}\n`);
      return file;
    },
    start(name, program, parameters) {
      const log = openSync(join(folder, `${name}.log`), 'a');
      const environment = { PATH: `${process.env['PATH']}:/usr/sbin`, HOME: folder, LC_ALL: 'C.UTF-8' };
      const child = spawn(program, parameters, {
        ...{ cwd: folder, env: environment, stdio: ['ignore', log, log], ...owner },
      });
      running.push(child);
      return child;
    },
    async stop() {
      await Promise.all(running.reverse().map(kill));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As a crash does. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** @throws when it takes too long */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`In a minute there was no ${what}.`);
    await wait(100);
  }
}

/** Below those that outgoing connections get: none of them may take the port of a server that is down. */
const [firstPort, lastPort] = [15_000, 31_999];

export async function quietPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
