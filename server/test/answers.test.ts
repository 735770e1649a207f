import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Challenge } from '../generated/contract.js';
import { signIn } from './support/challenges.js';
import type { Client } from './support/client.js';
import { accounts, cardCode, totpCode, wrongCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { fresh, useEndpoint } from './support/endpoint.js';

onEachDatabase('Answering a challenge', (database) => {
  const endpoint = useEndpoint(database);

  const login = (client: Client, account: string): Promise<Challenge> => client.challenged({ account });

  /** Steps begin a second before `passToStep` leaves off, and the clock goes on while a test runs. */
  function assertWait(told: number | undefined, most: number): void {
    assert.ok(told !== undefined && told <= most && told > most - 5, `${told} s, at most ${most}`);
  }

  for (const steps of [-1, 0, 1]) {
    test(`A5: takes the code of step ${steps}`, async () => {
      const { on, client } = await fresh(endpoint());
      const challenge = await login(client, accounts.kbOtp);
      const { status, body } = await client.answer(challenge, totpCode(accounts.kbOtp, on.now(), steps));
      assert.equal(status, 200);
      assert.equal(body.scope, 'session');
      assert.equal(body.method, 'kb-otp');
    });
  }

  for (const steps of [-10, -2, 2, 10]) {
    test(`A5: refuses the code of step ${steps} as drift, and counts it`, async () => {
      const { on, client } = await fresh(endpoint());
      const challenge = await login(client, accounts.kbOtp);
      const { status, body } = await client.answer(challenge, totpCode(accounts.kbOtp, on.now(), steps));
      assert.equal(status, 422);
      assert.equal(body.code, 'clock_drift');
      assert.equal(body.attemptsLeft, 4);
    });
  }

  for (const steps of [-11, 11]) {
    test(`A5: the code of step ${steps} is a wrong code like any other`, async () => {
      const { on, client } = await fresh(endpoint());
      const challenge = await login(client, accounts.kbOtp);
      const { body } = await client.answer(challenge, totpCode(accounts.kbOtp, on.now(), steps));
      assert.equal(body.code, 'code_invalid');
    });
  }

  test('A6: a used code is told with the seconds until the next one', async () => {
    const { on, client } = await fresh(endpoint());
    const code = totpCode(accounts.kbOtp, on.now());
    assert.equal((await signIn(client, accounts.kbOtp, code)).status, 200);
    on.pass(12_000);
    const { status, body, headers } = await signIn(client, accounts.kbOtp, code);
    assert.deepEqual([status, body.code], [409, 'code_replayed']);
    assertWait(body.retryAfter, 17);
    assert.equal(headers.get('retry-after'), String(body.retryAfter));
    on.pass(17_000);
    const next = totpCode(accounts.kbOtp, on.now());
    assert.equal((await signIn(client, accounts.kbOtp, next)).status, 200);
  });

  test('a used code that is typed after its step is told that the next one is there', async () => {
    const { on, client } = await fresh(endpoint());
    const code = totpCode(accounts.kbOtp, on.now());
    assert.equal((await signIn(client, accounts.kbOtp, code)).status, 200);
    on.pass(31_000);
    const { body } = await signIn(client, accounts.kbOtp, code);
    assert.deepEqual([body.code, body.retryAfter], ['code_replayed', 0]);
  });

  test('the wait after a used code passes over a step whose code was shown too early', async () => {
    const { on, client } = await fresh(endpoint());
    const early = totpCode(accounts.kbOtp, on.now(), 2);
    assert.equal((await signIn(client, accounts.kbOtp, early)).body.code, 'clock_drift');
    on.pass(30_000);
    const code = totpCode(accounts.kbOtp, on.now());
    assert.equal((await signIn(client, accounts.kbOtp, code)).status, 200);
    const { body } = await signIn(client, accounts.kbOtp, code);
    assert.equal(body.code, 'code_replayed');
    assertWait(body.retryAfter, 59);
  });

  test('a challenge that is answered already has no code to wait for', async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await login(client, accounts.kbOtp);
    const code = totpCode(accounts.kbOtp, on.now());
    assert.equal((await client.answer(challenge, code)).status, 200);
    const { body } = await client.answer(challenge, code);
    assert.deepEqual([body.code, body.retryAfter], ['code_replayed', undefined]);
  });

  test('a code shown before its time is not good when its time comes', async () => {
    const { on, client } = await fresh(endpoint());
    const early = totpCode(accounts.kbOtp, on.now(), 3);
    assert.equal((await signIn(client, accounts.kbOtp, early)).body.code, 'clock_drift');
    on.pass(3 * 30_000);
    assert.equal((await signIn(client, accounts.kbOtp, early)).body.code, 'code_replayed');
    on.pass(30_000);
    const next = totpCode(accounts.kbOtp, on.now());
    assert.equal((await signIn(client, accounts.kbOtp, next)).status, 200);
  });

  test('A6: the same code is refused on the same challenge and on another', async () => {
    const { on, client } = await fresh(endpoint());
    const code = totpCode(accounts.kbOtp, on.now());
    const first = await login(client, accounts.kbOtp);
    assert.equal((await client.answer(first, code)).status, 200);
    const again = await client.answer(first, code);
    assert.deepEqual([again.status, again.body.code], [409, 'code_replayed']);
    const other = await signIn(client, accounts.kbOtp, code);
    assert.deepEqual([other.status, other.body.code], [409, 'code_replayed']);
  });

  test('A7: a code of an older step is refused once a newer one was accepted', async () => {
    const { on, client } = await fresh(endpoint());
    const [older, newer] = [totpCode(accounts.kbOtp, on.now(), -1), totpCode(accounts.kbOtp, on.now())];
    assert.equal((await signIn(client, accounts.kbOtp, newer)).status, 200);
    const { status, body } = await signIn(client, accounts.kbOtp, older);
    assert.deepEqual([status, body.code], [409, 'code_replayed']);
  });

  const malformed: ReadonlyArray<readonly [string, unknown]> = [
    ['full-width digits', '１２３４５６'],
    ['null', null],
    ['a number', 123456],
    ['an array', ['123456']],
    ['an object', { length: 6 }],
    ['a million digits', '1'.repeat(1_000_000)],
    ['nothing', ''],
    ['five digits', '12345'],
    ['seven digits', '1234567'],
    ['letters', 'abcdef'],
    ['a sign', '+12345'],
    ['an exponent', '1e5000'],
    ['a line break after it', '123456\n'],
    ['Arabic digits', '١٢٣٤٥٦'],
    ['a direction mark', '\u202e23456'],
  ];

  test('A15: a badly formed code is refused as such and is no attempt', async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await login(client, accounts.kbOtp);
    for (const [what, code] of malformed) {
      const { status, body } = await client.answer(challenge, code);
      assert.deepEqual([what, status, body.code], [what, 400, 'invalid_format']);
    }
    assert.equal((await client.outcome(challenge)).body.challenge.attemptsLeft, 5);
    assert.equal((await client.answer(challenge, totpCode(accounts.kbOtp, on.now()))).status, 200);
  });

  test("A19: another account's code is wrong", async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await login(client, accounts.notSynchronized);
    const { status, body } = await client.answer(challenge, totpCode(accounts.kbOtp, on.now()));
    assert.deepEqual([status, body.code], [422, 'code_invalid']);
  });

  test('a challenge belongs to the session that made it', async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await login(client, accounts.kbOtp);
    const other = await on.client();
    const answer = await other.answer(challenge, totpCode(accounts.kbOtp, on.now()));
    assert.deepEqual([answer.status, answer.body.code], [404, 'challenge_not_found']);
    assert.equal((await other.outcome(challenge)).status, 404);
    assert.equal((await client.outcome(challenge)).body.challenge.attemptsLeft, 5);
  });

  test('a challenge that is over takes no code', async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await login(client, accounts.kbOtp);
    on.pass(2 * 60_000);
    const { status, body } = await client.answer(challenge, totpCode(accounts.kbOtp, on.now()));
    assert.deepEqual([status, body.code], [410, 'challenge_expired']);
    assert.equal((await client.outcome(challenge)).body.state, 'expired');
  });

  test('the grant of an accepted challenge can be fetched again by its session', async () => {
    const { on, client } = await fresh(endpoint());
    const challenge = await login(client, accounts.kbOtp);
    const { body: grant } = await client.answer(challenge, totpCode(accounts.kbOtp, on.now()));
    const { body: outcome } = await client.outcome(challenge);
    assert.equal(outcome.state, 'accepted');
    assert.equal(outcome.grant?.token, grant.token);
  });

  test('the code of a hardware token is accepted once', async () => {
    const { on, client } = await fresh(endpoint());
    const code = totpCode(accounts.token, on.now());
    const challenge = await login(client, accounts.token);
    assert.equal(challenge.kind, 'token');
    assert.equal((await client.answer(challenge, code)).body.method, 'token');
    const again = await signIn(client, accounts.token, code);
    assert.equal(again.body.code, 'code_replayed');
  });

  test('a static password is accepted as it is, and nothing near it', async () => {
    const { client } = await fresh(endpoint());
    const challenge = await login(client, accounts.password);
    assert.deepEqual(challenge.code, { length: 64, alphabet: 'any' });
    assert.equal((await client.answer(challenge, 'sen-vang-2026')).body.code, 'code_invalid');
    assert.equal((await client.answer(challenge, 'Sen-vang-2026')).status, 200);
  });

  test('the cells of the matrix card are asked until they are answered, then others', async () => {
    const { client } = await fresh(endpoint());
    const first = await login(client, accounts.matrixAndSms);
    assert.equal(first.kind, 'matrix');
    const coordinatesOf = (challenge: Challenge) => (challenge.kind === 'matrix' ? challenge.coordinates : []);
    const asked = coordinatesOf(first);
    assert.equal(new Set(asked).size, 3);
    assert.equal((await client.answer(first, wrongCode(cardCode(first)))).body.code, 'code_invalid');
    const second = await login(client, accounts.matrixAndSms);
    assert.deepEqual(coordinatesOf(second), asked);
    assert.equal((await client.answer(second, cardCode(second))).status, 200);
    assert.notDeepEqual(coordinatesOf(await login(client, accounts.matrixAndSms)), asked);
  });

  const cellsOf = (challenge: Challenge) => (challenge.kind === 'matrix' ? challenge.coordinates : []);

  test('a right answer uses its cells up in every session that waits for them', async () => {
    const { on, client } = await fresh(endpoint());
    const account = accounts.matrixAndSms;
    const thief = await on.client();
    const waiting = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const other = await on.client();
        return { other, challenge: await login(other, account) };
      }),
    );
    const owner = await login(client, account);
    const stolen = await login(thief, account);
    assert.deepEqual(cellsOf(stolen), cellsOf(owner));
    assert.equal((await client.answer(owner, cardCode(owner))).status, 200);
    for (const { other, challenge } of [...waiting, { other: thief, challenge: stolen }]) {
      assert.equal((await other.outcome(challenge)).body.state, 'expired');
      const { status, body } = await other.answer(challenge, cardCode(challenge));
      assert.deepEqual([status, body.code], [410, 'challenge_expired']);
    }
    assert.equal((await client.outcome(owner)).body.state, 'accepted');
    const next = await login(thief, account);
    assert.equal((await thief.answer(next, cardCode(next))).status, 200);
  });

  test('one answer of a card in 20 sessions at once is one grant', async () => {
    const { on } = await fresh(endpoint());
    const asked = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const client = await on.client();
        return { client, challenge: await login(client, accounts.matrixAndSms) };
      }),
    );
    assert.equal(new Set(asked.map(({ challenge }) => cellsOf(challenge).join())).size, 1);
    const replies = await Promise.all(
      asked.map(({ client, challenge }) => client.answer(challenge, cardCode(challenge))),
    );
    assert.equal(replies.filter(({ status }) => status === 200).length, 1);
    const codes = new Set(replies.filter(({ status }) => status !== 200).map(({ body }) => body.code));
    const known = ['code_replayed', 'challenge_expired', 'account_locked'];
    assert.deepEqual(
      [...codes].filter((code) => !known.includes(code)),
      [],
    );
  });

  test('40 sessions at once are asked for the same cells', async () => {
    const { on } = await fresh(endpoint());
    const clients = await Promise.all(Array.from({ length: 40 }, () => on.client()));
    const asked = await Promise.all(clients.map((client) => login(client, accounts.matrixAndSms)));
    assert.equal(new Set(asked.map((challenge) => cellsOf(challenge).join())).size, 1);
  });

  test('no cell is asked again before all others were', async () => {
    const { client } = await fresh(endpoint());
    const seen: string[] = [];
    for (let round = 0; round < 16; round++) {
      const challenge = await login(client, accounts.matrixAndSms);
      seen.push(...cellsOf(challenge));
      assert.equal((await client.answer(challenge, cardCode(challenge))).status, 200);
    }
    assert.equal(new Set(seen).size, 48);
    const last = cellsOf(await login(client, accounts.matrixAndSms));
    assert.equal(new Set(last).size, 3);
    assert.equal(last.filter((cell) => !seen.includes(cell)).length, 1);
  });

  for (const kind of ['sms', 'email', 'voice'] as const) {
    const account = accounts[kind];
    test(`a code sent by ${kind} is good for its own challenge, once`, async () => {
      const { on, client } = await fresh(endpoint());
      const challenge = await login(client, account);
      assert.equal(challenge.kind, kind);
      const code = await on.sentCode(account);
      assert.equal((await client.answer(challenge, wrongCode(code))).body.code, 'code_invalid');
      assert.equal((await client.answer(challenge, code)).body.method, kind);
      assert.equal((await client.answer(challenge, code)).body.code, 'code_replayed');
      const next = await login(client, account);
      if ((await on.sentCode(account)) === code) return;
      assert.equal((await client.answer(next, code)).body.code, 'code_invalid');
    });
  }
});
