import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, Reply } from './support/client.js';
import { DeliveryRefused } from '../src/index.js';
import { accounts, totpCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { startEndpoint, useEndpoint, type TestEndpoint } from './support/endpoint.js';

onEachDatabase('A20: accounts that are not the session’s own', (database) => {
  const endpoint = useEndpoint(database);

  /** The first numbers of no account whose stand-ins use the given method. */
  async function unknownAccount(client: Client, kind: string, first = 1): Promise<string> {
    for (let number = first; number < first + 100; number++) {
      const account = `058C9${String(number).padStart(5, '0')}`;
      if ((await client.status(account)).body.methods[0]?.kind === kind) return account;
    }
    return assert.fail(`No stand-in uses ${kind}.`);
  }

  test("another customer's account and an account that nobody has look the same, and the same every time", async () => {
    const on = endpoint();
    const stranger = await on.client('stranger 1');
    for (const account of [accounts.kbOtp, '058C999999']) {
      const [first, again] = [(await stranger.status(account)).body, (await stranger.status(account)).body];
      assert.deepEqual({ ...again, serverTime: '' }, { ...first, serverTime: '' });
      const challenge = await stranger.challenge({ account });
      assert.equal(challenge.status, 201);
    }
    const own = (await (await on.client()).status(accounts.kbOtp)).body;
    const foreign = (await stranger.status(accounts.kbOtp)).body;
    assert.deepEqual(Object.keys(foreign).sort(), Object.keys(own).sort());
    assert.notEqual(foreign.methods[0]?.id, own.methods[0]?.id);
  });

  test('no code is right for them, not even that of the account itself', async () => {
    const on = endpoint();
    const stranger = await on.client('stranger 2');
    const challenge = await stranger.challenged({ account: accounts.kbOtp });
    const { status, body } = await stranger.answer(challenge, totpCode(accounts.kbOtp, on.now()));
    assert.equal(status, 422);
    assert.equal(body.code, 'code_invalid');
  });

  test('nothing is sent for them', async () => {
    const on = endpoint();
    const stranger = await on.client('stranger 3');
    const account = await unknownAccount(stranger, 'sms');
    const challenge = await stranger.challenged({ account });
    assert.equal(challenge.kind, 'sms');
    assert.equal(await on.sentCode(account), 'none sent');
    assert.equal((await stranger.resend(challenge)).body.code, 'rate_limited');
  });

  test('whoever guesses at them locks nobody else out', async () => {
    const on = endpoint();
    await on.reset();
    const stranger = await on.client('stranger 4');
    const challenge = await stranger.challenged({ account: accounts.kbOtp });
    for (let failed = 0; failed < 5; failed++) await stranger.answer(challenge, '000000');
    assert.equal((await stranger.challenge({ account: accounts.kbOtp })).status, 423);
    assert.equal((await (await on.client()).challenge({ account: accounts.kbOtp })).status, 201);
    assert.equal((await (await on.client('another')).challenge({ account: accounts.kbOtp })).status, 201);
  });

  test('they lock, wait and are suspended as real ones are', async () => {
    const on = endpoint();
    await on.reset();
    const client = await on.client('guesser');
    const [own, unknown] = [await on.client(), await unknownAccount(client, 'kb-otp')];
    assert.deepEqual(await untilSuspended(on, client, unknown), await untilSuspended(on, own, accounts.kbOtp));
    assert.equal((await client.status(unknown)).body.kbOtp.state, 'locked');
    assert.notEqual((await client.status(unknown)).body.methods[0]?.kind, 'kb-otp');
  });

  /** The verdicts of wrong codes up to the suspension. */
  async function untilSuspended(on: TestEndpoint, client: Client, account: string): Promise<unknown[]> {
    const verdicts: unknown[] = [];
    for (let failed = 0; failed < 20; failed++) {
      const challenge = await client.challenged({ account });
      const { status, body } = await client.answer(challenge, wrongTotp(accounts.kbOtp, on.now()));
      verdicts.push([status, body.code, body.attemptsLeft, body.retryAfter]);
      on.pass((body.retryAfter ?? 0) * 1000);
    }
    return verdicts;
  }

  test('every step takes as long as for an own account with a wrong code', async () => {
    const on = endpoint();
    await on.reset();
    let unknown = '';
    let tried = 0;
    const login = async (account: string) => wrongLogin(on, await on.client(), account);
    // Twenty wrong codes are what an account bears, and what stands in for none is reset by nobody.
    const fresh = async () => {
      await on.reset();
      unknown = await unknownAccount(await on.client(), 'kb-otp', 1 + 100 * tried++);
    };
    const [least, most] = await ratioOfTimes(
      () => login(accounts.kbOtp),
      () => login(unknown),
      fresh,
    );
    assert.ok(least > 0.7 && most < 1.4, `own : unknown = ${least.toFixed(2)} to ${most.toFixed(2)}`);
  });

  async function wrongLogin(on: TestEndpoint, client: Client, account: string): Promise<Reply<unknown>> {
    await client.status(account);
    const challenge = await client.challenged({ account });
    const reply = await client.answer(challenge, wrongTotp(accounts.kbOtp, on.now()));
    on.pass(3600_000);
    return reply;
  }

  test('a slow or failing carrier is imitated', async () => {
    const deliver = async () => {
      await wait(60);
      throw new DeliveryRefused('The carrier is down.');
    };
    const on = await startEndpoint(database(), { delivery: { kind: 'custom', delivery: { deliver } } });
    try {
      await on.reset();
      const client = await on.client('fourth');
      const unknown = await unknownAccount(client, 'sms');
      assert.equal((await (await on.client()).challenge({ account: accounts.sms })).status, 503);
      const start = performance.now();
      assert.equal((await client.challenge({ account: unknown })).status, 503);
      assert.ok(performance.now() - start >= 50);
    } finally {
      await on.endpoint.close();
    }
  });
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * How long one work takes beside another: where the median of their ratios lies, at 99.9 % (order statistics: sign
 * test). Both of a pair run under the same load, each first in turn; a busy machine only takes more pairs.
 */
async function ratioOfTimes(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
  beforeTwenty: () => Promise<unknown>,
): Promise<readonly [least: number, most: number]> {
  const ratios: number[] = [];
  let bounds: readonly [number, number] = [0, Infinity];
  while (ratios.length < 640 && bounds[1] / bounds[0] > 1.3) {
    await beforeTwenty();
    for (let pair = 0; pair < 20; pair += 2) {
      const first = await timed(one);
      const second = await timed(other);
      const third = await timed(other);
      ratios.push(first / second, (await timed(one)) / third);
    }
    ratios.sort((a, b) => a - b);
    const [middle, margin] = [ratios.length / 2, 1.645 * Math.sqrt(ratios.length)];
    bounds = [ratios[Math.floor(middle - margin)] ?? 0, ratios[Math.ceil(middle + margin)] ?? Infinity];
  }
  return bounds;
}
