import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import type { CodeMessage } from '../src/index.js';
import type { Problem } from '../generated/contract.js';
import { openStore } from '../src/store/kysely-store.js';
import { createClient } from './support/client.js';
import { accounts, totpCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { origin, startEndpoint, useEndpoint, type TestEndpoint } from './support/endpoint.js';

const account = accounts.kbOtp;
const day = 24 * 3600_000;

onEachDatabase('One request, one effect', (database) => {
  const endpoint = useEndpoint(database);

  async function fresh(): Promise<TestEndpoint> {
    const on = endpoint();
    await on.reset();
    on.passToStep();
    return on;
  }

  const codeOf = (reply: { readonly body: unknown }): string => (reply.body as Problem).code;

  test('the same key with the same body gets the same answer, and nothing happens twice', async () => {
    const on = await fresh();
    const client = await on.client();
    const challenge = await client.challenged({ account });
    const [key, code] = [randomUUID(), totpCode(account, on.now())];
    const first = await client.answer(challenge, code, { key });
    const again = await client.answer(challenge, code, { key });
    assert.equal(first.status, 200);
    assert.deepEqual([again.status, again.body], [200, first.body]);
  });

  test('a wrong code that is sent again with its key costs one attempt', async () => {
    const on = await fresh();
    const client = await on.client();
    const challenge = await client.challenged({ account });
    const [key, code] = [randomUUID(), wrongTotp(account, on.now())];
    for (let tries = 0; tries < 3; tries++) {
      assert.equal((await client.answer(challenge, code, { key })).body.attemptsLeft, 4);
    }
    assert.equal((await client.outcome(challenge)).body.challenge.attemptsLeft, 4);
  });

  test('a challenge asked for twice with one key is one challenge', async () => {
    const client = await (await fresh()).client();
    const key = randomUUID();
    const [first, again] = [await client.challenge({ account }, { key }), await client.challenge({ account }, { key })];
    assert.equal(again.body.id, first.body.id);
  });

  test('the same key with another body, or for another path, is refused', async () => {
    const on = await fresh();
    const client = await on.client();
    const [challenge, other] = [await client.challenged({ account }), await client.challenged({ account })];
    const key = randomUUID();
    await client.answer(challenge, '000000', { key });
    const otherBody = await client.answer(challenge, '000001', { key });
    assert.deepEqual([otherBody.status, codeOf(otherBody)], [422, 'idempotency_mismatch']);
    const otherPath = await client.answer(other, '000000', { key });
    assert.equal(codeOf(otherPath), 'idempotency_mismatch');
  });

  test('a key belongs to its session', async () => {
    const on = await fresh();
    const key = randomUUID();
    const first = await (await on.client()).challenge({ account }, { key });
    const other = await (await on.client()).challenge({ account }, { key });
    assert.equal(other.status, 201);
    assert.notEqual(other.body.id, first.body.id);
  });

  test('of 20 requests with one key one is worked on, the others get its answer or are told to wait', async () => {
    const on = await fresh();
    const client = await on.client();
    const challenge = await client.challenged({ account });
    const [key, code] = [randomUUID(), totpCode(account, on.now())];
    const replies = await Promise.all(Array.from({ length: 20 }, () => client.answer(challenge, code, { key })));
    const tokens = new Set(replies.filter(({ status }) => status === 200).map(({ body }) => body.token));
    assert.equal(tokens.size, 1);
    const others = replies.filter(({ status }) => status !== 200).map(codeOf);
    assert.ok(
      others.every((problem) => problem === 'request_in_progress'),
      others.join(),
    );
    assert.equal((await client.outcome(challenge)).body.challenge.attemptsLeft, 4);
  });

  for (const key of ['', 'not-a-uuid', '1'.repeat(36)]) {
    test(`refuses ${key === '' ? 'a request without a key' : `the key ${key}`}`, async () => {
      const { status, body } = await (await endpoint().client()).challenge({ account }, { key });
      assert.deepEqual([status, codeOf({ body })], [400, 'invalid_request']);
    });
  }

  test('a key is free again after a day', async () => {
    const on = await fresh();
    const client = await on.client();
    const key = randomUUID();
    const first = await client.challenge({ account }, { key });
    on.pass(day + 1000);
    const later = await client.challenge({ account }, { key });
    assert.equal(later.status, 201);
    assert.notEqual(later.body.id, first.body.id);
  });

  test('a request that a stopped process left behind is taken over after three seconds', async () => {
    const on = await fresh();
    const { endpoint: stuck, message } = await startStuck(on);
    const client = await on.client();
    const key = randomUUID();
    const authorized = await sameSession(on, stuck);
    void authorized.onStuck.challenge({ account: accounts.sms }, { key });
    await message;

    const running = await authorized.onOther.challenge({ account: accounts.sms }, { key });
    assert.deepEqual([running.status, codeOf(running)], [409, 'request_in_progress']);
    await stuck.endpoint.close();
    on.pass(3_500);
    const takenOver = await authorized.onOther.challenge({ account: accounts.sms }, { key });
    assert.equal(takenOver.status, 201);
    assert.equal((await client.status(account)).status, 200);
  });

  test('a request that is worked on for long stays with its process, which says so every second', async (t) => {
    const on = await fresh();
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { endpoint: stuck, message } = await startStuck(on);
    t.after(() => stuck.endpoint.close());
    const { onStuck, onOther } = await sameSession(on, stuck);
    const key = randomUUID();
    void onStuck.challenge({ account: accounts.sms }, { key });
    await message;
    const { store, db } = await openStore(database().config, () => 0);
    t.after(() => store.close());
    const startedAt = async () => {
      const request = db.selectFrom('requests').where('key', '=', key).select('started_at');
      return (await request.executeTakeFirstOrThrow()).started_at;
    };
    const begun = await startedAt();
    on.pass(2_500);
    t.mock.timers.tick(1_000);
    const deadline = Date.now() + 5_000;
    while ((await startedAt()) < begun + 2_500) {
      assert.ok(Date.now() < deadline, 'It said nothing.');
      await new Promise(setImmediate);
    }
    on.pass(2_500);
    const running = await onOther.challenge({ account: accounts.sms }, { key });
    assert.deepEqual([running.status, codeOf(running)], [409, 'request_in_progress']);
  });

  /** An endpoint on the same database whose carrier takes a message and never says so. */
  async function startStuck(on: TestEndpoint) {
    let handedOver: (message: CodeMessage) => void = () => undefined;
    const message = new Promise<CodeMessage>((resolve) => {
      handedOver = resolve;
    });
    const deliver = (sent: CodeMessage) => {
      handedOver(sent);
      return once(new EventEmitter(), 'never').then(() => undefined);
    };
    const clockShift = on.config.clockShift ?? assert.fail();
    const delivery = { kind: 'custom', delivery: { deliver } } as const;
    return { endpoint: await startEndpoint(database(), { delivery, clockShift }), message };
  }

  /** One session, as seen by two endpoints on the same database. */
  async function sameSession(on: TestEndpoint, stuck: TestEndpoint) {
    const reply = await (await on.client()).post<{ token: string }>('/dev/sessions', { customer: 'demo' });
    const authorization = `Bearer ${reply.body.token}`;
    return {
      onStuck: createClient((request) => stuck.endpoint.fetch(request), origin, authorization),
      onOther: createClient((request) => on.endpoint.fetch(request), origin, authorization),
    };
  }
});
