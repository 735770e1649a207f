import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultPolicy } from '../src/index.js';
import { accounts, cardCode, wrongCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import {
  anyElement,
  beginEnrolment,
  deviceCalls,
  deviceCode,
  deviceCodes,
  unlockDevice,
  unlockMac,
} from './support/device.js';
import { enrolled, enrolling } from './support/enrolling.js';
import { fresh, useEndpoint } from './support/endpoint.js';
import { messagesTo } from './support/methods.js';

const account = accounts.matrixAndSms;
const second = accounts.token;
const { most, period } = defaultPolicy.guessCeiling;
const hour = 60 * 60_000;

onEachDatabase('What no right password takes back', (database) => {
  const endpoint = useEndpoint(database);

  test('thirty wrong passwords in a week: the device waits for its end, keeps its key, and the customer is told', async () => {
    const { on, client, calls, keys, device } = await enrolled(endpoint(), account);
    for (let guessed = 0; guessed < most; guessed++) {
      assert.equal((await calls.unlock(device, anyElement())).status, 200);
      if (guessed % 9 === 8) await unlockDevice(client, keys);
    }
    for (let again = 0; again < 2; again++) {
      const { status, body } = await calls.unlock(device, anyElement());
      assert.deepEqual([status, body.code, body.retryAfter], [423, 'account_locked', 86_400]);
      const until = Date.parse(body.lockedUntil ?? '') - on.now();
      assert.ok(until > period - 60_000 && until <= period, String(until));
    }
    const told = (await messagesTo(client, account)).filter((text) => text.includes('tạm thời không mở được'));
    assert.equal(told.length, 1);
    assert.equal((await calls.device(device)).status, 200);
    on.pass(period);
    await unlockDevice(client, keys);
  });

  test('nine at once and a right one after them, again and again: thirty are evaluated in a week', async () => {
    const { client, calls, keys, device } = await enrolled(endpoint(), account);
    let answered = 0;
    for (let round = 0; round < 5; round++) {
      const replies = await Promise.all(Array.from({ length: 9 }, () => calls.unlock(device, anyElement())));
      answered += replies.filter(({ status }) => status === 200).length;
      const { status, body } = await calls.unlock(device, anyElement());
      if (status === 200) await calls.confirm(device, body.id, unlockMac(keys, body.id));
    }
    assert.equal(answered, most);
    assert.equal((await client.status(account)).body.kbOtp.state, 'active');
  });

  test('right passwords alone never reach the ceiling', async () => {
    const { client, keys } = await enrolled(endpoint(), account);
    for (let unlocked = 0; unlocked < most + 5; unlocked++) await unlockDevice(client, keys);
  });

  test('an unlock says how many attempts failed since the last: passwords here, codes anywhere', async () => {
    const { on, client, calls, keys, device } = await enrolled(endpoint(), account);
    const told = async () => (await calls.unlock(device, anyElement())).body.failedAttempts;
    assert.equal(await told(), 0);
    assert.equal(await told(), 1);
    for (const guesses of [4, 3]) {
      const thief = await on.client();
      const challenge = await thief.challenged({ account });
      for (let guessed = 0; guessed < guesses; guessed++) {
        await thief.answer(challenge, wrongTotp(accounts.kbOtp, on.now()));
      }
    }
    on.pass(30_000);
    const own = await client.challenged({ account });
    assert.equal((await client.answer(own, deviceCode(keys, account, on.now()))).status, 200);
    assert.equal(await told(), 9);
    await unlockDevice(client, keys);
    assert.equal(await told(), 0);
  });

  test('who opens the list without a password is told the same by the device, which takes nothing back', async () => {
    const { on, client, calls, keys, device } = await enrolled(endpoint(), account);
    const told = async () => (await calls.device(device)).body.failedAttempts;
    assert.equal(await told(), 0);
    await calls.unlock(device, anyElement());
    const thief = await on.client();
    const challenge = await thief.challenged({ account });
    for (let guessed = 0; guessed < 2; guessed++) {
      await thief.answer(challenge, wrongTotp(accounts.kbOtp, on.now()));
    }
    assert.deepEqual([await told(), await told()], [3, 3]);
    const { body } = await calls.unlock(device, anyElement());
    assert.equal(body.failedAttempts, 3);
    const confirmed = await calls.confirm(device, body.id, unlockMac(keys, body.id));
    assert.deepEqual([confirmed.status, await told()], [200, 0]);
    assert.equal((await client.status(account)).body.kbOtp.state, 'active');
  });

  test('an account that is added to a device gives it no guess back, and forgets none', async () => {
    const { on, client, calls, keys, device } = await enrolled(endpoint(), account);
    for (let guessed = 0; guessed < 3; guessed++) await calls.unlock(device, anyElement());
    await unlockDevice(client, keys);
    const more = await beginEnrolment(enrolling(on, client), { accounts: [second], device });
    for (let guessed = 0; guessed < 2; guessed++) await calls.unlock(device, anyElement());
    assert.equal((await calls.activate(more.enrolment.id, deviceCodes(more, on.now()))).status, 200);
    const { body } = await calls.unlock(device, anyElement());
    assert.deepEqual([body.failedAttempts, body.attemptsLeft], [2, 7]);
    await calls.confirm(device, body.id, unlockMac(more, body.id));
    let evaluated = 5;
    for (; (await calls.unlock(device, anyElement())).status === 200; evaluated++) {
      if (evaluated % 5 === 0) await unlockDevice(client, more);
    }
    assert.equal(evaluated, most);
  });

  test('another method opens what guesses have shut, but a hundred in thirty days are all there are', async () => {
    const { on, client } = await fresh(endpoint());
    const [card, sms] = (await client.status(account)).body.methods;
    let guessed = 0;
    for (let round = 0; round < 7; round++) {
      for (let session = 0; session < 6; session++) {
        const thief = await on.client();
        const { status, body } = await thief.challenge({ account, method: card?.id ?? '' });
        if (status !== 201) break;
        for (let wrong = 0; wrong < 4; wrong++) {
          const answer = await thief.answer(body, wrongCode(cardCode(body)));
          if (answer.status === 422) guessed += 1;
        }
      }
      const sent = await client.challenged({ account, method: sms?.id ?? '' });
      assert.equal((await client.answer(sent, await on.sentCode(account))).status, 200);
      on.pass(2 * hour);
    }
    assert.equal(guessed, 100);
    assert.deepEqual(
      (await client.status(account)).body.methods.map(({ kind }) => kind),
      ['sms'],
    );
    on.pass(30 * 24 * hour);
    const sent = await client.challenged({ account, method: sms?.id ?? '' });
    assert.equal((await client.answer(sent, await on.sentCode(account))).status, 200);
    assert.equal((await client.challenge({ account, method: card?.id ?? '' })).status, 201);
  });

  test('nor has the phone itself more than a hundred, whatever opens it in between', async () => {
    const { on, client, keys, device } = await enrolled(endpoint(), account);
    const asPhone = { device };
    let guessed = 0;
    for (let round = 0; round < 6; round++) {
      for (let tried = 0; tried < 21; tried++) {
        const { body } = await client.challenge({ account }, asPhone);
        if (body.kind !== 'kb-otp') break;
        const answer = await client.answer(body, wrongCode(deviceCode(keys, account, on.now())), asPhone);
        if (answer.status === 422) guessed += 1;
        on.pass((answer.body.retryAfter ?? 0) * 1000);
      }
      const { body: card } = await client.challenge({ account }, asPhone);
      assert.equal((await client.answer(card, cardCode(card), asPhone)).status, 200);
      on.pass(hour);
      if (round > 0) continue;
      const { body } = await client.challenge({ account }, asPhone);
      assert.equal((await client.answer(body, deviceCode(keys, account, on.now()), asPhone)).status, 200);
    }
    assert.equal(guessed, 100);
  });

  test('a session without the device uses up none of its guesses', async () => {
    const { on, calls, device } = await enrolled(endpoint(), account);
    const thief = deviceCalls(await on.client());
    for (let tried = 0; tried < 11; tried++) {
      const { status, body } = await thief.unlock(device, anyElement(), { device: null });
      assert.deepEqual([status, body.code], [403, 'device_proof_required']);
    }
    const { body } = await calls.unlock(device, anyElement());
    assert.deepEqual([body.attemptsLeft, body.failedAttempts], [9, 0]);
  });
});
