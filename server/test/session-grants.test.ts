/** One verification covers later orders of its session, where policy allows it and the customer has asked for it. */

import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { SessionGrantEndings } from '../generated/contract.js';
import { demoCustomer, issueSession } from '../src/index.js';
import { minute, policyFault } from '../src/domain/policy.js';
import { createClient, type Client } from './support/client.js';
import { accounts, totpCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { fresh, origin, useEndpoint } from './support/endpoint.js';
import { changesOf } from './support/methods.js';
import {
  answer,
  covered,
  coveredOrder,
  open,
  order,
  ordering,
  policy,
  redeemed,
  restoreRules,
  rules,
} from './support/session-grants.js';

const { kbOtp: account, sms, email } = accounts;
const otherOrder = { ...order, price: 67_600 } as const;
const beneficiary = { name: 'Trần Thị Bích', account: '0123456789' };
const transfer = { type: 'cash-transfer', amount: 1_000_000, beneficiary } as const;

onEachDatabase('A session grant', (database) => {
  const endpoint = useEndpoint(database, { policy });

  async function scene() {
    restoreRules();
    return fresh(endpoint());
  }

  test('without a policy for it none is offered, and nobody gets one by asking', async () => {
    const { on, client } = await scene();
    rules.maxAge = {};
    const challenge = await client.challenged({ account, ...ordering });
    assert.equal('sessionOffer' in challenge, false);
    const { status, body } = await answer(client, challenge, totpCode(account, on.now()));
    assert.deepEqual([status, 'sessionGrant' in body], [200, false]);
    assert.equal(await covered(client), false);
    assert.deepEqual(await changesOf(on, account), []);
  });

  test('a policy of 0 minutes asks every time', async () => {
    const { client } = await scene();
    rules.maxAge = { order: 0 };
    assert.equal('sessionOffer' in (await client.challenged({ account, ...ordering })), false);
  });

  test('it is offered beside orders and signing in, with its end, and beside nothing else', async () => {
    const { on, client } = await scene();
    const until = (at: number) => new Date(at + 30 * minute).toISOString().slice(0, 16);
    for (const request of [ordering, { purpose: 'login' }] as const) {
      const { sessionOffer = [] } = await client.challenged({ account, ...request });
      assert.deepEqual(
        sessionOffer.map((each) => ({ ...each, until: each.until.slice(0, 16) })),
        [{ purpose: 'order', until: until(on.now()) }],
      );
    }
    for (const request of [{ purpose: 'cash-transfer', transaction: transfer }, { purpose: 'cancel' }] as const) {
      assert.equal('sessionOffer' in (await client.challenged({ account, channel: 'm-able', ...request })), false);
    }
  });

  test('a customer who does not ask for it is asked again', async () => {
    const { on, client } = await scene();
    const challenge = await client.challenged({ account, ...ordering });
    const { body } = await answer(client, challenge, totpCode(account, on.now()), false);
    assert.equal('sessionGrant' in body, false);
    assert.equal(await covered(client), false);
  });

  test('a wrong code opens none', async () => {
    const { on, client } = await scene();
    const challenge = await client.challenged({ account, ...ordering });
    assert.equal((await answer(client, challenge, wrongTotp(account, on.now()))).status, 422);
    assert.equal(await covered(client), false);
  });

  test('later orders get grants of their own: for one transaction each, once each', async () => {
    const { on, client } = await scene();
    const opened = await open(on, client);
    assert.equal(await redeemed(on, opened), 200);
    const first = await coveredOrder(client);
    assert.deepEqual(
      [first.scope, first.purpose, first.method, first.authenticatedAt, first.sessionGrant],
      ['once', 'order', 'kb-otp', opened.authenticatedAt, opened.sessionGrant],
    );
    assert.equal(await redeemed(on, first, otherOrder), 'transaction_mismatch');
    assert.equal(await redeemed(on, first), 200);
    assert.equal(await redeemed(on, first), 'grant_required');
    const second = await coveredOrder(client);
    assert.notEqual(second.token, first.token);
    assert.equal(await redeemed(on, second), 200);
  });

  test('the status says what is covered, and makes no grant of it', async () => {
    const { on, client } = await scene();
    const { sessionGrant } = await open(on, client);
    const { body } = await client.status(account, 'kb-trade', 'order');
    assert.deepEqual([body.sessionGrant, body.grants], [sessionGrant, []]);
  });

  test('an answer whose grant was lost still tells of it', async () => {
    const { on, client } = await scene();
    const challenge = await client.challenged({ account, ...ordering });
    const { body } = await answer(client, challenge, totpCode(account, on.now()));
    assert.deepEqual((await client.outcome(challenge)).body.grant?.sessionGrant, body.sessionGrant);
  });

  test('a covered order that is asked for again by its key gets the same grant', async () => {
    const { on, client } = await scene();
    await open(on, client);
    const key = randomUUID();
    const [first, again] = [
      await client.begin(account, ordering, { key }),
      await client.begin(account, ordering, { key }),
    ];
    assert.deepEqual(first.body.grants, again.body.grants);
  });

  test('of many orders at once each has a grant of its own, good once', async () => {
    const { on, client } = await scene();
    await open(on, client);
    const grants = await Promise.all(Array.from({ length: 10 }, () => coveredOrder(client)));
    assert.equal(new Set(grants.map(({ token }) => token)).size, 10);
    const twice = await Promise.all([...grants, ...grants].map((grant) => redeemed(on, grant)));
    assert.equal(twice.filter((outcome) => outcome === 200).length, 10);
  });

  test('a cash transfer is always verified, whatever the operator writes', async () => {
    const { on, client } = await scene();
    await open(on, client);
    const covering = await coveredOrder(client);
    const transferring = { purpose: 'cash-transfer', transaction: transfer };
    assert.equal(await covered(client, account, transferring), false);
    assert.equal(await redeemed(on, covering, transfer), 'grant_required');
    rules.maxAge = { order: 30 * minute, 'cash-transfer': 30 * minute };
    assert.equal(await covered(client, account, transferring), false);
    const [cover, ...others] = (await client.challenged({ account, ...ordering })).sessionOffer ?? [];
    assert.deepEqual([cover?.purpose, others], ['order', []]);
    assert.match(policyFault({ ...policy, sessionGrants: rules }) ?? '', /sessionGrants.maxAge/);
  });

  test('it is good in its own session, on its own account and channel alone', async () => {
    const { on, client } = await scene();
    await open(on, client);
    assert.equal(await covered(await on.client()), false, 'another session of the customer');
    assert.equal(await covered(client, account, { channel: 'kb-able' }), false, 'another channel');
    assert.equal(await covered(client), true);
    assert.equal(await covered(client, sms), false, 'another account');
  });

  test('a stranger’s session finds nothing covered on the account', async () => {
    const { on, client } = await scene();
    await open(on, client);
    const stranger = await on.client('somebody-else');
    const { body } = await stranger.begin(account, ordering);
    assert.deepEqual([body.grants, 'sessionGrant' in body], [[], false]);
  });

  test('it ends when another account of the session is asked for', async () => {
    const { on, client } = await scene();
    await open(on, client);
    await client.challenged({ account: sms, ...ordering });
    assert.equal(await covered(client), false);
  });

  test('it ends at its time, however much it is used', async () => {
    const { on, client } = await scene();
    await open(on, client);
    for (let minutes = 9; minutes < 30; minutes += 9) {
      on.pass(9 * minute);
      assert.equal(await covered(client), true, `${minutes}`);
    }
    on.pass(3 * minute);
    assert.equal(await covered(client), false);
    assert.equal('sessionGrant' in (await client.status(account, 'kb-trade', 'order')).body, false);
  });

  test('it ends when it lies idle', async () => {
    const { on, client } = await scene();
    await open(on, client);
    on.pass(9 * minute);
    assert.equal(await covered(client), true);
    on.pass(10 * minute);
    assert.equal(await covered(client), false);
  });

  test('asking for what it does not cover does not keep it awake', async () => {
    const { on, client } = await scene();
    await open(on, client);
    on.pass(6 * minute);
    assert.equal(await covered(client, account, { purpose: 'cash-transfer', transaction: transfer }), false);
    on.pass(5 * minute);
    assert.equal(await covered(client), false);
  });

  test('it ends with the session at the latest', async () => {
    const { on } = await scene();
    const client = await on.client(undefined, 600);
    const { sessionGrant = [] } = await open(on, client);
    assert.ok(Date.parse(sessionGrant[0]?.until ?? '') <= on.now() + 600_000);
  });

  test('a policy that is taken back ends what was opened before, and grants of it that are not spent', async () => {
    const { on, client } = await scene();
    const opened = await open(on, client);
    const unspent = await coveredOrder(client);
    rules.maxAge = {};
    assert.equal(await redeemed(on, unspent), 'grant_required');
    assert.equal(await covered(client), false);
    assert.equal(await redeemed(on, opened), 200, 'what was proved itself is good');
  });

  test('a policy that is shortened counts for what was opened before', async () => {
    const { on, client } = await scene();
    await open(on, client);
    rules.maxAge = { order: 5 * minute };
    on.pass(4 * minute);
    assert.equal(await covered(client), true);
    on.pass(2 * minute);
    assert.equal(await covered(client), false);
  });

  test('a policy that is taken back between the offer and the code costs no code', async () => {
    const { on, client } = await scene();
    const challenge = await client.challenged({ account, ...ordering });
    rules.maxAge = {};
    const { status, body } = await answer(client, challenge, totpCode(account, on.now()));
    assert.deepEqual([status, 'sessionGrant' in body], [200, false]);
  });

  const ends = (client: Client, body: object = {}) =>
    client.post<SessionGrantEndings>('/v1/session-grants/endings', body);

  test('signing out on the page ends it, and the grants of it that are not spent', async () => {
    const { on, client } = await scene();
    const other = await on.client();
    const opened = await open(on, client);
    const unspent = await coveredOrder(client);
    on.pass(minute);
    await open(on, other);
    assert.equal((await ends(client)).body.ended, 1);
    assert.equal(await redeemed(on, unspent), 'grant_required');
    assert.equal(await redeemed(on, opened), 200);
    assert.equal(await covered(client), false);
    assert.equal(await covered(other), true, 'another session goes on');
    assert.equal((await ends(client)).body.ended, 0, 'twice does no harm');
  });

  test('the page may end that of one account', async () => {
    const { on, client } = await scene();
    await open(on, client);
    assert.equal((await ends(client, { account: sms })).body.ended, 0);
    assert.equal(await covered(client), true);
    assert.equal((await ends(client, { account })).body.ended, 1);
    assert.equal(await covered(client), false);
  });

  test('the host’s back end ends that of the session that it names; a page can’t', async () => {
    const { on } = await scene();
    const { sessionKey } = on.config;
    const token = await issueSession({ customer: demoCustomer, sessionKey, ttl: 3600, now: on.now(), sid: 'at-home' });
    const client = createClient((request) => on.endpoint.fetch(request), origin, `Bearer ${token}`, on.now);
    const session = createHash('sha256').update(`["${demoCustomer}","at-home"]`).digest('base64url');
    await open(on, client);
    const path = '/v1/grants/session-endings';
    assert.equal((await (await on.client()).post(path, { session })).status, 401);
    assert.equal((await on.backEnd.post<SessionGrantEndings>(path, { session: 'A'.repeat(43) })).body.ended, 0);
    assert.equal(await covered(client), true);
    assert.equal((await on.backEnd.post<SessionGrantEndings>(path, { session })).body.ended, 1);
    assert.equal(await covered(client), false);
  });

  test('the trail says when it began and ended, on which channel and by which proof', async () => {
    const { on, client } = await scene();
    const { authenticatedAt } = await open(on, client);
    on.pass(minute);
    await ends(client);
    const trail = await changesOf(on, account);
    assert.deepEqual(
      trail.map(({ act, channel, proof }) => [act, channel, proof]),
      ['session-grant-ended', 'session-grant-opened'].map((act) => [
        act,
        'kb-trade',
        { method: 'kb-otp', authenticatedAt },
      ]),
    );
  });

  test('methods other than KB-OTP open it too', async () => {
    const { on, client } = await scene();
    await open(on, client, email);
    assert.equal(await covered(client, email), true);
    assert.equal(await redeemed(on, await coveredOrder(client, email), order, email), 200);
  });
});
