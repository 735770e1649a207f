import {expect} from 'chai';
import {challenge, grant, outcome, status} from '../../stories/fixtures/index.js';
import type {Problem} from '../../src/domain/problems.js';
import type {CallOptions} from '../../src/ports/endpoint.js';
import {json, problemAnswer, silence, wire, type Reply, type Wire} from './support/wire.js';

const query = {account: '058C123456', channel: 'kb-trade', purpose: 'order'} as const;
const options = (signal = new AbortController().signal): CallOptions => ({signal, idempotencyKey: crypto.randomUUID()});
const ask = ({endpoint}: Wire, signal?: AbortSignal) => endpoint.getAuthentication(query, options(signal));
const answer = ({endpoint}: Wire) => endpoint.answerChallenge('chl_5f2b9c7e1a3d', '123456', options());

/** The problem that one reply to the status question becomes. */
async function problemOf(reply: Reply): Promise<Problem> {
  const result = await ask(wire([reply]));
  if (result.ok) throw new Error('the answer was taken for good');
  return result.problem;
}

describe('the endpoint over HTTP', () => {
  it('asks for a status by GET, with account, channel and purpose in the address', async () => {
    const at = wire([json(status())]);
    expect((await ask(at)).ok).to.be.true;
    expect(at.requests[0]?.url).to.equal(
      'https://otp.example/v1/accounts/058C123456/authentication?channel=kb-trade&purpose=order',
    );
    expect(at.requests[0]?.init.method).to.equal('GET');
    expect(at.requests[0]?.headers.has('Idempotency-Key')).to.be.false;
  });

  it('keeps the query of its base on every call, after what the call asks', async () => {
    const at = wire([json(status()), json(challenge.sms(), {status: 201})], {
      base: 'https://otp.example/v1?tenant=a&x',
    });
    await ask(at);
    await at.endpoint.createChallenge(query, options());
    expect(at.requests.map(({url}) => url)).to.deep.equal([
      'https://otp.example/v1/accounts/058C123456/authentication?channel=kb-trade&purpose=order&tenant=a&x',
      'https://otp.example/v1/challenges?tenant=a&x',
    ]);
  });

  it('keeps the query of its base out of what it tells: it may hold a key', async () => {
    const result = await ask(wire([new TypeError('Failed to fetch')], {base: 'https://otp.example/v1?key=secret'}));
    expect(JSON.stringify(result)).to.contain('https://otp.example/v1').and.not.contain('secret');
  });

  it('sends a code in the body of a POST under the attempt’s key, never in the address', async () => {
    const at = wire([json(grant())]);
    const call = options();
    await at.endpoint.answerChallenge('chl_5f2b9c7e1a3d', '123456', call);
    const [request] = at.requests;
    expect(request?.init.body).to.equal('{"code":"123456"}');
    expect(request?.url).to.not.contain('123456');
    expect(request?.headers.get('Idempotency-Key')).to.equal(call.idempotencyKey);
    expect(request?.headers.get('Content-Type')).to.equal('application/json');
  });

  it('follows no redirect, keeps nothing in a cache and tells no referrer', async () => {
    const at = wire([json(status())]);
    await ask(at);
    const {redirect, cache, referrerPolicy, credentials} = at.requests[0]?.init ?? {};
    expect({redirect, cache, referrerPolicy, credentials}).to.deep.equal({
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      credentials: 'same-origin',
    });
  });

  it('takes 201 with a challenge, 200 with an outcome or a resent challenge', async () => {
    const {endpoint} = wire([json(challenge.sms(), {status: 201}), json(outcome()), json(challenge.sms())]);
    expect((await endpoint.createChallenge(query, options())).ok).to.be.true;
    expect((await endpoint.getChallenge('chl_5f2b9c7e1a3d', options())).ok).to.be.true;
    expect((await endpoint.resendChallenge('chl_5f2b9c7e1a3d', options())).ok).to.be.true;
  });
});

describe('what is not the answer asked for is a problem', () => {
  const html = new Response('<form action="/login">', {headers: {'Content-Type': 'text/html'}});
  const truncated = new Response(JSON.stringify(status()).slice(0, -20), {
    headers: {'Content-Type': 'application/json'},
  });
  const huge = json({...status(), padding: 'x'.repeat(64 * 1024)});
  const rows: readonly (readonly [string, Reply, Problem['code']])[] = [
    ['a login page under 200', html, 'malformed_answer'],
    ['right JSON under another content type', new Response(JSON.stringify(status())), 'malformed_answer'],
    ['truncated JSON', truncated, 'malformed_answer'],
    ['an empty 200', new Response('', {headers: {'Content-Type': 'application/json'}}), 'malformed_answer'],
    ['204', new Response(null, {status: 204}), 'malformed_answer'],
    ['more than 64 KiB', huge, 'malformed_answer'],
    ['the right body under 201', json(status(), {status: 201}), 'malformed_answer'],
    ['a body of another shape', json({...status(), methods: null}), 'malformed_answer'],
    ['a refused redirect, a refused CORS request', new TypeError('Failed to fetch'), 'unreachable'],
    ['an unknown code', problemAnswer(409, {code: 'quantum_flux'}), 'refused'],
    ['a code under another status', problemAnswer(400, {code: 'session_expired'}), 'refused'],
    ['a success code under an error status', json(status(), {status: 500}), 'internal_error'],
    ['500 without a body', new Response(null, {status: 500}), 'internal_error'],
    [
      '502 of a proxy',
      new Response('<h1>Bad gateway</h1>', {status: 502, headers: {'Content-Type': 'text/html'}}),
      'internal_error',
    ],
    ['503 without a body', new Response(null, {status: 503}), 'upstream_unavailable'],
    ['maintenance', problemAnswer(503, {code: 'maintenance'}), 'maintenance'],
    ['429 without a body', new Response(null, {status: 429}), 'rate_limited'],
    ['423 without a body', new Response(null, {status: 423}), 'account_locked'],
    ['a problem without the endpoint’s time', problemAnswer(403, {code: 'step_up_required', serverTime: 1}), 'refused'],
  ];
  for (const [name, reply, code] of rows) {
    it(`${name}: ${code}`, async () => {
      expect((await problemOf(reply)).code).to.equal(code);
    });
  }

  it('keeps of a problem only what the contract knows', async () => {
    const told = await problemOf(
      problemAnswer(422, {code: 'code_invalid', attemptsLeft: 3, detail: '123456', hint: 'x'}),
    );
    expect(told).to.deep.include({code: 'code_invalid', attemptsLeft: 3, traceId: 'trace-1'});
    expect(told).to.not.have.any.keys('detail', 'hint', 'title', 'status');
  });

  it('passes on to the developer what the endpoint says to developers', async () => {
    const detail = 'The transaction does not belong to the purpose login.';
    expect(await problemOf(problemAnswer(400, {code: 'invalid_request', detail}))).to.include({hint: detail});
  });

  it('drops what the endpoint says where it repeats the code, the password or the token that it was sent', async () => {
    const getSessionToken = () => Promise.resolve('token-7');
    for (const [sent, echo] of [
      ['123456', '123 456'],
      ['Horse!', 'horse!'],
      ['Horse!', 'TOKEN-7'],
    ] as const) {
      const at = wire([problemAnswer(422, {code: 'code_invalid', detail: `${echo} is wrong`})], {getSessionToken});
      const result = await at.endpoint.answerChallenge('chl_5f2b9c7e1a3d', sent, options());
      expect(result).to.have.nested.property('problem.code', 'code_invalid');
      expect(result).to.not.have.nested.property('problem.hint');
    }
  });

  it('says of a bare 401 what the call had for a session', async () => {
    expect((await problemOf(new Response(null, {status: 401}))).hint).to.contain('credentials="same-origin"');
    const at = wire([new Response(null, {status: 401})], {getSessionToken: () => Promise.resolve('secret')});
    const result = await ask(at);
    expect(result.ok ? '' : result.problem.hint)
      .to.contain('getSessionToken')
      .and.not.contain('secret');
  });

  it('says of an unknown challenge whose session the call came from', async () => {
    const at = wire([problemAnswer(404, {code: 'challenge_not_found'})], {
      getSessionToken: () => Promise.resolve('secret'),
    });
    const result = await at.endpoint.getChallenge('chl_5f2b9c7e1a3d', options());
    expect(result.ok ? '' : result.problem.hint)
      .to.contain('session was that of getSessionToken')
      .and.not.contain('secret');
  });

  it('says of what another server on the way has answered that it did', async () => {
    expect((await problemOf(new Response('<h1>Bad gateway</h1>', {status: 502}))).hint).to.contain('status 502');
    expect(await problemOf(problemAnswer(500, {code: 'internal_error'}))).to.not.have.property('hint');
  });

  it('names the field of an answer that does not fit the contract, and nothing of its value', async () => {
    const {methods} = status();
    const broken = {...status(), methods: [...methods, {...methods[0], label: {vi: 'secret', en: 7}}]};
    const {hint} = await problemOf(json(broken));
    expect(hint).to.contain(`\`methods.${methods.length}.label.en\``).and.not.contain('secret');
    const {target: _, ...untargeted} = challenge.sms() as unknown as Record<string, unknown>;
    const asked = await wire([json(untargeted, {status: 201})]).endpoint.createChallenge(query, options());
    expect(asked.ok ? '' : asked.problem.hint).to.contain('`target`');
  });

  it('leaves Object.prototype alone, whatever keys an answer has', async () => {
    const body = JSON.stringify(status()).replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    await ask(wire([new Response(body, {headers: {'Content-Type': 'application/json'}})]));
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });

  it('a call that takes too long is given up, once', async () => {
    const at = wire([silence], {timeout: 20});
    expect(await ask(at)).to.deep.equal({ok: false, problem: {code: 'timeout'}});
    expect(at.requests).to.have.length(1);
  });

  it('a call that its caller gives up aborts the request', async () => {
    const caller = new AbortController();
    const at = wire([silence]);
    const result = ask(at, caller.signal);
    caller.abort();
    expect((await result).ok).to.be.false;
    expect(at.requests[0]?.init.signal?.aborted).to.be.true;
  });

  it('tells the developer, not the customer, where it could not get through', async () => {
    const {hint} = await problemOf(new TypeError('Failed to fetch'));
    expect(hint).to.contain('https://otp.example/v1').and.to.contain('CORS');
  });
});

describe('Retry-After', () => {
  const date = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
  const rows: readonly (readonly [name: string, header: () => string, least: number, most: number])[] = [
    ['30', () => '30', 30, 30],
    ['0', () => '0', 0, 0],
    ['-1', () => '-1', 0, 0],
    ['1000000000', () => '1000000000', 86_400, 86_400],
    ['a date in a minute', () => date(60), 58, 61],
    ['a date of an hour ago', () => date(-3_600), 0, 0],
    ['a date in three years', () => date(10 ** 8), 86_400, 86_400],
  ];
  for (const [name, header, least, most] of rows) {
    it(`${name}: a wait between ${least} and ${most} seconds`, async () => {
      const before = Date.now();
      const {retryAt = 0} = await problemOf(new Response(null, {status: 429, headers: {'Retry-After': header()}}));
      expect((retryAt - before) / 1000).to.be.within(least, most + 1);
    });
  }

  for (const header of ['soon', '', '1e3', 'NaN']) {
    it(`"${header}": no wait is known`, async () => {
      expect(await problemOf(new Response(null, {status: 429, headers: {'Retry-After': header}}))).to.not.have.property(
        'retryAt',
      );
    });
  }

  it('the body’s figure counts before the header’s', async () => {
    const before = Date.now();
    const reply = problemAnswer(429, {code: 'rate_limited', retryAfter: 10}, {'Retry-After': '99'});
    expect((((await problemOf(reply)).retryAt ?? 0) - before) / 1000).to.be.within(9, 11);
  });

  it('a lock’s end is bounded, and in the endpoint’s time', async () => {
    const serverTime = new Date(Date.now() + 600_000).toISOString();
    const lockedUntil = new Date(Date.now() + 660_000).toISOString();
    const {retryAt} = await problemOf(problemAnswer(423, {code: 'account_locked', lockedUntil, serverTime}));
    expect(retryAt).to.equal(Date.parse(lockedUntil));
  });
});

describe('getSessionToken', () => {
  const expired = () => problemAnswer(401, {code: 'session_expired'});
  const tokens = () => {
    const asked: boolean[] = [];
    return {asked, getSessionToken: async (renew: boolean) => (asked.push(renew), renew ? 'fresh' : 'stale')};
  };

  it('is asked for every call, and its token travels as a bearer', async () => {
    const {asked, getSessionToken} = tokens();
    const at = wire([json(status())], {getSessionToken});
    await ask(at);
    expect(asked).to.deep.equal([false]);
    expect(at.requests[0]?.headers.get('Authorization')).to.equal('Bearer stale');
  });

  it('after a 401 is asked once to renew, and the question is asked again with the fresh token', async () => {
    const {asked, getSessionToken} = tokens();
    const at = wire([expired, json(status())], {getSessionToken});
    expect((await ask(at)).ok).to.be.true;
    expect(asked).to.deep.equal([false, true]);
    expect(at.requests.map(({headers}) => headers.get('Authorization'))).to.deep.equal([
      'Bearer stale',
      'Bearer fresh',
    ]);
  });

  it('a second 401 is the end of the session, not a loop', async () => {
    const {asked, getSessionToken} = tokens();
    const at = wire([expired], {getSessionToken});
    const result = await ask(at);
    expect(result.ok ? '' : result.problem.code).to.equal('session_expired');
    expect(at.requests).to.have.length(2);
    expect(asked).to.deep.equal([false, true]);
  });

  it('after a 401 to a code the token is renewed, but the code is not sent again', async () => {
    const {asked, getSessionToken} = tokens();
    const at = wire([expired, json(grant())], {getSessionToken});
    const result = await answer(at);
    expect(result.ok ? '' : result.problem.code).to.equal('session_expired');
    expect(at.requests).to.have.length(1);
    expect(asked).to.deep.equal([false, true]);
  });

  it('without it, a 401 is the end of the session at once', async () => {
    const at = wire([expired]);
    const result = await ask(at);
    expect(result.ok ? '' : result.problem.code).to.equal('session_expired');
    expect(at.requests).to.have.length(1);
  });

  it('when it fails, nothing is asked and nothing of what it threw is passed on', async () => {
    const at = wire([json(status())], {getSessionToken: () => Promise.reject(new Error('secret-refresh-token'))});
    const result = await ask(at);
    expect(at.requests).to.have.length(0);
    expect(result).to.deep.equal({ok: false, problem: {code: 'session_expired', hint: 'getSessionToken failed'}});
  });

  it('when it never answers, the call is given up all the same', async () => {
    const at = wire([json(status())], {timeout: 20, getSessionToken: () => new Promise<string>(() => {})});
    const result = await ask(at);
    expect(result.ok ? '' : result.problem.code).to.equal('timeout');
  });

  it('a token never comes back in a problem', async () => {
    const at = wire([new TypeError('Failed to fetch with Bearer stale')], tokens());
    expect(JSON.stringify(await ask(at))).to.not.contain('stale');
  });
});
