import type { Kysely } from 'kysely';
import type { HelpDeskActRecord } from '../domain/help-desk.js';
import { guardedAccount } from './account-records.js';
import type { DeskDevice, DeskGuard, DeskSight, HelpDeskActRow, HelpDeskRecords } from './help-desk-storage.js';
import type { Flag, Tables } from './tables.js';

/** As many as an answer may name. */
const mostDevices = 50;

export function helpDeskRecords(db: Kysely<Tables>): HelpDeskRecords {
  const acts = () => db.selectFrom('help_desk_acts').selectAll();
  return {
    async customerOf(account) {
      const row = await db.selectFrom('accounts').where('id', '=', account).select('customer').executeTakeFirst();
      return row?.customer ?? null;
    },

    sight: (account, now) => sightOf(db, account, now),

    suspend: (account, now) => setHeldAt(db, account, now),

    resume: (account) => setHeldAt(db, account, null),

    async add(act) {
      await db.insertInto('help_desk_acts').values(toRow(act)).execute();
    },

    async find(id) {
      const row = await acts().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async decide({ id, state, by, otherCredential }, now) {
      const row = await db
        .updateTable('help_desk_acts')
        .set({ state, decided_by: by.name, decided_with: by.credential })
        .where('id', '=', id)
        .where('state', '=', 'waiting')
        .where('waits_until', '>', now)
        .where('agent', '<>', by.name)
        .$if(otherCredential, (query) => query.where('credential', '<>', by.credential))
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async noteChange(id, changed) {
      await db
        .updateTable('help_desk_acts')
        .set({ changed: flag(changed) })
        .where('id', '=', id)
        .execute();
    },

    async waiting(now, most, account) {
      const rows = await acts()
        .where('state', '=', 'waiting')
        .where('waits_until', '>', now)
        .$if(account !== undefined, (query) => query.where('account', '=', account ?? ''))
        .orderBy('at')
        .limit(most)
        .execute();
      return rows.map(toRecord);
    },
  };
}

/** False when it was so already. */
async function setHeldAt(db: Kysely<Tables>, account: string, heldAt: number | null): Promise<boolean> {
  const row = await db
    .updateTable('accounts')
    .set({ held_at: heldAt })
    .where('id', '=', account)
    .where('held_at', heldAt === null ? 'is not' : 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function sightOf(db: Kysely<Tables>, id: string, now: number): Promise<DeskSight | null> {
  const found = await guardedAccount(db, id);
  if (found === null) return null;
  const { rows, ...sight } = found;
  const waits = await waitsOf(db, id, now);
  const guards = rows.map((row) => [row.id ?? '', guardOf(row, waits)] as const);
  return {
    ...sight,
    guards: new Map(guards),
    devices: await devicesOf(db, id),
    challenges: await countChallenges(db, id, now),
    grants: await countGrants(db, id, now),
  };
}

interface Wait {
  readonly authenticator: string;
  readonly proven: Flag;
  readonly until: number;
}

async function waitsOf(db: Kysely<Tables>, account: string, now: number): Promise<readonly Wait[]> {
  const rows = await db
    .selectFrom('attempts')
    .innerJoin('authenticators', 'authenticators.id', 'attempts.authenticator_id')
    .where('authenticators.account', '=', account)
    .where('attempts.locked_until', '>', now)
    .groupBy(['attempts.authenticator_id', 'attempts.proven'])
    .select(({ fn }) => ['authenticator_id', 'proven', fn.max('locked_until').as('until')])
    .execute();
  return rows.map(({ authenticator_id: authenticator, proven, until }) => ({
    authenticator,
    proven,
    until: Number(until),
  }));
}

interface GuardColumns {
  readonly id: string | null;
  readonly suspended: Flag | null;
  readonly device_suspended: Flag | null;
  readonly recent: number | null;
}

function guardOf(row: GuardColumns, waits: readonly Wait[]): DeskGuard {
  const shut = [
    ...(row.suspended === 1 ? ['session' as const] : []),
    ...(row.device_suspended === 1 ? ['device' as const] : []),
  ];
  const waiting = waits
    .filter(({ authenticator }) => authenticator === row.id)
    .map(({ proven, until }) => ({ kind: 'waiting' as const, of: of(proven), until }));
  return {
    wrongCodes: row.recent ?? 0,
    locks: [...shut.map((each) => ({ kind: 'suspended' as const, of: each, until: null })), ...waiting],
  };
}

const of = (proven: Flag): 'device' | 'session' => (proven === 1 ? 'device' : 'session');

async function devicesOf(db: Kysely<Tables>, account: string): Promise<readonly DeskDevice[]> {
  const rows = await db
    .selectFrom('device_accounts')
    .innerJoin('devices', 'devices.id', 'device_accounts.device')
    .where('device_accounts.account', '=', account)
    .orderBy('devices.created_at', 'desc')
    .limit(mostDevices)
    .select(['devices.id', 'devices.name', 'devices.sealed_oprf_key', 'devices.evaluations_unconfirmed'])
    .select('device_accounts.state')
    .execute();
  return rows.map(({ id, name, state, sealed_oprf_key: key, evaluations_unconfirmed: wrongPasswords }) => ({
    id,
    name,
    state,
    isDestroyed: key === null,
    wrongPasswords,
  }));
}

async function countChallenges(db: Kysely<Tables>, account: string, now: number): Promise<number> {
  const { count } = await db
    .selectFrom('challenges')
    .where('account', '=', account)
    .where('state', '=', 'pending')
    .where('expires_at', '>', now)
    .whereRef('attempts_used', '<', 'attempts_allowed')
    .where('decoy', '=', 0)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function countGrants(db: Kysely<Tables>, account: string, now: number): Promise<number> {
  const { count } = await db
    .selectFrom('grants')
    .where('account', '=', account)
    .where('redeemed_at', 'is', null)
    .where('expires_at', '>', now)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

const flag = (holds: boolean): Flag => (holds ? 1 : 0);

function toRow(act: HelpDeskActRecord): HelpDeskActRow {
  const { reason, note, method, device, by, decidedBy } = act;
  return {
    id: act.id,
    act: act.act,
    account: act.account,
    what: JSON.stringify({ reason, note, method, device }),
    agent: by.name,
    credential: by.credential,
    state: act.state,
    changed: flag(act.changed),
    at: act.at,
    waits_until: act.waitsUntil,
    decided_by: decidedBy?.name ?? null,
    decided_with: decidedBy?.credential ?? null,
  };
}

export function toRecord(row: HelpDeskActRow): HelpDeskActRecord {
  const what = JSON.parse(row.what) as Pick<HelpDeskActRecord, 'reason' | 'note' | 'method' | 'device'>;
  const { id, act, account, agent, credential, state, at, waits_until: waitsUntil } = row;
  const { decided_by: name, decided_with: decidedWith } = row;
  return {
    id,
    act,
    account,
    ...what,
    by: { name: agent, credential },
    state,
    changed: row.changed === 1,
    at,
    waitsUntil,
    decidedBy: name === null ? null : { name, credential: decidedWith ?? '' },
  };
}
