/** Keys that are wrong, missing, or being exchanged while several processes run. */

import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { EndpointConfig } from '../src/index.js';
import { ConfigError, createEndpoint } from '../src/index.js';
import { connect } from '../src/store/connect.js';
import { createClient, type Client } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { anyElement, deviceCalls, deviceCode, enrolDevice } from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { origin, startEndpoint, testKeys, useEndpoint, type TestEndpoint } from './support/endpoint.js';
import { grantFor } from './support/methods.js';

const [sealKey, oprfKey] = [testKeys.sealKeys[0] ?? assert.fail(), testKeys.oprfKeys[0] ?? assert.fail()];
const account: string = accounts.sms;

onEachDatabase('Keys', (database) => {
  const endpoint = useEndpoint(database);

  /** Another process on the same database, with other keys and the same clock. */
  async function beside(keys: Partial<EndpointConfig>): Promise<TestEndpoint> {
    const clockShift = endpoint().config.clockShift ?? assert.fail();
    return startEndpoint(database(), { clockShift, development: false, delivery: { kind: 'inbox' }, ...keys });
  }

  /** One session, at each of the processes. */
  async function sessionAt(...all: readonly TestEndpoint[]): Promise<Client[]> {
    const opened = await (await endpoint().client()).post<{ token: string }>('/dev/sessions', { customer: 'demo' });
    const authorization = `Bearer ${opened.body.token}`;
    return all.map((each) => createClient((request) => each.endpoint.fetch(request), origin, authorization));
  }

  /** A process with other keys, a device that was registered there, and the customer here and there. */
  async function registeredAhead(other: Partial<EndpointConfig>) {
    const on = endpoint();
    await on.reset();
    on.passToStep();
    const ahead = await beside({ ...other, development: true });
    const [here, there] = (await sessionAt(on, ahead)) as [Client, Client];
    const keys = await enrolDevice({ ...enrolling(ahead, there), now: () => on.now() }, { accounts: [account] });
    return { on, ahead, here, there, keys };
  }

  const codeOf = ({ body }: { readonly body: unknown }) => (body as { code: string }).code;

  for (const name of ['sealKeys', 'oprfKeys'] as const) {
    const variable = name === 'sealKeys' ? 'KB_OTP_SEAL_KEY' : 'KB_OTP_OPRF_KEY';
    test(`a process with a wrong ${variable} does not start, and says so in one sentence`, async () => {
      const config = { ...endpoint().config, [name]: [randomBytes(32)] };
      await assert.rejects(createEndpoint(config), (error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, new RegExp(`^${variable} [^\n]+\\.$`));
        return true;
      });
    });

    test(`a new first ${variable} with the old one behind it starts; the old one may go when nothing needs it`, async () => {
      const on = endpoint();
      await on.reset();
      const old = testKeys[name][0] ?? assert.fail();
      const fresh = randomBytes(32);
      await (await beside({ [name]: [fresh, old] })).endpoint.close();
      if (name === 'sealKeys') {
        await assert.rejects(createEndpoint({ ...on.config, [name]: [fresh] }), /lacks a key/);
      } else {
        await (await createEndpoint({ ...on.config, [name]: [fresh] })).close();
      }
    });
  }

  test('a process whose database is exchanged for one of other keys is not ready', async () => {
    const on = endpoint();
    const { db } = connect(database().config);
    const canaries = await db.selectFrom('canaries').selectAll().execute();
    assert.equal(await on.endpoint.ready(), true);
    await db.updateTable('canaries').set({ sealed_text: 'v1.00000000.AAAA' }).where('seal', '=', 'oprf').execute();
    assert.equal(await on.endpoint.ready(), false);
    const told = await on.endpoint.operations(new Request(`${origin}/readyz`));
    assert.match(await told.text(), /"database":"ok","keys":"wrong"/);
    await db.deleteFrom('canaries').execute();
    await db.insertInto('canaries').values(canaries).execute();
    assert.equal(await on.endpoint.ready(), true);
    await db.destroy();
  });

  test('guesses at a process that lacks the device’s OPRF key are refused as its own fault, and not counted', async () => {
    const { ahead, here, there, keys } = await registeredAhead({ oprfKeys: [randomBytes(32), oprfKey] });
    const { device } = keys.enrolment;
    for (let tries = 0; tries < 12; tries++) {
      const refused = await deviceCalls(here).unlock(device, anyElement());
      assert.deepEqual([refused.status, codeOf(refused)], [503, 'upstream_unavailable']);
    }
    const guessed = await deviceCalls(there).unlock(device, anyElement());
    assert.deepEqual([guessed.status, guessed.body.attemptsLeft], [200, 9]);
    await ahead.endpoint.close();
  });

  test('codes at a process that lacks the seed’s key are refused as its own fault, and not counted', async () => {
    const { on, ahead, here, there, keys } = await registeredAhead({ sealKeys: [randomBytes(32), sealKey] });
    on.passToStep();
    const challenge = await there.challenged({ account });
    assert.equal(challenge.kind, 'kb-otp');
    const proof = await grantFor(ahead, there, { account, purpose: 'resynchronize' });
    const codes = () => [deviceCode(keys, account, on.now(), -1), deviceCode(keys, account, on.now())];
    for (let tries = 0; tries < 6; tries++) {
      const answered = await here.answer(challenge, deviceCode(keys, account, on.now()));
      assert.deepEqual([answered.status, codeOf(answered)], [503, 'upstream_unavailable']);
      const followed = await deviceCalls(here).resynchronize(keys.enrolment.device, account, codes(), proof);
      assert.deepEqual([followed.status, codeOf(followed)], [503, 'upstream_unavailable']);
    }
    assert.equal((await here.outcome(challenge)).body.challenge.attemptsLeft, challenge.attemptsLeft);
    const right = await there.answer(challenge, deviceCode(keys, account, on.now()));
    assert.equal(right.status, 200, JSON.stringify(right.body));
    await ahead.endpoint.close();
  });

  test('a rollout of a new first seal key breaks neither a code that was sent nor a request that comes again', async () => {
    const on = endpoint();
    await on.reset();
    const [first, second] = [sealKey, randomBytes(32)];
    const behind = await beside({ sealKeys: [first, second], development: true });
    const ahead = await beside({ sealKeys: [second, first], development: true });
    for (const [one, other] of [
      [behind, ahead],
      [ahead, behind],
      [on, ahead],
    ] as const) {
      await on.reset();
      const [client, again] = (await sessionAt(one, other)) as [Client, Client];
      const [asked, key] = [randomUUID(), randomUUID()];
      const made = await client.challenge({ account }, { key: asked });
      assert.equal((await again.challenge({ account }, { key: asked })).body.id, made.body.id);
      const code = await one.sentCode(account);
      const granted = await again.answer(made.body, code, { key });
      assert.equal(granted.status, 200, JSON.stringify(granted.body));
      if (one === on) continue;
      const repeated = await client.answer(made.body, code, { key });
      assert.deepEqual([repeated.status, repeated.body.token], [200, granted.body.token]);
    }
    await behind.endpoint.close();
    await ahead.endpoint.close();
  });

  test('a code at a process that lacks the key it was made with is not counted, nor taken for another request', async () => {
    const on = endpoint();
    await on.reset();
    const ahead = await beside({ sealKeys: [randomBytes(32), sealKey], development: true });
    const [here, there] = (await sessionAt(on, ahead)) as [Client, Client];
    const key = randomUUID();
    const { body: challenge } = await there.challenge({ account }, { key });
    const repeated = await here.challenge({ account }, { key });
    assert.deepEqual([repeated.status, codeOf(repeated)], [503, 'upstream_unavailable']);
    const code = await ahead.sentCode(account);
    const answered = await here.answer(challenge, code);
    assert.deepEqual([answered.status, codeOf(answered)], [503, 'upstream_unavailable']);
    assert.equal((await there.outcome(challenge)).body.challenge.attemptsLeft, challenge.attemptsLeft);
    assert.equal((await there.answer(challenge, code)).status, 200);
    await ahead.endpoint.close();
  });

  test('accounts that nobody has look the same at every process of a rollout', async () => {
    const ahead = await beside({ sealKeys: [randomBytes(32), sealKey] });
    const [here, there] = (await sessionAt(endpoint(), ahead)) as [Client, Client];
    for (let index = 0; index < 5; index++) {
      const unknown = `058C77700${index}`;
      const [one, other] = [await here.status(unknown), await there.status(unknown)];
      assert.deepEqual({ ...one.body, serverTime: '' }, { ...other.body, serverTime: '' });
    }
    await ahead.endpoint.close();
  });
});
