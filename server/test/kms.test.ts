/** What a KMS of the Vault kind may answer, and what an operator asks it from a shell. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { KmsFault, openConfig, type Environment } from '../src/index.js';
import { UsageError } from '../src/command-line.js';
import { createTransit } from '../src/kms/transit.js';
import { patiently, unwrapAll } from '../src/kms/wrapped-keys.js';
import { keyCommands } from '../src/operate/keys.js';
import { readKmsVariables } from '../src/variables.js';
import { temporaryFolder } from './support/databases.js';
import { scriptArguments } from './support/scripts.js';
import type { Transit } from './support/transit.js';
import { at, never, plainIn, random, seal, sentenceOf, texts, transitOf } from './support/wrapped.js';

const folder = temporaryFolder();
after(() => rmSync(folder, { recursive: true, force: true }));
const plain = plainIn(folder);

describe('A KMS', () => {
  const silent = 'that says nothing';
  const html = (status: number) => (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>hvs.</h1>');
  const odd: ReadonlyArray<readonly [what: string, answer: (r: ServerResponse) => void, passing: boolean, RegExp]> = [
    [
      'that is sealed',
      (r) => void r.writeHead(503).end('{"errors":["Vault is sealed"]}'),
      true,
      /^KB_OTP_KMS_URL .+ \(503\)$/,
    ],
    ['that is broken', html(500), true, /^KB_OTP_KMS_URL .+ \(500\)$/],
    ['that is asked too often', (r) => void r.writeHead(429).end(), true, /\(429\)$/],
    [
      'that sends to another',
      (r) => void r.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
      true,
      /^KB_OTP_KMS_URL .+ \(307\)$/,
    ],
    [silent, () => undefined, true, /^KB_OTP_KMS_URL leads to no KMS that answers. \(ETIMEDOUT\)$/],
    ['that breaks off', (r) => void r.destroy(), true, /^KB_OTP_KMS_URL leads to no KMS that answers. \(\w+\)$/],
    ['that answers with a page', html(200), false, /^KB_OTP_KMS_URL does not answer as Transit does\.$/],
    ['that answers with another shape', (r) => void r.end('{"data":{}}'), false, /^KB_OTP_KMS_URL does not/],
    ['that refuses', html(403), false, /^KB_OTP_KMS_TOKEN is refused.+ \(403\)$/],
  ];
  for (const [what, answer, isPassing, sentence] of odd) {
    test(`${what} is ${isPassing ? 'asked again' : 'not asked again'}`, async (t) => {
      const transit = await transitOf(t);
      transit.answerWith(answer);
      const fault = await unwrapAt(transit, what === silent ? 200 : undefined).catch((error: unknown) => error);
      assert.ok(fault instanceof KmsFault, String(fault));
      assert.equal(fault.isPassing, isPassing);
      assert.match(fault.message, sentence);
      assert.ok(!fault.message.includes(transit.token));
      assert.equal(transit.asked.length, 1);
    });
  }

  test('that is not there is asked again', async (t) => {
    const transit = await transitOf(t);
    transit.close();
    const fault = await unwrapAt(transit).catch((error: unknown) => error);
    assert.ok(fault instanceof KmsFault && fault.isPassing);
    assert.equal(fault.message, 'KB_OTP_KMS_URL leads to no KMS that answers. (ECONNREFUSED)');
  });

  const refused: ReadonlyArray<readonly [what: string, environment: Environment, RegExp]> = [
    ['a wrong token', { KB_OTP_KMS_TOKEN: 'hvs.not-it' }, /^KB_OTP_KMS_TOKEN is refused/],
    ['a namespace that is not the token’s', { KB_OTP_KMS_NAMESPACE: 'other' }, /^KB_OTP_KMS_TOKEN is refused/],
    ['a mount that there is not', { KB_OTP_KMS_MOUNT: 'other' }, /^KB_OTP_KMS_MOUNT /],
    ['a key that there is not', { KB_OTP_KMS_KEY_NAME: 'other' }, /^KB_OTP_SEAL_KEY can't be used by the KMS/],
    ['a key that was wrapped elsewhere', {}, /^KB_OTP_SEAL_KEY can't be used by the KMS/],
  ];
  for (const [what, environment, sentence] of refused) {
    test(`refuses ${what} at once`, async (t) => {
      const [transit, other] = [await transitOf(t), await transitOf(t)];
      const wrapped = (what.includes('elsewhere') ? other : transit).wrap(seal);
      const all = { ...plain, KB_OTP_SEAL_KEY: wrapped, ...at(transit), ...environment };
      const told = await sentenceOf(openConfig(all, never));
      assert.match(told, sentence);
      for (const secret of [wrapped, transit.token, 'not-it']) assert.ok(!told.includes(secret));
      assert.equal(transit.asked.length, 1);
    });
  }

  test('opens no version that it has shut', async (t) => {
    const transit = await transitOf(t);
    const wrapped = transit.wrap(seal);
    transit.rotate();
    transit.shutEarlier();
    const environment = { ...plain, KB_OTP_SEAL_KEY: wrapped, ...at(transit) };
    assert.match(await sentenceOf(openConfig(environment, never)), /^KB_OTP_SEAL_KEY .+of a version that is shut/);
  });

  function unwrapAt(transit: Transit, timeout?: number): Promise<Environment> {
    return unwrapAll({ KB_OTP_SEAL_KEY: transit.wrap(seal) }, createTransit(settingsOf(at(transit)), timeout));
  }
});

describe('The token of the KMS', () => {
  const file = join(folder, 'token');
  const read = (transit: Transit) => {
    const settings = settingsOf({ KB_OTP_KMS_URL: transit.url, KB_OTP_KMS_TOKEN_FILE: file });
    return createTransit(settings).unwrap(transit.wrap(seal), 'KB_OTP_SEAL_KEY');
  };

  test('is read from its file each time that it is needed', async (t) => {
    const transit = await transitOf(t);
    for (const [text, isPassing] of [
      [undefined, true],
      ['', true],
      ['hvs.two\nlines', false],
      ['hvs.not-it', false],
    ] as const) {
      rmSync(file, { force: true });
      if (text !== undefined) writeFileSync(file, text);
      const fault = await read(transit).catch((error: unknown) => error);
      assert.ok(fault instanceof KmsFault);
      assert.match(fault.message, /^(The token of )?KB_OTP_KMS_TOKEN_FILE /);
      assert.equal(fault.isPassing, isPassing);
      assert.ok(text === undefined || text === '' || !fault.message.includes(text));
    }
    writeFileSync(file, `${transit.token}\n`);
    assert.deepEqual(await read(transit), seal);
  });
});

describe('Patience', () => {
  const away = new KmsFault('KB_OTP_KMS_URL is away.', { isPassing: true });

  /** Pauses that take no time, and how long each would have been. */
  async function waited(run: () => Promise<string>, longest: number) {
    const pauses: number[] = [];
    let time = 0;
    const pause = async (milliseconds: number) => {
      pauses.push(milliseconds);
      time += milliseconds;
    };
    const outcome = await patiently(run, { longest, waits: () => undefined, pause, now: () => time }).catch(
      (error: unknown) => (error as Error).message,
    );
    return { outcome, pauses };
  }

  test('has pauses that grow, and an end', async () => {
    const { outcome, pauses } = await waited(() => Promise.reject(away), 60_000);
    assert.deepEqual(pauses, [500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000, 4500]);
    assert.equal(outcome, 'KB_OTP_KMS_URL is away. Given up after 60 seconds.');
  });

  test('is over when the KMS is back', async () => {
    let tries = 0;
    const run = () => (++tries < 3 ? Promise.reject(away) : Promise.resolve('unwrapped'));
    assert.deepEqual(await waited(run, 60_000), { outcome: 'unwrapped', pauses: [500, 1000] });
  });

  test('is for nothing else', async () => {
    const run = () => Promise.reject(new KmsFault('refused', { isPassing: false }));
    assert.deepEqual(await waited(run, 60_000), { outcome: 'refused', pauses: [] });
  });
});

describe('kb-otp-endpoint keys', () => {
  /** What the command prints. */
  async function run(environment: Environment, command: string, ...rest: string[]): Promise<string> {
    const printed: string[] = [];
    await keyCommands((text) => void printed.push(text), environment)[command]?.(rest, {});
    return printed.join('\n');
  }

  test('fresh gives a new key that nobody has seen', async (t) => {
    const transit = await transitOf(t);
    const wrapped = await run(at(transit), 'keys fresh');
    assert.deepEqual(transit.seen, []);
    const { endpoint } = await openConfig({ ...plain, KB_OTP_SEAL_KEY: wrapped, ...at(transit) }, never);
    assert.equal(endpoint.sealKeys[0]?.length, 32);
    assert.deepEqual(transit.seen, [Buffer.from(endpoint.sealKeys[0]).toString('base64')]);
  });

  test('wrap gives what a variable is to hold, and what it held wrapped anew, under the newest version', async (t) => {
    const transit = await transitOf(t);
    const [older, service] = [random(), texts.KB_OTP_SERVICE_KEY];
    const before = `${transit.wrap(older)},${seal.toString('base64')}`;
    transit.rotate();
    const wrapped = await run({ ...at(transit), KB_OTP_SEAL_KEY: before }, 'keys wrap', 'KB_OTP_SEAL_KEY');
    const text = await run({ ...at(transit), KB_OTP_SERVICE_KEY: service }, 'keys wrap', 'KB_OTP_SERVICE_KEY');
    assert.match(wrapped, /^vault:v2:[^,]+,vault:v2:[^,]+$/);
    assert.deepEqual(transit.seen, []);
    transit.shutEarlier();
    const environment = { ...plain, KB_OTP_SEAL_KEY: wrapped, KB_OTP_SERVICE_KEY: text, ...at(transit) };
    const { endpoint } = await openConfig(environment, never);
    assert.deepEqual([endpoint.sealKeys, endpoint.serviceKey], [[older, seal], service]);
  });

  test('says what is wrong with the command', async (t) => {
    const transit = await transitOf(t);
    const held = { KB_OTP_SEAL_KEY: seal.toString('base64') };
    const wrong: ReadonlyArray<readonly [RegExp, Environment, ...[string, ...string[]]]> = [
      [/^Which variable\?/, at(transit), 'keys wrap'],
      [/^Which variable\?/, at(transit), 'keys wrap', 'KB_OTP_HOTLINE'],
      [/^KB_OTP_SEAL_KEY is not set/, at(transit), 'keys wrap', 'KB_OTP_SEAL_KEY'],
      [/^KB_OTP_KMS_URL is not set/, held, 'keys wrap', 'KB_OTP_SEAL_KEY'],
      [/^KB_OTP_KMS_TOKEN or/, { KB_OTP_KMS_URL: transit.url }, 'keys fresh'],
    ];
    for (const [message, environment, ...words] of wrong)
      await assert.rejects(
        run(environment, ...words),
        (error) => error instanceof UsageError && message.test(error.message),
      );
  });

  test('ends with 1 where the KMS refuses, in one line without a secret', async (t) => {
    const transit = await transitOf(t);
    const shell = fileURLToPath(new URL('../src/operate/main.ts', import.meta.url));
    const key = seal.toString('base64');
    const child = spawn(process.execPath, [...scriptArguments(shell), 'keys', 'wrap', 'KB_OTP_SEAL_KEY'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], ...at(transit), KB_OTP_KMS_TOKEN: 'hvs.not-it', KB_OTP_SEAL_KEY: key },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(said, /^KB_OTP_KMS_TOKEN is refused[^\n]+\n$/);
    assert.ok(!said.includes(key) && !said.includes('not-it'));
  });
});

function settingsOf(environment: Environment) {
  const reading = readKmsVariables(environment);
  return reading.ok ? reading.settings : assert.fail(reading.faults.join('\n'));
}
