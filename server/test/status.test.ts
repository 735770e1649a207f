import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Purpose } from '../generated/contract.js';
import { demoCustomer } from '../src/index.js';
import { connect } from '../src/store/connect.js';
import { accounts, totpCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { useEndpoint } from './support/endpoint.js';

onEachDatabase('The status of an account', (database) => {
  const endpoint = useEndpoint(database);

  const kinds = async (account: string, channel?: string, purpose?: Purpose): Promise<string[]> => {
    const client = await endpoint().client();
    return (await client.status(account, channel, purpose)).body.methods.map(({ kind }) => kind);
  };

  const firstMethods: ReadonlyArray<readonly [string, string, string[]]> = [
    [accounts.kbOtp, 'kb-otp', ['kb-otp']],
    [accounts.sms, 'sms', ['sms']],
    [accounts.email, 'email', ['email']],
    [accounts.voice, 'voice', ['voice']],
    [accounts.matrixAndSms, 'matrix, then sms', ['matrix', 'sms']],
    [accounts.token, 'token', ['token']],
    [accounts.password, 'password', ['password']],
    [accounts.suspended, 'sms, because KB-OTP is suspended', ['sms']],
  ];
  for (const [account, what, expected] of firstMethods) {
    test(`${account} signs in by ${what}`, async () => {
      assert.deepEqual(await kinds(account), expected);
    });
  }

  const byPurpose: ReadonlyArray<readonly [Purpose, string[]]> = [
    ['login', ['kb-otp']],
    ['order', ['kb-otp']],
    ['cash-transfer', ['kb-otp']],
    ['synchronize', ['kb-otp']],
    ['cancel', ['matrix', 'kb-otp']],
    ['enroll', ['matrix']],
  ];
  for (const [purpose, expected] of byPurpose) {
    test(`an account on KB-OTP proves ${purpose} by ${expected.join()}`, async () => {
      assert.deepEqual(await kinds(accounts.kbOtp, 'm-able', purpose), expected);
    });
  }

  test('F5: on the derivatives channels an account that is not synchronized keeps its previous method', async () => {
    assert.deepEqual(await kinds(accounts.notSynchronized, 'kb-trade'), ['kb-otp']);
    assert.deepEqual(await kinds(accounts.notSynchronized, 'kb-trade-ds'), ['sms']);
    assert.deepEqual(await kinds(accounts.notSynchronized, 'kb-mobile-ds'), ['sms']);
    assert.deepEqual(await kinds(accounts.kbOtp, 'kb-trade-ds'), ['kb-otp']);
  });

  test('says the state of KB-OTP, the device, the previous method and the derivatives account', async () => {
    const { body } = await (await endpoint().client()).status(accounts.kbOtp);
    assert.deepEqual(body.kbOtp, { state: 'active', device: { id: 'device-an', name: 'Điện thoại của An' } });
    assert.equal(body.previousMethod?.kind, 'matrix');
    assert.deepEqual(body.derivatives, { synchronized: true });
    assert.equal(body.accountLabel, '058C•••001');
  });

  test('an account of which nothing can be used is told so, and an account without any method is not enrolled', async () => {
    const client = await endpoint().client();
    const { body } = await client.status(accounts.noPrevious, 'm-able', 'enroll');
    assert.deepEqual([body.methods, body.previousMethod, body.kbOtp.state], [[], null, 'active']);
    assert.deepEqual(await kinds(accounts.noPrevious, 'm-able', 'cancel'), ['kb-otp']);
    await addAccount('058C700001');
    const { status, body: none } = await client.get<{ code: string }>(statusPath('058C700001'));
    assert.deepEqual([status, none.code], [404, 'not_enrolled']);
  });

  test('a method that is suspended is not offered, but is still the one that the account goes back to', async () => {
    const on = endpoint();
    await on.reset();
    await suspend(accounts.sms);
    const { body } = await (await on.client()).status(accounts.sms);
    assert.deepEqual([body.methods, body.previousMethod?.kind], [[], 'sms']);
    await on.reset();
  });

  const statusPath = (account: string) => `/v1/accounts/${account}/authentication?channel=kb-trade`;

  async function addAccount(id: string): Promise<void> {
    const { db } = connect(database().config);
    await db.insertInto('accounts').values({ id, customer: demoCustomer, derivatives: 'none' }).execute();
    await db.destroy();
  }

  async function suspend(account: string): Promise<void> {
    const { db } = connect(database().config);
    const ids = db.selectFrom('authenticators').where('account', '=', account).select('id');
    await db.updateTable('guards').set({ suspended: 1 }).where('authenticator_id', 'in', ids).execute();
    await db.destroy();
  }

  test('masks where codes go', async () => {
    const client = await endpoint().client();
    assert.equal((await client.status(accounts.sms)).body.methods[0]?.target, '•••• ••• 002');
    assert.equal((await client.status(accounts.email)).body.methods[0]?.target, 'c•••@example.vn');
  });

  test('lists the grant of the session that covers the purpose, to this session only', async () => {
    const on = endpoint();
    await on.reset();
    const client = await on.client();
    const challenge = await client.challenged({ account: accounts.kbOtp });
    const { body: grant } = await client.answer(challenge, totpCode(accounts.kbOtp, on.now()));
    const tokens = async (asker: typeof client, purpose: Purpose) =>
      (await asker.status(accounts.kbOtp, 'kb-trade', purpose)).body.grants.map(({ token }) => token);
    assert.deepEqual(await tokens(client, 'login'), [grant.token]);
    assert.deepEqual(await tokens(client, 'order'), []);
    assert.deepEqual(await tokens(client, 'cash-transfer'), []);
    assert.deepEqual(await tokens(await on.client(), 'login'), []);
    on.pass(8 * 3600_000);
    assert.deepEqual(await tokens(client, 'login'), []);
  });

  test('refuses a channel that does not exist, and an account or purpose of the wrong form', async () => {
    const client = await endpoint().client();
    for (const path of [
      `/v1/accounts/${accounts.sms}/authentication?channel=kb-moon`,
      `/v1/accounts/${accounts.sms}/authentication`,
      `/v1/accounts/${accounts.sms}/authentication?channel=kb-trade&purpose=shopping`,
      `/v1/accounts/${encodeURIComponent('a b')}/authentication?channel=kb-trade`,
    ]) {
      const { status, body } = await client.get<{ code: string }>(path);
      assert.deepEqual([path, status, body.code], [path, 400, 'invalid_request']);
    }
  });
});
