import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultPolicy } from '../src/domain/policy.js';
import type { Problem } from '../generated/contract.js';
import { createSeal } from '../src/seal.js';
import type { DemoAccount } from '../src/seed/demo-accounts.js';
import { createSeeder } from '../src/seed/seed.js';
import { openStore } from '../src/store/kysely-store.js';
import type { Client } from './support/client.js';
import { delivered } from './support/challenges.js';
import { accounts, wrongCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { fresh, startEndpoint, testKeys, useEndpoint, type TestEndpoint } from './support/endpoint.js';

const minute = 60_000;
const account = accounts.sms;

onEachDatabase('Codes that are sent', (database) => {
  const endpoint = useEndpoint(database);

  const sentSoFar = (on: TestEndpoint) => on.metric('kb_otp_deliveries_total');

  test('a fresh code replaces the old one', async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await client.challenged({ account });
    const old = await on.sentCode(account);
    on.pass(minute);
    const resent = await client.resend(challenge);
    assert.equal(resent.status, 200);
    assert.equal(resent.body.id, challenge.id);
    assert.ok(Date.parse(resent.body.expiresAt) > Date.parse(challenge.expiresAt));
    const code = await on.sentCode(account);
    if (old !== code) assert.equal((await client.answer(challenge, old)).body.code, 'code_invalid');
    assert.equal((await client.answer(challenge, code)).status, 200);
  });

  test('one code a minute: asking sooner says how long to wait', async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await client.challenged({ account });
    assert.equal(Date.parse(delivered(challenge).resendAt) - Date.parse(challenge.serverTime), minute);
    on.pass(20_000);
    const { status, body } = await client.resend(challenge);
    assert.deepEqual([status, body.code], [429, 'rate_limited']);
    assert.ok(body.retryAfter !== undefined && body.retryAfter > 30 && body.retryAfter <= 40);
  });

  test('a code can be sent again five times in an hour', async () => {
    const { on, client } = await fresh(endpoint());
    let challenge = await client.challenged({ account });
    for (const left of [4, 3, 2, 1, 0]) {
      assert.equal(delivered(challenge).resendsLeft, left + 1);
      on.pass(minute);
      challenge = (await client.resend(challenge)).body;
      assert.equal(delivered(challenge).resendsLeft, left);
    }
    on.pass(minute);
    const refused = await client.resend(challenge);
    assert.deepEqual([refused.status, refused.body.code], [429, 'rate_limited']);
    on.pass((refused.body.retryAfter ?? 0) * 1000);
    assert.equal((await client.challenge({ account })).status, 201);
  });

  test('asking the same again within the minute brings the challenge that waits, and no second message', async () => {
    const { on, client } = await fresh(endpoint());
    const first = await client.challenged({ account });
    const sent = await sentSoFar(on);
    const again = await client.challenged({ account });
    assert.equal(again.id, first.id);
    assert.equal(await sentSoFar(on), sent);
    assert.equal((await client.answer(again, await on.sentCode(account))).status, 200);
  });

  test('asking something else within the minute has to wait', async () => {
    const { client } = await fresh(endpoint());
    await client.challenged({ account });
    const { status, body } = await client.challenge({ account, purpose: 'cancel' });
    assert.deepEqual([status, (body as unknown as Problem).code], [429, 'rate_limited']);
  });

  const order = (price: number) =>
    ({
      account,
      purpose: 'order',
      transaction: { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price },
    }) as const;

  test('an order that is edited within the minute gets its own code at once, three in a minute', async () => {
    const { on, client } = await fresh(endpoint());
    for (const price of [67_500, 67_600, 67_700]) {
      const challenge = await client.challenged(order(price));
      assert.equal(Date.parse(delivered(challenge).resendAt) - Date.parse(challenge.serverTime), minute);
      on.pass(5_000);
    }
    const { status, body } = await client.challenge(order(67_800));
    assert.deepEqual([status, (body as unknown as Problem).code], [429, 'rate_limited']);
    const { retryAfter = 0 } = body as unknown as Problem;
    assert.ok(retryAfter > 40 && retryAfter <= 45, String(retryAfter));
    on.pass(45_000);
    const last = await client.challenged(order(67_800));
    assert.equal((await client.answer(last, await on.sentCode(account))).status, 200);
  });

  test('each edited order keeps the code that was sent for it, and takes no other', async () => {
    const { on, client } = await fresh(endpoint());
    const first = await client.challenged(order(67_500));
    const code = await on.sentCode(account);
    const second = await client.challenged(order(67_600));
    const other = await on.sentCode(account);
    if (code !== other) assert.equal((await client.answer(second, code)).body.code, 'code_invalid');
    const sent = await sentSoFar(on);
    assert.equal((await client.challenged(order(67_500))).id, first.id);
    assert.equal(await sentSoFar(on), sent);
    assert.equal((await client.answer(first, code)).status, 200);
  });

  test('the same order gets no second code within the minute, neither by asking again nor after wrong codes', async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await client.challenged(order(67_500));
    assert.equal((await client.resend(challenge)).status, 429);
    const code = await on.sentCode(account);
    for (let tries = 0; tries < 5; tries++) await client.answer(challenge, wrongCode(code));
    on.pass(31_000);
    const again = await client.challenge(order(67_500));
    assert.deepEqual([again.status, (again.body as unknown as Problem).code], [429, 'rate_limited']);
  });

  test('after an edited order, what is no transaction has to wait as before', async () => {
    const { client } = await fresh(endpoint());
    await client.challenged(order(67_500));
    await client.challenged(order(67_600));
    assert.equal((await client.challenge({ account })).status, 429);
  });

  test('however often an order is edited, an hour has six codes', async () => {
    const { on, client } = await fresh(endpoint());
    const statuses: number[] = [];
    for (let price = 1; price <= 12; price++) {
      statuses.push((await client.challenge(order(price * 100))).status);
      on.pass(25_000);
    }
    assert.equal(statuses.filter((status) => status === 201).length, 6);
    assert.deepEqual(statuses.slice(-3), [429, 429, 429]);
  });

  test('of 30 different orders at once three send', async () => {
    const { on, client } = await fresh(endpoint());
    const sent = await sentSoFar(on);
    const asked = Array.from({ length: 30 }, (_, index) => client.challenge(order((index + 1) * 100)));
    const replies = await Promise.all(asked);
    assert.equal(replies.filter(({ status }) => status === 201).length, 3);
    assert.equal(await sentSoFar(on), sent + 3);
  });

  test('without a burst every order waits for the minute', async () => {
    const policy = { ...defaultPolicy, resend: { ...defaultPolicy.resend, burst: 0 } };
    const on = await startEndpoint(database(), { policy });
    try {
      await on.reset();
      const client = await on.client();
      await client.challenged(order(67_500));
      assert.equal((await client.challenge(order(67_600))).status, 429);
    } finally {
      await on.endpoint.close();
    }
  });

  test('after the minute the same question gets a fresh code, and the old challenge is over', async () => {
    const { on, client } = await fresh(endpoint());
    const first = await client.challenged({ account });
    const old = await on.sentCode(account);
    on.pass(minute);
    const second = await client.challenged({ account });
    assert.notEqual(second.id, first.id);
    assert.equal((await client.answer(first, old)).body.code, 'challenge_expired');
  });

  /** Asks and answers rightly, `rounds` times; how many messages went out. */
  async function signIn(on: TestEndpoint, client: Client, rounds: number, request: object = {}): Promise<number> {
    const before = await sentSoFar(on);
    for (let round = 0; round < rounds; round++) {
      const { status, body } = await client.challenge({ account, ...request });
      if (status === 201) assert.equal((await client.answer(body, await on.sentCode(account))).status, 200);
    }
    return (await sentSoFar(on)) - before;
  }

  test('whoever has answered rightly can get the next code at once, six in a minute', async () => {
    const { on, client } = await fresh(endpoint());
    assert.equal(await signIn(on, client, 6), 6);
    assert.equal((await client.challenge({ account, purpose: 'enroll', channel: 'm-able' })).status, 429);
    on.pass(minute);
    assert.equal((await client.challenge({ account, purpose: 'enroll', channel: 'm-able' })).status, 201);
  });

  test('right answers give no message back: 62 at once are six', async () => {
    const { on, client } = await fresh(endpoint());
    assert.equal(await signIn(on, client, 62), 6);
    assert.equal(await signIn(on, await on.client(), 62), 0);
  });

  test('an order every two minutes by SMS goes on for an hour, and no more than 30 messages in one', async () => {
    const { on, client } = await fresh(endpoint());
    let sent = 0;
    for (let round = 0; round < 29; round++) {
      sent += await signIn(on, client, 1, order((round + 1) * 100));
      on.pass(2 * minute);
    }
    assert.equal(sent, 29);
    assert.equal(await signIn(on, client, 3), 1);
    const { status, body } = await (await on.client()).challenge({ account });
    assert.deepEqual([status, (body as unknown as Problem).code], [429, 'rate_limited']);
    const { retryAfter = 0 } = body as unknown as Problem;
    assert.ok(retryAfter > 60 && retryAfter <= 120, String(retryAfter));
    on.pass(retryAfter * 1000);
    assert.equal(await signIn(on, client, 3), 1);
  });

  test('a day has 100 messages, whatever is answered and whoever signs in', async () => {
    const { on } = await fresh(endpoint());
    let sent = 0;
    for (let round = 0; round < 110; round++) {
      sent += await signIn(on, await on.client(), 1);
      on.pass(3 * minute);
    }
    assert.equal(sent, 100);
    const { body } = await (await on.client()).challenge({ account });
    on.pass(((body as unknown as Problem).retryAfter ?? 0) * 1000);
    assert.equal(await signIn(on, await on.client(), 1), 1);
  });

  const few = (perHour: number) => ({ ...defaultPolicy, messages: { perMinute: perHour, perHour, perDay: 100 } });

  test('a session has its messages for all of its accounts together', async (t) => {
    const on = await startEndpoint(database(), { policy: few(4) });
    t.after(() => on.endpoint.close());
    await on.reset();
    const client = await on.client();
    const numbers = [accounts.sms, accounts.email, accounts.voice, accounts.notSynchronized];
    const asked = numbers.map((number) => ({ account: number, purpose: 'enroll', channel: 'm-able' }) as const);
    for (const each of asked.slice(0, -1)) await client.challenged(each);
    assert.equal(delivered(await client.challenged(asked[3] ?? assert.fail())).resendsLeft, 0);
    const other = { account: accounts.suspended } as const;
    assert.equal((await client.challenge(other)).status, 429);
    assert.equal((await (await on.client()).challenge(other)).status, 201);
  });

  test('a number has its messages for all accounts that share it, at once as well', async (t) => {
    const codeFormat = { length: 6, alphabet: 'digits' } as const;
    const authenticators = [{ kind: 'sms', target: '0901234077', codeFormat }] as const;
    const family = Array.from({ length: 12 }, (_, index): DemoAccount => {
      const title = { vi: 'chung số', en: 'shared number' };
      return { account: `058C8800${index}`, customer: 'c', holder: '', title, derivatives: 'none', authenticators };
    });
    const on = endpoint();
    const { store, db } = await openStore(database().config, () => 0);
    t.after(() => store.close());
    await createSeeder(db, createSeal(testKeys.sealKeys), family).reset();
    const replies = await Promise.all(
      family.map(async (each) => (await on.client('c')).challenge({ account: each.account })),
    );
    const expected = [201, 429].flatMap((status) => Array.from({ length: 6 }, () => status));
    assert.deepEqual(replies.map(({ status }) => status).sort(), expected);
  });

  test('attempts are not given back by another code', async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await client.challenged({ account });
    await client.answer(challenge, wrongCode(await on.sentCode(account)));
    on.pass(minute);
    assert.equal((await client.resend(challenge)).body.attemptsLeft, 4);
  });

  test('only a code that was sent can be sent again', async () => {
    const { client } = await fresh(endpoint());
    const { status, body } = await client.resend(await client.challenged({ account: accounts.kbOtp }));
    assert.deepEqual([status, body.code], [409, 'state_conflict']);
  });

  test('of 50 requests for another code at once one sends', async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await client.challenged({ account });
    on.pass(minute);
    const sent = await sentSoFar(on);
    const replies = await Promise.all(Array.from({ length: 50 }, () => client.resend(challenge)));
    assert.equal(replies.filter(({ status }) => status === 200).length, 1);
    assert.equal(await sentSoFar(on), sent + 1);
  });
});
