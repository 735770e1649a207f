/** Endpoints in processes of their own, as they run in production, on one database. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createClient, type Client } from './client.js';
import type { TestDatabase } from './databases.js';
import { scriptArguments } from './scripts.js';

export interface EndpointProcess {
  readonly url: string;
  /** For those who run it; empty when it has none. */
  readonly operations: string;
  readonly child: ChildProcess;
  /** A client with the given session. */
  client(token: string): Client;
  openSession(customer: string): Promise<string>;
  reset(): Promise<void>;
  metric(name: string): Promise<number>;
  /** Asks it to stop and waits. @returns its exit code */
  stop(): Promise<number | null>;
}

const mainScript = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export function startProcess(
  database: TestDatabase,
  environment: Readonly<Record<string, string>> = {},
  script = mainScript,
): Promise<EndpointProcess> {
  const child = spawn(process.execPath, scriptArguments(script), {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      HOST: '127.0.0.1',
      KB_OTP_DEVELOPMENT: '1',
      KB_OTP_REQUESTS_PER_SESSION: '1000000',
      KB_OTP_REQUESTS_PER_ADDRESS: '1000000',
      ...database.environment,
      ...environment,
    },
  });
  database.atEnd(async () => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The endpoint ended with ${code} before it listened.`)));
    let said = '';
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      const url = /listens on (http:\/\/[^/\s]+)/.exec(said)?.[1];
      if (url === undefined) return;
      resolve(describeProcess(child, url, /operators ask (http:\/\/[^/\s]+)/.exec(said)?.[1] ?? ''));
    });
  });
}

/** Two where the database is for several processes, and otherwise one in both places. */
export async function startTwo(
  database: TestDatabase,
  environment: Readonly<Record<string, string>> = {},
): Promise<[EndpointProcess, EndpointProcess]> {
  const start = () => startProcess(database, environment);
  if (database.config.kind === 'postgres') return Promise.all([start(), start()]);
  const only = await start();
  return [only, only];
}

function describeProcess(child: ChildProcess, url: string, operations: string): EndpointProcess {
  const client = (token: string) => createClient((request) => fetch(request), url, `Bearer ${token}`);
  const anyone = client('');
  return {
    url,
    operations,
    child,
    client,
    async openSession(customer) {
      return (await anyone.post<{ token: string }>('/dev/sessions', { customer })).body.token;
    },
    async reset() {
      await anyone.post('/dev/reset');
    },
    async metric(name) {
      const text = await (await fetch(`${operations}/metrics`)).text();
      const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      return child.exitCode;
    },
  };
}
