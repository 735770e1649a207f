/** Each statement that is sent all day long has an index to go by, in every table that grows with the customers. */

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import pg from 'pg';
import { hotStatements, scansIn, sweepStatements, type HotStatement } from '../bench/load/on-volume.js';
import type { PostgresConfig } from '../src/store/connect.js';
import { onEachDatabase } from './support/databases.js';

/** A few rows each, however many customers there are. */
const small = new Set(['audit_points', 'canaries', 'chores', 'kept_secrets']);
const grows = (table: string): boolean => !small.has(table);

onEachDatabase(
  'The plans of the hot statements',
  (database) => {
    let client: pg.Client;
    let statements: readonly HotStatement[] = [];

    before(async () => {
      const config = database().config as PostgresConfig;
      ({ statements } = await hotStatements(config));
      statements = [...statements, ...(await sweepStatements(config))];
      client = new pg.Client({ connectionString: config.url });
      database().atEnd(() => client.end());
      await client.connect();
      // In tables as small as these it would read all rows, index or not.
      for (const way of ['seqscan', 'mergejoin', 'hashjoin']) await client.query(`set enable_${way} = off`);
    });

    for (const act of ['status', 'challenge', 'answer', 'unlock', 'sweep'] as const) {
      test(`${act} reads no table from end to end`, async () => {
        const own = statements.filter((statement) => statement.act === act);
        assert.ok(own.length > 2, String(own.length));
        assert.deepEqual(await scansIn(client, own, grows), []);
      });
    }

    const whole: ReadonlyArray<readonly [text: string, table: string]> = [
      [`select id from challenges where channel = 'kb-trade'`, 'challenges'],
      [`select id from grants where id <> '' or channel = 'kb-trade' order by id`, 'grants'],
      [`update devices set guesses = 0 where name = 'phone'`, 'devices'],
      [`with old as (delete from unlocks where confirmed = 1 returning id) select count(*) from old`, 'unlocks'],
    ];
    for (const [text, table] of whole) {
      test(`${text.slice(0, 40)}… is seen to read all of ${table}`, async () => {
        const statement = { act: 'status', text, values: [] } as const;
        assert.deepEqual(await scansIn(client, [statement], grows), [`status reads all of ${table}: ${text}`]);
        assert.deepEqual(await scansIn(client, [statement], () => false), []);
      });
    }
  },
  ['postgres'],
);
