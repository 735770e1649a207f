/** Keys that stand in the environment wrapped, and are unwrapped when the process starts. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createEndpoint, openConfig, processConfig, type Environment } from '../src/index.js';
import { wrappableNames } from '../src/kms/wrapped-keys.js';
import { temporaryFolder } from './support/databases.js';
import { scriptArguments } from './support/scripts.js';
import { standingPort } from '../../test/support/ports.mjs';
import { at, never, oprf, plainIn, random, scan, seal, sentenceOf, texts, transitOf } from './support/wrapped.js';

const folder = temporaryFolder();
after(() => rmSync(folder, { recursive: true, force: true }));
const plain = plainIn(folder);

describe('A wrapped key', () => {
  test('is what was wrapped: bytes of the keys that are bytes, the text of the others', async (t) => {
    const transit = await transitOf(t);
    const wrapped = {
      KB_OTP_SEAL_KEY: transit.wrap(seal),
      KB_OTP_OPRF_KEY: transit.wrap(oprf),
      KB_OTP_SCAN_KEY: transit.wrap(scan),
      ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, transit.wrap(Buffer.from(text))])),
    };
    assert.deepEqual(Object.keys(wrapped), [...wrappableNames]);
    const { endpoint } = await openConfig({ ...plain, ...wrapped, ...at(transit) }, never);
    assert.deepEqual(endpoint, processConfig(plain).endpoint);
  });

  test('stands beside plain ones, and beside one of the version before', async (t) => {
    const transit = await transitOf(t);
    const [older, newer] = [random(), random()];
    const before = transit.wrap(older);
    transit.rotate();
    const list = `${seal.toString('base64')}, ${transit.wrap(newer)} ,${before}`;
    assert.match(list, /, vault:v2:.*,vault:v1:/);
    const { endpoint } = await openConfig({ ...plain, KB_OTP_SEAL_KEY: list, ...at(transit) }, never);
    assert.deepEqual(endpoint.sealKeys, [seal, newer, older]);
  });

  test('seals what the plain one opens', async (t) => {
    const transit = await transitOf(t);
    const data = { KB_OTP_DATA_DIR: join(folder, 'sealed'), KB_OTP_LOG_LEVEL: 'silent' };
    const wrapped = { KB_OTP_SEAL_KEY: transit.wrap(seal), ...at(transit) };
    for (const keys of [wrapped, {}]) {
      const { endpoint } = await openConfig({ ...plain, ...data, ...keys }, never);
      await (await createEndpoint(endpoint)).close();
    }
    assert.deepEqual(transit.seen, [seal.toString('base64')]);
  });

  test('needs nobody where there is none: the KMS is not asked', async (t) => {
    const transit = await transitOf(t);
    assert.deepEqual(await openConfig({ ...plain, ...at(transit) }, never), processConfig(plain));
    assert.deepEqual(transit.asked, []);
  });

  test('is found at another mount, under another name, in a namespace', async (t) => {
    const transit = await transitOf(t, { mount: 'secrets/transit', key: 'otp', namespace: 'broker/otp' });
    const environment = {
      ...plain,
      ...at(transit),
      KB_OTP_SEAL_KEY: transit.wrap(seal),
      KB_OTP_KMS_MOUNT: 'secrets/transit',
      KB_OTP_KMS_KEY_NAME: 'otp',
      KB_OTP_KMS_NAMESPACE: 'broker/otp',
    };
    assert.deepEqual((await openConfig(environment, never)).endpoint.sealKeys, [seal]);
    assert.deepEqual(transit.asked, ['/v1/secrets/transit/decrypt/otp']);
  });

  test('is as little two secrets in one as a plain one', async (t) => {
    const transit = await transitOf(t);
    const both = { KB_OTP_SEAL_KEY: transit.wrap(seal), KB_OTP_OPRF_KEY: transit.wrap(seal) };
    assert.equal(
      await sentenceOf(openConfig({ ...plain, ...both, ...at(transit) }, never)),
      'KB_OTP_OPRF_KEY must differ from KB_OTP_SEAL_KEY.',
    );
  });

  test('that is no text is refused where a text is needed', async (t) => {
    const transit = await transitOf(t);
    const wrapped = { KB_OTP_SERVICE_KEY: transit.wrap(Buffer.alloc(32, 0xff)) };
    assert.match(
      await sentenceOf(openConfig({ ...plain, ...wrapped, ...at(transit) }, never)),
      /^KB_OTP_SERVICE_KEY was wrapped from what is no text/,
    );
  });

  test('is never taken for the secret itself', () => {
    for (const name of wrappableNames)
      assert.throws(() => processConfig({ ...plain, [name]: 'vault:v1:bm90IGEga2V5IGJ1dCB3cmFwcGVk' }), {
        message: `${name} is wrapped: it has to be unwrapped first.`,
      });
  });
});

describe('Whoever configures a KMS', () => {
  const wrapped = 'vault:v1:bm90IGEga2V5IGJ1dCB3cmFwcGVk';
  const url = 'https://vault.example:8200';

  test('reads every fault at once, before the KMS is asked', async (t) => {
    const transit = await transitOf(t);
    const environment = { ...plain, ...at(transit), KB_OTP_SEAL_KEY: wrapped, KB_OTP_OPRF_KEY: 'short', PORT: 'web' };
    const faults = (await sentenceOf(openConfig(environment, never))).split('\n');
    assert.deepEqual(
      faults.map((fault) => fault.split(' ')[0]),
      ['KB_OTP_OPRF_KEY', 'PORT'],
    );
    assert.deepEqual(transit.asked, []);
  });

  const token = 'hvs.a-token';
  const faults: ReadonlyArray<readonly [what: string, name: string, Environment]> = [
    ['a wrapped key without a KMS', 'KB_OTP_KMS_URL', { KB_OTP_SEAL_KEY: wrapped }],
    ['a KMS in clear', 'KB_OTP_KMS_URL', { KB_OTP_KMS_URL: 'http://vault.example', KB_OTP_KMS_TOKEN: token }],
    ['a KMS without a token', 'KB_OTP_KMS_TOKEN', { KB_OTP_KMS_URL: url }],
    ['two tokens', 'KB_OTP_KMS_TOKEN', { KB_OTP_KMS_URL: url, KB_OTP_KMS_TOKEN: token, KB_OTP_KMS_TOKEN_FILE: 'f' }],
    ['a token of two lines', 'KB_OTP_KMS_TOKEN', { KB_OTP_KMS_URL: url, KB_OTP_KMS_TOKEN: `${token}\nx` }],
    ['a mount that leads elsewhere', 'KB_OTP_KMS_MOUNT', { KB_OTP_KMS_MOUNT: '../sys' }],
    ['the name of a key that is a path', 'KB_OTP_KMS_KEY_NAME', { KB_OTP_KMS_KEY_NAME: 'a/b' }],
    ['a namespace of two words', 'KB_OTP_KMS_NAMESPACE', { KB_OTP_KMS_NAMESPACE: 'a b' }],
    ['a patience that is no number', 'KB_OTP_KMS_PATIENCE', { KB_OTP_KMS_PATIENCE: 'long' }],
  ];
  for (const [what, name, environment] of faults) {
    test(`reads of ${what} by the variable’s name, and no token`, async () => {
      const sentence = await sentenceOf(openConfig({ ...plain, ...environment }, never));
      assert.match(sentence, new RegExp(`^${name} [^\n]+\\.$`));
      assert.doesNotMatch(sentence, /a-token|bm90/);
    });
  }
});

describe('The process whose keys are wrapped', () => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

  function start(environment: Environment) {
    const env = { PATH: process.env['PATH'], HOST: '127.0.0.1', KB_OTP_SHUTDOWN_DELAY: '0', ...plain, ...environment };
    const child = spawn(process.execPath, scriptArguments(main), { stdio: ['ignore', 'pipe', 'pipe'], env });
    let said = '';
    const news = new Set<() => void>();
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => {
        said += text.toString();
        for (const look of news) look();
      });
    return {
      child,
      said: () => said,
      says: (what: RegExp) =>
        new Promise<string>((resolve, reject) => {
          const look = () => void (what.test(said) && resolve(said));
          news.add(look);
          child.once('exit', () => reject(new Error(said)));
          look();
        }),
    };
  }

  test('waits for a KMS and its token, says so to operators, and serves when they are there', async (t) => {
    const transit = await transitOf(t);
    transit.close();
    const [file, port, wrapped] = [join(folder, 'late-token'), String(await standingPort()), transit.wrap(seal)];
    const kms = { KB_OTP_KMS_URL: transit.url, KB_OTP_KMS_TOKEN_FILE: file };
    const running = start({ PORT: '0', KB_OTP_OPERATIONS_PORT: port, KB_OTP_SEAL_KEY: wrapped, ...kms });
    t.after(() => running.child.kill('SIGKILL'));
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } });
    await running.says(/"reason":"KB_OTP_KMS_TOKEN_FILE [^"]+ENOENT[^"]+","msg":"the KMS is waited for"/);
    assert.equal((await ask('/healthz')).status, 200);
    const told = await ask('/readyz');
    assert.equal(told.status, 503);
    const parts = { process: 'starting', database: 'not asked', keys: 'wrapped' };
    assert.deepEqual(await told.json(), { status: 'not ready', parts });
    writeFileSync(file, transit.token);
    await running.says(/"reason":"KB_OTP_KMS_URL [^"]+ECONNREFUSED/);
    await transit.open();
    await running.says(/endpoint listens/);
    assert.equal((await ask('/readyz')).status, 200);
    for (const secret of [transit.token, wrapped, seal.toString('base64'), ...Object.values(texts)])
      assert.ok(!running.said().includes(secret));
  });

  test('ends when it is asked to while it waits', async (t) => {
    const running = start({
      PORT: '0',
      KB_OTP_SEAL_KEY: 'vault:v1:bm90IGEga2V5IGJ1dCB3cmFwcGVk',
      KB_OTP_KMS_URL: `http://127.0.0.1:${await standingPort()}`,
      KB_OTP_KMS_TOKEN: 'hvs.a-token',
    });
    t.after(() => running.child.kill('SIGKILL'));
    await running.says(/the KMS is waited for/);
    running.child.kill('SIGTERM');
    assert.deepEqual(await once(running.child, 'exit'), [0, null]);
  });
});
