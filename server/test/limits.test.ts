/** Floods: who is counted, by what, for all processes together, and what that costs. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressBlock } from '../src/domain/addresses.js';
import { createLimiter, type Ledger, type Limiter } from '../src/http/limiter.js';
import type { EndpointConfig } from '../src/index.js';
import { connect } from '../src/store/connect.js';
import { openStore } from '../src/store/kysely-store.js';
import { accounts } from './support/codes.js';
import { onEachDatabase, type TestDatabase } from './support/databases.js';
import { origin, startEndpoint, type TestEndpoint } from './support/endpoint.js';
import { grantFor } from './support/methods.js';

const minute = 60_000;
const account: string = accounts.kbOtp;

describe('The limiter', () => {
  /** As the database does it. */
  function bookkeeper(): Ledger & { calls: number; away: boolean } {
    const book = new Map<string, number>();
    return {
      calls: 0,
      away: false,
      async spend(key, milliseconds, now) {
        this.calls++;
        if (this.away) throw new Error('The database is away.');
        const fullAt = Math.max(book.get(key) ?? 0, now) + milliseconds;
        book.set(key, fullAt);
        return fullAt;
      },
    };
  }

  async function take(limiter: Limiter, key: string, times: number, now: number): Promise<number[]> {
    const waits: number[] = [];
    for (let time = 0; time < times; time++) waits.push(await limiter.take(key, now));
    return waits;
  }

  const passed = (waits: readonly number[]) => waits.filter((wait) => wait === 0).length;

  test('gives a key its requests, says how long to wait, and refills steadily', async () => {
    const limiter = createLimiter({ name: 'l', perMinute: 60, ledger: bookkeeper() });
    assert.deepEqual(await take(limiter, 'a', 62, 0), [...Array<number>(60).fill(0), 1, 1]);
    assert.deepEqual(await take(limiter, 'b', 1, 0), [0]);
    assert.deepEqual(await take(limiter, 'a', 2, 1000), [0, 1]);
    assert.equal(passed(await take(limiter, 'a', 100, 10 * minute)), 60);
  });

  test('costs who asks little nothing, and who floods one statement for a tenth of the limit', async () => {
    const ledger = bookkeeper();
    const limiter = createLimiter({ name: 'l', perMinute: 300, ledger });
    await take(limiter, 'customer', 29, 0);
    await take(limiter, 'customer', 29, 2 * minute);
    assert.equal(ledger.calls, 0);
    await take(limiter, 'flood', 10_000, 0);
    assert.equal(ledger.calls, 10);
  });

  test('three processes let pass what one may, and a tenth for each of the others at most', async () => {
    const ledger = bookkeeper();
    const processes = [1, 2, 3].map(() => createLimiter({ name: 'l', perMinute: 100, ledger }));
    const waits: number[] = [];
    for (let round = 0; round < 100; round++) {
      for (const limiter of processes) waits.push(await limiter.take('a', 0));
    }
    assert.ok(passed(waits) >= 100 && passed(waits) <= 120, String(passed(waits)));
    const later = await Promise.all(processes.map((limiter) => take(limiter, 'a', 100, minute)));
    assert.ok(passed(later.flat()) <= 120, String(passed(later.flat())));
  });

  test('so they do when all is asked at once, and exactly as many where the limit is exact', async () => {
    for (const [isExact, most] of [
      [false, 120],
      [true, 100],
    ] as const) {
      const ledger = bookkeeper();
      const processes = [1, 2, 3].map(() => createLimiter({ name: 'l', perMinute: 100, ledger, isExact }));
      const asked = Array.from({ length: 300 }, async (_, turn) => processes[turn % 3]?.take('a', 0) ?? 1);
      const waits = await Promise.all(asked);
      assert.ok(passed(waits) >= 100 && passed(waits) <= most, String(passed(waits)));
    }
  });

  test('while the ledger is away each process counts for itself', async () => {
    const ledger = { ...bookkeeper(), away: true };
    const limiter = createLimiter({ name: 'l', perMinute: 60, ledger });
    assert.equal(passed(await take(limiter, 'a', 100, 0)), 60);
  });

  test('no number of other keys makes it forget one that is used up', async () => {
    const limiter = createLimiter({ name: 'l', perMinute: 60, ledger: bookkeeper(), mostKeys: 1000 });
    await take(limiter, 'used-up', 60, 0);
    const strangers = Array.from({ length: 50_000 }, (_, index) => `${(index * 7919) % 4096}-${index}`);
    const waits = await Promise.all(strangers.map(async (key) => limiter.take(key, 10)));
    assert.deepEqual(await take(limiter, 'used-up', 1, 20), [1]);
    // Those beyond the thousand share what a few may have.
    assert.ok(passed(waits) < 10_000, String(passed(waits)));
  });
});

describe('An address counts', () => {
  const blocks: ReadonlyArray<readonly [string, string | null]> = [
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:51034', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::ffff', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', null],
    ['', null],
    ['203.0.113.700', null],
  ];
  for (const [address, block] of blocks) {
    test(`${address || 'nothing'} as ${block ?? 'none'}`, () => assert.equal(addressBlock(address), block));
  }
});

onEachDatabase('Floods', (database) => {
  type Cleanup = { after(done: () => Promise<void>): void };
  const few = { perSession: 3, perAddress: 2 };

  async function limited(t: Cleanup, config: Partial<EndpointConfig> = {}, on: TestDatabase = database()) {
    const endpoint = await startEndpoint(on, { limits: few, trustedProxy: true, ...config });
    t.after(() => endpoint.endpoint.close());
    return endpoint;
  }

  const path = `/v1/accounts/${account}/authentication?channel=kb-trade&purpose=login`;
  const stranger = async ({ endpoint }: TestEndpoint, address: string, method = 'GET', to = path) =>
    (await endpoint.fetch(new Request(`${origin}${to}`, { method, headers: { 'x-forwarded-for': address } }))).status;

  test('GETs are counted too, and a session has one limit for all that it asks', async (t) => {
    const client = await (await limited(t)).client();
    const statuses = [await client.status(account), await client.challenge({ account }), await client.status(account)];
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [200, 201, 200],
    );
    const refused = await client.status(account);
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  });

  test('who has no session uses up nothing of those who have one at the same address', async (t) => {
    const on = await limited(t);
    const statuses = [];
    for (const method of ['POST', 'GET', 'POST']) statuses.push(await stranger(on, '198.51.100.1', method));
    assert.deepEqual(statuses, [401, 401, 429]);
    const headers = { 'x-forwarded-for': '198.51.100.1' };
    for (let customer = 0; customer < 4; customer++) {
      const client = await on.client();
      assert.equal((await client.challenge({ account: accounts.matrixAndSms }, { headers })).status, 201);
    }
    assert.equal(await stranger(on, '198.51.100.2'), 401);
  });

  test('who asks for what is not there, or with a wrong service key, does not ask without end', async (t) => {
    const on = await limited(t);
    const [lost, keyless] = ['198.51.100.10', '198.51.100.11'];
    const asked = async (address: string, method: string, to: string) => [
      await stranger(on, address, method, to),
      await stranger(on, address, method, to),
      await stranger(on, address, method, to),
    ];
    assert.deepEqual(await asked(lost, 'GET', '/v1/nothing'), [404, 404, 429]);
    assert.deepEqual(await asked(keyless, 'POST', '/v1/grants/redemptions'), [401, 401, 429]);
  });

  test('addresses of one /64 are one', async (t) => {
    const on = await limited(t);
    assert.equal(await stranger(on, '2001:db8:7:7::1'), 401);
    assert.equal(await stranger(on, '2001:db8:7:7:8000::2'), 401);
    assert.equal(await stranger(on, '2001:db8:7:7::3'), 429);
    assert.equal(await stranger(on, '2001:db8:7:8::3'), 401);
  });

  test('the host’s back end, which has shown its key, is not counted', async (t) => {
    const on = await limited(t);
    for (let time = 0; time < 6; time++) {
      assert.equal((await on.backEnd.get(`/v1/accounts/${account}/method-changes`)).status, 200);
      assert.equal((await on.backEnd.redeem({})).body.code, 'invalid_request');
    }
  });

  test('two processes count together, and neither address nor session can be read in what they keep', async (t) => {
    const [one, other] = [await limited(t), await limited(t)];
    const statuses = [];
    for (const on of [one, other, one, other]) statuses.push(await stranger(on, '198.51.100.20'));
    assert.deepEqual(statuses, [401, 401, 429, 429]);
    const { db } = connect(database().config);
    const rows = await db.selectFrom('limits').selectAll().execute();
    await db.destroy();
    assert.ok(rows.length > 0 && rows.every(({ key }) => !key.includes('198.51')));
  });

  test('a proof costs the database no statement for its limits', async (t) => {
    const { db } = connect(database().config);
    t.after(() => db.destroy());
    await db.deleteFrom('limits').execute();
    const on = await limited(t, { limits: { perSession: 300, perAddress: 1200 } });
    await on.reset();
    const client = await on.client();
    await client.status(account);
    await grantFor(on, client, { account: accounts.matrixAndSms, purpose: 'login' });
    assert.deepEqual(await db.selectFrom('limits').selectAll().execute(), []);
  });

  test('full buckets are swept', async (t) => {
    const { db } = connect(database().config);
    t.after(() => db.destroy());
    const on = await limited(t);
    const now = on.now();
    await db.deleteFrom('limits').execute();
    const rows = [
      { key: 'old', full_at: now - 2 * 60 * minute },
      { key: 'new', full_at: now },
    ];
    await db.insertInto('limits').values(rows).execute();
    const { store } = await openStore(database().config, () => 0);
    await store.sweep();
    await store.close();
    assert.deepEqual(
      (await db.selectFrom('limits').select('key').execute()).map(({ key }) => key),
      ['new'],
    );
  });
});
