/** What has been over for long goes, however much of it there is. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { usualRetention } from '../src/domain/retention.js';
import { openStore } from '../src/store/kysely-store.js';
import type { Tables } from '../src/store/tables.js';
import { onEachDatabase, type TestDatabase } from './support/databases.js';
import { startEndpoint } from './support/endpoint.js';

const day = 24 * 3600_000;
/** As many as one statement could not remove within the time that it has. */
const [many, statementTime] = [300_000, 800];

/** 1 to `count`, on both databases. */
const series = (count: number) => sql`with recursive series(n) as
  (select 1 union all select n + 1 from series where n < ${sql.lit(count)})`;

async function addRequests(db: Kysely<Tables>, count: number, startedAt: number): Promise<void> {
  await sql`insert into requests (session, key, owner, request_hash, sealed_answer, started_at)
    ${series(count)} select 'old-' || n, 'k', 'o', 'h', 'answer', ${sql.lit(startedAt)} from series`.execute(db);
}

onEachDatabase('The sweep', (database) => {
  async function opened(test: { after(done: () => Promise<void>): void }, config = database().config) {
    let shift = 0;
    const open = await openStore(config, () => shift);
    test.after(() => open.store.close());
    return { ...open, pass: (time: number) => void (shift += time) };
  }

  const impatient = (): TestDatabase['config'] => {
    const { config } = database();
    return config.kind === 'postgres' ? { ...config, timeout: statementTime } : config;
  };

  const count = async (db: Kysely<Tables>, table: keyof Tables) =>
    Number(
      (
        await db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );

  test('a backlog that no single statement could remove goes, and the process serves meanwhile', async (t) => {
    const { db } = await opened(t);
    const { store } = await opened(t, impatient());
    const now = await store.now();
    await addRequests(db, many, now - 2 * day);
    await db.insertInto('requests').values(request(now)).execute();
    assert.ok(((await store.lateness())['requests'] ?? 0) >= day);
    let turns = 0;
    const serving = setInterval(() => turns++, 1);
    const swept = await store.sweep();
    clearInterval(serving);
    assert.equal(swept?.['requests'], many);
    assert.equal(await count(db, 'requests'), 1);
    assert.equal((await store.lateness())['requests'], 0);
    assert.ok(turns > 50, `Others had ${turns} turns.`);
  });

  const request = (startedAt: number) => ({
    session: 'fresh',
    key: 'k',
    owner: 'o',
    request_hash: 'h',
    sealed_answer: null,
    started_at: startedAt,
  });

  test('what nothing needs any more goes from every table, and nothing else', async (t) => {
    const { store, db } = await opened(t);
    const now = await store.now();
    const guard = { failures: 0, locked_until: null, suspended: 0, last_sent_at: null, coordinates: null } as const;
    const [old, older, ancient] = [now - 2 * day, now - 91 * day, now - 3700 * day];
    const guards = [
      { authenticator_id: 'dead', last_step: 1, opened_at: older, ...guard },
      { authenticator_id: 'recent', last_step: 5, opened_at: old, ...guard },
    ];
    await db.insertInto('guards').values(guards).execute();
    const steps = [
      ['recent', 5],
      ['recent', 6],
      ['dead', 9],
      ['nobody', 9],
    ] as const;
    await db
      .insertInto('burned_steps')
      .values(steps.map(([id, step]) => ({ authenticator_id: id, step })))
      .execute();
    const sends = [old, now].map((sentAt) => ({ authenticator_id: 'recent', sent_at: sentAt }));
    await db.insertInto('sends').values(sends).execute();
    const attempts = [now - 31 * day, old].map((at) => ({
      authenticator_id: 'recent',
      subject: `session:${at}`,
      proven: 0 as const,
      failures: 1,
      failed_at: at,
      recent: 1,
      recent_since: at,
    }));
    await db.insertInto('attempts').values(attempts).execute();
    const notices = [older, old].map((at) => ({ id: `n${at}`, account: 'a', kind: 'k', at, what: '{}' }));
    await db.insertInto('notices').values(notices).execute();
    const changes = [ancient, older].map((at) => ({ id: `m${at}`, account: 'a', customer: 'c', at, ...noProof }));
    await db.insertInto('method_changes').values(changes).execute();
    await store.sweep();
    const left = await Promise.all([
      db.selectFrom('guards').select('authenticator_id').execute(),
      db.selectFrom('burned_steps').select(['authenticator_id', 'step']).execute(),
      db.selectFrom('sends').select('sent_at').execute(),
      db.selectFrom('attempts').select('failed_at').execute(),
      db.selectFrom('notices').select('at').execute(),
      db.selectFrom('method_changes').select('at').execute(),
    ]);
    assert.deepEqual(left, [
      [{ authenticator_id: 'recent' }],
      [{ authenticator_id: 'recent', step: 6 }],
      [{ sent_at: now }],
      [{ failed_at: old }],
      [{ at: old }],
      [{ at: older }],
    ]);
  });

  test('each table keeps what is over for as long as the configuration says', async (t) => {
    const retention = { ...usualRetention, notices: 30, grants: 3 };
    const { store, db } = await openStore(database().config, () => 0, retention);
    t.after(() => store.close());
    const now = await store.now();
    const days = [2, 4, 29, 31];
    const ats = days.map((age) => now - age * day);
    await db
      .insertInto('notices')
      .values(ats.map((at, index) => ({ id: `kept-${days[index]}`, account: 'kept', kind: 'k', at, what: '{}' })))
      .execute();
    await db
      .insertInto('grants')
      .values(ats.map((at, index) => grant(`kept-${days[index]}`, at)))
      .execute();
    assert.ok(((await store.lateness())['notices'] ?? 0) >= day);
    await store.sweep();
    const left = await Promise.all(
      (['notices', 'grants'] as const).map((table) =>
        db.selectFrom(table).where('account', '=', 'kept').select('id').orderBy('id').execute(),
      ),
    );
    assert.deepEqual(left, [[{ id: 'kept-2' }, { id: 'kept-29' }, { id: 'kept-4' }], [{ id: 'kept-2' }]]);
  });

  const grant = (id: string, expiresAt: number) => ({
    ...{
      id,
      token_hash: id,
      sealed_token: '',
      session: 's',
      account: 'kept',
      channel: 'c',
      transaction_fingerprint: '',
    },
    ...({ purpose: 'login', method: 'sms', scope: 'once', device: null, excludes: '[]', redeemed_at: null } as const),
    ...{ authenticated_at: expiresAt, expires_at: expiresAt },
  });

  const noProof = { act: 'enrolled', channel: null, device: null, method: null, authenticated_at: null } as const;

  test('devices that were never activated go, with their unlocks; others stay', async (t) => {
    const { store, db } = await opened(t);
    const now = await store.now();
    const device = (id: string, activatedAt: number | null) => ({
      id,
      customer: 'c',
      name: id,
      sealed_oprf_key: null,
      sealed_confirmation_key: null,
      evaluations_unconfirmed: 0,
      created_at: now,
      activated_at: activatedAt,
      destroyed_at: null,
    });
    await db
      .insertInto('devices')
      .values([device('active', now), device('forgotten', null)])
      .execute();
    const unlocks = ['active', 'forgotten'].map((id) => ({
      id: `u-${id}`,
      device: id,
      confirmed: 0 as const,
      created_at: now,
    }));
    await db.insertInto('unlocks').values(unlocks).execute();
    await store.sweep();
    const devices = await db.selectFrom('devices').select('id').execute();
    const kept = await db.selectFrom('unlocks').select('device').execute();
    assert.deepEqual([devices, kept], [[{ id: 'active' }], [{ device: 'active' }]]);
  });

  test('one process sweeps at a time, and not again before the interval is over', async (t) => {
    const [one, other] = [await opened(t), await opened(t)];
    const both = await Promise.all([one.store.sweep(), other.store.sweep()]);
    assert.equal(both.filter((swept) => swept !== null).length, 1);
    assert.equal(await other.store.sweep(600_000), null);
    other.pass(600_001);
    assert.notEqual(await other.store.sweep(600_000), null);
  });

  test('a sweep that a dead process left behind is taken over', async (t) => {
    const { store, db, pass } = await opened(t);
    const now = await store.now();
    const dead = { owner: 'dead', held_until: now + 30_000, done_at: null };
    await db.deleteFrom('chores').execute();
    await db
      .insertInto('chores')
      .values({ name: 'sweep', ...dead })
      .execute();
    assert.equal(await store.sweep(), null);
    pass(30_001);
    assert.notEqual(await store.sweep(), null);
  });

  test('the metrics say how far behind it is', async (t) => {
    const { store, db } = await opened(t);
    t.mock.timers.enable({ apis: ['setInterval'] });
    await addRequests(db, 10, (await store.now()) - 2 * day);
    await db.updateTable('chores').set({ held_until: Number.MAX_SAFE_INTEGER }).execute();
    const on = await startEndpoint(database());
    t.mock.timers.tick(60_000);
    await reaches(() => on.metric('kb_otp_sweep_behind_seconds'), day / 1000 - 1);
    await db.updateTable('chores').set({ held_until: 0, done_at: null }).execute();
    t.mock.timers.tick(60_000);
    await reaches(() => on.metric('kb_otp_swept_rows_total'), 10);
    await on.endpoint.close();
  });

  async function reaches(measure: () => Promise<number>, least: number): Promise<void> {
    const deadline = Date.now() + 10_000;
    while ((await measure()) < least) {
      assert.ok(Date.now() < deadline, `It stays below ${least}.`);
      await new Promise(setImmediate);
    }
  }
});
