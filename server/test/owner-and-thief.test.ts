/** The owner's phone while somebody with another session of theirs guesses as fast as it may, over HTTP. */

import assert from 'node:assert/strict';
import { before, test, type TestContext } from 'node:test';
import { issueSession, listen } from '../src/index.js';
import { createClient, type Client } from './support/client.js';
import { accounts, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { deviceCode, enrolDevice, type DeviceKeys } from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { startEndpoint, type TestEndpoint } from './support/endpoint.js';

const account = accounts.matrixAndSms;
const step = 30_000;

interface Listening {
  readonly on: TestEndpoint;
  readonly url: string;
}

onEachDatabase('The owner and a thief', (database) => {
  const endpoints: Listening[] = [];

  before(async () => {
    const many = database().config.kind === 'postgres' ? 2 : 1;
    for (let started = 0; started < many; started++) endpoints.push(await listening());
  });

  async function listening(): Promise<Listening> {
    const on = await startEndpoint(database());
    const at = { port: 0, hostname: '127.0.0.1', operations: null, maxConnections: 2000, shutdownDelay: 0 };
    const { port, stop } = await listen(on.endpoint, { ...on.config, ...at });
    database().atEnd(stop);
    return { on, url: `http://127.0.0.1:${port}` };
  }

  const first = () => endpoints[0] ?? assert.fail();
  const pass = (time: number) => endpoints.forEach(({ on }) => on.pass(time));

  /** A client in a session of its own; by turns at each endpoint. */
  async function session(turn = 0): Promise<Client> {
    const { on, url } = endpoints[turn % endpoints.length] ?? assert.fail();
    const { sessionKey } = on.config;
    const token = await issueSession({ customer: 'demo', sessionKey, ttl: 36_000, now: on.now() });
    return createClient(
      (request) => fetch(request),
      url,
      `Bearer ${token}`,
      () => on.now(),
    );
  }

  interface Theft {
    /** How many guesses were looked at. */
    stop(): Promise<number>;
  }

  /** Guesses in `sessions` at once, each one renewed as soon as it has to wait. */
  function steal(t: TestContext, sessions: number): Theft {
    let [stopped, evaluated] = [false, 0];
    const guess = async (turn: number): Promise<void> => {
      while (!stopped) evaluated += await guessUntilRefused(await session(turn), () => stopped);
    };
    const guessing = Array.from({ length: sessions }, (_, turn) => guess(turn));
    const stop = async () => {
      stopped = true;
      await Promise.all(guessing);
      return evaluated;
    };
    t.after(stop);
    return { stop };
  }

  async function guessUntilRefused(thief: Client, isStopped: () => boolean): Promise<number> {
    const { status, body } = await thief.challenge({ account });
    // What is offered to the thief once KB-OTP is shut is guessed at too: the card that was there before.
    for (let evaluated = 0; ; evaluated++) {
      if (status !== 201 || isStopped()) return body.kind === 'kb-otp' ? evaluated : 0;
      const reply = await thief.answer(body, wrongTotp(accounts.kbOtp, first().on.now()));
      if (reply.status !== 422 || reply.body.attemptsLeft === 0) return body.kind === 'kb-otp' ? evaluated : 0;
    }
  }

  async function verify(owner: Client, keys: DeviceKeys): Promise<unknown[]> {
    const { device } = keys.enrolment;
    const challenge = await owner.challenge({ account }, { device });
    if (challenge.status !== 201 || challenge.body.kind !== 'kb-otp') return [challenge.status, challenge.body.kind];
    const code = deviceCode(keys, account, first().on.now());
    const { status, body } = await owner.answer(challenge.body, code, { device });
    return [status, body.code ?? body.method];
  }

  async function enrolled(): Promise<{ owner: Client; keys: DeviceKeys }> {
    const { on } = first();
    await on.reset();
    pass(step - (on.now() % step) + 1000);
    const owner = await session();
    return { owner, keys: await enrolDevice(enrolling(on, owner), { accounts: [account] }) };
  }

  test('the phone that makes the codes verifies, while eight sessions guess as fast as they may', async (t) => {
    const { owner, keys } = await enrolled();
    const theft = steal(t, 8);
    for (let verified = 0; verified < 10; verified++) {
      pass(step);
      assert.deepEqual(await verify(owner, keys), [200, 'kb-otp']);
    }
    // All of it is over for every session without the phone, the owner's own too.
    while ((await owner.status(account)).body.kbOtp.state !== 'locked') pass(step);
    pass(step);
    assert.deepEqual(await verify(owner, keys), [200, 'kb-otp']);
    assert.ok((await theft.stop()) <= 20);
    const { device } = keys.enrolment;
    assert.equal((await owner.status(account, 'kb-trade', 'login', { device })).body.kbOtp.state, 'active');
  });

  test('a phone that does not prove itself is a session like any other, and so is another phone of theirs', async (t) => {
    const { owner, keys } = await enrolled();
    const setting = enrolling(first().on, owner);
    const { enrolment } = await enrolDevice(setting, { accounts: [accounts.sms] });
    const thief = steal(t, 8);
    while ((await owner.status(account)).body.kbOtp.state !== 'locked') pass(1000);
    await thief.stop();
    pass(step);
    for (const device of [null, enrolment.device]) {
      const { status, body } = await owner.challenge({ account }, { device });
      assert.deepEqual([status, body.kind === 'kb-otp'], [status, false]);
    }
    assert.deepEqual(await verify(owner, keys), [200, 'kb-otp']);
  });

  test('the phone has a count of its own: it waits after five wrong codes, and is shut after twenty', async () => {
    const { owner, keys } = await enrolled();
    const { device } = keys.enrolment;
    const waits: unknown[] = [];
    for (let wrong = 0; wrong < 20; wrong++) {
      const { body: challenge } = await owner.challenge({ account }, { device });
      const { body } = await owner.answer(challenge, wrongTotp(accounts.kbOtp, first().on.now()), { device });
      waits.push(body.retryAfter ?? 0);
      pass((body.retryAfter ?? 0) * 1000);
    }
    assert.deepEqual(waits.slice(3, 7), [0, 30, 60, 120]);
    const [own, others] = [await owner.status(account, 'kb-trade', 'login', { device }), await owner.status(account)];
    assert.deepEqual([own.body.kbOtp.state, others.body.kbOtp.state], ['locked', 'active']);
    const { body: challenge } = await owner.challenge({ account });
    const code = deviceCode(keys, account, first().on.now());
    assert.equal((await owner.answer(challenge, code)).status, 200);
  });
});
