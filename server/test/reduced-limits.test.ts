/** G12: after a change of method a transfer may not be large for a day. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultPolicy } from '../src/index.js';
import type { Problem } from '../generated/contract.js';
import type { Client } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { enrolDevice } from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { fresh, startEndpoint, type TestEndpoint, useEndpoint } from './support/endpoint.js';
import { cancelBy, grantFor, methodCalls } from './support/methods.js';

const account: string = accounts.sms;
const limit = 10_000_000;
const day = 24 * 3600_000;

onEachDatabase('G12: limits after a change of method', (database) => {
  const endpoint = useEndpoint(database);

  async function transfer(client: Client, of: string, amount: number): Promise<Array<string | number>> {
    const beneficiary = { name: 'Trần Thị Bích', account: '0123456789' };
    const transaction = { type: 'cash-transfer', amount, beneficiary } as const;
    const { status, body } = await client.challenge({ account: of, purpose: 'cash-transfer', transaction });
    return status === 201 ? [status] : [status, (body as unknown as Problem).code];
  }

  const limitOf = async (client: Client, of: string) => (await client.status(of)).body.policy.reducedLimit;

  const changes: ReadonlyArray<readonly [string, string, (on: TestEndpoint, client: Client) => Promise<unknown>]> = [
    ['enrolling', account, (on, client) => enrolDevice(enrolling(on, client), { accounts: [account] })],
    [
      'a new device',
      accounts.kbOtp,
      (on, client) => enrolDevice(enrolling(on, client), { accounts: [accounts.kbOtp] }),
    ],
    ['cancelling', accounts.kbOtp, (on, client) => cancelBy(on, client, accounts.kbOtp)],
    ['synchronizing', accounts.notSynchronized, synchronize],
  ];

  async function synchronize(on: TestEndpoint, client: Client): Promise<void> {
    const request = { account: accounts.notSynchronized, channel: 'kb-trade-ds' };
    const grant = await grantFor(on, client, { ...request, purpose: 'synchronize' });
    assert.equal((await methodCalls(client).synchronize({ ...request, grant })).status, 200);
  }

  for (const [what, of, change] of changes) {
    test(`after ${what} one transfer may not exceed the limit for a day, and the status says so`, async () => {
      const { on, client } = await fresh(endpoint());
      assert.equal(await limitOf(client, of), undefined);
      assert.deepEqual(await transfer(client, of, limit + 1), [201]);
      on.pass(60_000);
      await change(on, client);
      const { amount, until } = (await limitOf(client, of)) ?? assert.fail();
      assert.equal(amount, limit);
      assert.ok(Math.abs(Date.parse(until) - on.now() - day) < 10_000, until);
      assert.deepEqual(await transfer(client, of, limit + 1), [403, 'limit_exceeded']);
      assert.deepEqual(await transfer(client, of, limit), [201]);
      on.pass(day + 10_000);
      assert.equal(await limitOf(client, of), undefined);
      assert.deepEqual(await transfer(client, of, limit + 1), [201]);
    });
  }

  const paid = (amount: number) =>
    ({ type: 'cash-transfer', amount, beneficiary: { name: 'Trần Thị Bích', account: '0123456789' } }) as const;

  /** Earns grants for transfers, each in a minute of its own. @returns what redeems each */
  async function earn(on: TestEndpoint, client: Client, amounts: readonly number[]) {
    const redemptions: Array<() => Promise<Array<string | number>>> = [];
    for (const amount of amounts) {
      const request = { account: accounts.kbOtp, purpose: 'cash-transfer', transaction: paid(amount) } as const;
      const grant = await grantFor(on, client, { ...request, channel: 'kb-trade' });
      redemptions.push(async () => {
        const { status, body } = await on.backEnd.redeem({ ...request, grant });
        return status === 200 ? [status] : [status, body.code];
      });
    }
    return redemptions;
  }

  const refused = [403, 'limit_exceeded'];

  test('transfers count together, wherever they were approved, and each is looked at again when it is made', async () => {
    const { on, client } = await fresh(endpoint());
    await cancelBy(on, client, accounts.kbOtp);
    const [most, rest, more] = await earn(on, client, [limit - 1000, 1000, 1000]);
    assert.deepEqual([await most?.(), await rest?.(), await more?.()], [[200], [200], refused]);
    assert.deepEqual(await transfer(client, accounts.kbOtp, 1), refused);
    on.pass(day + 10_000);
    assert.deepEqual(await transfer(client, accounts.kbOtp, 100 * limit), [201]);
  });

  test('of twelve at once only what fits goes through', async () => {
    const { on, client } = await fresh(endpoint());
    await cancelBy(on, client, accounts.kbOtp);
    const redemptions = await earn(
      on,
      client,
      Array.from({ length: 12 }, () => limit / 2),
    );
    const replies = await Promise.all(redemptions.map((redeem) => redeem()));
    assert.equal(replies.filter(([status]) => status === 200).length, 2);
    assert.deepEqual(new Set(replies.filter(([status]) => status !== 200).map(String)), new Set([refused.join()]));
  });

  test('another change of method within the day gives no new limit', async () => {
    const { on, client } = await fresh(endpoint());
    await cancelBy(on, client, accounts.kbOtp);
    const [most] = await earn(on, client, [limit]);
    assert.deepEqual(await most?.(), [200]);
    on.pass(day / 2);
    await enrolDevice(enrolling(on, client), { accounts: [accounts.kbOtp] });
    assert.deepEqual(await transfer(client, accounts.kbOtp, 1), refused);
    on.pass(day / 2 + 10_000);
    assert.deepEqual(await transfer(client, accounts.kbOtp, limit), [201]);
    assert.deepEqual(await transfer(client, accounts.kbOtp, limit + 1), refused);
  });

  test('orders have no such limit, nor have the other accounts of the customer', async () => {
    const { on, client } = await fresh(endpoint());
    await enrolDevice(enrolling(on, client), { accounts: [account] });
    const order = { type: 'order', side: 'buy', symbol: 'KBS', quantity: 1_000_000, price: 100_000 } as const;
    assert.equal((await client.challenge({ account, purpose: 'order', transaction: order })).status, 201);
    assert.equal(await limitOf(client, accounts.kbOtp), undefined);
    assert.deepEqual(await transfer(client, accounts.kbOtp, 100 * limit), [201]);
  });

  test('a change that was refused limits nothing', async () => {
    const { client } = await fresh(endpoint());
    await methodCalls(client).cancel({ account: accounts.kbOtp, grant: 'A'.repeat(43) });
    assert.equal(await limitOf(client, accounts.kbOtp), undefined);
  });

  test('the demo accounts begin again without a limit', async () => {
    const { on, client } = await fresh(endpoint());
    await cancelBy(on, client, accounts.kbOtp);
    await on.reset();
    assert.equal(await limitOf(client, accounts.kbOtp), undefined);
  });

  test('a policy without such a limit has none', async () => {
    const { on, client } = await fresh(
      await startEndpoint(database(), { policy: { ...defaultPolicy, reducedLimit: null } }),
    );
    await cancelBy(on, client, accounts.kbOtp);
    assert.equal(await limitOf(client, accounts.kbOtp), undefined);
    assert.deepEqual(await transfer(client, accounts.kbOtp, 100 * limit), [201]);
    await on.endpoint.close();
  });
});
