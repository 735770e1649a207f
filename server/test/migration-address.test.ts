/** Behind a pooler the schema is brought up to date at an address of its own. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, type PostgresConfig } from '../src/store/connect.js';
import { openStore } from '../src/store/kysely-store.js';
import { onEachDatabase, openers } from './support/databases.js';

onEachDatabase(
  'An address for migrations',
  (database) => {
    async function tablesAt(config: PostgresConfig): Promise<number> {
      const { db } = connect(config);
      const tables = await db.introspection.getTables();
      await db.destroy();
      return tables.length;
    }

    const ofPostgres = ({ config }: { readonly config: { readonly kind: string } }) => config as PostgresConfig;

    test('is where a start migrates, whatever the other one leads to', async (t) => {
      const direct = await openers.postgres();
      t.after(() => direct.drop());
      const [pooled, own] = [ofPostgres(database()), ofPostgres(direct)];
      const { store } = await openStore({ ...pooled, migrationUrl: own.url }, () => 0);
      await store.close();
      assert.equal(await tablesAt(pooled), 0);
      assert.ok((await tablesAt(own)) > 20);
    });
  },
  ['postgres'],
);
