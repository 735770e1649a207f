/** What `npm run load` finds out is so: it sees what is lost or doubled, and its floor does what the endpoint does. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import { benchConfig } from '../bench/customers.js';
import { answer, challenge, unlock, type Clients } from '../bench/load/acts.js';
import { addressOf, copiesOf } from '../bench/load/copies.js';
import { leasesOf } from '../bench/load/floor.js';
import { noteAnswer, noteCode, noteGuess, openLedger, type Ledger } from '../bench/load/ledger.js';
import { floorPass, recordActs } from '../bench/load/measure.js';
import { outageIn } from '../bench/load/outage.js';
import { populate } from '../bench/load/population.js';
import { percentile } from '../bench/load/report.js';
import { faultsOf } from '../bench/load/verify.js';
import { createEndpoint } from '../src/index.js';
import { connect, type PostgresConfig } from '../src/store/connect.js';
import type { Tables } from '../src/store/tables.js';
import { createClient } from './support/client.js';
import { cardCode, wrongCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { deviceCalls } from './support/device.js';
import { origin } from './support/endpoint.js';

onEachDatabase('What clients of a load saw, beside the database', (database) => {
  const ledger = openLedger();
  let [phone, card, device] = ['', '', ''];
  let db: Kysely<Tables>;

  before(async () => {
    const config = benchConfig(database().config, () => 0);
    const { phones, cards, owners } = await populate(config, { phones: 1, cards: 1, owners: 1 });
    const [holder, carrier, owner] = [
      phones[0] ?? assert.fail(),
      cards[0] ?? assert.fail(),
      owners[0] ?? assert.fail(),
    ];
    [phone, card, device] = [holder.account, carrier.account, owner.keys.enrolment.device];
    const endpoint = await createEndpoint(config);
    const clients: Clients = (token) => createClient((request) => endpoint.fetch(request), origin, `Bearer ${token}`);
    const asked = await challenge(clients, ledger, holder);
    await answer(clients, ledger, { phone: { ...holder, lastStep: 0 }, asked });
    const other = await challenge(clients, ledger, carrier);
    noteCode(ledger, card, other.id);
    const codes = [wrongCode(cardCode(other)), cardCode(other)];
    for (const code of codes) noteAnswer(ledger, other.id, await clients(carrier.tokens[0]).answer(other, code));
    await unlock(clients, ledger, owner);
    await deviceCalls(clients(owner.tokens[0])).unlock(device, owner.element);
    noteGuess(ledger, device, { wrong: 1 });
    await endpoint.close();
    ({ db } = connect(database().config));
  });
  after(() => db.destroy());

  test('is as the database has it', async () => {
    assert.deepEqual(await faultsOf(ledger, db), []);
  });

  const changes: ReadonlyArray<
    readonly [what: string, change: (on: Kysely<Tables>) => Promise<unknown>, said: RegExp]
  > = [
    [
      'an acceptance that the database does not have is lost',
      (on) => on.updateTable('challenges').set({ state: 'pending' }).where('account', '=', phone).execute(),
      /^Lost: the acceptance of /,
    ],
    [
      'a challenge that the database does not have is lost',
      (on) => on.deleteFrom('challenges').where('account', '=', phone).execute(),
      /^Lost: the challenge /,
    ],
    [
      'an acceptance without its grant is lost',
      (on) => on.deleteFrom('grants').where('account', '=', phone).execute(),
      /^Lost: the acceptance of /,
    ],
    [
      'a second grant for one acceptance is doubled',
      async (on) => {
        const grant = await on.selectFrom('grants').selectAll().where('account', '=', phone).executeTakeFirstOrThrow();
        await on
          .insertInto('grants')
          .values({ ...grant, id: 'second', token_hash: 'second' })
          .execute();
      },
      /^Doubled: the grant /,
    ],
    [
      'an answer that its challenge has not counted is lost',
      (on) => on.updateTable('challenges').set({ attempts_used: 1 }).where('account', '=', card).execute(),
      /^Lost: answers to the challenge \S+ of \w+ are 2, and 1 are counted\.$/,
    ],
    [
      'a wrong code that its method has not counted is lost',
      (on) => on.updateTable('guards').set({ recent: 0 }).execute(),
      /^Lost: wrong codes for \w+ are 1, and 0 are counted\.$/,
    ],
    [
      'a wrong code that is counted twice is doubled',
      (on) => on.updateTable('guards').set({ recent: 2 }).where('recent', '=', 1).execute(),
      /^Doubled: wrong codes for \w+ are 1 at most, and 2 are counted\.$/,
    ],
    [
      'a guess that its device has not counted is lost',
      (on) => on.updateTable('devices').set({ guesses: 0 }).execute(),
      /^Lost: guesses at the device \S+ are 1, and 0 are counted\.$/,
    ],
  ];
  for (const [what, change, said] of changes) {
    test(what, async () => {
      const faults = await db
        .transaction()
        .execute(async (trx) => {
          await change(trx);
          throw new Undone(await faultsOf(ledger, trx));
        })
        .catch(undone);
      assert.match(faults[0] ?? '', said);
    });
  }

  const seen: ReadonlyArray<readonly [what: string, changed: () => Ledger, said: RegExp]> = [
    [
      'two tokens for one challenge are an acceptance too many',
      () => {
        const challenges = [...ledger.challenges].map(
          ([id, one]) => [id, { ...one, tokens: new Set(['a', 'b']) }] as const,
        );
        return { ...ledger, challenges: new Map(challenges) };
      },
      /^Accepted twice: the challenge /,
    ],
    [
      'two acceptances of one code are one too many',
      () => ({ ...ledger, codes: new Map([[phone, new Set<string>()]]) }),
      /^Accepted twice: a code of \w+ \(1 acceptances of 0 codes\)\.$/,
    ],
  ];
  for (const [what, changed, said] of seen) {
    test(what, async () => assert.match((await faultsOf(changed(), db))[0] ?? '', said));
  }

  test('an answer that nobody heard may be counted, and need not', async () => {
    const unheard = new Map([...ledger.devices].map(([id]) => [id, { wrong: 0, unsure: 1 }]));
    assert.deepEqual(await faultsOf({ ...ledger, devices: unheard }, db), []);
  });
});

/** So that a transaction with what was found in it is rolled back. */
class Undone extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super('undone');
    this.faults = faults;
  }
}

function undone(error: unknown): readonly string[] {
  if (error instanceof Undone) return error.faults;
  throw error;
}

onEachDatabase(
  'The floor of a load',
  (database) => {
    test('does on a copy of the database what the endpoint did on another', async (t) => {
      const { url } = database().config as PostgresConfig;
      const template = `${new URL(url).pathname.slice(1)}`;
      const config = benchConfig(database().config, () => 0);
      const population = await populate(config, { phones: 2, cards: 0, owners: 1 });
      const copies = copiesOf(addressOf(url, 'postgres'), template);
      const names = [`${template}_recorded`, `${template}_floor`] as const;
      t.after(() => Promise.all(names.map((name) => copies.drop(name))));
      const [recorded, bare] = [await copies.make(names[0]), await copies.make(names[1])];
      const at = (address: string): PostgresConfig => ({ ...(config.database as PostgresConfig), url: address });

      const phones = population.phones.map((each) => ({ ...each, lastStep: 0 }));
      const doing = { phones, owners: population.owners, workers: 2 };
      const recording = await recordActs({ ...config, database: at(recorded) }, doing);
      const passes = await floorPass(at(bare), recording, 2);
      const shape = Object.values(recording).map(({ length }) => length);
      assert.deepEqual(shape, [2, 2, 2, 1]);
      assert.deepEqual(
        Object.values(passes).map(({ each }) => each.length),
        shape,
      );
      assert.deepEqual(await contentsOf(bare), await contentsOf(recorded));
    });

    /** What tells whether the acts have written the same. */
    async function contentsOf(url: string): Promise<unknown> {
      const { db } = connect({ kind: 'postgres', url, poolSize: 1, timeout: 60_000 });
      const rows = [
        ...(await db.selectFrom('challenges').select(['id', 'state', 'attempts_used', 'grant_id']).execute()),
        ...(await db.selectFrom('grants').select(['id', 'token_hash']).execute()),
        ...(await db.selectFrom('unlocks').select(['id', 'confirmed']).execute()),
        ...(await db.selectFrom('requests').select(['session', 'key', 'sealed_answer']).execute()),
        ...(await db.selectFrom('guards').select(['authenticator_id', 'last_step', 'recent']).execute()),
      ];
      await db.destroy();
      return rows.map((row) => JSON.stringify(row)).sort();
    }

    test('keeps the statements of a transaction on one connection', () => {
      const [one, other] = [{}, {}];
      const sent = [
        [one, 'begin'],
        [other, 'select 1'],
        [one, 'select 2'],
        [one, 'commit'],
        [one, 'select 3'],
      ] as const;
      const leases = leasesOf(sent.map(([connection, text]) => ({ connection, text, values: [] })));
      assert.deepEqual(
        leases.map((lease) => lease.map(({ text }) => text)),
        [['begin', 'select 2', 'commit'], ['select 1'], ['select 3']],
      );
    });
  },
  ['postgres'],
);

test('an outage is the longest time without an answer, whatever was still under way when it began', () => {
  const served = [
    [100, 990, 1005, 6000],
    [200, 1010, 6500, 6600],
  ];
  assert.deepEqual(outageIn(served, 1000), { silence: 4990, served: 5500 });
  assert.equal(outageIn([...served, [1002]], 1000).served, Infinity);
});

test('percentiles are values that so many do not exceed', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  assert.deepEqual(
    [0.5, 0.95, 0.99].map((share) => percentile(values, share)),
    [100, 190, 198],
  );
  assert.deepEqual(
    [0.5, 0.99].map((share) => percentile([7], share)),
    [7, 7],
  );
});
