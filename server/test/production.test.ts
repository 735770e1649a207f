/** The process as it runs in production: compiled, and stopped while it is in use. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Endpoint } from '../src/index.js';
import { listen, usualPatience } from '../src/index.js';
import { accounts } from './support/codes.js';
import type { TestDatabase } from './support/databases.js';
import { startProcess } from './support/process.js';

const server = fileURLToPath(new URL('..', import.meta.url));
interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const key = () => randomBytes(32).toString('base64');

describe('In production', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kb-otp-production-'));
  const cleanUps: Array<() => Promise<unknown>> = [];
  const database: TestDatabase = {
    config: { kind: 'sqlite', file: join(folder, 'kb-otp.db') },
    environment: { KB_OTP_DATA_DIR: folder, KB_OTP_LOG_LEVEL: 'silent' },
    atEnd: (cleanUp) => void cleanUps.push(cleanUp),
  };
  const compiled = join(server, 'dist/main.js');

  before(() => {
    const { status, stdout } = spawnSync('npm', ['run', 'build'], { cwd: server, encoding: 'utf8', shell: true });
    assert.equal(status, 0, stdout);
  });
  after(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
    rmSync(folder, { recursive: true, force: true });
  });

  test('`npm start` runs what tsc made, without a loader of TypeScript', async () => {
    const { scripts, dependencies } = JSON.parse(readFileSync(join(server, 'package.json'), 'utf8')) as Manifest;
    assert.equal(scripts['start'], 'node dist/main.js');
    assert.equal(dependencies['tsx'], undefined);
    const environment = {
      KB_OTP_DEVELOPMENT: '0',
      NODE_ENV: 'production',
      KB_OTP_SEAL_KEY: key(),
      KB_OTP_OPRF_KEY: key(),
      KB_OTP_SESSION_KEY: key(),
      KB_OTP_SERVICE_KEY: key(),
      KB_OTP_DELIVERY_URL: 'https://gateway.example/messages',
      KB_OTP_SHUTDOWN_DELAY: '0',
      KB_OTP_DATA_DIR: join(folder, 'production'),
    };
    const running = await startProcess(database, environment, compiled);
    assert.equal((await fetch(`${running.operations}/readyz`)).status, 200);
    assert.equal((await fetch(`${running.url}/v1/challenges`, { method: 'POST' })).status, 401);
    assert.equal(await running.stop(), 0);
  });

  test('after SIGTERM it is not ready, takes requests for a while, and then ends well', async () => {
    const running = await startProcess(database, { KB_OTP_SHUTDOWN_DELAY: '2' });
    const client = running.client(await running.openSession('demo'));
    const ended = once(running.child, 'exit');
    running.child.kill('SIGTERM');
    while ((await fetch(`${running.operations}/readyz`)).status === 200) await new Promise(setImmediate);
    const fresh = await client.challenge({ account: accounts.kbOtp }, { headers: { connection: 'close' } });
    assert.equal(fresh.status, 201);
    assert.equal((await fetch(`${running.operations}/readyz`)).status, 503);
    assert.deepEqual(await ended, [0, null]);
    await assert.rejects(fetch(`${running.url}/healthz`));
  });

  test('a second signal waits for nobody new', async () => {
    const running = await startProcess(database, { KB_OTP_SHUTDOWN_DELAY: '60' });
    const ended = once(running.child, 'exit');
    running.child.kill('SIGTERM');
    while ((await fetch(`${running.operations}/readyz`)).status === 200) await new Promise(setImmediate);
    running.child.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
  });
});

describe('The HTTP server', () => {
  const endpoint: Endpoint = {
    fetch: async (request) => new Response(await request.text()),
    operations: async () => new Response('operators only'),
    ready: async () => true,
    retire: () => undefined,
    close: async () => undefined,
  };
  const config = { port: 0, hostname: '127.0.0.1', operations: null, maxConnections: 3, shutdownDelay: 0 };

  async function open(port: number): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  /** What is written as the other end closes fails, which is no failure here: `once` would take it for one. */
  const closed = (socket: Socket) => new Promise((resolve) => void socket.resume().once('close', resolve));

  const headers = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n';
  const drips: ReadonlyArray<readonly [string, string]> = [
    ['a body', headers],
    ['headers', 'POST / HTTP/1.1\r\n'],
  ];
  for (const [what, begin] of drips) {
    test(`closes a connection on which ${what} only drips in`, async () => {
      const patience = { requestTimeout: 600, headersTimeout: 300, connectionsCheckingInterval: 50 };
      const listening = await listen(endpoint, config, patience);
      const socket = await open(listening.port);
      socket.write(begin);
      const drip = setInterval(() => socket.write('x'), 20);
      const begun = Date.now();
      await closed(socket);
      clearInterval(drip);
      assert.ok(Date.now() - begun >= 250);
      await listening.stop();
    });
  }

  test('has a port of its own for those who run it, which takes part in nothing else', async () => {
    const listening = await listen(endpoint, { ...config, operations: { port: 0, hostname: '127.0.0.1' } });
    const ask = async (port: number | null) => {
      const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'a customer' });
      return response.text();
    };
    assert.deepEqual(
      [await ask(listening.port), await ask(listening.operationsPort)],
      ['a customer', 'operators only'],
    );
    await listening.stop();
    await assert.rejects(ask(listening.operationsPort));
  });

  test('has twenty seconds of patience, and looks often enough to keep to that', () => {
    assert.equal(usualPatience.requestTimeout, 20_000);
    assert.ok(usualPatience.headersTimeout <= 20_000 && usualPatience.connectionsCheckingInterval <= 2_000);
  });

  test('takes so many connections and no more', async () => {
    const listening = await listen(endpoint, config);
    const taken = await Promise.all([1, 2, 3].map(() => open(listening.port)));
    const refused = await open(listening.port);
    await closed(refused);
    assert.ok(taken.every((socket) => !socket.destroyed));
    taken.forEach((socket) => socket.destroy());
    await listening.stop();
  });
});
