/** The example of a code inside an order, as an element in collect mode holds it: its event, its checks. */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {after, before, describe, test} from 'node:test';
import {place, sendingCodes, type Order} from '../../examples/collect/adapter.js';
import {backEnd} from '../../examples/collect/back-end.js';
import {authentication} from '../../src/adapters/endpoint/authentication.js';
import {checked} from '../../src/adapters/endpoint/checked.js';
import {collecting, newDesk} from '../../src/adapters/endpoint/collecting.js';
import type {Result} from '../../src/domain/problems.js';
import type {CallOptions, Endpoint} from '../../src/ports/endpoint.js';
import {OtpSubmitEvent} from '../../src/submit-event.js';

const ticket: Order = {acc: '058C123456', side: 'buy', sym: 'VNM', qty: 100, price: 67_500};
const asked = {account: '058C123456', channel: 'kb-trade', purpose: 'order'} as const;

const sent: string[] = [];
const placed: string[] = [];
const {server, orders} = backEnd((code) => void sent.push(code));
let base = '';

before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/trade`;
});
after(() => server.close());

const attempt = (): CallOptions => ({signal: new AbortController().signal, idempotencyKey: crypto.randomUUID()});

/** The endpoint as an element in collect mode holds it, with the example's listener on its event. */
function element(order: () => Order = () => ticket, at = base): Endpoint {
  const onPlaced = ({ord}: {ord: string}) => void placed.push(ord);
  const whole = collecting({
    inner: checked(authentication, sendingCodes(at, order), {timeout: 5_000}),
    desk: newDesk(),
    submit: (submission, {account, id, method}, {signal, idempotencyKey}) => {
      const facts = {account, challengeId: id, method: method.kind, signal, idempotencyKey};
      const event = new OtpSubmitEvent(facts, submission);
      event.respondWith(place(at, order(), event, onPlaced));
    },
    now: () => Date.now(),
  });
  return checked(authentication, whole, {timeout: 5_000});
}

const valueOf = <Value>(result: Result<Value>): Value => {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};
const problemOf = (result: Result<unknown>) => (result.ok ? assert.fail('it went well') : result.problem);

const begun = async (order?: () => Order) => {
  const endpoint = element(order);
  return {endpoint, challenge: valueOf(await endpoint.createChallenge(asked, attempt()))};
};
const lastCode = () => sent.at(-1) ?? '';
const wrong = () => (lastCode() === '000000' ? '000001' : '000000');

describe('a code inside an order', () => {
  test('is sent for what the back end will carry out, in its own words', async () => {
    const {challenge} = await begun();
    assert.deepEqual([challenge.kind, challenge.display[0]?.value.vi], ['sms', 'buy 100 VNM @ 67500']);
  });

  test('places the order, once, and the page hears its number', async () => {
    const {endpoint, challenge} = await begun();
    const before = orders.length;
    valueOf(await endpoint.answerChallenge(challenge.id, lastCode(), attempt()));
    assert.deepEqual([orders.length - before, placed.at(-1)], [1, `ORD-${orders.length}`]);
  });

  test('that is wrong says how many tries are left, and places nothing', async () => {
    const {endpoint, challenge} = await begun();
    const before = orders.length;
    for (const attemptsLeft of [2, 1, 0]) {
      const problem = problemOf(await endpoint.answerChallenge(challenge.id, wrong(), attempt()));
      assert.deepEqual([problem.code, problem.attemptsLeft], ['code_invalid', attemptsLeft]);
    }
    const gone = problemOf(await endpoint.answerChallenge(challenge.id, lastCode(), attempt()));
    assert.deepEqual([gone.code, orders.length], ['challenge_not_found', before]);
  });

  test('is no code for an order that has been changed since', async () => {
    let order = ticket;
    const {endpoint, challenge} = await begun(() => order);
    order = {...ticket, price: 70_000};
    const {code} = problemOf(await endpoint.answerChallenge(challenge.id, lastCode(), attempt()));
    assert.equal(code, 'transaction_mismatch');
  });

  test('that comes twice by the same attempt places one order', async () => {
    const {endpoint, challenge} = await begun();
    const before = orders.length;
    const options = attempt();
    const code = lastCode();
    await endpoint.answerChallenge(challenge.id, code, options);
    valueOf(await endpoint.answerChallenge(challenge.id, code, options));
    assert.equal(orders.length - before, 1);
  });

  test('is sent again for the same order', async () => {
    const {endpoint, challenge} = await begun();
    const first = lastCode();
    const again = valueOf(await endpoint.resendChallenge(challenge.id, attempt()));
    assert.equal(again.id, challenge.id);
    assert.notEqual(lastCode(), first);
    valueOf(await endpoint.answerChallenge(challenge.id, lastCode(), attempt()));
  });

  test('whose answer got lost is not taken for refused', async () => {
    const {endpoint, challenge} = await begun();
    const {fetch: real} = globalThis;
    globalThis.fetch = () => Promise.reject(new TypeError('network'));
    try {
      const {code} = problemOf(await endpoint.answerChallenge(challenge.id, lastCode(), attempt()));
      assert.equal(code, 'unreachable');
      assert.equal(problemOf(await endpoint.getChallenge(challenge.id, attempt())).code, 'unreachable');
    } finally {
      globalThis.fetch = real;
    }
  });
});
