/** A challenge is approved or rejected on the customer's own device. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultPolicy } from '../src/domain/policy.js';
import { askerCalls, codeOf, holderCalls } from './support/approvals.js';
import { accounts, totpCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { useEndpoint } from './support/endpoint.js';
import { enrolDevice } from './support/device.js';
import { enrolled, enrolling } from './support/enrolling.js';
import { changesOf, messagesTo } from './support/methods.js';

const account: string = accounts.sms;
const step = 30_000;
const order = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 } as const;
const purposes = ['login', 'order', 'cash-transfer'] as const;
const policy = {
  ...defaultPolicy,
  approvals: { purposes, numberMatching: true },
  boundCodes: { ...defaultPolicy.boundCodes, purposes },
};

onEachDatabase('Approval on the device', (database) => {
  const endpoint = useEndpoint(database, { policy });

  /** A device that holds the account, and a page in another session that asks. */
  async function scene() {
    const { on, client, keys, device } = await enrolled(endpoint(), account);
    on.pass(step);
    const page = await on.client();
    const [asker, holder] = [askerCalls(page), holderCalls(client, device)];
    const asked = () => page.challenged({ account, purpose: 'order', transaction: order });
    const first = async () => (await holder.requests()).body.requests[0] ?? assert.fail('Nothing waits.');
    const answer = async () => {
      const request = await first();
      const { number = '' } = (await asker.approval(request)).body;
      return { code: codeOf(keys, request, on.now()), number };
    };
    return { on, client, page, keys, device, asker, holder, asked, first, answer };
  }

  test('the device sees what is asked for, by whom and until when, but not the two digits', async () => {
    const { holder, asked, asker } = await scene();
    const challenge = await asked();
    const { requests } = (await holder.requests()).body;
    assert.equal(requests.length, 1);
    const [request = assert.fail()] = requests;
    assert.deepEqual(request.display, challenge.display);
    assert.deepEqual(
      [request.id, request.account, request.channel, request.channelName, request.purpose, request.expiresAt],
      [challenge.id, account, 'kb-trade', 'KB-Trade', 'order', challenge.expiresAt],
    );
    assert.deepEqual([request.numberMatching, request.sameSession, request.attemptsLeft], [true, false, 5]);
    const { number = '' } = (await asker.approval(challenge)).body;
    assert.match(number, /^[0-9]{2}$/);
    assert.deepEqual('approval' in challenge && challenge.approval, { number });
    assert.ok(!('number' in request));
  });

  test('approved, it gives the page the grant for exactly that order, and the device none', async () => {
    const { on, holder, asked, asker, answer } = await scene();
    const challenge = await asked();
    const { status, body } = await holder.approve(challenge, await answer());
    assert.deepEqual([status, body.state], [200, 'approved']);
    assert.ok(!('grant' in body) && !('token' in body));
    const { body: heard } = await asker.approval(challenge);
    assert.equal(heard.state, 'approved');
    const { token = '', scope } = heard.grant ?? assert.fail();
    assert.equal(scope, 'once');
    const other = { grant: token, account, purpose: 'order', transaction: { ...order, price: 1 } };
    assert.equal((await on.backEnd.redeem(other)).body.code, 'transaction_mismatch');
    assert.equal((await on.backEnd.redeem({ ...other, transaction: order })).status, 200);
    assert.deepEqual((await holder.requests()).body.requests, []);
  });

  test('an approved sign-in lasts no longer than the session that asked', async () => {
    const { on, holder, keys, first } = await scene();
    const page = await on.client(undefined, 600);
    const challenge = await page.challenged({ account });
    const { number = '' } = (await askerCalls(page).approval(challenge)).body;
    await holder.approve(challenge, { number, code: codeOf(keys, await first(), on.now()) });
    const { grant } = (await askerCalls(page).approval(challenge)).body;
    const left = Date.parse(grant?.expiresAt ?? '') - on.now();
    assert.ok(left > 590_000 && left <= 601_000, String(left));
  });

  test('other digits, none, or another code are wrong, count, and approve nothing', async () => {
    const { holder, asked, asker, answer } = await scene();
    const challenge = await asked();
    const right = await answer();
    const number = right.number === '00' ? '01' : '00';
    const wrong = [{ ...right, number }, { code: right.code }, { ...right, code: '00000000' }];
    for (const [index, body] of wrong.entries()) {
      const reply = await holder.approve(challenge, body);
      assert.deepEqual([reply.status, reply.body.code, reply.body.attemptsLeft], [422, 'code_invalid', 4 - index]);
    }
    assert.equal((await asker.approval(challenge)).body.state, 'pending');
    assert.equal((await holder.approve(challenge, right)).status, 200);
    assert.equal((await holder.approve(challenge, { ...right, number: '7' })).body.code, 'invalid_format');
  });

  test('after five wrong ones it is locked, and leaves the device', async () => {
    const { holder, asked, asker, answer } = await scene();
    const challenge = await asked();
    const { code } = await answer();
    for (let turn = 0; turn < 5; turn++) await holder.approve(challenge, { code });
    assert.equal((await asker.approval(challenge)).body.state, 'locked');
    assert.deepEqual((await holder.requests()).body.requests, []);
    assert.equal((await holder.approve(challenge, { code, number: '00' })).body.code, 'challenge_locked');
  });

  test('“it was not me” ends it, is told and written down, and shuts nothing', async () => {
    const { on, client, holder, asked, asker, device, keys, first } = await scene();
    const challenge = await asked();
    const before = (await messagesTo(client, account)).length;
    const { status, body } = await holder.reject(challenge, 'not-me');
    assert.deepEqual([status, body.state], [200, 'denied']);
    const { body: heard } = await asker.approval(challenge);
    assert.deepEqual(
      [heard.state, heard.reason, heard.grant, heard.number],
      ['denied', 'not-me', undefined, undefined],
    );
    const messages = await messagesTo(client, account);
    assert.ok(messages.length > before && messages.some((text) => text.includes('vừa bị từ chối')));
    const [change = assert.fail()] = await changesOf(on, account);
    assert.deepEqual(
      [change.act, change.reason, change.device, change.channel, change.proof],
      ['request-denied', 'not-me', device, 'kb-trade', null],
    );
    const next = await asked();
    const { number = '' } = (await asker.approval(next)).body;
    assert.equal((await holder.approve(next, { number, code: codeOf(keys, await first(), on.now()) })).status, 200);
  });

  test('“changed my mind” ends it and is written down; nobody needs a message', async () => {
    const { on, client, holder, asked, asker } = await scene();
    const challenge = await asked();
    const before = (await messagesTo(client, account)).length;
    assert.equal((await holder.reject(challenge, 'changed-mind')).status, 200);
    assert.equal((await asker.approval(challenge)).body.reason, 'changed-mind');
    assert.equal((await messagesTo(client, account)).length, before);
    assert.equal((await changesOf(on, account))[0]?.reason, 'changed-mind');
  });

  test('a typed code for a rejected one comes too late', async () => {
    const { on, page, holder, asked, keys, first } = await scene();
    const challenge = await asked();
    const code = codeOf(keys, await first(), on.now());
    await holder.reject(challenge, 'not-me');
    const { status, body } = await page.answer(challenge, code);
    assert.deepEqual([status, body.code], [410, 'challenge_expired']);
  });

  test('withdrawn by the page, it leaves the device, and can be answered no more', async () => {
    const { holder, asked, asker, answer } = await scene();
    const challenge = await asked();
    const right = await answer();
    assert.equal((await asker.withdraw(challenge)).body.state, 'expired');
    assert.deepEqual((await holder.requests()).body.requests, []);
    assert.equal((await holder.approve(challenge, right)).body.code, 'challenge_expired');
    assert.equal((await holder.reject(challenge, 'not-me')).body.code, 'challenge_expired');
  });

  test('what has run out can be neither approved nor rejected, and stays so', async () => {
    const { on, holder, asked, asker, answer } = await scene();
    const challenge = await asked();
    const right = await answer();
    on.pass(2 * 60_000);
    assert.equal((await asker.approval(challenge)).body.state, 'expired');
    assert.equal((await holder.approve(challenge, right)).body.code, 'challenge_expired');
    assert.equal((await holder.reject(challenge, 'changed-mind')).body.code, 'challenge_expired');
  });

  test('what is over has its outcome, whatever comes after', async () => {
    const { holder, asked, asker, answer } = await scene();
    const approved = await asked();
    await holder.approve(approved, await answer());
    assert.equal((await holder.reject(approved, 'not-me')).body.code, 'state_conflict');
    assert.equal((await asker.withdraw(approved)).body.code, 'state_conflict');
    assert.equal((await asker.approval(approved)).body.state, 'approved');
  });

  test('a session without the device’s proof sees nothing and answers nothing', async () => {
    const { on, page, client, device, asked, answer } = await scene();
    const challenge = await asked();
    const right = await answer();
    for (const who of [page, client, await on.client('stranger')]) {
      const calls = holderCalls(who, device);
      const replies = [
        await calls.requests({ device: null }),
        await calls.approve(challenge, right, { device: null }),
        await calls.reject(challenge, 'not-me', { device: null }),
      ];
      assert.deepEqual(
        replies.map(({ status, body }) => [status, body.code]),
        replies.map(() => [403, 'device_proof_required']),
      );
    }
  });

  test('another device of the customer sees and answers nothing of it', async () => {
    const { on, client, asked, answer } = await scene();
    const challenge = await asked();
    const right = await answer();
    const other = await enrolDevice(enrolling(on, client), { accounts: [accounts.matrixAndSms] });
    const calls = holderCalls(client, other.enrolment.device);
    assert.deepEqual((await calls.requests()).body.requests, []);
    assert.equal((await calls.approve(challenge, right)).body.code, 'challenge_not_found');
    assert.equal((await calls.reject(challenge, 'not-me')).body.code, 'challenge_not_found');
  });

  test('only the session that asked hears of it', async () => {
    const { client, asked } = await scene();
    const challenge = await asked();
    assert.equal((await askerCalls(client).approval(challenge)).body.code, 'challenge_not_found');
    assert.equal((await askerCalls(client).withdraw(challenge)).body.code, 'challenge_not_found');
  });

  test('a method without a device, and a purpose that the policy does not name, have no approval', async () => {
    const { page, asker } = await scene();
    for (const request of [
      { account: accounts.matrixAndSms },
      { account, purpose: 'cancel', channel: 'm-able' },
    ] as const) {
      const { status, body } = await asker.approval(await page.challenged(request));
      assert.deepEqual([status, body.code], [404, 'not_found']);
    }
  });

  test('the page may wait for the outcome', async () => {
    const { holder, asked, asker, answer } = await scene();
    const challenge = await asked();
    const right = await answer();
    const waiting = asker.approval(challenge, 20);
    await holder.approve(challenge, right);
    assert.equal((await waiting).body.state, 'approved');
    assert.equal((await asker.approval(challenge, 26)).body.code, 'invalid_request');
  });
});

onEachDatabase('Approval by default', (database) => {
  const endpoint = useEndpoint(database);

  test('is off: no request reaches a device', async () => {
    const { on, client, device } = await enrolled(endpoint(), account);
    const page = await on.client();
    const challenge = await page.challenged({ account });
    assert.equal((await askerCalls(page).approval(challenge)).body.code, 'not_found');
    assert.deepEqual((await holderCalls(client, device).requests()).body.requests, []);
    const known = await page.challenged({ account: accounts.kbOtp });
    assert.equal((await page.answer(known, totpCode(accounts.kbOtp, on.now()))).status, 200);
  });
});
