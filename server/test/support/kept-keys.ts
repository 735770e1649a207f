import { connect } from '../../src/store/connect.js';
import type { TestDatabase } from './databases.js';

/** What is left of a device's keys in the database; undefined where it is not known. */
export async function keptKeys({ config }: TestDatabase, device: string) {
  const { db } = connect(config);
  const columns = ['sealed_oprf_key', 'sealed_confirmation_key'] as const;
  const row = await db.selectFrom('devices').where('id', '=', device).select(columns).executeTakeFirst();
  await db.destroy();
  return row;
}
