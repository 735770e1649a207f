/** The twenty-second migration: the audit trail as a chain. Entries are linked after they were written. */

import { sql, type Kysely, type Migration } from 'kysely';

export const auditChain: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const columns = [
      ['seq', 'bigint'],
      ['salt', 'varchar(32)'],
      ['personal', 'varchar(64)'],
      ['hash', 'varchar(64)'],
    ] as const;
    // Processes of the version before write none of these. One at a time: SQLite adds no more at once.
    for (const [name, type] of columns) await db.schema.alterTable('method_changes').addColumn(name, type).execute();
    await db.schema.createIndex('method_changes_seq').unique().on('method_changes').column('seq').execute();
    await db.schema
      .createIndex('method_changes_unlinked')
      .on('method_changes')
      .columns(['at', 'id'])
      .where(sql.ref('seq'), 'is', null)
      .execute();
    await createPoints(db);
  },
};

/** Where the chain ends, and what its oldest entry follows. */
async function createPoints(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_points')
    .addColumn('name', 'varchar(16)', (column) => column.primaryKey())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'varchar(64)', (column) => column.notNull())
    .execute();
  const points = ['base', 'head'].map((name) => ({ name, seq: 0, hash: '' }));
  await (db as Kysely<{ audit_points: { name: string; seq: number; hash: string } }>)
    .insertInto('audit_points')
    .values(points)
    .execute();
}
