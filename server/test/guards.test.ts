import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subjectOf } from '../src/domain/lock-policy.js';
import { defaultPolicy } from '../src/index.js';
import type { Client } from './support/client.js';
import { accounts, cardCode, totpCode, wrongCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { fresh, startEndpoint, useEndpoint, type TestEndpoint } from './support/endpoint.js';

const step = 30_000;
const day = 24 * 60 * 60 * 1000;
const account = accounts.kbOtp;

onEachDatabase('Whose wrong codes count where', (database) => {
  const endpoint = useEndpoint(database);

  /** Wrong codes one after the other; the statuses they got. */
  async function guess(on: TestEndpoint, client: Client, times: number): Promise<number[]> {
    const challenge = await client.challenged({ account });
    const statuses: number[] = [];
    for (let guessed = 0; guessed < times; guessed++) {
      statuses.push((await client.answer(challenge, wrongTotp(account, on.now()))).status);
    }
    return statuses;
  }

  async function signIn(on: TestEndpoint, client: Client): Promise<number> {
    on.pass(step);
    const { status, body } = await client.challenge({ account });
    return status === 201 ? (await client.answer(body, totpCode(account, on.now()))).status : status;
  }

  const state = async (client: Client) => (await client.status(account)).body.kbOtp.state;

  test('whoever guesses waits, and the owner in another session does not', async () => {
    const { on, client: owner } = await fresh(endpoint());
    const thief = await on.client();
    assert.deepEqual(await guess(on, thief, 5), [422, 422, 422, 422, 422]);
    assert.equal((await thief.challenge({ account })).status, 423);
    const challenge = await owner.challenged({ account });
    assert.equal((await owner.answer(challenge, totpCode(account, on.now()))).status, 200);
  });

  test('the same where no device makes the code: a card, and a message', async (t) => {
    const policy = { ...defaultPolicy, lock: { ...defaultPolicy.lock, firstWait: 10 * 60_000 } };
    const on = await startEndpoint(database(), { policy });
    t.after(() => on.endpoint.close());
    await on.reset();
    const [owner, thief] = [await on.client(), await on.client()];
    const both = accounts.matrixAndSms;
    const [, sms] = (await owner.status(both)).body.methods;
    for (const method of [undefined, sms?.id]) {
      const asked = { account: both, ...(method === undefined ? {} : { method }) };
      const guessed = await thief.challenged(asked);
      const right = guessed.kind === 'matrix' ? cardCode(guessed) : await on.sentCode(both);
      for (let wrong = 0; wrong < 5; wrong++) await thief.answer(guessed, wrongCode(right));
      assert.equal((await thief.challenge(asked)).status, 423);
      on.pass(60_000);
      const own = await owner.challenged(asked);
      const code = own.kind === 'matrix' ? cardCode(own) : await on.sentCode(both);
      assert.equal((await owner.answer(own, code)).status, 200);
      on.pass(60_000);
    }
  });

  test('of 120 guesses at once in 30 sessions 20 are evaluated, and none after them', async () => {
    const { on, client: owner } = await fresh(endpoint());
    const sessions = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const client = await on.client();
        return { client, challenge: await client.challenged({ account }) };
      }),
    );
    const evaluated = await on.metric('kb_otp_code_evaluations_total');
    const wrong = wrongTotp(account, on.now());
    const tries = Array.from({ length: 120 }, (_, turn) => sessions[turn % 30] ?? assert.fail());
    const replies = await Promise.all(tries.map(({ client, challenge }) => client.answer(challenge, wrong)));
    assert.equal((await on.metric('kb_otp_code_evaluations_total')) - evaluated, 20);
    assert.equal(replies.filter(({ status }) => status === 422).length, 20);
    assert.ok(replies.every(({ status }) => status === 422 || status === 423));
    assert.equal(await state(owner), 'locked');
  });

  test('a right code forgives the wrong ones of its own session, and of no other', async () => {
    const { on, client: owner } = await fresh(endpoint());
    for (let round = 0; round < 4; round++) {
      await guess(on, await on.client(), 4);
      await guess(on, owner, 3);
      assert.equal(await signIn(on, owner), 200);
    }
    await guess(on, await on.client(), 3);
    assert.equal(await state(owner), 'active');
    await guess(on, await on.client(), 1);
    assert.equal(await state(owner), 'locked');
  });

  test('the right code that is counted as the twentieth is accepted, and shuts nothing', async () => {
    const { on, client: owner } = await fresh(endpoint());
    for (let round = 0; round < 5; round++) await guess(on, await on.client(), round === 4 ? 3 : 4);
    assert.equal(await signIn(on, owner), 200);
    assert.equal(await state(owner), 'active');
    assert.equal(await signIn(on, owner), 200);
    await guess(on, owner, 1);
    assert.equal(await state(owner), 'locked');
  });

  test('what was mistyped and left adds up to nothing after a day', async () => {
    const { on, client: owner } = await fresh(endpoint());
    for (let passed = 0; passed < 10; passed++) {
      await guess(on, await on.client(), 4);
      on.pass(day + step);
    }
    assert.equal(await state(owner), 'active');
    assert.equal(await signIn(on, owner), 200);
  });

  test('right codes between them or not, a hundred wrong ones in thirty days suspend the method', async () => {
    const { on, client: owner } = await fresh(endpoint());
    for (let round = 0; round < 24; round++) {
      await guess(on, owner, 4);
      assert.equal(await signIn(on, owner), 200);
    }
    assert.deepEqual(await guess(on, owner, 4), [422, 422, 422, 422]);
    assert.equal(await state(owner), 'locked');
    const byCard = async () => {
      const card = await owner.challenged({ account });
      assert.equal((await owner.answer(card, cardCode(card))).status, 200);
    };
    await byCard();
    assert.equal(await state(owner), 'locked');
    on.pass(defaultPolicy.lock.ceiling.period);
    await byCard();
    assert.equal(await state(owner), 'active');
  });

  test('the period of the ceiling ends, and the next one begins with nothing', async () => {
    const { on, client: owner } = await fresh(endpoint());
    for (let round = 0; round < 26; round++) {
      if (round === 24) on.pass(defaultPolicy.lock.ceiling.period);
      await guess(on, owner, 4);
      assert.equal(await signIn(on, owner), 200);
    }
    assert.equal(await state(owner), 'active');
  });
});

test('the device is a subject of its own at the authenticator whose codes it makes, and nowhere else', () => {
  const session = { id: 's', device: 'd' };
  assert.deepEqual(subjectOf(session, { deviceId: 'd' }), { key: 'device:d', isProven: true });
  assert.deepEqual(subjectOf(session, { deviceId: 'other' }), { key: 'session:s', isProven: false });
  assert.deepEqual(subjectOf(session, { deviceId: null }), { key: 'session:s', isProven: false });
  assert.deepEqual(subjectOf({ id: 's', device: null }, { deviceId: null }), { key: 'session:s', isProven: false });
});
