import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { issueSession } from '../src/index.js';
import type { Problem } from '../generated/contract.js';
import { checkAgainstContract } from './support/contract-check.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { origin, pageOrigin, startEndpoint, testKeys, useEndpoint } from './support/endpoint.js';

const statusPath = `/v1/accounts/${accounts.sms}/authentication?channel=kb-trade`;
const challengeRequest = JSON.stringify({ account: accounts.kbOtp, channel: 'kb-trade', purpose: 'login' });

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream;

onEachDatabase('The endpoint over HTTP', (database) => {
  const endpoint = useEndpoint(database);

  async function send(method: string, path: string, headers: Record<string, string>, body?: Body): Promise<Response> {
    const init: RequestInit & { duplex?: 'half' } = { method, headers };
    if (body !== undefined) Object.assign(init, { body, duplex: 'half' });
    return endpoint().endpoint.fetch(new Request(`${origin}${path}`, init));
  }

  const session = (claims: { customer?: string; ttl?: number; sessionKey?: string } = {}) =>
    issueSession({ customer: 'demo', sessionKey: testKeys.sessionKey, ttl: 600, now: endpoint().now(), ...claims });

  /** As those ask who run the endpoint, on their own port. */
  const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    endpoint().endpoint.operations(new Request(`${origin}${path}`, { headers }));

  /** A POST as a page makes it. */
  async function post(headers: Record<string, string>, body: Body = challengeRequest): Promise<Response> {
    const all = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers };
    return send('POST', '/v1/challenges', all, body);
  }

  async function assertProblem(response: Response, status: number, code: Problem['code']): Promise<void> {
    const body = (await response.json()) as Problem;
    assert.deepEqual([response.status, body.code], [status, code]);
    checkAgainstContract('POST', '/v1/challenges', response, body);
  }

  const forged = (claims: object): string => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
  };

  test('a session that is missing, over, forged or unsigned is session_expired', async () => {
    const far = Math.floor(endpoint().now() / 1000) + 9999;
    const tokens = {
      missing: null,
      over: await session({ ttl: -1 }),
      'of another key': await session({ sessionKey: 'x'.repeat(44) }),
      unsigned: forged({ sub: 'demo', sid: '1', exp: far }),
      nonsense: 'a.b.c',
      'very long': 'a'.repeat(10_000),
    };
    for (const [what, token] of Object.entries(tokens)) {
      const response = await send('GET', statusPath, token === null ? {} : { authorization: `Bearer ${token}` });
      assert.equal(response.status, 401, what);
      await assertProblem(response, 401, 'session_expired');
    }
  });

  test('the session may come as a cookie', async () => {
    const response = await send('GET', statusPath, { cookie: `kb_session=${await session()}` });
    assert.equal(response.status, 200);
  });

  test('a session ends by the clock of the database', async () => {
    const token = await session({ ttl: 600 });
    endpoint().pass(601_000);
    const response = await send('GET', statusPath, { authorization: `Bearer ${token}` });
    assert.equal(response.status, 401);
  });

  test('G8: a POST with the cookie needs an origin that is known', async () => {
    const cookie = `kb_session=${await session()}`;
    await assertProblem(await post({ cookie, origin: 'https://evil.example' }), 403, 'forbidden_origin');
    await assertProblem(await post({ cookie, origin: 'null' }), 403, 'forbidden_origin');
    await assertProblem(await post({ cookie }), 403, 'forbidden_origin');
    assert.equal((await post({ cookie, origin: pageOrigin })).status, 201);
    assert.equal((await post({ cookie, origin })).status, 201);
  });

  test('G8: no foreign page cancels or synchronizes, and nobody without a session', async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const body = JSON.stringify({ account: accounts.kbOtp, channel: 'kb-trade', grant: 'A'.repeat(43) });
    const cookie = `kb_session=${await session()}`;
    for (const path of ['/v1/cancellations', '/v1/synchronizations']) {
      const foreign = await send('POST', path, { ...headers, cookie, origin: 'https://evil.example' }, body);
      await assertProblem(foreign, 403, 'forbidden_origin');
      await assertProblem(await send('POST', path, headers, body), 401, 'session_expired');
    }
  });

  test('G8: what a cross-site form can send is refused for its type as well', async () => {
    const cookie = `kb_session=${await session()}`;
    const form = { cookie, origin: pageOrigin, 'content-type': 'text/plain' };
    await assertProblem(await post(form), 415, 'unsupported_media_type');
  });

  test('a token in the header needs no origin', async () => {
    assert.equal((await post({ authorization: `Bearer ${await session()}` })).status, 201);
  });

  test('CORS names exactly the origins of the list', async () => {
    const authorization = `Bearer ${await session()}`;
    const known = await send('GET', statusPath, { authorization, origin: pageOrigin });
    assert.equal(known.headers.get('access-control-allow-origin'), pageOrigin);
    assert.equal(known.headers.get('access-control-allow-credentials'), 'true');
    assert.match(known.headers.get('vary') ?? '', /Origin/);
    for (const foreign of ['https://evil.example', `${pageOrigin}.evil.example`, 'http://trade.example', 'null']) {
      const response = await send('GET', statusPath, { authorization, origin: foreign });
      assert.equal(response.headers.get('access-control-allow-origin'), null, foreign);
    }
  });

  test('a preflight is answered without a session, for known origins only', async () => {
    const ask = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'idempotency-key' };
    const known = await send('OPTIONS', '/v1/challenges', { ...ask, origin: pageOrigin });
    assert.equal(known.status, 204);
    assert.match(known.headers.get('access-control-allow-headers') ?? '', /Idempotency-Key/);
    const foreign = await send('OPTIONS', '/v1/challenges', { ...ask, origin: 'https://evil.example' });
    assert.equal(foreign.headers.get('access-control-allow-origin'), null);
    assert.equal(foreign.headers.get('access-control-allow-headers'), null);
  });

  test('a body that is too large, not JSON, not UTF-8 or of another type is refused', async () => {
    const authorization = `Bearer ${await session()}`;
    const big = JSON.stringify({ account: 'x'.repeat(16 * 1024) });
    await assertProblem(await post({ authorization }, big), 413, 'payload_too_large');
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode(' '.repeat(4096))),
    });
    await assertProblem(await post({ authorization }, stream), 413, 'payload_too_large');
    await assertProblem(await post({ authorization }, '{"account":'), 400, 'invalid_request');
    await assertProblem(await post({ authorization }, ''), 400, 'invalid_request');
    await assertProblem(await post({ authorization }, new Uint8Array([0x22, 0xff, 0x22])), 400, 'invalid_request');
    await assertProblem(await post({ authorization }, '[]'), 400, 'invalid_request');
    const jsonp = { authorization, 'content-type': 'application/jsonp' };
    await assertProblem(await post(jsonp), 415, 'unsupported_media_type');
  });

  test('a body that breaks the contract is told by the name of the property', async () => {
    const authorization = `Bearer ${await session()}`;
    const right = JSON.parse(challengeRequest) as object;
    const rows = [
      [{ ...right, surplus: 1 }, 'must not have the property "surplus"'],
      [{ ...right, ['x'.repeat(5_000)]: 1 }, `must not have the property "${'x'.repeat(64)}"`],
      [{ ...right, purpose: 'sign-in' }, '/purpose must be one of login, order,'],
      [{ ...right, account: 7 }, '/account must be string'],
      [{ account: accounts.kbOtp, channel: 'kb-trade' }, "must have required property 'purpose'"],
      [{ ...right, purpose: 'order', transaction: { type: 'order', cost: 1 } }, '/transaction'],
    ] as const;
    for (const [body, told] of rows) {
      const problem = (await (await post({ authorization }, JSON.stringify(body))).json()) as Problem;
      assert.equal(problem.code, 'invalid_request');
      assert.ok(problem.detail?.includes(told), problem.detail);
    }
  });

  test('a question that breaks the contract is told by the name of what does', async () => {
    const authorization = `Bearer ${await session()}`;
    const at = (account: string, query: string) => `/v1/accounts/${account}/authentication?${query}`;
    const rows = [
      [at(`${accounts.sms},${accounts.email}`, 'channel=kb-trade'), 'account must match pattern'],
      [at(accounts.sms, 'channel=KB'), 'channel must match pattern'],
      [at(accounts.sms, ''), 'channel must be string'],
      [at(accounts.sms, 'channel=kb-trade&purpose=sign-in'), 'purpose must be one of login, order,'],
    ] as const;
    for (const [path, told] of rows) {
      const problem = (await (await send('GET', path, { authorization })).json()) as Problem;
      assert.equal(problem.code, 'invalid_request');
      assert.ok(problem.detail?.startsWith(told), problem.detail);
    }
  });

  test('whoever has no session is told whether a token came at all', async () => {
    const told = async (headers: Record<string, string>) =>
      ((await (await send('GET', statusPath, headers)).json()) as Problem).detail;
    assert.match((await told({})) ?? '', /neither a bearer token nor the cookie kb_session/);
    assert.match((await told({ authorization: 'Bearer a.b.c' })) ?? '', /over, or not signed/);
  });

  test('a challenge of another session of the same customer is told to be of another session', async () => {
    const client = await endpoint().client();
    const challenge = await client.challenged({ account: accounts.kbOtp });
    const { status, body } = await (await endpoint().client()).answer(challenge, '123456');
    assert.deepEqual([status, body.code], [404, 'challenge_not_found']);
    assert.match(body.detail ?? '', /session/);
  });

  test('what is not there is not_found', async () => {
    const authorization = `Bearer ${await session()}`;
    for (const path of ['/', '/v1/', '/v1/secrets', '/v2/challenges', '/v1/challenges/a/b/c', '/.env']) {
      const response = await send('GET', path, { authorization });
      assert.deepEqual([path, response.status, ((await response.json()) as Problem).code], [path, 404, 'not_found']);
    }
  });

  test('what is there takes no other method, and says which', async () => {
    const authorization = `Bearer ${await session()}`;
    for (const [method, path, allow] of [
      ['DELETE', '/v1/challenges', 'POST'],
      ['GET', '/v1/challenges', 'POST'],
      ['POST', '/v1/challenges/abc', 'GET, HEAD'],
      ['PUT', '/v1/devices/abc/unlocks/def/confirmation', 'POST'],
      ['PATCH', statusPath.split('?')[0] ?? '', 'GET, HEAD, POST'],
      ['POST', '/healthz', 'GET, HEAD'],
    ] as const) {
      const response = await send(method, path, { authorization });
      assert.deepEqual([path, response.status, response.headers.get('allow')], [path, 405, allow]);
      const { status, code } = (await response.json()) as Problem;
      assert.deepEqual([status, code], [405, 'invalid_request']);
    }
    assert.equal((await send('PUT', '/v1/secrets', { authorization })).headers.get('allow'), null);
  });

  test('the metrics tell of the process, and repeat no method that a client has made up', async () => {
    await send('BREW', '/healthz', {});
    const metrics = await (await ask('/metrics')).text();
    assert.doesNotMatch(metrics, /BREW/);
    assert.match(metrics, /kb_otp_http_request_duration_seconds_count\{method="other"/);
    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds', 'process_open_fds']) {
      assert.match(metrics, new RegExp(`^${name} `, 'm'));
    }
    assert.doesNotMatch(endpoint().logs(), /BREW/);
  });

  test('an id that the database could not bear is that of nothing', async () => {
    const authorization = `Bearer ${await session()}`;
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const replies = [
      await send('GET', '/v1/challenges/%00', { authorization }),
      await send('GET', `/v1/challenges/${'A'.repeat(5000)}`, { authorization }),
      await send('POST', '/v1/challenges/%00/answer', headers, '{"code":"123456"}'),
    ];
    for (const reply of replies) {
      assert.deepEqual([reply.status, ((await reply.json()) as Problem).code], [404, 'challenge_not_found']);
    }
  });

  test('a fault within is told by its code only, and logged without what was sent', async () => {
    const broken = await startEndpoint(database(), { development: false, log: { level: 'silent' } });
    const client = await broken.client();
    await broken.endpoint.close();
    const { status, body } = await client.get<Problem>(statusPath);
    assert.ok(status >= 500, String(status));
    assert.equal(body.detail, undefined);
    assert.doesNotMatch(JSON.stringify(body), /driver|sql|stack/i);
  });

  test('requests beyond the limit of a session have to wait; other sessions do not', async () => {
    const limited = await startEndpoint(database(), { limits: { perSession: 3, perAddress: 1000 } });
    try {
      const [client, other] = [await limited.client(), await limited.client()];
      const statuses: number[] = [];
      for (let asked = 0; asked < 4; asked++) {
        statuses.push((await client.challenge({ account: accounts.kbOtp })).status);
      }
      assert.deepEqual(statuses, [201, 201, 201, 429]);
      const refused = await client.challenge({ account: accounts.kbOtp });
      const wait = Number(refused.headers.get('retry-after'));
      assert.ok(wait >= 1 && wait <= 20, String(wait));
      assert.equal((await other.challenge({ account: accounts.kbOtp })).status, 201);
      limited.pass(20_000);
      assert.equal((await client.challenge({ account: accounts.kbOtp })).status, 201);
    } finally {
      await limited.endpoint.close();
    }
  });

  test('the address that counts is the one a trusted proxy saw', async () => {
    const behind = await startEndpoint(database(), { trustedProxy: true, limits: { perSession: 1000, perAddress: 1 } });
    try {
      const from = async (forwarded: string) => {
        const request = new Request(`${origin}${statusPath}`, { headers: { 'x-forwarded-for': forwarded } });
        return (await behind.endpoint.fetch(request)).status;
      };
      assert.equal(await from('1.1.1.1, 10.0.0.1'), 401);
      assert.equal(await from('2.2.2.2, 10.0.0.1'), 429);
      assert.equal(await from('1.1.1.1, 10.0.0.2'), 401);
    } finally {
      await behind.endpoint.close();
    }
  });

  test('the routes for development are not there outside development', async () => {
    const live = await startEndpoint(database(), { development: false });
    try {
      for (const [method, path] of [
        ['POST', '/dev/sessions'],
        ['POST', '/dev/reset'],
        ['GET', `/dev/inbox?account=${accounts.sms}`],
        ['GET', '/dev/accounts'],
        ['GET', `/dev/matrix-card?account=${accounts.matrixAndSms}`],
      ] as const) {
        const response = await live.endpoint.fetch(new Request(`${origin}${path}`, { method }));
        assert.deepEqual([path, response.status], [path, 404]);
      }
    } finally {
      await live.endpoint.close();
    }
  });

  test('development: signs in by cookie, lists the accounts, shows the card', async () => {
    const opened = await send('POST', '/dev/sessions', { 'content-type': 'application/json' }, '{"customer":"demo"}');
    const cookie = opened.headers.get('set-cookie') ?? '';
    assert.match(cookie, /^kb_session=[^;]+;.*HttpOnly.*SameSite=Strict/);
    assert.equal((await send('GET', statusPath, { cookie: cookie.split(';')[0] ?? '' })).status, 200);
    const list = (await (await send('GET', '/dev/accounts', {})).json()) as { accounts: Array<{ account: string }> };
    assert.equal(list.accounts.length, 10);
    const card = await (await send('GET', `/dev/matrix-card?account=${accounts.matrixAndSms}`, {})).json();
    assert.equal(Object.keys((card as { cells: object }).cells).length, 49);
  });

  test('says that it is alive, ready, and what it has measured', async () => {
    assert.equal((await send('GET', '/healthz', {})).status, 200);
    assert.equal((await ask('/healthz')).status, 200);
    const ready = await ask('/readyz');
    const parts = { process: 'serving', database: 'ok', keys: 'ok' };
    assert.deepEqual([ready.status, await ready.json()], [200, { status: 'ready', parts }]);
    const metrics = await (await ask('/metrics')).text();
    const healthz = 'kb_otp_http_request_duration_seconds_count{method="GET",route="/healthz",status="200"} ';
    assert.ok(metrics.includes(healthz));
    assert.doesNotMatch(metrics, /058C/);
  });

  test('customers reach nothing of that but whether it is alive, and operators no customer’s door', async () => {
    for (const path of ['/readyz', '/metrics', '/v1/readyz', '/v1/metrics']) {
      assert.equal((await send('GET', path, {})).status, 404, path);
    }
    const authorization = `Bearer ${await session()}`;
    for (const path of [statusPath, '/dev/accounts'])
      assert.equal((await ask(path, { authorization })).status, 404, path);
  });

  test('is not ready once it has been closed', async () => {
    const closed = await startEndpoint(database());
    await closed.endpoint.close();
    assert.equal(await closed.endpoint.ready(), false);
    const answer = await closed.endpoint.operations(new Request(`${origin}/readyz`));
    const parts = { process: 'stopping', database: 'not asked', keys: 'not asked' };
    assert.deepEqual([answer.status, await answer.json()], [503, { status: 'not ready', parts }]);
  });
});
