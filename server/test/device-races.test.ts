/** Devices, when several processes work on one database and one of them is killed. */

import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accounts, cardCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { anyElement, beginEnrolment, deviceCalls, deviceCode, deviceCodes, enrolDevice } from './support/device.js';
import type { Client } from './support/client.js';
import { changesOf, methodCalls } from './support/methods.js';
import { startProcess, startTwo } from './support/process.js';

const crashingScript = fileURLToPath(new URL('support/crashing-endpoint.ts', import.meta.url));
const account: string = accounts.matrixAndSms;
const serviceKey = randomBytes(32).toString('base64');

async function grant(client: Client): Promise<string> {
  const challenge = await client.challenged({ account, channel: 'kb-mobile', purpose: 'enroll' });
  return (await client.answer(challenge, cardCode(challenge))).body.token;
}

onEachDatabase('Devices and several processes', (database) => {
  test('B3: of 30 unlocks at once on all processes at most ten are evaluated, and the key is gone', async () => {
    const [first, second] = await startTwo(database());
    const token = await first.openSession('demo');
    const clients = [first.client(token), second.client(token)];
    const [client] = clients;
    const keys = await enrolDevice({ client: client ?? assert.fail(), grant, now: Date.now }, { accounts: [account] });
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, turn) =>
        deviceCalls(clients[turn % 2] ?? assert.fail()).unlock(keys.enrolment.device, anyElement()),
      ),
    );
    const statuses = replies.map(({ status }) => status);
    assert.deepEqual(
      [200, 410].map((status) => statuses.filter((other) => other === status).length),
      [10, 20],
    );
    const left = replies.filter(({ status }) => status === 200).map(({ body }) => body.attemptsLeft);
    assert.deepEqual(
      left.sort((a, b) => a - b),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    const gone = await deviceCalls(clients[1] ?? assert.fail()).device(keys.enrolment.device);
    assert.equal(gone.body.code, 'device_disabled');
    await first.reset();
    await Promise.all([first.stop(), second.stop()]);
  });

  /** A process that is killed when it has done what that path asks for and before it says so; the customer at it. */
  async function dyingAt(path: string) {
    const crashing = await startProcess(database(), { KB_OTP_TEST_CRASH_AT: path }, crashingScript);
    await crashing.reset();
    const token = await crashing.openSession('demo');
    return { crashing, token, client: crashing.client(token) };
  }

  test('A17: killed between activating a device and saying so, the answer is not lost', async () => {
    const { crashing, token, client } = await dyingAt('/activation');
    const keys = await beginEnrolment({ client, grant, now: Date.now }, { accounts: [account] });
    const { id, device, serverTime } = keys.enrolment;
    const [key, codes] = [randomUUID(), deviceCodes(keys, Date.parse(serverTime))];
    const killed = once(crashing.child, 'exit');
    await assert.rejects(deviceCalls(client).activate(id, codes, { key }));
    assert.deepEqual(await killed, [null, 'SIGKILL']);

    const next = await startProcess(database());
    const again = next.client(token);
    const calls = deviceCalls(again);
    assert.equal((await calls.enrolment(id)).body.state, 'active');
    const sameKey = await calls.activate(id, codes, { key });
    assert.equal(sameKey.status, 200);
    assert.deepEqual(
      sameKey.body.accounts.map(({ state }) => state),
      ['active'],
    );
    const otherKey = await calls.activate(id, codes);
    assert.deepEqual([otherKey.status, otherKey.body.code], [409, 'state_conflict']);
    assert.equal((await again.status(account)).body.kbOtp.device?.id, device);
    const challenge = await again.challenged({ account });
    const reused = await again.answer(challenge, deviceCode(keys, account, Date.parse(serverTime)));
    assert.deepEqual([reused.status, reused.body.code], [409, 'code_replayed']);
    await next.stop();
  });

  async function cancelGrant(client: Client): Promise<string> {
    const challenge = await client.challenged({ account, channel: 'kb-mobile', purpose: 'cancel' });
    return (await client.answer(challenge, cardCode(challenge))).body.token;
  }

  test('of 20 cancellations at once on all processes one acts, and one key has one answer', async () => {
    const environment = { KB_OTP_SERVICE_KEY: serviceKey };
    const [first, second] = await startTwo(database(), environment);
    await first.reset();
    const token = await first.openSession('demo');
    const clients = [first.client(token), second.client(token)];
    const clientOf = (turn: number) => clients[turn % 2] ?? assert.fail();
    await enrolDevice({ client: clientOf(0), grant, now: Date.now }, { accounts: [account] });
    const [cancel, key] = [await cancelGrant(clientOf(0)), randomUUID()];
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => {
        const options = turn < 10 ? { key } : {};
        return methodCalls(clientOf(turn)).cancel({ account, grant: cancel }, options);
      }),
    );
    const [same, others] = [replies.slice(0, 10), replies.slice(10)];
    const done = replies.filter(({ status }) => status === 200);
    assert.equal(new Set(done.map(({ body }) => JSON.stringify(body))).size, 1);
    for (const { status, body } of same) {
      assert.match(status === 200 ? 'done' : body.code, /^(done|request_in_progress|grant_required)$/);
    }
    assert.ok(others.filter(({ status }) => status === 200).length <= 1);
    const changes = await changesOf({ backEnd: first.client(serviceKey) }, account);
    assert.equal(changes.filter(({ act }) => act === 'cancelled').length, 1);
    await Promise.all([first.stop(), second.stop()]);
  });

  test('A17: killed between cancelling and saying so, the answer is not lost', async () => {
    const { crashing, token, client } = await dyingAt('/cancellations');
    await enrolDevice({ client, grant, now: Date.now }, { accounts: [account] });
    const [cancel, key] = [await cancelGrant(client), randomUUID()];
    const killed = once(crashing.child, 'exit');
    await assert.rejects(methodCalls(client).cancel({ account, grant: cancel }, { key }));
    assert.deepEqual(await killed, [null, 'SIGKILL']);

    const next = await startProcess(database());
    const calls = methodCalls(next.client(token));
    const sameKey = await calls.cancel({ account, grant: cancel }, { key });
    assert.deepEqual([sameKey.status, sameKey.body.kbOtp.state], [200, 'none']);
    const otherKey = await calls.cancel({ account, grant: cancel });
    assert.deepEqual([otherKey.status, otherKey.body.code], [403, 'grant_required']);
    await next.stop();
  });
});
