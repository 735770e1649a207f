/** Four processes on one database allow what one allows: of whatever is limited, asked for at all of them at once. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import type { Kysely } from 'kysely';
import { describeCredential, digestOf } from '../src/service-credentials.js';
import { connect } from '../src/store/connect.js';
import type { Tables } from '../src/store/tables.js';
import type { Client, Reply } from './support/client.js';
import { accounts, cardCode, totpCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { anyElement, beginEnrolment, deviceCalls, enrolDevice } from './support/device.js';
import { deskOf } from './support/help-desk.js';
import { startProcess, type EndpointProcess } from './support/process.js';

const [key, otherKey] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const minute = 60_000;
const hour = 60 * minute;
const limits = { perSession: 60, perAddress: 40, perAgent: 20, perKey: 30, perHour: 8, perDay: 10, perRange: 7 };

const environment = {
  KB_OTP_SERVICE_KEY: key,
  KB_OTP_SERVICE_CREDENTIALS: describeCredential({ name: 'desk', scopes: ['helpdesk'], digest: digestOf(otherKey) }),
  KB_OTP_DATABASE_CONNECTIONS: '5',
  KB_OTP_TRUSTED_PROXY: '1',
  KB_OTP_REQUESTS_PER_SESSION: String(limits.perSession),
  KB_OTP_REQUESTS_PER_ADDRESS: String(limits.perAddress),
  KB_OTP_HELPDESK_PER_AGENT: String(limits.perAgent),
  KB_OTP_HELPDESK_PER_KEY: String(limits.perKey),
  KB_OTP_MESSAGES_PER_HOUR: String(limits.perHour),
  KB_OTP_MESSAGES_PER_DAY: String(limits.perDay),
  KB_OTP_UNREAD_PER_RANGE: String(limits.perRange),
};

const many = <T>(count: number, make: (turn: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, turn) => make(turn)));

const times = (replies: ReadonlyArray<Pick<Reply<unknown>, 'status'>>, status: number): number =>
  replies.filter((reply) => reply.status === status).length;

onEachDatabase(
  'Four processes on one database',
  (database) => {
    let processes: readonly EndpointProcess[] = [];
    let db: Kysely<Tables>;

    before(async () => {
      processes = await many(4, () => startProcess(database(), environment));
      ({ db } = connect(database().config));
    });
    after(() => db.destroy());
    beforeEach(() => at(0).reset());

    const at = (turn: number) => processes[turn % processes.length] ?? assert.fail();
    /** A session of its own, and what asks for it at each process in turn. */
    async function session(customer = 'demo'): Promise<(turn: number) => Client> {
      const token = await at(0).openSession(customer);
      return (turn) => at(turn).client(token);
    }
    const challenged = async (account: string) => {
      const client = await session();
      return { client, challenge: await client(0).challenged({ account }) };
    };

    test('one code at all of them at once is accepted once', async () => {
      const { client, challenge } = await challenged(accounts.token);
      const code = totpCode(accounts.token, Date.parse(challenge.serverTime));
      const replies = await many(24, (turn) => client(turn).answer(challenge, code));
      assert.equal(times(replies, 200), 1);
      assert.equal(times(replies, 409) + times(replies, 423), 23);
    });

    test('five wrong codes are looked at for one challenge', async () => {
      const { client, challenge } = await challenged(accounts.kbOtp);
      const wrong = wrongTotp(accounts.kbOtp, Date.parse(challenge.serverTime));
      const replies = await many(40, (turn) => client(turn).answer(challenge, wrong));
      assert.deepEqual([times(replies, 422), times(replies, 423)], [5, 35]);
    });

    /** Five wrong codes for each of eight challenges, each of a session of its own. */
    async function guess(account: string): Promise<number> {
      const all = await many(8, () => challenged(account));
      const replies = await many(40, (turn) => {
        const { client, challenge } = all[turn % all.length] ?? assert.fail();
        return client(turn).answer(challenge, wrongTotp(account, Date.parse(challenge.serverTime)));
      });
      assert.equal(times(replies, 422) + times(replies, 423), 40);
      return times(replies, 422);
    }

    test('twenty wrong codes in a row, of whichever sessions, are the last for an account', async () => {
      assert.equal(await guess(accounts.kbOtp), 20);
    });

    test('a hundred wrong codes in thirty days are the last, whatever right ones came between', async () => {
      await challenged(accounts.kbOtp);
      const { status, body } = await (await session())(0).status(accounts.kbOtp);
      assert.equal(status, 200);
      const recent = { recent: 97, recent_since: Date.now() - hour };
      await db
        .updateTable('guards')
        .set(recent)
        .where('authenticator_id', '=', body.methods[0]?.id ?? '')
        .execute();
      assert.equal(await guess(accounts.kbOtp), 3);
    });

    const cardGrant = async (client: Client, account: string) => {
      const challenge = await client.challenged({ account, channel: 'kb-mobile', purpose: 'enroll' });
      return (await client.answer(challenge, cardCode(challenge))).body.token;
    };
    const setting = (client: Client) => ({ client, grant: cardGrant, now: Date.now });

    test('ten passwords are tried on a device, and five first codes on its registration', async () => {
      const client = await session();
      const wish = { accounts: [accounts.matrixAndSms] };
      const { enrolment } = await beginEnrolment(setting(client(0)), wish);
      const none = enrolment.accounts.map(({ account }) => ({ account, code: '000000' }));
      const firsts = await many(20, (turn) => deviceCalls(client(turn)).activate(enrolment.id, none));
      assert.equal(times(firsts, 422), 5);

      const { device } = (await enrolDevice(setting(client(0)), wish)).enrolment;
      const guesses = await many(24, (turn) => deviceCalls(client(turn)).unlock(device, anyElement()));
      assert.deepEqual([times(guesses, 200), times(guesses, 410)], [10, 14]);
    });

    /** What was sent to the account before, and read. */
    async function sentBefore(account: string, count: number, ago: number): Promise<void> {
      const { id } = await db
        .selectFrom('authenticators')
        .where('account', '=', account)
        .select('id')
        .executeTakeFirstOrThrow();
      const rows = Array.from({ length: count }, (_, index) => ({
        ...{ authenticator_id: id, account, session: null, target: null, challenge: null, purpose: null },
        ...{ sent_at: Date.now() - ago - index, answered: 1 as const },
      }));
      await db.insertInto('sends').values(rows).execute();
    }

    const sends: ReadonlyArray<readonly [what: string, before: number, ago: number, left: number]> = [
      ['four unread messages in a minute go to one number', 0, 0, 4],
      ['six messages in a minute, read or not, are for one account', 4, 1000, 2],
      ['so many in an hour as are configured', 7, 10 * minute, 1],
      ['and so many in a day', 9, 2 * hour, 1],
    ];
    for (const [what, before, ago, left] of sends) {
      test(`${what}, whichever sessions ask`, async () => {
        if (before > 0) await sentBefore(accounts.sms, before, ago);
        const clients = await many(16, () => session());
        const replies = await Promise.all(
          clients.map((client, turn) => client(turn).challenge({ account: accounts.sms })),
        );
        assert.deepEqual([times(replies, 201), times(replies, 429)], [left, 16 - left]);
      });
    }

    test('a range of numbers has its unread messages, whichever accounts ask', async () => {
      const clients = await many(24, () => session());
      const replies = await Promise.all(
        clients.map((client, turn) =>
          client(turn).challenge({ account: turn % 2 === 0 ? accounts.sms : accounts.voice }),
        ),
      );
      assert.deepEqual([times(replies, 201), times(replies, 429)], [limits.perRange, 24 - limits.perRange]);
    });

    test('one session has three messages for different orders in a minute', async () => {
      const client = await session();
      const replies = await many(16, (turn) =>
        client(turn).challenge({
          account: accounts.sms,
          purpose: 'order',
          transaction: { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: (turn + 1) * 100 },
        }),
      );
      assert.deepEqual([times(replies, 201), times(replies, 429)], [3, 13]);
    });

    test('after a change of method transfers stay within the limit of the day', async () => {
      const client = await session();
      const account = accounts.password;
      const act = {
        ...{ account, purpose: 'cash-transfer' as const },
        transaction: {
          ...{ type: 'cash-transfer' as const, amount: 4_000_000 },
          beneficiary: { name: 'Trần Thị Bích', account: '0123456789' },
        },
      };
      const grants = await many(5, async (turn) => {
        const challenge = await client(turn).challenged(act);
        return (await client(turn).answer(challenge, 'Sen-vang-2026')).body.token;
      });
      await db.updateTable('accounts').set({ method_changed_at: Date.now() }).where('id', '=', account).execute();
      const replies = await many(5, (turn) =>
        at(turn)
          .client(key)
          .redeem({ ...act, grant: grants[turn] }),
      );
      assert.deepEqual([times(replies, 200), times(replies, 403)], [2, 3]);
    });

    /** How many passed of those that were asked at once, and what a bucket has had put back meanwhile. */
    async function flood(count: number, perMinute: number, ask: (turn: number) => Promise<Reply<unknown>>) {
      const start = performance.now();
      const replies = await many(count, ask);
      const refilled = Math.ceil(((performance.now() - start) / minute) * perMinute);
      return { passed: count - times(replies, 429), refilled };
    }

    const desk: ReadonlyArray<readonly [what: string, most: number, by: string, agentOf: (turn: number) => string]> = [
      ['an agent of the help desk', limits.perAgent, key, () => 'a.tran'],
      ['a key of the help desk', limits.perKey, otherKey, (turn) => `agent-${turn}`],
    ];
    for (const [what, most, by, agentOf] of desk) {
      test(`${what} has its requests in a minute, and none more`, async () => {
        const { passed, refilled } = await flood(2 * most, most, (turn) =>
          deskOf(at(turn).client(by), agentOf(turn)).show(accounts.kbOtp),
        );
        assert.ok(passed >= most && passed <= most + refilled, `${passed} of ${most}, ${refilled} put back`);
      });
    }

    test('a session, and an address, exceed their requests by a tenth for each further process at most', async () => {
      const client = await session();
      const headers = { 'x-forwarded-for': '198.51.100.7' };
      for (const [most, ask] of [
        [limits.perSession, (turn: number) => client(turn).status(accounts.kbOtp)],
        [limits.perAddress, (turn: number) => at(turn).client('').get('/v1/nothing', { headers })],
      ] as const) {
        const { passed, refilled } = await flood(2 * most, most, ask);
        assert.ok(passed >= most && passed <= most * 1.3 + refilled, `${passed} of ${most}, ${refilled} put back`);
      }
    });
  },
  ['postgres'],
);
