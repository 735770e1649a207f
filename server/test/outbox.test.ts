/** Notices: told at least once, by every address of the customer, until the gateway has taken them or will not. */

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { maskAccountForLog } from '../src/domain/masks.js';
import { nextAttemptAt, usualPersistence } from '../src/domain/outbox.js';
import { configFromEnvironment, DeliveryRefused, type CodeMessage } from '../src/index.js';
import { connect } from '../src/store/connect.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { deviceCalls, enrolDevice } from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { countWaiting, gateway, isNotice, look, lookAgain, registered, started, until } from './support/outbox.js';
import { startProcess } from './support/process.js';

const account: string = accounts.sms;
const [second, minute, hour, day] = [1000, 60_000, 3600_000, 24 * 3600_000];
const phone = '0901234002';

onEachDatabase('The outbox', (database) => {
  const waiting = () => countWaiting(database());

  test('what the gateway failed to take is handed over again, with the same id, until it is taken', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { handed, sentCode, config } = gateway((_, attempt) => (attempt < 4 ? new Error('500') : null));
    const on = await started(t, database(), config);
    await registered(on, sentCode);
    const toPhone = () => handed.filter(({ target }) => target === phone);
    await until('the first attempt is made', () => toPhone().length === 1);
    const waits = [
      [10, 1],
      [30, 2],
      [20, 2],
      [60, 3],
      [180, 4],
      [86_400, 4],
    ] as const;
    for (const [seconds, attempts] of waits) {
      on.pass(seconds * second);
      await lookAgain(t, on);
      assert.equal(toPhone().length, attempts, `after ${seconds} s`);
    }
    assert.equal(new Set(toPhone().map(({ id }) => id)).size, 1);
    await until('nothing waits', async () => {
      t.mock.timers.tick(look);
      return (await on.metric('kb_otp_notices_waiting')) === 0;
    });
  });

  test('a notice goes to every address of the customer, once each, and to those of nobody else', async (t) => {
    const { handed, sentCode, config } = gateway(() => null);
    const on = await started(t, database(), config);
    await on.reset();
    const { db } = connect(database().config);
    t.after(() => db.destroy());
    await db.updateTable('accounts').set({ customer: 'somebody' }).where('id', '=', accounts.email).execute();
    const client = await on.client();
    await enrolDevice(enrolling({ ...on, sentCode }, client), { accounts: [account] });
    const targets = () => handed.map(({ target, channel }) => `${channel} ${target}`);
    const others = ['sms 0901234005', 'sms 0901234008', 'sms 0901234009', 'voice 0901234004'];
    await until('all are told', () => handed.length >= others.length + 1);
    assert.equal(targets()[0], `sms ${phone}`);
    assert.deepEqual(targets().sort(), [`sms ${phone}`, ...others].sort());
    await on.reset();
  });

  test('an account without an address of its own is told of by the others of its customer', async (t) => {
    const { handed, config } = gateway(() => null);
    const on = await started(t, database(), config);
    await on.reset();
    const client = await on.client();
    await enrolDevice(enrolling(on, client), { accounts: [accounts.kbOtp] });
    await until('somebody is told', () => handed.length > 0);
    assert.ok(handed.every((message) => message.account === accounts.kbOtp));
    assert.ok(handed.some(({ target }) => target === phone));
  });

  test('what nobody can be told of is counted', async (t) => {
    const { handed, config } = gateway(() => null);
    const on = await started(t, database(), config);
    await on.reset();
    const { db } = connect(database().config);
    t.after(() => db.destroy());
    const customer = 'without an address';
    await db.updateTable('accounts').set({ customer }).where('id', '=', accounts.kbOtp).execute();
    await enrolDevice(enrolling(on, await on.client(customer)), { accounts: [accounts.kbOtp] });
    assert.match(await on.metrics(), /^kb_otp_notice_attempts_total\{result="no-address"\} 1$/m);
    assert.deepEqual(handed, []);
    await on.reset();
  });

  test('a gateway that refuses for good is not asked again, and the log says so without the address', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { handed, sentCode, config } = gateway(() => new DeliveryRefused('422', { isFinal: true }));
    const on = await started(t, database(), config);
    await registered(on, sentCode);
    await until('it is given up', async () => handed.length >= 6 && (await waiting()) === 0);
    const { length } = handed;
    on.pass(hour);
    await lookAgain(t, on);
    assert.equal(handed.length, length);
    const line =
      on
        .logs()
        .split('\n')
        .find((each) => each.includes('given up')) ?? '';
    assert.match(line, /"notice":"activated".*"why":"refused"/);
    assert.ok(line.includes(maskAccountForLog(account)));
    for (const secret of [account, phone, ...handed.flatMap(({ id, text }) => [id, text.en])]) {
      assert.ok(!on.logs().includes(secret), secret);
    }
  });

  test('a refusal that may pass is none for good', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { handed, sentCode, config } = gateway((_, attempt) => (attempt < 2 ? new DeliveryRefused('429') : null));
    const on = await started(t, database(), config);
    await registered(on, sentCode);
    await until('the first attempt is made', () => handed.length > 0);
    on.pass(minute);
    await lookAgain(t, on);
    assert.equal(handed.filter(({ target }) => target === phone).length, 2);
  });

  test('after three days it is given up; until then it is counted, with the age of the oldest', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { handed, sentCode, config } = gateway(() => new Error('500'));
    const on = await started(t, database(), config);
    await registered(on, sentCode);
    await until('all are tried', () => handed.length >= 6);
    on.pass(2 * day);
    await lookAgain(t, on);
    await until('it is counted', async () => {
      t.mock.timers.tick(look);
      return (await on.metric('kb_otp_notices_waiting')) >= 6;
    });
    assert.ok((await on.metric('kb_otp_notices_oldest_seconds')) >= (2 * day) / second);
    assert.ok(!on.logs().includes('given up'));
    on.pass(day);
    await lookAgain(t, on);
    await until('it is given up', () => /"attempts":3,"why":"too-old"/.test(on.logs()));
    await until('nothing waits', async () => {
      t.mock.timers.tick(look);
      return (await on.metric('kb_otp_notices_waiting')) === 0;
    });
    const { db } = connect(database().config);
    const kept = await db.selectFrom('notice_sends').select(['state', 'sealed_target']).execute();
    await db.destroy();
    assert.ok(kept.length >= 6 && kept.every((row) => row.state === 'given-up'));
  });

  test('of two processes that look at once, one makes an attempt that is due', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { handed, sentCode, config } = gateway(() => new Error('500'));
    const one = await started(t, database(), config);
    const other = await started(t, database(), config);
    await registered(one, sentCode);
    await until('all are tried', () => handed.length >= 6);
    for (const on of [one, other]) on.pass(minute);
    await lookAgain(t, one);
    await until('each is tried again', () => handed.length >= 12);
    await lookAgain(t, other);
    for (const { id } of handed) assert.equal(handed.filter((each) => each.id === id).length, 2);
  });

  test('what waits still reaches the address that the account had when it happened', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { handed, sentCode, config } = gateway((_, attempt) => (attempt < 2 ? new Error('500') : null));
    const on = await started(t, database(), config);
    await registered(on, sentCode);
    await until('all are tried', () => handed.length >= 6);
    const { db } = connect(database().config);
    await db.deleteFrom('authenticators').where('account', '=', account).where('kind', '=', 'sms').execute();
    await db.destroy();
    on.pass(minute);
    await lookAgain(t, on);
    assert.equal(handed.filter(({ target }) => target === phone).length, 2);
  });

  test('what was refused or rolled back is told to nobody', async (t) => {
    const { handed, sentCode, config } = gateway(() => null);
    const on = await started(t, database(), config);
    const { client, device } = await registered(on, sentCode);
    await until('the registration is told', () => handed.length >= 6);
    const { db } = connect(database().config);
    t.after(() => db.destroy());
    const before = await db.selectFrom('notices').select('id').execute();
    assert.equal((await deviceCalls(client).remove(device, accounts.email)).status, 404);
    assert.equal((await db.selectFrom('notices').select('id').execute()).length, before.length);
  });
});

onEachDatabase('A notice whose process is killed', (database) => {
  test('before the gateway has answered is told by the next process', async (t) => {
    const ids: string[] = [];
    let victim: ChildProcess | null = null;
    const server = createServer((request, response) => {
      void noticeIn(request).then((id) => {
        if (id !== null) ids.push(id);
        if (id === null || victim === null) response.writeHead(204).end();
        else victim.kill('SIGKILL');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => server.close());
    const environment = {
      ...database().environment,
      KB_OTP_DEVELOPMENT: '1',
      KB_OTP_DELIVERY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    };
    const dying = await startProcess(database(), environment);
    await dying.reset();
    const client = dying.client(await dying.openSession('demo'));
    const died = once(dying.child, 'exit');
    victim = dying.child;
    // This account answers with its card, so that no code is needed from the gateway.
    const setting = enrolling({ sentCode: async () => 'none', now: () => Date.now() }, client);
    await enrolDevice(setting, { accounts: [accounts.matrixAndSms] }).catch(() => null);
    await died;
    victim = null;
    const begun = new Set(ids);
    assert.ok(begun.size >= 1);

    t.mock.timers.enable({ apis: ['setInterval'] });
    const { sealKeys, oprfKeys, delivery } = configFromEnvironment(environment);
    const next = await started(t, database(), { sealKeys, oprfKeys, delivery });
    next.pass(minute);
    await lookAgain(t, next);
    await until('all are told', () => new Set(ids).size >= 6);
    assert.ok(
      [...begun].every((id) => ids.filter((each) => each === id).length >= 2),
      'with the same Idempotency-Key',
    );
  });

  /** The Idempotency-Key of a message that is a notice. */
  async function noticeIn(request: IncomingMessage): Promise<string | null> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const message = JSON.parse(Buffer.concat(chunks).toString()) as CodeMessage;
    return isNotice(message) ? String(request.headers['idempotency-key']) : null;
  }
});

test('waits grow to an hour, and no two of the same length follow from the same fault', () => {
  const wait = (attempts: number, chance: number) => nextAttemptAt(usualPersistence, attempts, 0, chance) / second;
  assert.deepEqual(
    [1, 2, 3, 7, 8, 60].map((attempts) => wait(attempts, 0.5)),
    [30, 60, 120, 1920, 3600, 3600],
  );
  assert.deepEqual([wait(3, 0), wait(3, 1)], [90, 150]);
});
