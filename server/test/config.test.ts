import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  ConfigError,
  configFromEnvironment,
  createEndpoint,
  defaultPolicy,
  processConfig,
  type Environment,
} from '../src/index.js';
import { names } from '../src/variables.js';
import { scriptArguments } from './support/scripts.js';

const folder = mkdtempSync(join(tmpdir(), 'kb-otp-config-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const key = () => randomBytes(32).toString('base64');
const complete: Environment = {
  KB_OTP_DATA_DIR: folder,
  KB_OTP_SEAL_KEY: key(),
  KB_OTP_OPRF_KEY: key(),
  KB_OTP_SESSION_KEY: key(),
  KB_OTP_SERVICE_KEY: key(),
  KB_OTP_DELIVERY_URL: 'https://gateway.example/messages',
  // Each says nothing alone.
  KB_OTP_VAPID_CONTACT: 'mailto:otp@broker.example',
  KB_OTP_WAKE_KEY: `whsec_${key()}`,
};

describe('The environment', () => {
  test('outside development everything that is needed is enough', () => {
    const config = configFromEnvironment(complete);
    assert.equal(config.development, false);
    assert.deepEqual(config.database, { kind: 'sqlite', file: join(folder, 'kb-otp.db') });
    assert.deepEqual(config.delivery, { kind: 'webhook', url: 'https://gateway.example/messages', key: null });
    assert.deepEqual(config.allowedOrigins, []);
  });

  test('browsers and the gateway of an app are woken where both halves of what it takes are there', () => {
    const wake = (environment: Environment) => configFromEnvironment({ ...complete, ...environment }).wake;
    assert.deepEqual(wake({}), { push: null, webhook: null });
    const signing = key();
    const [vapid, gateway] = [Buffer.alloc(32, 7).toString('base64url'), 'https://gateway.example/wake'];
    const push = { KB_OTP_VAPID_KEY: vapid };
    const webhook = { KB_OTP_WAKE_URL: gateway, KB_OTP_WAKE_KEY: `whsec_${signing}` };
    const services = ['fcm.googleapis.com', '*.push.apple.com', 'updates.push.services.mozilla.com'];
    assert.deepEqual(wake({ ...push, ...webhook, KB_OTP_PUSH_SERVICES: services.join(', ') }), {
      push: { key: vapid, subject: 'mailto:otp@broker.example', services },
      webhook: { url: gateway, key: Buffer.from(signing, 'base64') },
    });
    const without = (name: string) => () => wake({ ...push, KB_OTP_WAKE_URL: gateway, [name]: undefined });
    for (const name of ['KB_OTP_VAPID_CONTACT', 'KB_OTP_WAKE_KEY']) assert.throws(without(name), oneSentence(name));
  });

  const needed = [
    'KB_OTP_SEAL_KEY',
    'KB_OTP_OPRF_KEY',
    'KB_OTP_SESSION_KEY',
    'KB_OTP_SERVICE_KEY',
    'KB_OTP_DELIVERY_URL',
  ];
  for (const name of needed) {
    for (const value of [undefined, '']) {
      test(`outside development ${name} may not be ${value === '' ? 'empty' : 'missing'}`, () => {
        const refusal = oneSentence(name);
        assert.throws(() => configFromEnvironment({ ...complete, [name]: value }), refusal);
      });
    }
  }

  const wrong: ReadonlyArray<readonly [string, string]> = [
    ['KB_OTP_SEAL_KEY', 'c2hvcnQ='],
    ['KB_OTP_SEAL_KEY', 'x'.repeat(44)],
    ['KB_OTP_SEAL_KEY', `${key()},short`],
    ['KB_OTP_OPRF_KEY', 'short'],
    ['KB_OTP_OPRF_KEY', complete['KB_OTP_SEAL_KEY'] ?? ''],
    ['KB_OTP_SESSION_KEY', 'short'],
    ['KB_OTP_SERVICE_KEY', 'short'],
    ['KB_OTP_DELIVERY_URL', 'gateway'],
    ['KB_OTP_DELIVERY_URL', 'http://gateway.example/'],
    ['KB_OTP_ALLOWED_ORIGINS', '*'],
    ['KB_OTP_ALLOWED_ORIGINS', 'https://trade.example/'],
    ['KB_OTP_ALLOWED_ORIGINS', 'trade.example'],
    ['KB_OTP_VAPID_KEY', 'short'],
    ['KB_OTP_VAPID_KEY', Buffer.alloc(32, 255).toString('base64url')],
    ['KB_OTP_SCAN_KEY', 'short'],
    // The order of P-256, which is no private key.
    [
      'KB_OTP_SCAN_KEY',
      Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex').toString('base64'),
    ],
    ['KB_OTP_SCAN_SECONDS', '4'],
    ['KB_OTP_SCAN_SECONDS', '61'],
    ['KB_OTP_VAPID_CONTACT', 'otp@broker.example'],
    ['KB_OTP_PUSH_SERVICES', 'https://fcm.googleapis.com'],
    ['KB_OTP_PUSH_SERVICES', '*'],
    ['KB_OTP_PUSH_SERVICES', '*.com,10.0.0.1'],
    ['KB_OTP_WAKE_URL', 'http://gateway.example/wake'],
    ['KB_OTP_WAKE_KEY', key()],
    ['KB_OTP_WAKE_KEY', `whsec_${Buffer.from('too short').toString('base64')}`],
    ['KB_OTP_WAKE_KEY', `whsec_${Buffer.alloc(32).toString('base64')}`],
    ['KB_OTP_SMS_PAGES', 'trade.example'],
    ['KB_OTP_SMS_PAGES', 'kb-trade=https://trade.example'],
    ['KB_OTP_SMS_PAGES', 'kb-trade=trade.example/otp'],
    ['KB_OTP_REQUESTS_PER_SESSION', '0'],
    ['KB_OTP_REQUESTS_PER_ADDRESS', 'many'],
    ['KB_OTP_POSTS_PER_SESSION', '120'],
    ['KB_OTP_POSTS_PER_ADDRESS', '1200'],
    ['KB_OTP_REDUCED_LIMIT', '10.000.000'],
    ['KB_OTP_REDUCED_LIMIT', '-1'],
    ['KB_OTP_REDUCED_LIMIT', '1000000000000001'],
    ['KB_OTP_KEYLESS_DEVICES_UNTIL', 'soon'],
    ['KB_OTP_KEYLESS_DEVICES_UNTIL', '2027-02-30'],
    ['KB_OTP_KEYLESS_DEVICES_UNTIL', '01.03.2027'],
    ['KB_OTP_BOUND_CODES', 'orders'],
    ['KB_OTP_BOUND_CODES', 'order;cash-transfer'],
    ['KB_OTP_BOUND_CODE_SUITE', 'OCRA-1:HOTP-SHA256-8:QN08'],
    ['KB_OTP_BOUND_CODE_SUITE', 'TOTP'],
    ['KB_OTP_FOUR_EYES', 'unlock,lock'],
    ['KB_OTP_FOUR_EYES_KEYS', '3'],
    ['KB_OTP_FOUR_EYES_MINUTES', '0'],
    ['KB_OTP_HELPDESK_PER_AGENT', 'none'],
    ['KB_OTP_RETENTION_DAYS', 'notices'],
    ['KB_OTP_RETENTION_DAYS', 'notices=6'],
    ['KB_OTP_RETENTION_DAYS', 'notices=36501'],
    ['KB_OTP_RETENTION_DAYS', 'accounts=30'],
    ['KB_OTP_LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://db.example/otp'],
    ['DATABASE_URL', 'postgres://otp:secret@db.example:54x/otp'],
    ['DATABASE_MIGRATION_URL', 'postgres://otp:secret@db.example/otp'],
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['KB_OTP_OPERATIONS_PORT', '65536'],
    ['KB_OTP_OPERATIONS_PORT', '8787'],
    ['KB_OTP_DEVELOPMENT', 'true'],
    ['KB_OTP_DEVELOPMENT', 'yes'],
    ['KB_OTP_TRUSTED_PROXY', 'true'],
    ['KB_OTP_SHUTDOWN_DELAY', '5s'],
    ['KB_OTP_MAX_CONNECTIONS', '0'],
    ['KB_OTP_DATABASE_CONNECTIONS', '-1'],
    ['KB_OTP_SEAL_KEY', Buffer.alloc(32).toString('base64')],
    ['KB_OTP_SEAL_KEY', Buffer.alloc(32, 'a').toString('base64')],
    ['KB_OTP_OPRF_KEY', Buffer.alloc(32, 'ab').toString('base64')],
    ['KB_OTP_SESSION_KEY', 'a'.repeat(64)],
    ['KB_OTP_SERVICE_KEY', 'changeme'.repeat(4)],
    ['KB_OTP_SERVICE_KEY', complete['KB_OTP_SESSION_KEY'] ?? ''],
    ['KB_OTP_SESSION_KEY', complete['KB_OTP_SEAL_KEY'] ?? ''],
  ];
  for (const [name, value] of wrong) {
    test(`${name}=${value.slice(0, 24)} is refused by name, without repeating a secret`, () => {
      assert.throws(() => configFromEnvironment({ ...complete, [name]: value }), oneSentence(name, value));
    });
  }

  /** One line that names the variable and, when it may be a key, does not repeat its value. */
  function oneSentence(name: string, value = ''): (error: unknown) => boolean {
    return (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, new RegExp(`^${name} [^\n]+\\.$`));
      if (name.endsWith('_KEY') && value !== '') assert.ok(!error.message.includes(value));
      return true;
    };
  }

  test('KB_OTP_RETENTION_DAYS says how long some tables keep what is over; the others keep theirs', () => {
    const retention = (value: string) => configFromEnvironment({ ...complete, KB_OTP_RETENTION_DAYS: value }).retention;
    assert.deepEqual(retention('notices=30, grants=7'), { notices: 30, grants: 7 });
    assert.deepEqual(retention(''), {});
  });

  test('KB_OTP_KEYLESS_DEVICES_UNTIL names the day from which every device proves itself; without it none does', () => {
    const until = (value: string) =>
      configFromEnvironment({ ...complete, KB_OTP_KEYLESS_DEVICES_UNTIL: value }).policy.keylessDevicesUntil;
    assert.equal(until('2027-03-01'), Date.UTC(2027, 2, 1));
    assert.equal(until(''), null);
  });

  const reducedLimits: ReadonlyArray<readonly [string | undefined, number | undefined]> = [
    [undefined, 10_000_000],
    ['', 10_000_000],
    ['0', undefined],
    ['25000000', 25_000_000],
  ];
  for (const [value, amount] of reducedLimits) {
    test(`KB_OTP_REDUCED_LIMIT=${value} lets ${amount ?? 'any amount of'} dong pass after a change of method`, () => {
      const { policy } = configFromEnvironment({ ...complete, KB_OTP_REDUCED_LIMIT: value });
      assert.equal(policy.reducedLimit?.amount, amount);
    });
  }

  test('in development keys are made once and kept, for their owner only', () => {
    const environment = { KB_OTP_DEVELOPMENT: '1', KB_OTP_DATA_DIR: join(folder, 'fresh') };
    const [first, second] = [configFromEnvironment(environment), configFromEnvironment(environment)];
    assert.deepEqual(second.sealKeys, first.sealKeys);
    assert.deepEqual(second.oprfKeys, first.oprfKeys);
    assert.equal(second.sessionKey, first.sessionKey);
    assert.deepEqual(first.delivery, { kind: 'inbox' });
    const { mode } = statSync(join(folder, 'fresh', 'development-keys.json'));
    assert.equal(mode & 0o777, 0o600);
  });

  test('development and production exclude each other', () => {
    const environment = { ...complete, KB_OTP_DEVELOPMENT: '1', NODE_ENV: 'production' };
    assert.throws(() => configFromEnvironment(environment), oneSentence('KB_OTP_DEVELOPMENT'));
  });

  test('a key that is given is used in development too', () => {
    const given = key();
    const environment = { KB_OTP_DEVELOPMENT: '1', KB_OTP_DATA_DIR: folder, KB_OTP_SERVICE_KEY: given };
    assert.equal(configFromEnvironment(environment).serviceKey, given);
  });

  /** What the process says before it ends with 1, line by line. */
  function startFaults(environment: Environment): string[] {
    const script = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    const env = { PATH: process.env['PATH'], KB_OTP_DATA_DIR: folder, ...environment };
    const { status, stderr } = spawnSync(process.execPath, scriptArguments(script), { env, encoding: 'utf8' });
    assert.equal(status, 1, stderr);
    return stderr.split('\n').slice(0, -1);
  }

  test('the process says all that is missing or wrong at once, a line each, and ends with 1', () => {
    const faults = startFaults({ KB_OTP_TRUSTED_PROXY: 'on', PORT: 'web' });
    assert.deepEqual(
      faults.map((line) => line.split(' ')[0]),
      [...needed, 'KB_OTP_TRUSTED_PROXY', 'PORT'],
    );
    for (const line of faults) assert.match(line, /\.$/);
  });

  const startable = { ...complete, KB_OTP_LOG_LEVEL: 'silent', PORT: '0', HOST: '127.0.0.1' };
  const starts: ReadonlyArray<readonly [string, Environment, RegExp]> = [
    [
      'a PostgreSQL that is not there',
      { DATABASE_URL: 'postgres://otp:secret@127.0.0.1:1/otp' },
      /^DATABASE_URL [^\n]+ \(ECONNREFUSED\)$/,
    ],
    [
      'a PostgreSQL for migrations that is not there',
      {
        DATABASE_URL: 'postgres://otp:secret@127.0.0.1:1/otp',
        DATABASE_MIGRATION_URL: 'postgres://otp:secret@127.0.0.1:2/otp',
      },
      /^DATABASE_MIGRATION_URL [^\n]+ \(ECONNREFUSED\)$/,
    ],
    [
      'a data folder that is a file',
      { KB_OTP_DATA_DIR: fileURLToPath(import.meta.url) },
      /KB_OTP_DATA_DIR [^\n]+\(E\w+\)$/,
    ],
    ['a host that is not this machine', { HOST: '192.0.2.1' }, /^HOST [^\n]+\(EADDRNOTAVAIL\)$/],
  ];
  for (const [title, environment, line] of starts) {
    test(`${title} ends the start in one line, without a stack`, () => {
      const faults = startFaults({ ...startable, ...environment });
      assert.equal(faults.length, 1, faults.join('\n'));
      assert.match(faults[0] ?? '', line);
      assert.doesNotMatch(faults.join(''), /secret/);
    });
  }

  test('a port that is in use ends the start in one line', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as AddressInfo).port);
    const faults = startFaults({ ...startable, PORT: port });
    const operators = startFaults({ ...startable, KB_OTP_OPERATIONS_PORT: port });
    taken.close();
    assert.deepEqual(faults, ['PORT is in use: another process listens there. (EADDRINUSE)']);
    assert.deepEqual(operators, ['KB_OTP_OPERATIONS_PORT is in use: another process listens there. (EADDRINUSE)']);
  });

  const ports: ReadonlyArray<readonly [Environment, port: number, host: string]> = [
    [{}, 8788, 'localhost'],
    [{ PORT: '80', HOST: '0.0.0.0' }, 81, '0.0.0.0'],
    [{ PORT: '0' }, 0, 'localhost'],
    [{ HOST: '0.0.0.0', KB_OTP_OPERATIONS_PORT: '9090', KB_OTP_OPERATIONS_HOST: '127.0.0.1' }, 9090, '127.0.0.1'],
  ];
  for (const [environment, port, hostname] of ports) {
    test(`with ${JSON.stringify(environment)} operators ask at ${hostname}:${port}`, () => {
      const { server } = processConfig({ ...complete, ...environment });
      assert.deepEqual(server.operations, { port, hostname });
    });
  }

  test('a PORT after which there is none needs another for operators', () => {
    assert.throws(() => configFromEnvironment({ ...complete, PORT: '65535' }), oneSentence('KB_OTP_OPERATIONS_PORT'));
  });

  test('every variable that the sources read is in the docs’ table', () => {
    const page = readFileSync(new URL('../../docs/endpoint.md', import.meta.url), 'utf8');
    for (const name of names) assert.ok(page.includes(`| \`${name}\` |`), name);
  });

  test('a policy beyond the ceilings is refused', async () => {
    const policy = { ...defaultPolicy, lock: { ...defaultPolicy.lock, suspendAt: 101 } };
    const config = { ...configFromEnvironment(complete), policy };
    await assert.rejects(createEndpoint(config), /suspendAt may be 100 at most/);
  });
});
