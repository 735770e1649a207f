/** Everything at once: on two processes, or on the one that SQLite is for. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { before, test } from 'node:test';
import type { Challenge } from '../generated/contract.js';
import type { Client } from './support/client.js';
import { accounts, totpCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { startTwo, type EndpointProcess } from './support/process.js';

const account: string = accounts.kbOtp;
/** SQLite lets one writer in at a time, so there is less to find. */
const rounds = { postgres: 20, sqlite: 4 };

onEachDatabase('Everything at once', (database) => {
  let processes: EndpointProcess[] = [];
  let clients: Client[] = [];
  let token = '';

  before(async () => {
    processes = await startTwo(database());
    token = (await processes[0]?.openSession('demo')) ?? '';
    clients = processes.map((process) => process.client(token));
  });

  const [clientOf, first] = [(turn: number) => clients[turn % 2] ?? assert.fail(), () => processes[0] ?? assert.fail()];

  /** A challenge that a process has begun to take, and waits for the rest of; resolves to what sends that. */
  async function begun({ url }: EndpointProcess): Promise<() => Promise<number | undefined>> {
    const body = JSON.stringify({ account, channel: 'kb-trade', purpose: 'login' });
    const headers = {
      authorization: `Bearer ${token}`,
      'content-length': Buffer.byteLength(body),
      'content-type': 'application/json',
      expect: '100-continue',
      'idempotency-key': randomUUID(),
    };
    const call = request(`${url}/v1/challenges`, { method: 'POST', headers });
    call.flushHeaders();
    await once(call, 'continue');
    return async () => {
      call.end(body);
      const [reply] = (await once(call, 'response')) as [IncomingMessage];
      reply.resume();
      return reply.statusCode;
    };
  }

  /** Submits one code 100 times at once, by turns to both processes. */
  async function submit(challenges: readonly Challenge[], code: string): Promise<number[]> {
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, turn) =>
        clientOf(turn).answer(challenges[turn % challenges.length] ?? assert.fail(), code),
      ),
    );
    return replies.map(({ status }) => status);
  }

  function assertOneAccepted(statuses: readonly number[]): void {
    assert.equal(statuses.filter((status) => status === 200).length, 1);
    const others = new Set(statuses.filter((status) => status !== 200));
    assert.deepEqual(
      [...others].filter((status) => status !== 409 && status !== 423),
      [],
    );
  }

  test('A9: a code submitted 100 times at once, to one challenge or ten, is accepted once in every round', async () => {
    for (let round = 0; round < rounds[database().config.kind]; round++) {
      await first().reset();
      const number = round % 2 === 0 ? 1 : 10;
      const made = Array.from({ length: number }, (_, turn) => clientOf(turn).challenged({ account }));
      const challenges = await Promise.all(made);
      const [{ serverTime } = assert.fail()] = challenges;
      assertOneAccepted(await submit(challenges, totpCode(account, Date.parse(serverTime))));
    }
  });

  test('A11: of 100 wrong codes at once exactly five are evaluated, by all processes together', async () => {
    const evaluations = async () => {
      const counts = await Promise.all(
        [...new Set(processes)].map((process) => process.metric('kb_otp_code_evaluations_total')),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    };
    await first().reset();
    const challenge = await clientOf(0).challenged({ account });
    const before = await evaluations();
    const statuses = await submit([challenge], wrongTotp(account, Date.parse(challenge.serverTime)));
    assert.equal((await evaluations()) - before, 5);
    assert.deepEqual(
      [422, 423].map((status) => statuses.filter((other) => other === status).length),
      [5, 95],
    );
  });

  test('one key sent to every process has one effect', async () => {
    await first().reset();
    const key = '0b0c7f43-7c0c-4a5d-8a34-1e9a34f3a001';
    const replies = await Promise.all([0, 1, 0, 1, 0, 1].map((turn) => clientOf(turn).challenge({ account }, { key })));
    const made = replies.filter(({ status }) => status === 201).map(({ body }) => body.id);
    assert.equal(new Set(made).size, 1);
    assert.ok(replies.every(({ status }) => status === 201 || status === 409));
  });

  test('all came up, those too that began at once on an empty database', async () => {
    for (const { operations } of processes) assert.equal((await fetch(`${operations}/readyz`)).status, 200);
  });

  test('asked to stop, each finishes what is under way and ends well', async () => {
    await first().reset();
    const underWay = await Promise.all(processes.map(begun));
    const exits = Promise.all(processes.map((process) => process.stop()));
    assert.deepEqual(
      await Promise.all(underWay.map((finish) => finish())),
      processes.map(() => 201),
    );
    assert.deepEqual(await exits, [0, 0]);
  });
});
