/** Opens one new database after the other, each at a moment that other processes keep to as well. */

import { join } from 'node:path';
import { sql } from 'kysely';
import { connect } from '../../src/store/connect.js';

const [folder = '', files = '', start = ''] = process.argv.slice(2);
const interval = 30;
let opened = 0;

for (let turn = 0; turn < Number(files); turn++) {
  const moment = Number(start) + turn * interval;
  while (Date.now() < moment);
  const { db } = connect({ kind: 'sqlite', file: join(folder, `${turn}.db`) });
  await sql`create table if not exists opened (x integer)`.execute(db);
  await db.destroy();
  opened++;
}

process.stdout.write(`${opened} opened\n`);
