/**
 * While processes are exchanged one by one, those of the version before read and write a schema that has gone on: each
 * migration may add, and takes nothing away from them.
 */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { connect } from '../src/store/connect.js';
import { migrate, migrationNames } from '../src/store/migrations.js';
import type { Tables } from '../src/store/tables.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { startEndpoint } from './support/endpoint.js';
import { breaches, schemaOf } from './support/schema.js';

const old = `create table older (
  id varchar(8) primary key, name varchar(32) not null, note varchar(16), size bigint not null default 0, kind text,
  constraint older_name unique (name))`;

/** What a migration must not do, and what is said of it. */
const forbidden: ReadonlyArray<readonly [statement: string, said: RegExp]> = [
  ['drop table older', /^older\.id is gone/],
  ['alter table older rename to newer', /^older\.id is gone/],
  ['alter table older drop column note', /^older\.note is gone$/],
  ['alter table older rename column note to remark', /^older\.note is gone$/],
  ['alter table older add column more text not null', /^older\.more must be given$/],
  ['alter table older alter column note set not null', /^older\.note must not be null$/],
  ['alter table older alter column size drop default', /^older\.size must be given$/],
  ['alter table older alter column size type integer', /^older\.size is of another type$/],
  ['alter table older alter column name type varchar(8)', /^older\.name is shorter$/],
  ['alter table older drop constraint older_name', /^older conflicts no more by btree \(name\)$/],
  ['create unique index older_note on older (note)', /^older has the rule unique btree \(note\)$/],
  ["alter table older add check (kind <> '')", /^older has the rule check /],
  ['alter table older add foreign key (kind) references older', /^older has the rule foreign /],
];

/** What it may. */
const allowed = [
  'create table further (id text primary key, number integer not null unique)',
  'alter table older add column more text',
  "alter table older add column more text not null default ''",
  'alter table older alter column name type varchar(64)',
  'alter table older alter column name type text',
  'alter table older alter column name drop not null',
  'alter table older add column seq bigint unique',
  'create index older_kind on older (kind)',
];

onEachDatabase(
  'An older version beside the new one',
  (database) => {
    let db: Kysely<Tables>;
    before(() => {
      ({ db } = connect(database().config));
    });
    after(() => db.destroy());

    const changed = async (work: () => Promise<unknown>): Promise<string[]> => {
      const was = await schemaOf(db);
      await work();
      return breaches(was, await schemaOf(db));
    };

    async function changedBy(statement: string): Promise<string[]> {
      await sql.raw('drop table if exists older, newer, further').execute(db);
      await sql.raw(old).execute(db);
      return changed(() => sql.raw(statement).execute(db));
    }

    for (const [statement, said] of forbidden) {
      test(`would be broken by: ${statement}`, async () => {
        const [breach = ''] = await changedBy(statement);
        assert.match(breach, said);
      });
    }

    test('is broken by nothing that is added beside what it knows', async () => {
      for (const statement of allowed) assert.deepEqual(await changedBy(statement), [], statement);
      await sql.raw('drop table if exists older, newer, further').execute(db);
    });

    test('finds what it knows after each migration, and is asked for nothing that it does not', async () => {
      const [first = '', ...others] = migrationNames;
      await migrate(db, first);
      for (const name of others) assert.deepEqual(await changed(() => migrate(db, name)), [], name);
      assert.ok(others.length >= 20);
    });
  },
  ['postgres'],
);

onEachDatabase('A process that starts when a later version has migrated already', (database) => {
  test('leaves alone what was added, and serves', async () => {
    const { db } = connect(database().config);
    await migrate(db);
    const later = { name: '9999_later', timestamp: new Date().toISOString() };
    await sql`insert into kysely_migration (name, timestamp) values (${later.name}, ${later.timestamp})`.execute(db);
    await db.schema.alterTable('challenges').addColumn('of_later', 'text').execute();
    const on = await startEndpoint(database());
    await on.reset();
    const client = await on.client();
    const challenge = await client.challenged({ account: accounts.sms });
    assert.equal((await client.answer(challenge, await on.sentCode(accounts.sms))).status, 200);
    const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
    await db.destroy();
    assert.deepEqual(done.rows.map(({ name }) => name).sort(), [...migrationNames, later.name]);
  });
});
