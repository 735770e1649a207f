/** The example of a back end of another shape, as the elements hold it: what it answers is checked as theirs is. */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {after, before, describe, test} from 'node:test';
import {ownEndpoint} from '../../examples/own-endpoint/adapter.js';
import {backEnd} from '../../examples/own-endpoint/back-end.js';
import {authentication} from '../../src/adapters/endpoint/authentication.js';
import {checked} from '../../src/adapters/endpoint/checked.js';
import type {Result} from '../../src/domain/problems.js';
import type {CallOptions, Endpoint} from '../../src/ports/endpoint.js';

const order = {
  account: '058C123456',
  channel: 'kb-trade',
  purpose: 'order',
  transaction: {type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500},
} as const;

const sent: string[] = [];
const server = backEnd((code) => void sent.push(code));
let endpoint: Endpoint;
/** As the element hears times. */
const heard: string[] = [];

before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const {port} = server.address() as AddressInfo;
  const own = ownEndpoint(`http://127.0.0.1:${port}/otp`);
  endpoint = checked(authentication, own, {timeout: 5_000, onServerTime: (at) => void heard.push(at)});
});
after(() => server.close());

/** One attempt. */
const attempt = (): CallOptions => ({signal: new AbortController().signal, idempotencyKey: crypto.randomUUID()});

const valueOf = <Value>(result: Result<Value>): Value => {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};
const problemOf = (result: Result<unknown>) => (result.ok ? assert.fail('it went well') : result.problem);

const challenged = async () => valueOf(await endpoint.createChallenge(order, attempt()));
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

describe('a back end of another shape', () => {
  test('has a status that says which method it knows', async () => {
    const {methods, kbOtp, accountLabel} = valueOf(await endpoint.getAuthentication(order, attempt()));
    assert.deepEqual(
      methods.map(({kind}) => kind),
      ['sms'],
    );
    assert.deepEqual([kbOtp.state, accountLabel], ['none', '058C•••456']);
  });

  test('sends a code for what it will carry out, in its own words', async () => {
    const {kind, display, id} = await challenged();
    assert.deepEqual([kind, display[0]?.value.vi], ['sms', 'buy 100 VNM']);
    assert.match(sent.at(-1) ?? '', /^\d{6}$/);
    assert.match(id, /^[\w-]{16,64}$/);
  });

  test('takes the right code, and its token is the grant', async () => {
    const {id} = await challenged();
    const grant = valueOf(await endpoint.answerChallenge(id, sent.at(-1) ?? '', attempt()));
    assert.deepEqual([grant.account, grant.purpose, grant.scope], [order.account, 'order', 'once']);
    assert.ok(heard.includes(grant.serverTime));
  });

  test('says how many tries a wrong code leaves, and then that there is no challenge', async () => {
    const {id} = await challenged();
    const code = wrong(sent.at(-1) ?? '');
    for (const attemptsLeft of [2, 1, 0]) {
      const problem = problemOf(await endpoint.answerChallenge(id, code, attempt()));
      assert.deepEqual([problem.code, problem.attemptsLeft], ['code_invalid', attemptsLeft]);
    }
    assert.equal(problemOf(await endpoint.answerChallenge(id, code, attempt())).code, 'challenge_not_found');
  });

  test('counts an attempt that comes twice once', async () => {
    const {id} = await challenged();
    const options = attempt();
    const code = wrong(sent.at(-1) ?? '');
    await endpoint.answerChallenge(id, code, options);
    assert.equal(problemOf(await endpoint.answerChallenge(id, code, options)).attemptsLeft, 2);
  });

  test('sends again until it has sent enough, and then says when', async () => {
    const {id} = await challenged();
    const first = sent.length;
    await endpoint.resendChallenge(id, attempt());
    const last = valueOf(await endpoint.resendChallenge(id, attempt()));
    assert.deepEqual([sent.length - first, 'resendsLeft' in last && last.resendsLeft], [2, 0]);
    const problem = problemOf(await endpoint.resendChallenge(id, attempt()));
    assert.equal(problem.code, 'rate_limited');
    assert.ok((problem.retryAt ?? 0) > Date.now());
  });

  test('that can’t say what became of a code has the customer ask for a new one', async () => {
    const {id} = await challenged();
    assert.equal(problemOf(await endpoint.getChallenge(id, attempt())).code, 'challenge_not_found');
  });

  test('that is gone is unreachable, and nothing is thrown', async () => {
    const gone = checked(authentication, ownEndpoint('http://127.0.0.1:9/otp'), {timeout: 5_000});
    assert.equal(problemOf(await gone.createChallenge(order, attempt())).code, 'unreachable');
  });
});
