/** Notices that were given up, and a gateway that was away: what is kept, and what goes out again. */

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { DeadLetter, DeadLetters, Resending } from '../generated/contract.js';
import { DeliveryRefused } from '../src/index.js';
import { outboxCommands } from '../src/operate/outbox.js';
import { digestOf } from '../src/service-credentials.js';
import { connect } from '../src/store/connect.js';
import { createClient } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import type { Refusable } from './support/device.js';
import { origin, type TestEndpoint } from './support/endpoint.js';
import { deskOf } from './support/help-desk.js';
import { countWaiting, gateway, look, lookAgain, registered, started, until } from './support/outbox.js';

const account: string = accounts.sms;
const [minute, day] = [60_000, 24 * 3600_000];
const addresses = 6;
const path = '/v1/outbox/dead-letters';
const refusal = () => new DeliveryRefused('422', { isFinal: true });

onEachDatabase('Notices that were given up', (database) => {
  const listed = async ({ backEnd }: TestEndpoint): Promise<readonly DeadLetter[]> =>
    (await backEnd.get<DeadLetters>(path)).body.deadLetters;
  const resend = ({ backEnd }: TestEndpoint, id: string): Refusable<Resending> => backEnd.post(`${path}/${id}/resend`);

  const shellOf = ({ backEnd }: TestEndpoint, printed: string[]) =>
    outboxCommands(
      () => ({
        get: async <T>(of: string) => (await backEnd.get<T>(`/v1${of}`)).body,
        post: async <T>(of: string) => (await backEnd.post<T>(`/v1${of}`)).body,
      }),
      (text) => printed.push(text),
    );

  /** A registration that every address was refused. */
  async function refused(t: TestContext, faultOf: (attempt: number) => Error | null) {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { handed, sentCode, config } = gateway((_, attempt) => faultOf(attempt));
    const on = await started(t, database(), config);
    await registered(on, sentCode);
    await until('it is given up', async () => handed.length >= addresses && (await countWaiting(database())) === 0);
    return { on, handed };
  }

  test('a gateway that is away for ten minutes loses none, and has each once', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    let isAway = true;
    const { handed, sentCode, config } = gateway(() => (isAway ? new Error('away') : null));
    const on = await started(t, database(), config);
    await registered(on, sentCode);
    const desk = deskOf(on.backEnd, 'a.tran');
    for (const act of ['suspend', 'resume', 'end-sessions', 'suspend'] as const) {
      assert.equal((await desk.order(account, { act })).status, 200);
      on.pass(2 * minute);
      await lookAgain(t, on);
    }
    on.pass(2 * minute);
    await lookAgain(t, on);
    assert.equal(await countWaiting(database()), 5 * addresses);
    const { length: before } = handed;
    isAway = false;
    for (let waited = 0; waited < 20 && (await countWaiting(database())) > 0; waited++) {
      on.pass(minute);
      await lookAgain(t, on);
    }
    assert.equal(await countWaiting(database()), 0);
    const taken = handed.slice(before).map(({ id }) => id);
    assert.deepEqual([taken.length, new Set(taken).size], [5 * addresses, 5 * addresses]);
    assert.ok(taken.every((id) => handed.slice(0, before).some((each) => each.id === id)));
    assert.deepEqual(await listed(on), []);
  });

  test('what was refused for good is kept, and goes out once more under the same key when an operator says so', async (t) => {
    const { on, handed } = await refused(t, (attempt) => (attempt < 2 ? refusal() : null));
    const [letter = assert.fail('none is listed'), ...others] = await listed(on);
    assert.deepEqual(others, []);
    const { id, account: of, kind, sends } = letter;
    assert.deepEqual([of, kind, sends.length], [account, 'activated', addresses]);
    assert.deepEqual([...new Set(sends.map(({ why, attempts }) => `${why} ${attempts}`))], ['refused 1']);
    await until('they are counted', async () => {
      t.mock.timers.tick(look);
      return (await on.metric('kb_otp_notices_dead')) === addresses;
    });

    const asked = await Promise.all([resend(on, id), resend(on, id)]);
    assert.deepEqual(asked.map(({ status }) => status).sort(), [200, 409]);
    assert.equal(asked.find(({ status }) => status === 200)?.body.addresses, addresses);
    await lookAgain(t, on);
    on.pass(day);
    await lookAgain(t, on);
    assert.equal(handed.length, 2 * addresses);
    for (const { id: message } of handed) assert.equal(handed.filter((each) => each.id === message).length, 2);
    assert.deepEqual(await listed(on), []);
    assert.deepEqual([(await resend(on, id)).status, (await resend(on, 'A'.repeat(22))).status], [409, 409]);
    await until('none is counted', async () => {
      t.mock.timers.tick(look);
      return (await on.metric('kb_otp_notices_dead')) === 0;
    });
  });

  test('what is sent again is tried for another three days', async (t) => {
    const { on, handed } = await refused(t, (attempt) => (attempt < 2 ? refusal() : new Error('500')));
    on.pass(10 * day);
    const [letter] = await listed(on);
    await resend(on, letter?.id ?? '');
    await lookAgain(t, on);
    assert.deepEqual([handed.length, await countWaiting(database())], [2 * addresses, addresses]);
    on.pass(3 * day);
    await lookAgain(t, on);
    const [again] = await listed(on);
    assert.deepEqual([again?.id, [...new Set(again?.sends.map(({ why }) => why))]], [letter?.id, ['too-old']]);
  });

  test('a shell is shown all of them, however many, each once and the oldest first', async (t) => {
    const { on } = await refused(t, refusal);
    const [first] = await listed(on);
    const { db } = connect(database().config);
    const [notice, sent] = await Promise.all([
      db.selectFrom('notices').selectAll().executeTakeFirstOrThrow(),
      db.selectFrom('notice_sends').selectAll().executeTakeFirstOrThrow(),
    ]);
    // Of the same instant: within it they are told apart by their names.
    const more = Array.from({ length: 250 }, (_, index) => `later-${String(index).padStart(16, '0')}`);
    for (const id of more) {
      await db
        .insertInto('notices')
        .values({ ...notice, id, at: notice.at + 1 })
        .execute();
      await db
        .insertInto('notice_sends')
        .values({ ...sent, notice: id })
        .execute();
    }
    await db.destroy();
    const printed: string[] = [];
    await shellOf(on, printed)['outbox list']?.([], {});
    assert.deepEqual(
      printed.map((line) => (JSON.parse(line) as DeadLetter).id),
      [first?.id, ...more],
    );
    assert.deepEqual([(await listed(on)).length, (await on.backEnd.get(`${path}?after=1`)).status], [100, 400]);
  });

  test('the list names no address, and is for the scope of the outbox alone', async (t) => {
    const { on, handed } = await refused(t, refusal);
    const told = JSON.stringify(await listed(on));
    for (const { target, id } of handed) assert.ok(!told.includes(target) && !told.includes(id));
    const scopes = ['redeem', 'provision', 'helpdesk', 'audit', 'outbox'] as const;
    const serviceCredentials = scopes.map((name) => ({ name, scopes: [name], digest: digestOf(name.repeat(9)) }));
    const other = await started(t, database(), { serviceCredentials });
    for (const scope of scopes) {
      const by = createClient((request) => other.endpoint.fetch(request), origin, `Bearer ${scope.repeat(9)}`);
      assert.equal((await by.get(path)).status, scope === 'outbox' ? 200 : 401, scope);
    }
  });

  test('they are kept for as long as notices are', async (t) => {
    const { on } = await refused(t, refusal);
    const sweep = async () => {
      const { db } = connect(database().config);
      t.mock.timers.tick(minute);
      await until('it has been swept', async () => {
        t.mock.timers.tick(minute);
        const done = db
          .selectFrom('chores')
          .where('name', '=', 'sweep')
          .where('done_at', '>', on.now() - 5 * minute);
        return (await done.select('name').execute()).length > 0;
      });
      await db.destroy();
    };
    on.pass(80 * day);
    await sweep();
    assert.equal((await listed(on)).length, 1);
    on.pass(11 * day);
    await sweep();
    assert.deepEqual(await listed(on), []);
  });

  test('from a shell all of them go out again, the oldest first at each address', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    let isRefusing = true;
    const { handed, sentCode, config } = gateway(() => (isRefusing ? refusal() : null));
    const on = await started(t, database(), config);
    await registered(on, sentCode);
    const desk = deskOf(on.backEnd, 'a.tran');
    for (const act of ['suspend', 'resume'] as const) {
      on.pass(1000);
      await desk.order(account, { act });
    }
    await until('all are given up', async () => (await countWaiting(database())) === 0);
    isRefusing = false;
    const { length: before } = handed;
    const printed: string[] = [];
    const commands = shellOf(on, printed);
    await commands['outbox list']?.([], {});
    assert.deepEqual(
      printed.splice(0).map((line) => (JSON.parse(line) as DeadLetter).kind),
      ['activated', 'account-suspended', 'account-resumed'],
    );
    await commands['outbox resend']?.([], { all: true });
    assert.equal(printed.length, 3);
    await lookAgain(t, on);
    const heard = new Map<string, string[]>();
    for (const { target, text } of handed.slice(before)) {
      const what = /registered|suspended|resumed/.exec(text.en)?.[0] ?? text.en;
      heard.set(target, [...(heard.get(target) ?? []), what]);
    }
    assert.equal(heard.size, addresses);
    for (const each of heard.values()) assert.deepEqual(each, ['registered', 'suspended', 'resumed']);
    await assert.rejects(async () => commands['outbox resend']?.([], {}), /Which notice/);
  });
});
