/** What becomes of an account that the host's back end closes. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { AccountOverview, Closing, Problem, ProvisioningReport } from '../generated/contract.js';
import { connect } from '../src/store/connect.js';
import type { Client } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { deviceCode } from './support/device.js';
import { enrolled } from './support/enrolling.js';
import { useEndpoint } from './support/endpoint.js';
import { deskOf } from './support/help-desk.js';
import { changesOf, messagesTo } from './support/methods.js';
import { kbOtpEndpoint } from './support/operator.js';
import { startProcess } from './support/process.js';
import { codeOf, provisioned } from './support/provisioned.js';

const order = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 } as const;
const ordering = { purpose: 'order', transaction: order } as const;
const why = { actor: 'a.tran', reason: 'The customer closed it at the counter.' } as const;

onEachDatabase('Closing an account', (database) => {
  const endpoint = useEndpoint(database);

  const provision = async (account: object) => {
    const { body } = await endpoint().backEnd.post<ProvisioningReport>('/v1/provisioning/accounts', {
      accounts: [account],
    });
    const [result] = body.results;
    return result ?? assert.fail('no result');
  };
  const close = (account: string, body: object = why, client: Client = endpoint().backEnd) =>
    client.post<Closing & Problem>(`/v1/provisioning/accounts/${account}/closing`, body);
  const show = async (account: string) =>
    (await endpoint().backEnd.get<AccountOverview & Problem>(`/v1/provisioning/accounts/${account}`)).body;
  const actsOf = async (account: string) => (await changesOf(endpoint(), account)).map(({ act }) => act).sort();

  test('whoever asks for it is answered as before it was ever put in', async () => {
    const on = endpoint();
    const account = '088C100001';
    const client = await on.client('closing-1');
    const seen = async () => {
      const { body, status } = await client.status(account);
      const begun = await client.begin(account);
      assert.ok(begun.body.challenge !== null && begun.body.challenge !== undefined, JSON.stringify(begun.body));
      const { id, createdAt, expiresAt, serverTime, ...challenge } = {
        ...{ createdAt: '', serverTime: '' },
        ...begun.body.challenge,
      };
      assert.ok(id !== '' && createdAt !== expiresAt && serverTime !== null);
      const answered = await client.answer({ id }, '000000');
      return { status, body: { ...body, serverTime: '' }, challenge, code: answered.body.code };
    };
    const unknown = await seen();
    assert.equal((await provision(provisioned(account, { customer: 'closing-1' }))).outcome, 'created');
    assert.notDeepEqual((await client.status(account)).body.methods, unknown.body.methods);
    const { status, body } = await close(account);
    assert.deepEqual([status, body.account, body.changed], [200, account, true]);
    // A minute after the first message, which may have gone to a stand-in.
    on.pass(60_000);
    const closed = await seen();
    const shape = ({ challenge, ...rest }: typeof unknown) => ({ ...rest, challenge: Object.keys(challenge).sort() });
    assert.deepEqual(shape(closed), shape(unknown));
  });

  test('what was asked and what was proved counts no more', async () => {
    const on = endpoint();
    const account = provisioned('088C100002', { customer: 'closing-2' });
    await provision(account);
    const client = await on.client('closing-2');
    const [proved, asked] = [
      await client.challenged({ account: account.account, ...ordering }),
      await client.challenged({ account: account.account, ...ordering }),
    ];
    const grant = (await client.answer(proved, codeOf(account, on.now()))).body.token;
    await close(account.account);
    const redeemed = await on.backEnd.redeem({ grant, account: account.account, ...ordering });
    assert.equal(redeemed.body.code, 'grant_required');
    on.passToStep();
    assert.equal((await client.answer(asked, codeOf(account, on.now()))).status, 404);
    const desk = deskOf(on.backEnd, 'a.tran');
    assert.equal((await desk.show(account.account)).status, 404);
    assert.equal((await desk.order(account.account, { act: 'unlock' })).status, 404);
  });

  test('its device goes with it, and makes no code that counts', async () => {
    const { on, client, keys, device } = await enrolled(endpoint(), accounts.sms);
    on.passToStep();
    assert.equal((await close(accounts.sms)).status, 200);
    const asked = await client.challenge({ account: accounts.sms });
    if (asked.status === 201) {
      assert.notEqual((await client.answer(asked.body, deviceCode(keys, accounts.sms, on.now()))).status, 200);
    }
    assert.equal((await client.get<Problem>(`/v1/devices/${device}`)).body.code, 'device_disabled');
    const { db } = connect(database().config);
    const kept = await db.selectFrom('authenticators').where('account', '=', accounts.sms).select('id').execute();
    await db.destroy();
    assert.deepEqual(kept, []);
    await on.reset();
    assert.equal((await show(accounts.sms)).closedAt, undefined);
  });

  test('the customer is told by the addresses that it had, and the trail names who closed it and why', async () => {
    const on = endpoint();
    await provision(provisioned('088C100003', { customer: 'closing-3' }));
    await close('088C100003');
    const client = await on.client('closing-3');
    const told = await messagesTo(client, '088C100003');
    assert.equal(told.filter((text) => text.includes('KBSV vừa đóng tài khoản')).length, 1, told.join('\n'));
    const [change] = (await changesOf(on, '088C100003')).filter(({ act }) => act === 'closed');
    assert.deepEqual([change?.actor, change?.reason, change?.customer], [why.actor, why.reason, 'closing-3']);
  });

  test('what is closed stays so: nobody is told twice; what never was is not found', async () => {
    const on = endpoint();
    await provision(provisioned('088C100004', { customer: 'closing-4' }));
    const first = await close('088C100004');
    on.pass(60_000);
    const again = await close('088C100004');
    assert.deepEqual([again.status, again.body.changed], [200, false]);
    assert.equal(again.body.closedAt, first.body.closedAt);
    assert.deepEqual(await actsOf('088C100004'), ['closed', 'provisioned']);
    assert.equal((await close('088C199999')).body.code, 'not_found');
    assert.equal((await close('088C100004', { actor: 'a.tran' })).body.code, 'invalid_request');
    assert.equal((await close('088C100004', why, await on.client())).status, 401);
  });

  test('an import that has it is refused with the reason, and puts it in again by a word of its own', async () => {
    const on = endpoint();
    const account = provisioned('088C100005', { customer: 'closing-5' });
    await provision(account);
    await close('088C100005');
    const shown = await show('088C100005');
    assert.deepEqual([shown.customer, shown.methods, shown.closedAt !== undefined], ['closing-5', [], true]);
    const refused = await provision(account);
    assert.deepEqual([refused.outcome, /closed at .*"reopen": true/.test(refused.reason ?? '')], ['refused', true]);
    const stranger = await provision({ ...account, customer: 'closing-6', reopen: true });
    assert.deepEqual([stranger.outcome, stranger.reason], ['refused', 'It belongs to another customer.']);
    assert.equal((await provision({ ...account, reopen: true })).outcome, 'created');
    assert.equal((await show('088C100005')).closedAt, undefined);
    const client = await on.client('closing-5');
    on.passToStep();
    const challenge = await client.challenged({ account: '088C100005' });
    assert.equal((await client.answer(challenge, codeOf(account, on.now()))).status, 200);
    assert.deepEqual(await actsOf('088C100005'), ['closed', 'provisioned', 'provisioned']);
    assert.equal((await provision(account)).outcome, 'updated');
  });

  test('closed and put in at the same time, it is one or the other, and never both', async () => {
    for (let turn = 0; turn < 10; turn++) {
      const id = `088C2${String(turn).padStart(5, '0')}`;
      const account = provisioned(id, { customer: `closing-${id}` });
      await provision(account);
      const again = { ...account, derivatives: true };
      await Promise.all([provision(again), close(id), provision(again), close(id)]);
      const { db } = connect(database().config);
      const [there, closed] = await Promise.all([
        db.selectFrom('accounts').where('id', '=', id).select('id').execute(),
        db.selectFrom('closed_accounts').where('id', '=', id).select('id').execute(),
      ]);
      await db.destroy();
      assert.deepEqual([there.length, closed.length], [0, 1], id);
      assert.equal((await actsOf(id)).filter((act) => act === 'closed').length, 1);
    }
  });
});

const key = randomBytes(32).toString('base64');

onEachDatabase(
  'Closing an account from a shell',
  (database) => {
    test('says who and why, and is done once', async () => {
      const { url } = await startProcess(database(), { KB_OTP_SERVICE_KEY: key });
      const run = (...words: string[]) =>
        kbOtpEndpoint(key, ['accounts', 'close', ...words, '--endpoint', `${url}/v1`]);
      const done = await run(accounts.sms, '--agent', 'a.tran', '--reason', 'Asked at the counter.');
      assert.equal(done.code, 0, done.said);
      assert.match(done.said, /"changed": true/);
      const unknown = await run('088C199999', '--agent', 'a.tran', '--reason', 'Asked at the counter.');
      assert.deepEqual([unknown.code, /answered 404/.test(unknown.said)], [1, true], unknown.said);
      const nameless = await run(accounts.sms, '--reason', 'Asked at the counter.');
      assert.deepEqual([nameless.code, /--agent is missing/.test(nameless.said)], [2, true], nameless.said);
    });
  },
  ['sqlite'],
);
