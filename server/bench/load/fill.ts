/** Makes a database as large as that of many customers: each table by copies of rows that are there. */

import type pg from 'pg';

/** Rows of a table that each account has, and what tells a copy from its pattern, as SQL of its number `n`. */
interface Growth {
  readonly table: string;
  /** Which row is the pattern. */
  readonly pattern: string;
  /** Of the number of accounts. */
  readonly share: number;
  readonly values: Readonly<Record<string, string>>;
}

const account = `'V' || lpad((n % $2::int)::text, 9, '0')`;
const id = (kind: string): string => `'${kind}' || n`;
const hour = 3_600_000;
/** Hours ago. */
const past = (column: string): string => `(p.${column} - ${hour}::bigint * (1 + n % 500))`;
const own = { id: account, customer: id('customer') };

const growths: readonly Growth[] = [
  { table: 'accounts', pattern: 'true', share: 1, values: own },
  ...['kb-otp', 'matrix'].flatMap((kind): Growth[] => [
    {
      ...{ table: 'authenticators', pattern: `kind = '${kind}' and account = $1`, share: 1 },
      values: { id: id(kind), account },
    },
    {
      table: 'guards',
      pattern: `authenticator_id = (select id from authenticators where kind = '${kind}' and account = $1)`,
      ...{ share: 1, values: { authenticator_id: id(kind) } },
    },
  ]),
  { table: 'devices', pattern: 'true', share: 1, values: { id: id('device'), customer: id('customer') } },
  { table: 'device_accounts', pattern: 'true', share: 1, values: { device: id('device'), account } },
  {
    ...{ table: 'enrolments', pattern: 'true', share: 1 },
    values: { id: id('enrolment'), device: id('device'), customer: id('customer'), session: id('session') },
  },
  { table: 'unlocks', pattern: 'true', share: 1, values: { id: id('unlock'), device: id('device') } },
  {
    ...{ table: 'challenges', pattern: `state = 'accepted'`, share: 10 },
    values: {
      ...{ id: id('challenge'), session: id('session'), account, grant_id: id('grant') },
      ...{ authenticator_id: `'kb-otp' || (1 + n % $2::int)`, expires_at: past('expires_at') },
    },
  },
  {
    ...{ table: 'grants', pattern: 'true', share: 1 },
    values: {
      ...{ id: id('grant'), token_hash: id('token'), session: id('session'), account },
      expires_at: past('expires_at'),
    },
  },
  {
    ...{ table: 'requests', pattern: 'true', share: 1 },
    values: { session: id('session'), key: id('key'), started_at: past('started_at') },
  },
];

/** Tables that grow. The others have as many rows as the few customers who are looked at have left. */
export const filled: ReadonlySet<string> = new Set(growths.map(({ table }) => table));

/** @param like an account with KB-OTP and a card, which has answered a challenge */
export async function fill(client: pg.ClientBase, accounts: number, like: string): Promise<void> {
  for (const { table, pattern, share, values } of growths) {
    const changes = Object.entries(values).map(([column, value]) => `'${column}', ${value}`);
    await client.query(
      `insert into ${table} select r.* from
         (select * from ${table} where ${pattern} and $1::text <> '' limit 1) p,
         generate_series(1, $3::int) n,
         lateral jsonb_populate_record(null::${table}, to_jsonb(p) || jsonb_build_object(${changes.join(', ')})) r
       where $2::int > 0`,
      [like, accounts, accounts * share],
    );
  }
  await client.query('vacuum analyze');
}
