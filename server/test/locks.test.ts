import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultPolicy, type Policy } from '../src/index.js';
import type { Problem } from '../generated/contract.js';
import type { Client } from './support/client.js';
import { accounts, cardCode, totpCode, wrongCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { fresh, startEndpoint, type TestEndpoint, useEndpoint } from './support/endpoint.js';

const second = 1000;

onEachDatabase('Locks after wrong codes', (database) => {
  const endpoint = useEndpoint(database);

  /** Enters wrong codes in sessions of their own, or in one, waiting where the endpoint says so. */
  async function fail(on: TestEndpoint, account: string, times: number, one?: Client): Promise<void> {
    for (let failed = 0; failed < times; failed++) {
      const client = one ?? (await on.client());
      const challenge = await client.challenged({ account });
      const { status, body } = await client.answer(challenge, wrongTotp(account, on.now()));
      assert.equal(status, 422);
      if (body.retryAfter !== undefined) on.pass(body.retryAfter * second);
    }
  }

  test('A12: after five wrong codes the right one has to wait, and is then accepted', async () => {
    const { on, client } = await fresh(endpoint());
    const [spent, pending] = [
      await client.challenged({ account: accounts.kbOtp }),
      await client.challenged({ account: accounts.kbOtp }),
    ];
    const wrong = wrongTotp(accounts.kbOtp, on.now());
    for (const attemptsLeft of [4, 3, 2, 1]) {
      assert.equal((await client.answer(spent, wrong)).body.attemptsLeft, attemptsLeft);
    }
    const last = await client.answer(spent, wrong);
    assert.deepEqual([last.body.code, last.body.attemptsLeft, last.body.retryAfter], ['code_invalid', 0, 30]);

    const right = totpCode(accounts.kbOtp, on.now());
    const locked = await client.answer(spent, right);
    assert.deepEqual([locked.status, locked.body.code], [423, 'challenge_locked']);
    const waiting = await client.answer(pending, right);
    assert.deepEqual([waiting.status, waiting.body.code], [423, 'account_locked']);
    assert.equal(waiting.body.lockedUntil, last.body.lockedUntil);
    assert.ok(Number(waiting.headers.get('retry-after')) <= 30);
    const refused = await client.challenge({ account: accounts.kbOtp });
    assert.equal(refused.status, 423);

    on.pass(30 * second);
    const late = await client.answer(pending, totpCode(accounts.kbOtp, on.now()));
    assert.equal(late.status, 200);
  });

  /** Each limit must hold alone: the other one is out of reach. */
  const limits: ReadonlyArray<readonly [string, Partial<Policy>, number]> = [
    ['one challenge', { lock: { ...defaultPolicy.lock, waitFrom: 100, suspendAt: 100 } }, 1],
    ['challenges of one method', { attemptsPerChallenge: 10 }, 20],
  ];
  for (const [what, changes, challenges] of limits) {
    test(`A11: of 100 wrong codes at once to ${what} exactly five are evaluated`, async () => {
      const on = await startEndpoint(database(), { policy: { ...defaultPolicy, ...changes } });
      await on.reset();
      const client = await on.client();
      const made = Array.from({ length: challenges }, () => client.challenged({ account: accounts.kbOtp }));
      const [pending, wrong] = [await Promise.all(made), wrongTotp(accounts.kbOtp, on.now())];
      const replies = await Promise.all(
        Array.from({ length: 100 }, (_, turn) => client.answer(pending[turn % challenges] ?? assert.fail(), wrong)),
      );
      assert.equal(await on.metric('kb_otp_code_evaluations_total'), 5);
      const count = (status: number) => replies.filter((reply) => reply.status === status).length;
      assert.deepEqual([count(422), count(423)], [5, 95]);
    });
  }

  test('A12: a right code clears the count', async () => {
    const { on, client } = await fresh(endpoint());
    await fail(on, accounts.kbOtp, 4);
    const challenge = await client.challenged({ account: accounts.kbOtp });
    assert.equal((await client.answer(challenge, totpCode(accounts.kbOtp, on.now()))).status, 200);
    const next = await client.challenged({ account: accounts.kbOtp });
    for (let failed = 0; failed < 4; failed++) {
      const { body } = await client.answer(next, wrongTotp(accounts.kbOtp, on.now()));
      assert.equal(body.lockedUntil, undefined);
    }
  });

  test('an answer refused by the lock costs the challenge no attempt', async () => {
    const { on, client } = await fresh(endpoint());
    const pending = await client.challenged({ account: accounts.kbOtp });
    const other = await client.challenged({ account: accounts.kbOtp });
    for (let failed = 0; failed < 5; failed++) await client.answer(other, wrongTotp(accounts.kbOtp, on.now()));
    assert.equal((await client.answer(pending, '000000')).status, 423);
    assert.equal((await client.outcome(pending)).body.challenge.attemptsLeft, 5);
  });

  test('the wait doubles with every further wrong code, up to an hour', async () => {
    const { on, client } = await fresh(endpoint());
    await fail(on, accounts.kbOtp, 4, client);
    const waits: unknown[] = [];
    for (let failed = 4; failed < 15; failed++) {
      const challenge = await client.challenged({ account: accounts.kbOtp });
      const { body } = await client.answer(challenge, wrongTotp(accounts.kbOtp, on.now()));
      waits.push(body.retryAfter);
      on.pass((body.retryAfter ?? 0) * second);
    }
    assert.deepEqual(waits, [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]);
  });

  test('A13: of 100 failures across sessions 20 are evaluated, and only the previous method opens KB-OTP', async () => {
    const { on, client } = await fresh(endpoint());
    const waiting = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const owner = await on.client();
        return { owner, challenge: await owner.challenged({ account: accounts.kbOtp }) };
      }),
    );
    const before = await on.metric('kb_otp_code_evaluations_total');
    await fail(on, accounts.kbOtp, 20);
    assert.equal((await client.status(accounts.kbOtp)).body.kbOtp.state, 'locked');
    const right = totpCode(accounts.kbOtp, on.now());
    for (let tried = 0; tried < 80; tried++) {
      const { owner, challenge } = waiting[tried % 20] ?? assert.fail();
      assert.notEqual((await owner.answer(challenge, right)).status, 200);
    }
    assert.equal((await on.metric('kb_otp_code_evaluations_total')) - before, 20);

    const { body: status } = await client.status(accounts.kbOtp);
    assert.deepEqual(
      status.methods.map(({ kind }) => kind),
      ['matrix'],
    );
    const proof = await client.challenged({ account: accounts.kbOtp });
    assert.equal((await client.answer(proof, cardCode(proof))).status, 200);
    assert.equal((await client.status(accounts.kbOtp)).body.kbOtp.state, 'active');
    const challenge = await client.challenged({ account: accounts.kbOtp });
    assert.equal((await client.answer(challenge, totpCode(accounts.kbOtp, on.now()))).status, 200);
  });

  test('a suspended method tells no time at which it opens', async () => {
    const { on, client } = await fresh(endpoint());
    const pending = await client.challenged({ account: accounts.kbOtp, purpose: 'login' });
    await fail(on, accounts.kbOtp, 19);
    on.pass(defaultPolicy.challengeLifetime['kb-otp']);
    const challenge = await client.challenged({ account: accounts.kbOtp });
    const last = await client.answer(challenge, wrongTotp(accounts.kbOtp, on.now()));
    assert.deepEqual([last.body.code, last.body.lockedUntil], ['code_invalid', undefined]);
    const locked = await client.answer(challenge, totpCode(accounts.kbOtp, on.now()));
    assert.deepEqual([locked.status, locked.body.code, locked.body.retryAfter], [423, 'account_locked', undefined]);
    assert.equal((await client.answer(pending, '000000')).status, 410);
  });

  test('an account with KB-OTP alone that is suspended is told as locked, whatever is asked for', async () => {
    const { on, client } = await fresh(endpoint());
    const alone = accounts.noPrevious;
    await fail(on, alone, 20);
    for (const purpose of ['login', 'enroll', 'cancel'] as const) {
      const { status, body } = await client.challenge({ account: alone, purpose, channel: 'm-able' });
      const { code, retryAfter, detail = '' } = body as unknown as Problem;
      assert.deepEqual([status, code, retryAfter], [423, 'account_locked', undefined]);
      assert.match(detail, /reopenings/);
    }
    const { body } = await client.status(alone);
    assert.deepEqual([body.methods, body.kbOtp.state], [[], 'locked']);
  });

  test('wrong codes of one method leave the others of the account alone', async () => {
    const { on, client } = await fresh(endpoint());
    const [, sms] = (await client.status(accounts.matrixAndSms)).body.methods;
    const card = await client.challenged({ account: accounts.matrixAndSms });
    for (let failed = 0; failed < 5; failed++) await client.answer(card, wrongCode(cardCode(card)));
    const sent = await client.challenged({ account: accounts.matrixAndSms, method: sms?.id ?? '' });
    assert.equal((await client.answer(sent, await on.sentCode(accounts.matrixAndSms))).status, 200);
  });
});
