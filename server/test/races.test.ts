/** Two processes on one database, and everything at once. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Challenge } from '../src/generated/contract.js';
import type { Client } from './support/client.js';
import { accounts, totpCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { startProcess, type EndpointProcess } from './support/process.js';

const account: string = accounts.kbOtp;
const rounds = 20;

onEachDatabase('Two processes', (database) => {
  let processes: EndpointProcess[] = [];
  let clients: Client[] = [];

  before(async () => {
    processes = await Promise.all([startProcess(database()), startProcess(database())]);
    const token = (await processes[0]?.openSession('demo')) ?? '';
    clients = processes.map((process) => process.client(token));
  });
  after(() => Promise.all(processes.map((process) => process.stop())));

  const [clientOf, first] = [(turn: number) => clients[turn % 2] ?? assert.fail(), () => processes[0] ?? assert.fail()];

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
    assert.deepEqual([...others].filter((status) => status !== 409 && status !== 423), []);
  }

  test('A9: one code submitted 100 times to one challenge is accepted once, in each of 20 rounds', async () => {
    for (let round = 0; round < rounds; round++) {
      await first().reset();
      const challenge = await clientOf(round).challenged({ account });
      assertOneAccepted(await submit([challenge], totpCode(account, Date.parse(challenge.serverTime))));
    }
  });

  test('A9: one code submitted 100 times to ten challenges of the account is accepted once, in each of 20 rounds', async () => {
    for (let round = 0; round < rounds; round++) {
      await first().reset();
      const challenges = await Promise.all(Array.from({ length: 10 }, (_, turn) => clientOf(turn).challenged({ account })));
      const [{ serverTime } = assert.fail()] = challenges;
      assertOneAccepted(await submit(challenges, totpCode(account, Date.parse(serverTime))));
    }
  });

  test('A11: of 100 wrong codes at once exactly five are evaluated, by both processes together', async () => {
    const evaluations = async () => {
      const counts = await Promise.all(processes.map((process) => process.metric('kb_otp_code_evaluations_total')));
      return counts.reduce((sum, count) => sum + count, 0);
    };
    await first().reset();
    const challenge = await clientOf(0).challenged({ account });
    const before = await evaluations();
    const statuses = await submit([challenge], wrongTotp(account, Date.parse(challenge.serverTime)));
    assert.equal((await evaluations()) - before, 5);
    assert.deepEqual([422, 423].map((status) => statuses.filter((other) => other === status).length), [5, 95]);
  });

  test('one key sent to both processes has one effect', async () => {
    await first().reset();
    const key = '0b0c7f43-7c0c-4a5d-8a34-1e9a34f3a001';
    const replies = await Promise.all([0, 1, 0, 1, 0, 1].map((turn) => clientOf(turn).challenge({ account }, { key })));
    const made = replies.filter(({ status }) => status === 201).map(({ body }) => body.id);
    assert.equal(new Set(made).size, 1);
    assert.ok(replies.every(({ status }) => status === 201 || status === 409));
  });
});
