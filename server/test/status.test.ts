import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Purpose } from '../src/generated/contract.js';
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
    ['cancel', ['matrix']],
    ['enroll', ['matrix']],
  ];
  for (const [purpose, expected] of byPurpose) {
    test(`an account on KB-OTP proves ${purpose} by ${expected.join()}`, async () => {
      assert.deepEqual(await kinds(accounts.kbOtp, 'm-able', purpose), expected);
    });
  }

  test('F5: on the derivatives channels an account that is not synchronised keeps its previous method', async () => {
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
