/** The audit trail as a chain: what is missing, changed or in another place shows. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import type { AuditEntries, AuditEntry } from '../generated/contract.js';
import { beginning, createChainCheck, link } from '../src/domain/audit-chain.js';
import { auditRecords } from '../src/store/audit-records.js';
import { connect } from '../src/store/connect.js';
import { openStore, type OpenStore } from '../src/store/kysely-store.js';
import type { Tables } from '../src/store/tables.js';
import { onEachDatabase, temporaryFolder } from './support/databases.js';
import { useEndpoint } from './support/endpoint.js';
import { kbOtpEndpoint } from './support/operator.js';
import { startProcess } from './support/process.js';
import { provisioned } from './support/provisioned.js';

const day = 24 * 3600_000;
const none = {
  channel: null,
  device: null,
  method: null,
  authenticated_at: null,
  actor: null,
  approver: null,
} as const;

const change = (id: string, at: number, account = '099C100001') => ({
  ...{ id, act: 'enrolled' as const, account, customer: 'c-1', at, reason: `of ${id}` },
  ...none,
});

onEachDatabase('The chain of the audit trail', (database) => {
  const endpoint = useEndpoint(database);
  let opened: OpenStore | undefined;
  let shift = 0;
  const open = () => opened ?? assert.fail('not open');

  before(async () => {
    opened = await openStore(database().config, () => shift);
  });
  after(() => open().store.close());
  beforeEach(async () => {
    shift = 0;
    await anew(open().db);
  });

  /** As before there was an entry. */
  async function anew(db: Kysely<Tables>): Promise<void> {
    await db.deleteFrom('method_changes').execute();
    await db.updateTable('audit_points').set({ seq: 0, hash: '' }).execute();
  }

  async function linked(count: number): Promise<void> {
    const { store, db } = open();
    const now = await store.now();
    const changes = Array.from({ length: count }, (_, index) => change(`e${index + 1}`, now + index));
    await db.insertInto('method_changes').values(changes).execute();
    await store.linkTrail();
  }

  const page = async (from = 0) => (await endpoint().backEnd.get<AuditEntries>(`/v1/audit/entries?after=${from}`)).body;

  async function faults(): Promise<readonly unknown[]> {
    const { base, head, entries } = await page();
    const check = createChainCheck(base);
    entries.forEach(check.add);
    return check.end(head).faults;
  }

  test('an entry that is whole is found so, with the one before it', async () => {
    await linked(6);
    const { base, head, entries } = await page();
    assert.deepEqual([base, head.seq, head.hash], [beginning, 6, entries[5]?.hash]);
    assert.deepEqual(
      entries.map(({ seq, id, reason }) => [seq, id, reason]),
      [1, 2, 3, 4, 5, 6].map((seq) => [seq, `e${seq}`, `of e${seq}`]),
    );
    assert.deepEqual(await faults(), []);
    assert.deepEqual(
      (await page(4)).entries.map(({ seq }) => seq),
      [5, 6],
    );
    for (const wrong of ['-1', '1.5', 'x', '01']) {
      assert.equal((await endpoint().backEnd.get(`/v1/audit/entries?after=${wrong}`)).status, 400, wrong);
    }
  });

  const at3 = (column: string, value: unknown) =>
    sql`update method_changes set ${sql.ref(column)} = ${value} where seq = 3`.execute(open().db);

  for (const [column, value] of [
    ['act', 'cancelled'],
    ['account', '099C100002'],
    ['customer', 'c-2'],
    ['at', 1],
    ['channel', 'kb-trade'],
    ['device', 'another'],
    ['method', 'sms'],
    ['authenticated_at', 1],
    ['actor', 'nobody'],
    ['approver', 'nobody'],
    ['reason', 'another'],
    ['id', 'another'],
  ] as const) {
    test(`one whose ${column} was changed shows, and no other`, async () => {
      await linked(5);
      await at3(column, value);
      assert.deepEqual(await faults(), [{ fault: 'changed', seq: 3, id: column === 'id' ? 'another' : 'e3' }]);
    });
  }

  test('one that was removed shows: in the middle, at the beginning, at the end', async () => {
    for (const seq of [3, 1, 5]) {
      await anew(open().db);
      await linked(5);
      await open().db.deleteFrom('method_changes').where('seq', '=', seq).execute();
      assert.deepEqual(await faults(), [{ fault: 'missing', from: seq, to: seq }], String(seq));
    }
  });

  test('two that have changed places show both', async () => {
    await linked(6);
    for (const [from, to] of [
      [2, -1],
      [5, 2],
      [-1, 5],
    ] as const) {
      await open().db.updateTable('method_changes').set({ seq: to }).where('seq', '=', from).execute();
    }
    const found = (await faults()) as readonly { readonly fault: string; readonly seq: number }[];
    for (const seq of [2, 5])
      assert.ok(
        found.some((each) => each.fault === 'changed' && each.seq === seq),
        `${seq}`,
      );
  });

  test('one that was put in between, with a hash of its own, shows behind it', async () => {
    await linked(4);
    const [, second, third] = (await page()).entries;
    assert.ok(second !== undefined && third !== undefined);
    const { seq, salt, personal, hash, ...content } = third;
    const forged = link(second, { ...content, act: 'cancelled' });
    assert.notEqual(forged.hash, hash);
    await open()
      .db.updateTable('method_changes')
      .set({ act: 'cancelled', salt: forged.salt, personal: forged.personal, hash: forged.hash })
      .where('seq', '=', seq)
      .execute();
    assert.ok(salt !== forged.salt && personal !== forged.personal);
    assert.deepEqual(await faults(), [{ fault: 'changed', seq: 4, id: 'e4' }]);
  });

  test('a chain that was made anew shows by a point of it that was kept elsewhere', async () => {
    await linked(4);
    const { head: noted } = await page();
    await open().db.updateTable('method_changes').set({ seq: null, reason: 'another' }).execute();
    await open().db.updateTable('audit_points').set({ seq: 0, hash: '' }).execute();
    await open().store.linkTrail();
    const { base, head, entries } = await page();
    const check = createChainCheck(base, [noted]);
    entries.forEach(check.add);
    assert.deepEqual(check.end(head).faults, [{ fault: 'other-chain', seq: 4 }]);
    const short = createChainCheck(base, [{ ...noted, seq: 9 }]);
    entries.forEach(short.add);
    assert.deepEqual(short.end(head).faults, [{ fault: 'missing', from: 5, to: 9 }]);
  });

  test('entries are linked once, whoever does it and however many at once', async () => {
    const { store, db } = open();
    const { config } = database();
    // SQLite is for one process, and here two would wait for each other in one.
    const other = config.kind === 'postgres' ? await openStore(config, () => 0) : null;
    const stores = [store, other?.store ?? store];
    const now = await store.now();
    for (let turn = 0; turn < 5; turn++) {
      const changes = Array.from({ length: 700 }, (_, index) => change(`t${turn}-${index}`, now + index));
      await Promise.all([
        db.insertInto('method_changes').values(changes).execute(),
        ...[...stores, ...stores].map((each) => each.linkTrail()),
      ]);
      await Promise.all([...stores, ...stores].map((each) => each.linkTrail()));
    }
    await other?.store.close();
    const all: AuditEntry[] = [];
    for (let last = 0; ;) {
      const { entries } = await page(last);
      if (entries.length === 0) break;
      all.push(...entries);
      last = entries.at(-1)?.seq ?? 0;
    }
    const check = createChainCheck(beginning);
    all.forEach(check.add);
    assert.deepEqual(check.end((await page()).head).faults, []);
    assert.deepEqual([all.length, new Set(all.map(({ id }) => id)).size], [3500, 3500]);
  });

  test('what is kept no longer goes from the beginning alone, and the rest is whole', async () => {
    const { store, db } = open();
    const now = await store.now();
    const ages = [4000, 3800, 10, 3900, 5];
    for (const [index, age] of ages.entries()) {
      await db
        .insertInto('method_changes')
        .values(change(`e${index + 1}`, now - age * day))
        .execute();
      await store.linkTrail();
    }
    const { entries: before } = await page();
    await store.sweep();
    const { base, entries } = await page();
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      [3, 4, 5],
    );
    assert.deepEqual(base, { seq: 2, hash: before[1]?.hash });
    assert.deepEqual(await faults(), []);
    shift = 3653 * day;
    await store.sweep();
    assert.deepEqual([(await page()).entries, (await page()).base.seq], [[], 5]);
    shift = 0;
    await linked(2);
    assert.deepEqual([(await page()).head.seq, await faults()], [7, []]);
  });

  test('an erasure breaks nothing; what was taken out without one shows', async () => {
    const on = endpoint();
    await on.backEnd.post('/v1/provisioning/accounts', {
      accounts: ['099C100003', '099C100004'].map((id) => provisioned(id, { customer: `of-${id}` })),
    });
    const why = { actor: 'a.tran', reason: 'File DPO-2026-17.' };
    await on.backEnd.post('/v1/provisioning/accounts/099C100003/closing', why);
    await open().store.linkTrail();
    const { status } = await on.backEnd.post('/v1/privacy/customers/of-099C100003/erasure', why);
    assert.equal(status, 200);
    const { entries } = await page();
    assert.deepEqual(entries.map(({ act, salt }) => [act, salt === null]).sort(), [
      ['closed', true],
      ['erased', false],
      ['provisioned', false],
      ['provisioned', true],
    ]);
    assert.doesNotMatch(JSON.stringify(entries), /099C100003/);
    assert.deepEqual(await faults(), []);
    const other = entries.find(({ customer }) => customer === 'of-099C100004');
    const taken = { salt: null, account: 'erased.x', customer: 'erased.x', reason: null };
    await open()
      .db.updateTable('method_changes')
      .set(taken)
      .where('id', '=', other?.id ?? '')
      .execute();
    assert.deepEqual(await faults(), [{ fault: 'erased', seq: other?.seq, id: other?.id }]);
  });
});

const key = randomBytes(32).toString('base64');

onEachDatabase('The audit trail from a shell', (database) => {
  test('is verified by the endpoint, by a file of it, and by a point that was noted', async () => {
    const { url, client } = await startProcess(database(), { KB_OTP_SERVICE_KEY: key });
    const run = (...words: string[]) => kbOtpEndpoint(key, ['audit', ...words, '--endpoint', `${url}/v1`]);
    const accounts = Array.from({ length: 60 }, (_, index) =>
      provisioned(`097C1${String(index).padStart(5, '0')}`, {}),
    );
    await client(key).post('/v1/provisioning/accounts', { accounts });
    const { db } = connect(database().config);
    await db.transaction().execute((trx) => auditRecords(trx).link(1000));
    const whole = await run('verify');
    assert.equal(whole.code, 0, whole.said);
    const { entries, head } = JSON.parse(whole.said) as { entries: number; head: { seq: number; hash: string } };
    assert.ok(entries >= 60);
    const exported = await run('export');
    const lines = exported.said.trim().split('\n');
    assert.equal(lines.length, entries);
    const file = path.join(temporaryFolder(), 'trail.ndjson');
    writeFileSync(file, exported.said);
    const kept = await run('verify', file, '--head', `${head.seq}:${head.hash}`);
    assert.equal(kept.code, 0, kept.said);
    const rest = await run('export', '--after', '10');
    assert.equal(rest.said.trim().split('\n').length, entries - 10);
    writeFileSync(file, rest.said);
    assert.equal((await run('verify', file)).code, 0);
    writeFileSync(file, lines.toSpliced(4, 1).join('\n').replace('"seq":9', '"seq":900'));
    const broken = await run('verify', file);
    assert.equal(broken.code, 1, broken.said);
    assert.match(broken.said, /^\{"fault":"missing","from":5,"to":5\}$/m);
    await db.updateTable('method_changes').set({ actor: 'nobody' }).where('seq', '=', 7).execute();
    await db.destroy();
    const changed = await run('verify');
    assert.deepEqual([changed.code, /"fault":"changed","seq":7/.test(changed.said)], [1, true], changed.said);
    assert.equal((await run('verify', '/nowhere')).code, 2);
    assert.equal((await run('verify', '--head', '7')).code, 2);
  });
});
