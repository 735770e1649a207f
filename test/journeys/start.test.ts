/** `npm start`, as somebody sees it who has just cloned the repository. */

import assert from 'node:assert/strict';
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {after, describe, test} from 'node:test';
import {scriptArguments} from '../../server/test/support/scripts.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const script = join(root, 'demo/start.ts');
const dataDir = mkdtempSync(join(tmpdir(), 'kb-otp-start-'));
after(() => rmSync(dataDir, {recursive: true, force: true}));

interface Started {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Resolves with the address in the closing line. */
  readonly ready: Promise<string>;
}

/** As `npm start` does. */
const byTsx = ['--import', 'tsx', script];

/** @param args of node; what is compiled already, where there is that, needs half the time */
function start(port: number, errors: 'inherit' | 'pipe' = 'inherit', args = scriptArguments(script)): Started {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {...process.env, PORT: String(port), KB_OTP_DATA_DIR: dataDir},
    stdio: ['ignore', 'pipe', errors],
  });
  let output = '';
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const url = /^Ready in .* open (\S+)/m.exec(output)?.[1];
      if (url) resolve(url);
    });
    child.once('exit', () => reject(new Error(`It ended before it was ready:\n${output}`)));
  });
  return {child, output: () => output, ready};
}

async function stop({child}: Started): Promise<unknown> {
  const exit = once(child, 'exit');
  child.kill('SIGINT');
  return (await exit)[0];
}

/** Takes a port that has a free neighbor, as far as one can know. */
async function takePort() {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
  return {port: (server.address() as AddressInfo).port, release: () => void server.close()};
}

describe('npm start', () => {
  test('says what it does, ends with the address, serves page and endpoint there, and stops at Ctrl-C', async (t) => {
    const started = start(0, 'inherit', byTsx);
    t.after(() => void started.child.kill('SIGKILL'));
    const url = await started.ready;
    const told = /^KB-OTP demo is starting\n {2}endpoint .*\n {2}broker .*\n {2}pages .*\n\nReady in [\d.]+ s: open /;
    assert.match(started.output(), told);

    const page = await fetch(url);
    assert.equal(page.status, 200);
    // Closed sooner, a connection loses the request that comes along as it is closed.
    assert.equal(page.headers.get('Keep-Alive'), 'timeout=75');
    assert.ok((await page.text()).includes('<otp-verify'));
    const policy = page.headers.get('Content-Security-Policy') ?? '';
    for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", 'trusted-types lit-html'])
      assert.ok(policy.includes(rule), policy);
    assert.equal(
      (await fetch(new URL('/otp/v1/accounts/058C000001/authentication?channel=kb-trade', url))).status,
      401,
    );

    assert.equal(await stop(started), 0);
    await assert.rejects(fetch(url));
  });

  test('a second one on the same data ends in a line that says what to do', async () => {
    const first = start(0);
    await first.ready;
    const second = start(0, 'pipe');
    const closed = once(second.child, 'close');
    try {
      let told = '';
      second.child.stderr?.on('data', (chunk: Buffer) => (told += chunk.toString()));
      await assert.rejects(second.ready);
      await closed;
      assert.match(
        told,
        /^\nAnother process has the data in \S+: stop it, or choose another folder with KB_OTP_DATA_DIR\.\n$/,
      );
      assert.equal(second.child.exitCode, 1);
    } finally {
      await stop(first);
    }
  });

  test('takes the next port when the wanted one is in use, and says so in one line', async () => {
    const taken = await takePort();
    const started = start(taken.port);
    try {
      const {port} = new URL(await started.ready);
      assert.ok(Number(port) > taken.port);
      const lines = started
        .output()
        .split('\n')
        .filter((line) => line.includes('in use'));
      assert.equal(lines[0], `Port ${taken.port} is in use; trying ${taken.port + 1}.`);
      assert.equal(lines.length, Number(port) - taken.port);
    } finally {
      await stop(started);
      taken.release();
    }
  });
});
