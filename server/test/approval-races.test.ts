/** Approving, rejecting, withdrawing and running out at once, at two processes, or at the one that SQLite is for. */

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Approval, Challenge } from '../generated/contract.js';
import { connect } from '../src/store/connect.js';
import { askerCalls, codeOf, holderCalls } from './support/approvals.js';
import type { Client } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { enrolDevice, type DeviceKeys } from './support/device.js';
import { cardCode } from './support/codes.js';
import { startTwo } from './support/process.js';

const account: string = accounts.matrixAndSms;
const rounds = { postgres: 100, sqlite: 20 };
/** Milliseconds that are left when all set out; with two minutes it does not run out. */
const left = [0, 120_000, 20, 120_000, 60];

onEachDatabase('One outcome', (database) => {
  let [here, there]: Client[] = [];
  let keys: DeviceKeys | undefined;

  before(async () => {
    const environment = { KB_OTP_APPROVALS: 'login', KB_OTP_BOUND_CODES: 'login' };
    const [first, second] = await startTwo(database(), environment);
    const [page, phone] = [await first.openSession('demo'), await second.openSession('demo')];
    [here, there] = [first.client(page), second.client(phone)];
    const grant = async (client: Client, of: string) => {
      const challenge = await client.challenged({ account: of, purpose: 'enroll', channel: 'm-able' });
      return (await client.answer(challenge, cardCode(challenge))).body.token;
    };
    keys = await enrolDevice({ client: there, grant, now: Date.now }, { accounts: [account] });
  });

  /** Where it is heard of in the end, and what each that succeeded has been told. */
  async function race(
    turn: number,
  ): Promise<{ readonly told: Set<string>; readonly last: Approval; readonly id: string }> {
    const [page, phone, device] = [here ?? assert.fail(), there ?? assert.fail(), keys ?? assert.fail()];
    const [asker, holder] = [askerCalls(page), holderCalls(phone, device.enrolment.device)];
    const challenge = await page.challenged({ account });
    const [request = assert.fail()] = (await holder.requests()).body.requests;
    assert.equal(request.id, challenge.id);
    const { number = '' } = (await asker.approval(challenge)).body;
    const code = codeOf(device, request, Date.now());
    const time = left[turn % left.length] ?? 0;
    if (time < 1000) await runOut(challenge, time);
    const heard = async (reply: Promise<{ status: number; body: { state?: string } }>) => {
      const { status, body } = await reply;
      return status === 200 && body.state !== 'pending' ? [body.state ?? ''] : [];
    };
    const end = async () => {
      // A head start of so many round trips for whoever approves.
      for (let trip = 0; trip < turn % 4; trip++) await asker.approval(challenge);
      return turn % 2 === 0 ? holder.reject(challenge, 'changed-mind') : asker.withdraw(challenge);
    };
    const first = turn % 4 === 0 ? heard(end()) : null;
    const told = await Promise.all([
      heard(holder.approve(challenge, { code, number })),
      heard(asker.approval(challenge)),
      first ?? heard(end()),
      heard(asker.approval(challenge)),
      heard(asker.approval(challenge, 1)),
    ]);
    const { body: last } = await asker.approval(challenge);
    return { told: new Set(told.flat()), last, id: challenge.id };
  }

  async function runOut({ id, serverTime }: Challenge, time: number): Promise<void> {
    const { db } = connect(database().config);
    const expires_at = Date.parse(serverTime) + (Date.now() - Date.parse(serverTime)) + time;
    await db.updateTable('challenges').set({ expires_at }).where('id', '=', id).execute();
    await db.destroy();
  }

  test('is all that anybody is told, in every round', async () => {
    const outcomes: string[] = [];
    for (let turn = 0; turn < rounds[database().config.kind]; turn++) {
      const { told, last } = await race(turn);
      assert.notEqual(last.state, 'pending');
      assert.deepEqual(
        [...told, last.state].filter((state) => state !== last.state),
        [],
        `round ${turn}`,
      );
      assert.equal(last.grant !== undefined, last.state === 'approved');
      outcomes.push(last.state);
    }
    // All that may happen did.
    assert.deepEqual([...new Set(outcomes)].sort(), ['approved', 'denied', 'expired']);
  });
});
