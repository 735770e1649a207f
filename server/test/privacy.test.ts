/** All that is kept of one customer: told, and erased but for what the law asks to keep. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { CustomerExport, Erasure, Problem } from '../generated/contract.js';
import { digestOf, serviceScopes } from '../src/service-credentials.js';
import { connect } from '../src/store/connect.js';
import type { Tables } from '../src/store/tables.js';
import { createClient, type Client } from './support/client.js';
import { onEachDatabase } from './support/databases.js';
import { enrolDevice } from './support/device.js';
import { origin, startEndpoint, useEndpoint, type TestEndpoint } from './support/endpoint.js';
import { deskOf } from './support/help-desk.js';
import { kbOtpEndpoint } from './support/operator.js';
import { startProcess } from './support/process.js';
import { codeOf, provisioned, type TestAccount } from './support/provisioned.js';

const why = { actor: 'a.tran', reason: 'File DPO-2026-17.' } as const;
const transfer = {
  type: 'cash-transfer',
  amount: 1_234_567,
  beneficiary: { name: 'NGUYEN VAN BINH', account: '190045', bank: 'A bank' },
} as const;

onEachDatabase('All that is kept of one customer', (database) => {
  const endpoint = useEndpoint(database);

  const asked = (customer: string, client: Client = endpoint().backEnd) =>
    client.get<CustomerExport & Problem>(`/v1/privacy/customers/${encodeURIComponent(customer)}`);
  const erase = (customer: string, client: Client = endpoint().backEnd, options = {}) =>
    client.post<Erasure & Problem>(`/v1/privacy/customers/${encodeURIComponent(customer)}/erasure`, why, options);

  /** With a device, a challenge for a transfer, what was proved, and an act of the help desk. */
  async function busy(id: string, customer: string, on: TestEndpoint = endpoint()): Promise<TestAccount> {
    const account = provisioned(id, { customer });
    await on.backEnd.post('/v1/provisioning/accounts', { accounts: [account] });
    const client = await on.client(customer);
    on.passToStep();
    const prove = async (request: object): Promise<string> => {
      const challenge = await client.challenged({ channel: 'm-able', account: id, ...request });
      const { status, body } = await client.answer(challenge, codeOf(account, on.now()));
      assert.equal(status, 200, JSON.stringify(body));
      on.passToStep();
      return body.token;
    };
    await enrolDevice({ client, grant: () => prove({ purpose: 'enroll' }), now: () => on.now() }, { accounts: [id] });
    await client.challenged({ account: id, purpose: 'cash-transfer', transaction: transfer });
    const note = `The customer, ${customer}, is called Binh.`;
    await deskOf(on.backEnd, 'a.tran').order(id, { act: 'suspend', note });
    await deskOf(on.backEnd, 'a.tran').order(id, { act: 'resume' });
    return account;
  }

  const close = (account: string, on = endpoint()) =>
    on.backEnd.post(`/v1/provisioning/accounts/${account}/closing`, why);

  /** One verification covers what comes later in a session. */
  async function cover(account: string, customer: string): Promise<void> {
    const { db } = connect(database().config);
    const now = endpoint().now();
    await db
      .insertInto('session_grants')
      .values({
        ...{ id: `of-${account}`, session: 'any', customer, account, channel: 'kb-trade', device: null },
        ...{ authenticator_id: 'any', method: 'sms', covers: '[]', opened_by: 'any' },
        ...{ authenticated_at: now, used_at: now, expires_at: now + 60_000, ended_at: null },
      })
      .execute();
    await db.destroy();
  }

  /** Every row of every table, as text. */
  async function everything(): Promise<string> {
    const { db } = connect(database().config);
    const tables = await db.introspection.getTables();
    const rows = await Promise.all(
      tables.map(async ({ name }) => [
        name,
        await db
          .selectFrom(name as keyof Tables)
          .selectAll()
          .execute(),
      ]),
    );
    await db.destroy();
    return JSON.stringify(rows);
  }

  test('where a device is woken is told by its time alone, and goes with the device', async () => {
    const account = await busy('089C100031', 'woken-1');
    const [{ device } = assert.fail()] = (await asked('woken-1')).body.devices;
    const { db } = connect(database().config);
    const [at, sealed] = [Date.parse('2026-05-01T00:00:00Z'), 'v1.sealed-subscription'];
    await db
      .insertInto('push_subscriptions')
      .values({ device, sealed_subscription: sealed, registered_at: at })
      .execute();
    await db.destroy();
    const { body } = await asked('woken-1');
    assert.equal(body.devices[0]?.pushSince, '2026-05-01T00:00:00.000Z');
    assert.ok(!JSON.stringify(body).includes(sealed));
    assert.equal((await close(account.account)).status, 200);
    assert.equal((await erase('woken-1')).status, 200);
    assert.ok(!(await everything()).includes(sealed));
  });

  test('the export has what happened, of every kind, and no secret', async () => {
    const on = endpoint();
    const account = await busy('089C100001', 'kept-1');
    const { status, body } = await asked('kept-1');
    assert.equal(status, 200, JSON.stringify(body));
    const [held] = body.accounts;
    assert.deepEqual(
      held?.methods.map(({ kind }) => kind),
      ['token', 'sms', 'matrix', 'email', 'kb-otp'],
    );
    assert.match(JSON.stringify(held.methods), /"•••• ••• [0-9]{3}".*"0•••@customers\.example"/);
    assert.equal(body.devices[0]?.accounts[0]?.state, 'active');
    assert.deepEqual(body.challenges.find(({ purpose }) => purpose === 'cash-transfer')?.transaction, transfer);
    assert.deepEqual(
      body.grants.map(({ purpose }) => purpose),
      ['enroll'],
    );
    assert.deepEqual(body.changes.map(({ act }) => act).sort(), ['enrolled', 'provisioned', 'resumed', 'suspended']);
    assert.match(body.helpDeskActs.map(({ reason }) => reason).join(), /called Binh/);
    assert.ok(body.notices.length >= 3, JSON.stringify(body.notices));
    const text = JSON.stringify(body);
    for (const method of account.methods) {
      for (const value of [method.secret, method.phone, method.email]) assert.ok(!value || !text.includes(value));
    }
    assert.doesNotMatch(text, /sealed|"token_hash"|"code_mac"|"proof_key"/);
    assert.equal((await asked('nobody')).body.code, 'not_found');
    assert.equal((await asked('a\u0000b')).body.code, 'not_found');
    assert.doesNotMatch(on.logs(), /kept-1/);
  });

  test('nothing is erased while an account is open', async () => {
    await busy('089C100002', 'kept-2');
    const { status, body } = await erase('kept-2');
    assert.deepEqual([status, body.code], [409, 'state_conflict']);
    assert.equal((await asked('kept-2')).body.devices.length, 1);
  });

  test('what is erased is nowhere; the trail stays without whose it is, and the answer says why', async () => {
    const on = endpoint();
    await busy('089C100003', 'kept-3');
    await busy('089C100004', 'kept-4');
    await cover('089C100003', 'kept-3');
    await close('089C100003');
    const other = (await asked('kept-4')).body;
    const { status, body } = await erase('kept-3');
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      body.kept.map(({ table, rows }) => [table, rows]),
      [
        ['method_changes', 5],
        ['help_desk_acts', 2],
      ],
    );
    assert.ok(body.kept.every((each) => each.why.length > 20 && Date.parse(each.until) > on.now()));
    assert.ok(
      body.erased.some(({ table }) => table === 'devices'),
      JSON.stringify(body.erased),
    );
    const left = await everything();
    for (const personal of ['089C100003', 'kept-3']) assert.ok(!left.includes(personal), personal);
    assert.ok(left.includes(body.pseudonym));
    assert.equal((await asked('kept-3')).body.code, 'not_found');
    const pseudonymous = (await asked(body.pseudonym)).body;
    assert.deepEqual(pseudonymous.changes.map(({ act }) => act).sort(), [
      ...['closed', 'enrolled', 'erased', 'provisioned', 'resumed', 'suspended'],
    ]);
    assert.ok(
      pseudonymous.changes.every(({ device, reason }) => device === null && (reason ?? why.reason) === why.reason),
    );
    assert.deepEqual({ ...(await asked('kept-4')).body, serverTime: '' }, { ...other, serverTime: '' });
  });

  test('a notice that waits for its gateway is kept until it is taken', async (t) => {
    let isAway = true;
    const deliver = async () => {
      if (isAway) throw new Error('away');
    };
    const on = await startEndpoint(database(), { delivery: { kind: 'custom', delivery: { deliver } } });
    t.after(() => on.endpoint.close());
    await on.backEnd.post('/v1/provisioning/accounts', {
      accounts: [provisioned('089C100005', { customer: 'kept-5' })],
    });
    await close('089C100005', on);
    isAway = false;
    const { body } = await erase('kept-5', on.backEnd);
    assert.deepEqual(
      body.kept.map(({ table, rows }) => [table, rows]),
      [
        ['method_changes', 2],
        ['notices', 1],
      ],
    );
  });

  test('the same erasure again is answered alike by its key, and finds nobody without it', async () => {
    await busy('089C100006', 'kept-6');
    await close('089C100006');
    const key = 'b5d3a3c0-5f0f-4a55-9f3c-0d3d0f2d1c11';
    const first = await erase('kept-6', endpoint().backEnd, { key });
    assert.deepEqual((await erase('kept-6', endpoint().backEnd, { key })).body, first.body);
    assert.equal((await erase('kept-6')).body.code, 'not_found');
    assert.equal((await erase(first.body.pseudonym)).body.code, 'not_found');
  });

  test('it takes a scope of its own', async () => {
    const serviceCredentials = serviceScopes.map((name) => ({
      name,
      scopes: [name],
      digest: digestOf(name.repeat(9)),
    }));
    const on = await startEndpoint(database(), { serviceCredentials });
    for (const scope of serviceScopes) {
      const by = createClient((request) => on.endpoint.fetch(request), origin, `Bearer ${scope.repeat(9)}`);
      assert.equal((await asked('nobody', by)).status, scope === 'privacy' ? 404 : 401, scope);
      assert.equal((await erase('nobody', by)).status, scope === 'privacy' ? 404 : 401, scope);
    }
    await on.endpoint.close();
  });
});

const key = randomBytes(32).toString('base64');

onEachDatabase(
  'One customer from a shell',
  (database) => {
    test('is exported, and erased once no account is open', async () => {
      const { url, client } = await startProcess(database(), { KB_OTP_SERVICE_KEY: key });
      const by = ['--agent', 'a.tran', '--reason', 'File DPO-2026-17.'];
      const run = (...words: string[]) => kbOtpEndpoint(key, [...words, '--endpoint', `${url}/v1`]);
      await client(key).post('/v1/provisioning/accounts', {
        accounts: [provisioned('089C100007', { customer: 'kept 7/a' })],
      });
      const told = await run('customers', 'export', 'kept 7/a');
      assert.equal((JSON.parse(told.said) as CustomerExport).accounts[0]?.account, '089C100007');
      const early = await run('customers', 'erase', 'kept 7/a', ...by);
      assert.deepEqual([early.code, /close it first/.test(early.said)], [1, true], early.said);
      await run('accounts', 'close', '089C100007', ...by);
      const erased = await run('customers', 'erase', 'kept 7/a', ...by);
      assert.deepEqual([erased.code, /"why"/.test(erased.said)], [0, true], erased.said);
      const nameless = await run('customers', 'erase', 'kept 7/a');
      assert.deepEqual([nameless.code, /--agent is missing/.test(nameless.said)], [2, true], nameless.said);
    });
  },
  ['sqlite'],
);
