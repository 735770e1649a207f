/** Toll fraud: messages to numbers that earn from them, asked for by whoever reads few of them. */

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { shutPlace, tollNumber } from '../src/domain/toll.js';
import { defaultPolicy } from '../src/index.js';
import { createSeal } from '../src/seal.js';
import type { DemoAccount, DemoAuthenticator } from '../src/seed/demo-accounts.js';
import { createSeeder } from '../src/seed/seed.js';
import { connect } from '../src/store/connect.js';
import type { Challenge, Problem } from '../generated/contract.js';
import type { Client, Reply } from './support/client.js';
import { onEachDatabase } from './support/databases.js';
import { testKeys, useEndpoint } from './support/endpoint.js';

const [minute, hour, day] = [60_000, 3600_000, 24 * 3600_000];
const prefixes = [
  { prefix: '+84', most: null },
  { prefix: '+82', most: 2 },
];
const toll = { prefixes, perRange: 3, perAddress: 5, unreadShare: 50 };

describe('A number', () => {
  const numbers: ReadonlyArray<readonly [number: string, prefix: string | null, range?: string]> = [
    ['0901234002', '+84', '+8490123'],
    ['+84901234002', '+84', '+8490123'],
    ['84901234002', '+84', '+8490123'],
    ['0084901234002', '+84', '+8490123'],
    ['+821012345678', '+82', '+82101234'],
    ['+12025550123', null],
    ['12025550123', null],
    ['', null],
  ];
  for (const [number, prefix, range] of numbers) {
    test(`${number || 'that is none'} belongs to ${prefix ?? 'no prefix'}`, () => {
      const found = tollNumber(number, toll);
      assert.deepEqual([found?.prefix.prefix ?? null, found?.range], [prefix, range]);
    });
  }

  test('belongs to the longest prefix that fits', () => {
    const list = { prefixes: [...prefixes, { prefix: '+8490', most: 7 }] };
    assert.equal(tollNumber('0901234002', list)?.prefix.most, 7);
  });
});

test('A place is shut from so many unread codes on, where they are more than the share', () => {
  const shut = (sent: number, unread: number, unreadShare = 50) =>
    shutPlace({ ...toll, unreadShare }, { prefix: '+84', most: null }, [{ place: 'range', sent, unread, since: 7 }]);
  assert.deepEqual(shut(3, 3), { place: 'range', until: 7 + hour });
  assert.deepEqual([shut(2, 2), shut(6, 3), shut(1000, 500), shut(9, 9, 100)], [null, null, null, null]);
});

onEachDatabase('Toll fraud', (database) => {
  const endpoint = useEndpoint(database, { policy: { ...defaultPolicy, toll }, trustedProxy: true });
  const digits = { length: 6, alphabet: 'digits' } as const;
  const matrix: DemoAuthenticator = { kind: 'matrix', codeFormat: digits, secret: { kind: 'card' } };

  /** Each test has a range, and an address, of its own. */
  let ranges = 100;
  before(() => endpoint().reset());

  async function numbers(count: number, first = `0907${ranges++}`): Promise<readonly string[]> {
    const accounts = Array.from({ length: count }, (_, index): DemoAccount => {
      const target = `${first}${String(index).padStart(4, '0')}`;
      const sms: DemoAuthenticator = { kind: 'sms', target, codeFormat: digits };
      const account = `077C${target.slice(-7, -4)}${String(index).padStart(3, '0')}`;
      const title = { vi: 'số', en: 'number' };
      const own = { account, customer: account, holder: '', title, derivatives: 'none' as const };
      return { ...own, authenticators: [sms, matrix] };
    });
    const { db } = connect(database().config);
    await createSeeder(db, createSeal(testKeys.sealKeys), accounts).reset();
    await db.destroy();
    return accounts.map(({ account }) => account);
  }

  let addresses = 1;
  const from = (address = `198.51.100.${addresses++}`) => ({ headers: { 'x-forwarded-for': address } });

  type Asked = Reply<Challenge & Problem> & { readonly client: Client };
  async function ask(account: string, options = from(), request = {}): Promise<Asked> {
    const client = await endpoint().client(account);
    const reply = (await client.challenge({ account, ...request }, options)) as Reply<Challenge & Problem>;
    return { ...reply, client };
  }
  async function read(account: string, options = from()): Promise<void> {
    const { client, body } = await ask(account, options);
    assert.equal((await client.answer(body, await endpoint().sentCode(account))).status, 200);
  }
  const statuses = (replies: readonly Asked[]) => replies.map(({ status }) => status);
  const askAll = async (accounts: readonly string[], options?: ReturnType<typeof from>) => {
    const replies: Asked[] = [];
    for (const account of accounts) replies.push(await ask(account, options));
    return replies;
  };
  const withheld = (why: string) => async () => {
    const line = (await endpoint().metrics()).split('\n').find((each) => each.includes(`why="${why}"`));
    return Number(line?.split(' ').at(-1) ?? 0);
  };

  test('a range of numbers that nobody answers from gets no more codes for an hour', async () => {
    const accounts = await numbers(5);
    const sent = await endpoint().metric('kb_otp_deliveries_total');
    const replies = await askAll(accounts);
    assert.deepEqual(statuses(replies), [201, 201, 201, 429, 429]);
    const [, , , { body } = assert.fail()] = replies;
    assert.equal(body.code, 'rate_limited');
    assert.ok((body.retryAfter ?? 0) > 3500 && (body.retryAfter ?? 0) <= 3600, String(body.retryAfter));
    assert.equal(await endpoint().metric('kb_otp_deliveries_total'), sent + 3);
    assert.deepEqual(statuses(await askAll(await numbers(1))), [201]);
    endpoint().pass(hour);
    assert.deepEqual(statuses(await askAll(accounts.slice(3))), [201, 201]);
  });

  test('all at once as well', async () => {
    const accounts = await numbers(12);
    const replies = await Promise.all(accounts.map((account) => ask(account)));
    assert.deepEqual(statuses(replies).sort(), [...Array<number>(3).fill(201), ...Array<number>(9).fill(429)]);
  });

  test('the customer is still offered the other method, and proves themselves by it', async () => {
    const accounts = await numbers(4);
    const { client } = (await askAll(accounts)).at(-1) ?? assert.fail();
    const [account = ''] = accounts.slice(-1);
    const { body, status } = await client.begin(account);
    assert.deepEqual([status, body.challenge], [200, undefined]);
    const other = body.methods.find(({ kind }) => kind === 'matrix');
    assert.equal((await client.challenge({ account, method: other?.id ?? '' })).status, 201);
  });

  test('neither can a code be sent again where its range was shut meanwhile', async () => {
    const accounts = await numbers(3);
    const [{ client, body } = assert.fail()] = await askAll(accounts);
    endpoint().pass(minute);
    const { status, body: refused } = await client.resend(body);
    assert.deepEqual([status, refused.code], [429, 'rate_limited']);
  });

  test('codes that are answered shut nothing', async () => {
    for (const account of await numbers(8)) await read(account);
  });

  test('a number that has answered in the last 30 days gets its codes whatever others at its place do', async () => {
    const [known = '', ...others] = await numbers(6);
    const here = from();
    await read(known, here);
    endpoint().pass(29 * day);
    assert.deepEqual(statuses(await askAll(others, here)), [201, 201, 201, 429, 429]);
    assert.equal((await ask(known, here)).status, 201);
    endpoint().pass(2 * day);
    assert.deepEqual(statuses(await askAll(others.slice(0, 3), here)), [201, 201, 201]);
    assert.equal((await ask(known, here)).status, 429);
  });

  test('a number that the host has exchanged is known no more', async () => {
    const [account = '077C900001', customer] = ['077C900001', 'c-toll'];
    const put = async (phone: string) => {
      const accounts = [{ account, customer, methods: [{ kind: 'sms', phone }] }];
      assert.equal((await endpoint().backEnd.post('/v1/provisioning/accounts', { accounts })).status, 200);
    };
    const client = await endpoint().client(customer);
    await put('0907888001');
    const { body } = await client.challenge({ account }, from());
    assert.equal((await client.answer(body, await endpoint().sentCode(account))).status, 200);
    await put('09079990001');
    assert.deepEqual(statuses(await askAll(await numbers(3, '0907999'))), [201, 201, 201]);
    endpoint().pass(minute);
    assert.equal((await client.challenge({ account }, from())).status, 429);
  });

  test('an address from which unread codes are asked for gets no more, and another does', async () => {
    const accounts = [...(await numbers(2)), ...(await numbers(2)), ...(await numbers(2)), ...(await numbers(1))];
    const here = from();
    assert.deepEqual(statuses(await askAll(accounts, here)), [201, 201, 201, 201, 201, 429, 429]);
    assert.equal((await ask(accounts[6] ?? '')).status, 201);
  });

  test('what stands in for accounts that are another’s counts for the address like those that are there', async () => {
    const client = await endpoint().client('stranger');
    const strange: string[] = [];
    for (let number = 1; strange.length < 7; number++) {
      const account = `058C7${String(number).padStart(5, '0')}`;
      if ((await client.status(account)).body.methods[0]?.kind === 'sms') strange.push(account);
    }
    const here = from();
    const replies = [];
    for (const account of strange) {
      replies.push(await (await endpoint().client('stranger')).challenge({ account }, here));
    }
    assert.deepEqual(
      replies.map(({ status }) => status),
      [201, 201, 201, 201, 201, 429, 429],
    );
    const [own = ''] = await numbers(1);
    const told = ({ body }: Reply<unknown>) => {
      const { traceId: _, serverTime: __, retryAfter: ___, ...rest } = body as Problem;
      return rest;
    };
    assert.deepEqual(told(await ask(own, here)), told(replies.at(-1) ?? assert.fail()));
  });

  test('numbers that begin like none on the list get no code, and those of a bounded one so many', async () => {
    const [before, sent] = [await withheld('not-listed')(), await endpoint().metric('kb_otp_deliveries_total')];
    const { status, body } = await ask((await numbers(1, '+1202555'))[0] ?? '');
    assert.deepEqual([status, body.code, body.retryAfter], [429, 'rate_limited', 86_400]);
    assert.equal(await withheld('not-listed')(), before + 1);
    assert.equal(await endpoint().metric('kb_otp_deliveries_total'), sent);
    const koreans: string[] = [];
    for (const first of ['+8210123', '+8210124', '+8210125']) koreans.push(...(await numbers(1, first)));
    assert.deepEqual(statuses(await askAll(koreans)), [201, 201, 429]);
  });

  test('codes by e-mail are counted by none of these', async () => {
    const here = from();
    await askAll([...(await numbers(3)), ...(await numbers(3))], here);
    const { status } = await (await endpoint().client()).challenge({ account: '058C000003' }, here);
    assert.equal(status, 201);
  });

  test('operators read which range it was, and nobody a number or an address', async () => {
    const accounts = await numbers(4, '0907777');
    await askAll(accounts, from('203.0.113.77'));
    const line = endpoint()
      .logs()
      .split('\n')
      .find((each) => each.includes('+84907777'));
    assert.match(line ?? '', /"kind":"sms","why":"range","range":"\+84907777".*"msg":"a code was not sent"/);
    assert.doesNotMatch(endpoint().logs(), /09077770|849077770/);
    const { db } = connect(database().config);
    const rows = await db.selectFrom('sends').selectAll().execute();
    const scopes = await db.selectFrom('send_scopes').selectAll().execute();
    await db.destroy();
    assert.ok(rows.some(({ toll_range: range, toll_address: address }) => range !== null && address !== null));
    assert.doesNotMatch(JSON.stringify([rows, scopes]), /907777|203\.0\.113/);
  });
});
