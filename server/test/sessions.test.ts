/** Whose tokens open the endpoint: signed by which key, for whom, from when and until when. */

import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { before, describe, test, type TestContext } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JSONWebKeySet, type JWK } from 'jose';
import { ConfigError, configFromEnvironment, issueSession, type EndpointConfig } from '../src/index.js';
import { createSessionReader, SessionKeysAway, type SessionRules } from '../src/session.js';
import { createClient } from './support/client.js';
import { onEachDatabase } from './support/databases.js';
import { origin, startEndpoint, testKeys } from './support/endpoint.js';

const key = () => randomBytes(32).toString('base64');
const now = Date.parse('2026-11-25T00:00:00Z');
const [present, hour, day] = [now / 1000, 3600, 24 * 3600];
const rules: SessionRules = { keys: [key()], keySet: null, issuer: null, audience: null, longest: 30 * day * 1000 };
const secret = rules.keys[0] ?? '';
const good = { sub: 'demo', sid: 's1', exp: present + hour };

const signed = (claims: object, by = secret, header: object = {}): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', ...header }).sign(createSecretKey(by, 'utf8'));

const isTaken = async (token: string, changes: Partial<SessionRules> = {}): Promise<boolean> =>
  (await createSessionReader({ ...rules, ...changes })(token, now)) !== null;

describe('A session token', () => {
  const claims: ReadonlyArray<readonly [what: string, claims: object, taken: boolean]> = [
    ['with sub, sid and exp', {}, true],
    ['that is over', { exp: present }, false],
    ['of which a second is left', { exp: present + 1 }, true],
    ['of an endless exp', { exp: 1e300 }, false],
    ['that lasts for thirty days', { exp: present + 30 * day }, true],
    ['that lasts a minute longer', { exp: present + 30 * day + 60 }, false],
    ['without exp', { exp: undefined }, false],
    ['whose exp is a text', { exp: String(present + hour) }, false],
    ['that is good an hour from now', { nbf: present + hour }, false],
    ['whose login’s clock is ten seconds ahead', { nbf: present + 10 }, true],
    ['without sid', { sid: undefined }, false],
    ['of a customer without a name', { sub: '' }, false],
    ['of a customer whose name the database could not bear', { sub: 'x'.repeat(129) }, false],
  ];
  for (const [what, changes, taken] of claims) {
    test(`${what} is ${taken ? 'taken' : 'refused'}`, async () => {
      assert.equal(await isTaken(await signed({ ...good, ...changes })), taken);
    });
  }

  const checked = { issuer: 'https://login.example', audience: 'kb-otp' };
  const meant: ReadonlyArray<readonly [object, boolean]> = [
    [{ iss: 'https://login.example', aud: 'kb-otp' }, true],
    [{ iss: 'https://login.example', aud: ['news', 'kb-otp'] }, true],
    [{ iss: 'https://login.example', aud: 'news' }, false],
    [{ iss: 'https://login.example' }, false],
    [{ iss: 'https://other.example', aud: 'kb-otp' }, false],
    [{ aud: 'kb-otp' }, false],
  ];
  for (const [changes, taken] of meant) {
    test(`${JSON.stringify(changes)} is ${taken ? 'taken' : 'refused'} where iss and aud are configured`, async () => {
      assert.equal(await isTaken(await signed({ ...good, ...changes }), checked), taken);
      assert.equal(await isTaken(await signed({ ...good, ...changes })), true);
    });
  }

  test('as the demo’s login makes it says what is looked at', async () => {
    const token = await issueSession({ ...checked, customer: 'demo', sessionKey: secret, ttl: hour, now });
    assert.equal(await isTaken(token, checked), true);
  });

  test('of another algorithm is refused, though the key is right', async () => {
    const token = await new SignJWT(good).setProtectedHeader({ alg: 'HS512' }).sign(createSecretKey(secret, 'utf8'));
    assert.equal(await isTaken(token), false);
  });

  test('may be signed with any secret while they are exchanged, and names none or one', async () => {
    const [former, named] = [key(), randomBytes(32)];
    const oct = { kty: 'oct', kid: 'new', k: named.toString('base64url') };
    const all = { keys: [secret, former], keySet: { keys: [oct] } };
    const byNamed = (kid: string) =>
      new SignJWT(good).setProtectedHeader({ alg: 'HS256', kid }).sign(createSecretKey(named));
    assert.equal(await isTaken(await signed(good, secret), all), true);
    assert.equal(await isTaken(await signed(good, former), all), true);
    assert.equal(await isTaken(await signed(good, former, { kid: 'whatever' }), all), true);
    assert.equal(await isTaken(await byNamed('new'), all), true);
    assert.equal(await isTaken(await byNamed('other'), all), false);
    assert.equal(await isTaken(await signed(good, secret, { kid: 'new' }), all), false);
    assert.equal(await isTaken(await signed(good, key()), all), false);
    assert.equal(await isTaken(await signed(good, former)), false);
  });
});

describe('Sessions by public keys', () => {
  const pairs = new Map<string, { readonly alg: string; readonly privateKey: CryptoKey; readonly jwk: JWK }>();
  const setOf = (...kids: string[]): JSONWebKeySet => ({ keys: kids.map((kid) => pairs.get(kid)?.jwk ?? {}) });

  before(async () => {
    for (const [kid, alg] of [
      ['rsa', 'RS256'],
      ['ec', 'ES256'],
      ['ed', 'EdDSA'],
      ['stranger', 'ES256'],
    ] as const) {
      const { publicKey, privateKey } = await generateKeyPair(alg);
      pairs.set(kid, { alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg } });
    }
  });

  async function by(kid: string, claims: object = good, named = kid): Promise<string> {
    const pair = pairs.get(kid);
    assert.ok(pair);
    return new SignJWT({ ...claims }).setProtectedHeader({ alg: pair.alg, kid: named }).sign(pair.privateKey);
  }

  test('are taken by the kid, whatever their kind, and nobody else’s', async () => {
    const keySet = setOf('rsa', 'ec', 'ed');
    for (const kid of ['rsa', 'ec', 'ed']) assert.equal(await isTaken(await by(kid), { keys: [], keySet }), true, kid);
    assert.equal(await isTaken(await by('stranger'), { keySet }), false);
    assert.equal(await isTaken(await by('stranger', good, 'ec'), { keySet }), false);
    assert.equal(await isTaken(await by('ec', { ...good, exp: present }), { keySet }), false);
    assert.equal(await isTaken(await signed(good, JSON.stringify(pairs.get('rsa')?.jwk)), { keys: [], keySet }), false);
  });

  test('a login that changes its key logs nobody out; one that does not answer is no refusal', async (t) => {
    let served: JSONWebKeySet | null = setOf('ec');
    const server = createServer((_request, response) => {
      response.writeHead(served === null ? 503 : 200).end(JSON.stringify(served));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => server.close());
    const address = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
    const read = createSessionReader({ ...rules, keySet: address });
    served = null;
    await assert.rejects(read(await by('ec'), now), SessionKeysAway);
    served = setOf('ec', 'ed');
    assert.notEqual(await read(await by('ec'), now), null);
    assert.notEqual(await read(await by('ed'), now), null);
  });
});

describe('The configuration of sessions', () => {
  const complete = {
    KB_OTP_SEAL_KEY: key(),
    KB_OTP_OPRF_KEY: key(),
    KB_OTP_SERVICE_KEY: key(),
    KB_OTP_DELIVERY_URL: 'https://gateway.example/messages',
  };
  const oct = (kid: string | undefined, bytes = 32) => ({
    kty: 'oct',
    kid,
    k: randomBytes(bytes).toString('base64url'),
  });
  const set = (...keys: object[]) => JSON.stringify({ keys });
  const meant = { KB_OTP_SESSION_ISSUER: 'https://login.example', KB_OTP_SESSION_AUDIENCE: 'kb-otp' };

  test('several secrets, or a set of keys, are enough', () => {
    const [first, second] = [key(), key()];
    const config = configFromEnvironment({ ...complete, KB_OTP_SESSION_KEY: `${first}, ${second}` });
    assert.deepEqual([config.sessionKey, config.sessions?.keys], [first, [first, second]]);
    const bySet = configFromEnvironment({ ...complete, KB_OTP_SESSION_JWKS: set(oct('a')) });
    assert.deepEqual([bySet.sessionKey, bySet.sessions?.keys], ['', []]);
    const address = { KB_OTP_SESSION_JWKS: 'https://login.example/keys', KB_OTP_SESSION_HOURS: '12', ...meant };
    const { sessions } = configFromEnvironment({ ...complete, ...address });
    const read = [sessions?.issuer, sessions?.audience, sessions?.longest];
    assert.deepEqual(read, [...Object.values(meant), 12 * hour * 1000]);
  });

  function faultsOf(environment: Record<string, string>): string[] {
    try {
      configFromEnvironment({ ...complete, ...environment });
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return error.message.split('\n').map((line) => line.split(' ')[0] ?? '');
    }
    return [];
  }

  test('what can’t be used is told by the name of the variable, without a key in it', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const [own, open] = [await exportJWK(privateKey), { ...(await exportJWK(publicKey)), kid: 'a' }];
    const name = 'KB_OTP_SESSION_JWKS';
    const misspelled = ['{}', '[]', 'http://login.example/keys', set()];
    const secretly = [set(oct(undefined)), set(oct('a', 16)), set(oct('a'), oct('a'))];
    const publicly = [set({ ...own, kid: 'a' }), set({ kty: 'EC', kid: 'a' })];
    for (const broken of [...misspelled, ...secretly, ...publicly]) {
      assert.deepEqual(faultsOf({ [name]: broken, ...meant }), [name], broken.slice(0, 40));
    }
    assert.deepEqual(faultsOf({}), ['KB_OTP_SESSION_KEY']);
    assert.deepEqual(faultsOf({ [name]: set(open) }), Object.keys(meant));
    assert.deepEqual(faultsOf({ [name]: 'https://login.example/keys' }), Object.keys(meant));
    assert.deepEqual(faultsOf({ [name]: set(open), ...meant }), []);
    const once = key();
    assert.deepEqual(faultsOf({ KB_OTP_SESSION_KEY: `${once},${once}` }), ['KB_OTP_SESSION_KEY']);
    assert.deepEqual(faultsOf({ KB_OTP_SESSION_KEY: `${once},short` }), ['KB_OTP_SESSION_KEY']);
  });
});

onEachDatabase('Sessions at the endpoint', (database) => {
  async function started(t: TestContext, config: Partial<EndpointConfig>) {
    const on = await startEndpoint(database(), config);
    t.after(() => on.endpoint.close());
    return on;
  }

  test('a key of sessions that is exchanged logs nobody out, and changes no stand-in', async (t) => {
    const [former, fresh] = [testKeys.sessionKey, key()];
    const stranger = '058C765432';
    const token = await issueSession({ customer: 'demo', sessionKey: former, ttl: hour });
    const look = async (config: Partial<EndpointConfig>) => {
      const on = await started(t, config);
      const client = createClient((request) => on.endpoint.fetch(request), origin, `Bearer ${token}`);
      const seen = [];
      for (const account of [stranger, '058C111111', '058C222222', '058C333333']) {
        const { status, body } = await client.status(account);
        assert.equal(status, 200);
        const { serverTime: _, ...rest } = body;
        seen.push(rest);
      }
      return seen;
    };
    const before = await look({});
    assert.deepEqual(await look({ sessionKey: fresh, sessions: { keys: [fresh, former] } }), before);
  });

  test('while the keys of the login can’t be had a request may be made again, and is not signed out', async (t) => {
    const sessions = { keySet: new URL('http://127.0.0.1:1/keys'), longest: 400 * day * 1000 };
    const on = await started(t, { sessions });
    const { privateKey } = await generateKeyPair('ES256');
    const token = await new SignJWT(good).setProtectedHeader({ alg: 'ES256', kid: 'a' }).sign(privateKey);
    const client = createClient((request) => on.endpoint.fetch(request), origin, `Bearer ${token}`);
    const { status, headers } = await client.status('058C000001');
    assert.deepEqual([status, headers.get('retry-after')], [503, '1']);
    assert.equal((await (await on.client()).status('058C000001')).status, 200);
  });
});
