import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountOverview, ProvisioningReport } from '../generated/contract.js';
import { digestOf, type ServiceScope } from '../src/service-credentials.js';
import { createClient, type Client } from './support/client.js';
import { accounts, totpCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { origin, startEndpoint, useEndpoint } from './support/endpoint.js';
import { cellsOf, codeOf, provisioned, seedOf } from './support/provisioned.js';

onEachDatabase('Provisioning', (database) => {
  const endpoint = useEndpoint(database);

  const provision = async (list: readonly unknown[], more: object = {}, client: Client = endpoint().backEnd) => {
    const { status, body } = await client.post<ProvisioningReport>('/v1/provisioning/accounts', {
      accounts: list,
      ...more,
    });
    assert.equal(status, 200, JSON.stringify(body));
    return body.results;
  };
  const outcomes = async (...arguments_: Parameters<typeof provision>) =>
    (await provision(...arguments_)).map(({ outcome }) => outcome);
  const show = async (account: string) =>
    (await endpoint().backEnd.get<AccountOverview>(`/v1/provisioning/accounts/${account}`)).body;

  test('an account that was put in proves itself by each of its methods', async () => {
    const on = endpoint();
    const account = provisioned('077C100001', { customer: 'new-1' });
    assert.deepEqual(await outcomes([account]), ['created']);
    const client = await on.client('new-1');
    const { body: status } = await client.status('077C100001');
    assert.deepEqual(
      status.methods.map(({ kind }) => kind),
      ['token', 'sms', 'matrix', 'email'],
    );
    const methodOf = (kind: string) => status.methods.find((method) => method.kind === kind)?.id ?? '';
    const asked = (kind: string) => client.challenged({ account: '077C100001', method: methodOf(kind) });
    assert.equal((await client.answer(await asked('token'), codeOf(account, on.now()))).status, 200);
    const card = await asked('matrix');
    assert.ok(card.kind === 'matrix');
    const cells = cellsOf(account);
    const code = card.coordinates.map((coordinate) => cells[coordinate]).join('');
    assert.equal((await client.answer(card, code)).status, 200);
    const sent = await asked('sms');
    assert.equal((await client.answer(sent, await on.sentCode('077C100001'))).status, 200);
  });

  test('a KB-OTP that another app holds goes on, and the account goes back to its own method without it', async () => {
    const on = endpoint();
    const account = provisioned('077C100002', { customer: 'new-2', old: true });
    assert.deepEqual(await outcomes([account]), ['created']);
    const client = await on.client('new-2');
    const { body } = await client.status('077C100002');
    assert.deepEqual(
      [body.kbOtp.state, body.methods[0]?.kind, body.previousMethod?.kind],
      ['active', 'kb-otp', 'token'],
    );
    const challenge = await client.challenged({ account: '077C100002' });
    assert.equal((await client.answer(challenge, codeOf(account, on.now(), 'kb-otp'))).status, 200);
  });

  test('a password is what it was given as, whether the account is new or changed', async () => {
    const on = endpoint();
    const account = (password: string) => ({
      account: '077C100014',
      customer: 'new-14',
      methods: [{ kind: 'password', password }],
    });
    const client = await on.client('new-14');
    for (const [password, outcome] of [
      ['Sen-vang-1', 'created'],
      ['Sen-vang-2', 'updated'],
    ] as const) {
      assert.deepEqual(await outcomes([account(password)]), [outcome]);
      const challenge = await client.challenged({ account: '077C100014' });
      assert.equal((await client.answer(challenge, password)).status, 200, outcome);
    }
  });

  test('the same again changes nothing, something else changes what it says', async () => {
    const account = provisioned('077C100003', { customer: 'new-3' });
    assert.deepEqual(await outcomes([account]), ['created']);
    assert.deepEqual(await outcomes([account]), ['unchanged']);
    const before = await show('077C100003');
    const moved = { ...account, derivatives: true, methods: [{ kind: 'sms', phone: '0909999888' }] };
    assert.deepEqual(await outcomes([moved]), ['updated']);
    const after = await show('077C100003');
    assert.equal(after.derivatives, 'independent');
    assert.deepEqual(
      after.methods.map(({ id, kind, target }) => [id, kind, target]),
      [[before.methods.find(({ kind }) => kind === 'sms')?.id, 'sms', '•••• ••• 888']],
    );
  });

  test('what an account keeps stays as it is, in its place, and all else of it', async () => {
    const on = endpoint();
    const [account, customer] = ['077C100015', 'new-15'] as const;
    const whole = { ...provisioned(account, { customer, old: true }), derivatives: true };
    assert.deepEqual(await outcomes([whole]), ['created']);
    const before = await show(account);
    const token = seedOf('token', 'Another token');
    const voice = { kind: 'voice', phone: '0909999777' };
    const change = { account, keep: ['kb-otp', 'matrix', 'email', 'password', 'token'], methods: [voice, token] };
    assert.deepEqual(await outcomes([change]), ['updated']);
    assert.deepEqual(await outcomes([change]), ['unchanged']);
    const shown = await show(account);
    assert.deepEqual([shown.customer, shown.derivatives], [customer, 'independent']);
    const was = (kind: string) => before.methods.find((method) => method.kind === kind);
    assert.deepEqual(
      shown.methods.filter(({ kind }) => kind !== 'voice'),
      [was('kb-otp'), { ...was('token'), source: 'Another token' }, was('matrix'), was('email')],
    );
    assert.equal(shown.methods.at(-1)?.kind, 'voice');
    const client = await on.client(customer);
    const challenge = await client.challenged({ account });
    assert.equal((await client.answer(challenge, codeOf(whole, on.now(), 'kb-otp'))).status, 200);
  });

  test('an account that is to keep what it has, and is not there, is put in where its customer is named', async () => {
    const methods = [seedOf('token', 'A token')];
    const [refused] = await provision([{ account: '077C100016', keep: ['sms'], methods }]);
    assert.match(refused?.reason ?? '', /no such account/);
    const named = { account: '077C100016', customer: 'new-16', keep: ['sms'], methods };
    assert.deepEqual(await outcomes([named]), ['created']);
    const [others] = await provision([{ ...named, customer: 'new-17' }]);
    assert.match(others?.reason ?? '', /another customer/);
  });

  test('a code that was used stays used over an update', async () => {
    const on = endpoint();
    const account = provisioned('077C100004', { customer: 'new-4' });
    await provision([account]);
    const client = await on.client('new-4');
    const used = codeOf(account, on.now());
    assert.equal((await client.answer(await client.challenged({ account: '077C100004' }), used)).status, 200);
    assert.deepEqual(await outcomes([{ ...account, derivatives: true }]), ['updated']);
    const again = await client.answer(await client.challenged({ account: '077C100004' }), used);
    assert.equal(again.body.code, 'code_replayed');
  });

  test('what the customer registered here stays', async () => {
    const on = endpoint();
    await on.reset();
    const [account, customer] = [accounts.kbOtp, 'demo'];
    const list = [
      { account, customer, methods: [{ kind: 'sms', phone: '0901112223' }, seedOf('kb-otp', 'An old app')] },
    ];
    assert.deepEqual(await outcomes(list), ['updated']);
    const client = await on.client();
    const challenge = await client.challenged({ account });
    assert.equal(challenge.kind, 'kb-otp');
    assert.equal((await client.answer(challenge, totpCode(account, on.now()))).status, 200);
    await on.reset();
  });

  test('each that can’t be is refused by itself, says why, and nothing of what it was given', async () => {
    const right = provisioned('077C100005', { customer: 'new-5' });
    const wrong: ReadonlyArray<readonly [RegExp, unknown]> = [
      [/required property 'customer'/, { account: '077C100006', methods: right.methods }],
      [/fewer than 1/, { ...right, account: '077C100007', methods: [] }],
      [/kind of method twice/, { ...right, account: '077C100008', methods: [right.methods[1], right.methods[1]] }],
      [/methods\/0/, { ...right, account: '077C100009', methods: [{ kind: 'sms', phone: 'secret-phone' }] }],
      [/another customer/, { ...right, account: accounts.sms }],
      [/named twice/, right],
      [/pattern/, { ...right, account: 'not an account' }],
    ];
    const results = await provision([right, ...wrong.map(([, account]) => account)]);
    assert.equal(results[0]?.outcome, 'created');
    for (const [index, [reason]] of wrong.entries()) {
      const result = results[index + 1];
      assert.equal(result?.outcome, 'refused', JSON.stringify(result));
      assert.match(result?.reason ?? '', reason);
    }
    assert.doesNotMatch(JSON.stringify(results), /secret-phone/);
    assert.equal((await endpoint().backEnd.get('/v1/provisioning/accounts/077C100007')).status, 404);
  });

  test('a dry run says the same and changes nothing', async () => {
    const list = [provisioned('077C100010', { customer: 'new-10' })];
    assert.deepEqual(await outcomes(list, { dryRun: true }), ['created']);
    assert.equal((await endpoint().backEnd.get('/v1/provisioning/accounts/077C100010')).status, 404);
    assert.deepEqual(await outcomes(list), ['created']);
  });

  test('the same accounts from two sides at once are put in once', async () => {
    const list = Array.from({ length: 40 }, (_, index) => provisioned(`077C2${String(index).padStart(5, '0')}`, {}));
    const runs = await Promise.all([provision(list), provision([...list].reverse()), provision(list)]);
    const created = runs.flat().filter(({ outcome }) => outcome === 'created');
    assert.equal(created.length, 40);
    assert.deepEqual(
      await outcomes(list),
      list.map(() => 'unchanged'),
    );
    assert.equal((await show('077C200000')).methods.length, 4);
  });

  test('it is in the trail, by the name of the key', async () => {
    await provision([provisioned('077C100011', { customer: 'new-11' })]);
    const { body } = await endpoint().backEnd.get<{ changes: ReadonlyArray<{ act: string; actor?: string }> }>(
      '/v1/accounts/077C100011/method-changes',
    );
    assert.deepEqual(
      body.changes.map(({ act, actor }) => [act, actor]),
      [['provisioned', 'service']],
    );
  });

  test('nothing that was given is read anywhere: not in answers, not in logs', async () => {
    const account = provisioned('077C100012', { customer: 'new-12', old: true });
    await provision([account]);
    const told = `${JSON.stringify(await show('077C100012'))}${endpoint().logs()}`;
    for (const method of account.methods) {
      for (const value of [method.secret, method.phone, method.email]) {
        assert.ok(value === undefined || !told.includes(value), method.kind);
      }
    }
  });

  test('a key may do what its scopes say', async () => {
    const key = `${'k'.repeat(20)}of-the-core-banking`;
    const scopes: readonly ServiceScope[] = ['provision'];
    const on = await startEndpoint(database(), {
      serviceCredentials: [{ name: 'core', scopes, digest: digestOf(key) }],
    });
    const core = createClient((request) => on.endpoint.fetch(request), origin, `Bearer ${key}`);
    assert.deepEqual(await outcomes([provisioned('077C100013', { customer: 'new-13' })], {}, core), ['created']);
    for (const path of ['/v1/grants/redemptions', `/v1/accounts/${accounts.sms}/reopenings`]) {
      const { status, body } = await core.post<{ code: string; detail: string }>(path, {});
      assert.deepEqual([status, body.code], [401, 'session_expired']);
      assert.match(body.detail, /has not the scope (redeem|helpdesk)/);
    }
    const customer = await on.client();
    assert.equal((await customer.post('/v1/provisioning/accounts', { accounts: [{}] })).status, 401);
  });
});
