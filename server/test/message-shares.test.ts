import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { fresh, useEndpoint, type TestEndpoint } from './support/endpoint.js';

const minute = 60_000;
const account = accounts.sms;

const order = (price: number) =>
  ({
    account,
    purpose: 'order',
    transaction: { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price },
  }) as const;

onEachDatabase('Whose messages they are', (database) => {
  const endpoint = useEndpoint(database);

  test('what one session asks for and does not answer leaves another session its messages, for hours on end', async () => {
    const { on, client: thief } = await fresh(endpoint());
    for (let hour = 0; hour < 20; hour++) {
      let sent = 0;
      for (let time = 0; time < 12; time++) {
        for (const price of [time + 1, time + 101]) {
          sent += Number((await thief.challenge(order(price * 100))).status === 201);
        }
        on.pass(5 * minute);
      }
      assert.ok(sent <= 7, `${sent} in an hour`);
      const owner = await on.client();
      assert.equal((await owner.challenge({ account })).status, 201, `hour ${hour}`);
      assert.equal((await owner.challenge(order(67_500))).status, 201);
      assert.equal(await answerLatest(on, owner), 200);
    }
  });

  /** The owner's order, whose code came last. */
  async function answerLatest(on: TestEndpoint, owner: Client): Promise<number> {
    const challenge = await owner.challenged(order(67_500));
    return (await owner.answer(challenge, await on.sentCode(account))).status;
  }

  test('at the same moment too: whatever one session asks for, another gets its code', async () => {
    const { on, client: thief } = await fresh(endpoint());
    await Promise.all(Array.from({ length: 10 }, (_, index) => thief.challenge(order((index + 1) * 100))));
    assert.equal((await (await on.client()).challenge({ account })).status, 201);
  });

  test('all sessions together have twice the messages of one, and no more', async () => {
    const { on } = await fresh(endpoint());
    let sent = 0;
    for (let session = 0; session < 20; session++) {
      sent += Number((await (await on.client()).challenge({ account })).status === 201);
      on.pass(minute);
    }
    assert.equal(sent, 12);
  });

  test('of 30 sessions at once four get a code, and then it is a minute', async () => {
    const { on } = await fresh(endpoint());
    const clients = await Promise.all(Array.from({ length: 30 }, () => on.client()));
    const replies = await Promise.all(clients.map((client) => client.challenge({ account })));
    assert.equal(replies.filter(({ status }) => status === 201).length, 4);
  });

  test('codes for changing methods leave half of the hour to signing in and to orders, in the same session', async () => {
    const { on, client } = await fresh(endpoint());
    const statuses: number[] = [];
    for (let time = 0; time < 3; time++) {
      for (const [purpose, channel] of [
        ['enroll', 'm-able'],
        ['resynchronize', 'kb-mobile'],
      ] as const) {
        statuses.push((await client.challenge({ account, purpose, channel })).status);
        on.pass(minute);
      }
    }
    assert.deepEqual(statuses, [201, 201, 201, 429, 429, 429]);
    for (const request of [{ account }, order(100), order(200)]) {
      assert.equal((await client.challenge(request)).status, 201);
      on.pass(minute);
    }
    assert.equal((await client.challenge(order(300))).status, 429);
  });
});
