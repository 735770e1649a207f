import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { connect } from '../src/store/connect.js';
import { openStore } from '../src/store/kysely-store.js';
import { signIn } from './support/challenges.js';
import type { Client } from './support/client.js';
import { accounts, totpCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import {
  anyElement,
  beginEnrolment,
  createKeys,
  deviceCalls,
  deviceCode,
  deviceCodes,
  enrolDevice,
  unlockDevice,
  unlockMac,
} from './support/device.js';
import { enrolGrant, enrolling } from './support/enrolling.js';
import { fresh, type TestEndpoint, useEndpoint } from './support/endpoint.js';

const account: string = accounts.sms;
const second: string = accounts.matrixAndSms;
const kbOtp: string = accounts.kbOtp;
const minute = 60_000;

onEachDatabase('Enrolment', (database) => {
  const endpoint = useEndpoint(database);

  test('a device that enrols makes codes that are accepted', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await enrolDevice(enrolling(on, client), { accounts: [account] });
    const { device, totp } = keys.enrolment;
    assert.deepEqual(totp, { algorithm: 'SHA-256', digits: 6, period: 30 });
    const { body: status } = await client.status(account);
    assert.deepEqual(status.kbOtp, { state: 'active', device: { id: device, name: 'Điện thoại thử' } });
    assert.deepEqual([status.methods.map(({ kind }) => kind), status.previousMethod?.kind], [['kb-otp'], 'sms']);
    on.pass(30_000);
    assert.equal((await signIn(client, account, deviceCode(keys, account, on.now()))).status, 200);
  });

  test('A8: the code of the activation is not accepted again', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await enrolDevice(enrolling(on, client), { accounts: [account] });
    const reused = await signIn(client, account, deviceCode(keys, account, on.now()));
    assert.deepEqual([reused.status, reused.body.code], [409, 'code_replayed']);
    const older = await signIn(client, account, deviceCode(keys, account, on.now(), -1));
    assert.equal(older.body.code, 'code_replayed');
    const next = await signIn(client, account, deviceCode(keys, account, on.now(), 1));
    assert.equal(next.status, 200);
  });

  test('before the activation nothing has changed', async () => {
    const { on, client } = await fresh(endpoint());
    const before = (await client.status(account)).body;
    const keys = await beginEnrolment(enrolling(on, client), { accounts: [account] });
    const { body } = await client.status(account);
    const now = { ...body, serverTime: before.serverTime };
    assert.deepEqual(now, before);
    assert.equal((await deviceCalls(client).enrolment(keys.enrolment.id)).body.state, 'pending');
    const { body: device } = await deviceCalls(client).device(keys.enrolment.device);
    assert.deepEqual(
      device.accounts.map(({ state }) => state),
      ['pending'],
    );
  });

  test('two accounts under one device: each has its own seed, one grant serves both', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await enrolDevice(enrolling(on, client), { accounts: [account, second] });
    assert.notDeepEqual(keys.seeds.get(account), keys.seeds.get(second));
    const { body } = await deviceCalls(client).device(keys.enrolment.device);
    assert.deepEqual(
      body.accounts.map((each) => [each.account, each.state]),
      [
        [account, 'active'],
        [second, 'active'],
      ],
    );
    const crossed = await signIn(client, account, deviceCode(keys, second, on.now(), 1));
    assert.deepEqual([crossed.status, crossed.body.code], [422, 'code_invalid']);
    for (const each of [account, second]) {
      assert.equal((await signIn(client, each, deviceCode(keys, each, on.now(), 1))).status, 200);
    }
  });

  test('an account can be added to a device; those that are there stay', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await enrolDevice(enrolling(on, client), { accounts: [account] });
    const { device } = keys.enrolment;
    await unlockDevice(client, keys);
    const added = await enrolDevice(enrolling(on, client), { accounts: [second], device });
    assert.equal(added.enrolment.device, device);
    const { body } = await deviceCalls(client).device(device);
    assert.deepEqual(
      body.accounts.map(({ state }) => state),
      ['active', 'active'],
    );
  });

  test('a device that was not unlocked in the last five minutes takes no further account', async () => {
    const { on, client } = await fresh(endpoint());
    const { calls, keys, device, grant } = await registered(on, client);
    const { publicKey } = await createKeys();
    const add = () => calls.enrol({ grant, accounts: [second], device, publicKey });
    const early = await add();
    assert.deepEqual([early.status, early.body.code], [423, 'device_locked']);
    await unlockDevice(client, keys);
    on.pass(5 * minute);
    assert.equal((await add()).body.code, 'device_locked');
    await unlockDevice(client, keys);
    const again = await enrolGrant(on, client, second);
    assert.equal((await calls.enrol({ grant: again, accounts: [second], device, publicKey })).status, 201);
  });

  test('whoever adds an account without the password gets no guess back', async () => {
    const { on, client } = await fresh(endpoint());
    const { calls, keys, device } = await registered(on, client);
    for (let guess = 0; guess < 9; guess++) await calls.unlock(device, anyElement());
    const added = await beginEnrolment(enrolling(on, client), { accounts: [second], device });
    const refused = await calls.activate(added.enrolment.id, deviceCodes(added, on.now()));
    assert.deepEqual([refused.status, refused.body.code], [423, 'device_locked']);
    assert.equal((await client.status(second)).body.kbOtp.state, 'none');
    const { body: tenth } = await calls.unlock(device, anyElement());
    assert.equal(tenth.attemptsLeft, 0);
    assert.equal((await calls.confirm(device, tenth.id, unlockMac(keys, tenth.id))).status, 200);
  });

  test('the confirmation of the unlock may arrive after the enrolment has begun', async () => {
    const { on, client } = await fresh(endpoint());
    const { calls, keys, device } = await registered(on, client);
    const { body: unlock } = await calls.unlock(device, anyElement());
    const added = await beginEnrolment(enrolling(on, client), { accounts: [second], device });
    await calls.confirm(device, unlock.id, unlockMac(keys, unlock.id));
    assert.equal((await calls.activate(added.enrolment.id, deviceCodes(added, on.now()))).status, 200);
  });

  /** A device with one account, and a grant for another. */
  async function registered(on: TestEndpoint, client: Client) {
    const keys = await enrolDevice(enrolling(on, client), { accounts: [account] });
    const grant = await enrolGrant(on, client, second);
    return { calls: deviceCalls(client), keys, device: keys.enrolment.device, grant };
  }

  test('all accounts or none: one wrong code changes nothing, and counts once', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await beginEnrolment(enrolling(on, client), { accounts: [account, second] });
    const [first] = deviceCodes(keys, on.now());
    const codes = [first, { account: second, code: deviceCode(keys, second, on.now(), 5) }];
    const wrong = await deviceCalls(client).activate(keys.enrolment.id, codes);
    assert.deepEqual([wrong.status, wrong.body.code, wrong.body.attemptsLeft], [422, 'activation_invalid', 4]);
    assert.equal((await client.status(account)).body.kbOtp.state, 'none');
    assert.equal((await deviceCalls(client).activate(keys.enrolment.id, deviceCodes(keys, on.now()))).status, 200);
  });

  test('codes of the step before and after activate, those beyond do not', async () => {
    for (const [steps, expected] of [
      [-2, 422],
      [-1, 200],
      [1, 200],
      [2, 422],
    ] as const) {
      const { on, client } = await fresh(endpoint());
      const keys = await beginEnrolment(enrolling(on, client), { accounts: [account] });
      const reply = await deviceCalls(client).activate(keys.enrolment.id, deviceCodes(keys, on.now(), steps));
      assert.deepEqual([steps, reply.status], [steps, expected]);
    }
  });

  test('codes that are missing, doubled, of another account or of another form count no attempt', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await beginEnrolment(enrolling(on, client), { accounts: [account, second] });
    const [first, other] = deviceCodes(keys, on.now());
    const bad: ReadonlyArray<readonly [unknown, string]> = [
      [[first], 'invalid_request'],
      [[first, first], 'invalid_request'],
      [[first, { account: kbOtp, code: '123456' }], 'invalid_request'],
      [[first, { account: second, code: '12345' }], 'invalid_format'],
      [[first, { account: second, code: '1234567' }], 'invalid_format'],
      [[first, { account: second, code: '１２３４５６' }], 'invalid_format'],
    ];
    for (const [codes, code] of bad) {
      const { status, body } = await deviceCalls(client).activate(keys.enrolment.id, codes);
      assert.deepEqual([status, body.code], [400, code]);
    }
    const wrong = await deviceCalls(client).activate(keys.enrolment.id, [first, { ...other, code: first?.code }]);
    assert.equal(wrong.body.attemptsLeft, 4);
  });

  test('five wrong tries end the enrolment, the right codes come too late', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await beginEnrolment(enrolling(on, client), { accounts: [account] });
    const { id, device } = keys.enrolment;
    const wrong = deviceCodes(keys, on.now(), 5);
    for (const left of [4, 3, 2, 1, 0]) {
      assert.equal((await deviceCalls(client).activate(id, wrong)).body.attemptsLeft, left);
    }
    const late = await deviceCalls(client).activate(id, deviceCodes(keys, on.now()));
    assert.deepEqual([late.status, late.body.code], [410, 'enrolment_expired']);
    assert.equal((await deviceCalls(client).enrolment(id)).body.state, 'expired');
    assert.equal((await deviceCalls(client).device(device)).status, 404);
  });

  test('an enrolment that is not activated in ten minutes leaves no trace', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await beginEnrolment(enrolling(on, client), { accounts: [account] });
    const { id, device, expiresAt, serverTime } = keys.enrolment;
    assert.equal(Date.parse(expiresAt) - Date.parse(serverTime), 10 * minute);
    on.pass(10 * minute);
    const late = await deviceCalls(client).activate(id, deviceCodes(keys, on.now()));
    assert.deepEqual([late.status, late.body.code], [410, 'enrolment_expired']);
    assert.equal((await deviceCalls(client).enrolment(id)).body.state, 'expired');
    assert.equal((await deviceCalls(client).device(device)).status, 404);
    assert.equal((await client.status(account)).body.kbOtp.state, 'none');
    await sweep(on);
    assert.deepEqual(await rowsOf(device, id), { devices: 0, sealedKeys: [null] });
  });

  async function sweep(on: TestEndpoint): Promise<void> {
    const { store } = await openStore(database().config, on.config.clockShift ?? assert.fail());
    await store.sweep();
    await store.close();
  }

  async function rowsOf(device: string, enrolment: string) {
    const { db } = connect(database().config);
    const devices = await db.selectFrom('devices').where('id', '=', device).select('id').execute();
    const enrolments = await db.selectFrom('enrolments').where('id', '=', enrolment).select('sealed_keys').execute();
    await db.destroy();
    return { devices: devices.length, sealedKeys: enrolments.map((row) => row.sealed_keys) };
  }

  test('the same key gives the same answer; activating again with another is a conflict', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await beginEnrolment(enrolling(on, client), { accounts: [account] });
    const [key, codes] = [randomUUID(), deviceCodes(keys, on.now())];
    const first = await deviceCalls(client).activate(keys.enrolment.id, codes, { key });
    const again = await deviceCalls(client).activate(keys.enrolment.id, codes, { key });
    assert.deepEqual([again.status, again.body], [200, first.body]);
    const other = await deviceCalls(client).activate(keys.enrolment.id, codes);
    assert.deepEqual([other.status, other.body.code], [409, 'state_conflict']);
    assert.equal((await deviceCalls(client).enrolment(keys.enrolment.id)).body.state, 'active');
  });

  test('of 20 activations at once one puts KB-OTP in force', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await beginEnrolment(enrolling(on, client), { accounts: [account] });
    const codes = deviceCodes(keys, on.now());
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => deviceCalls(client).activate(keys.enrolment.id, codes)),
    );
    assert.equal(replies.filter(({ status }) => status === 200).length, 1);
  });

  test('a grant is spent by one enrolment, also when two come at once', async () => {
    const { on, client } = await fresh(endpoint());
    const { publicKey } = await createKeys();
    const grant = await enrolGrant(on, client, account);
    const body = { grant, accounts: [account], publicKey };
    const replies = await Promise.all(Array.from({ length: 5 }, () => deviceCalls(client).enrol(body)));
    const outcomes = replies.map(({ status, body: { code } }) => code ?? status);
    assert.deepEqual(outcomes.map(String).sort(), ['201', ...Array<string>(4).fill('grant_required')]);
  });

  test('an enrolment asked for twice with one key is one enrolment', async () => {
    const { on, client } = await fresh(endpoint());
    const { publicKey } = await createKeys();
    const [key, grant] = [randomUUID(), await enrolGrant(on, client, account)];
    const ask = () => deviceCalls(client).enrol({ grant, accounts: [account], publicKey }, { key });
    const [first, again] = [await ask(), await ask()];
    assert.deepEqual([again.status, again.body], [201, first.body]);
  });

  test('no grant of another purpose, account, session or time begins an enrolment', async () => {
    const { on, client } = await fresh(endpoint());
    const { publicKey } = await createKeys();
    const refused = async (asker: Client, grant: string, of: string) => {
      const { status, body } = await deviceCalls(asker).enrol({ grant, accounts: [of], publicKey });
      assert.deepEqual([status, body.code], [403, 'grant_required']);
    };
    const login = await signIn(client, kbOtp, totpCode(kbOtp, on.now()));
    await refused(client, login.body.token, kbOtp);
    const grant = await enrolGrant(on, client, account);
    await refused(client, grant, second);
    await refused(await on.client(), grant, account);
    await refused(client, 'A'.repeat(43), account);
    on.pass(5 * minute);
    await refused(client, grant, account);
  });

  test("another customer's account and one that nobody has are refused alike, and the grant is not spent", async () => {
    const { on, client } = await fresh(endpoint());
    const { publicKey } = await createKeys();
    await addAccount('058C777777', 'another customer');
    const grant = await enrolGrant(on, client, account);
    const bodies = [];
    for (const foreign of ['058C777777', '058C999999']) {
      const { body } = await deviceCalls(client).enrol({ grant, accounts: [account, foreign], publicKey });
      bodies.push({ ...body, traceId: '', serverTime: '' });
    }
    assert.deepEqual(bodies[0], bodies[1]);
    assert.equal(bodies[0]?.code, 'not_found');
    assert.equal((await deviceCalls(client).enrol({ grant, accounts: [account], publicKey })).status, 201);
  });

  async function addAccount(id: string, customer: string): Promise<void> {
    const { db } = connect(database().config);
    await db.insertInto('accounts').values({ id, customer, derivatives: 'none' }).execute();
    await db.destroy();
  }

  test('a public key that is no point, and a name with control characters, are refused before the grant', async () => {
    const { on, client } = await fresh(endpoint());
    const { publicKey } = await createKeys();
    const grant = await enrolGrant(on, client, account);
    const point = Buffer.from(publicKey, 'base64url');
    const offCurve = Buffer.concat([point.subarray(0, 64), Buffer.from([(point[64] ?? 0) ^ 1])]).toString('base64url');
    const hybrid = Buffer.concat([Buffer.from([6]), point.subarray(1)]).toString('base64url');
    const zero = Buffer.alloc(65, 0).toString('base64url');
    for (const bad of [offCurve, hybrid, zero, publicKey.slice(1), `${publicKey.slice(0, 86)}=`]) {
      const { status, body } = await deviceCalls(client).enrol({ grant, accounts: [account], publicKey: bad });
      assert.deepEqual([bad, status, body.code], [bad, 400, 'invalid_request']);
    }
    for (const deviceName of ['a\u0000b', 'a\nb', ' ', '\ud800']) {
      const { status } = await deviceCalls(client).enrol({ grant, accounts: [account], publicKey, deviceName });
      assert.equal(status, 400);
    }
    assert.equal((await deviceCalls(client).enrol({ grant, accounts: [account], publicKey })).status, 201);
  });

  test('whoever was cut off and signed in anew activates all the same, and nobody else does', async () => {
    const { on, client } = await fresh(endpoint());
    const keys = await beginEnrolment(enrolling(on, client), { accounts: [account] });
    const [other, stranger] = [await on.client(), await on.client('stranger')];
    const codes = deviceCodes(keys, on.now());
    assert.equal((await deviceCalls(stranger).activate(keys.enrolment.id, codes)).body.code, 'enrolment_not_found');
    assert.equal((await deviceCalls(other).enrolment(keys.enrolment.id)).body.state, 'pending');
    const unknown = await deviceCalls(stranger).enrolment(keys.enrolment.id);
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'enrolment_not_found']);
    const { id } = keys.enrolment;
    assert.equal((await deviceCalls(stranger).enrolment(`${id.slice(1)}A`)).body.code, 'enrolment_not_found');
    assert.equal((await deviceCalls(client).enrolment('%00')).body.code, 'enrolment_not_found');
    assert.equal((await deviceCalls(other).activate(id, codes)).status, 200);
    assert.equal((await deviceCalls(client).enrolment(id)).body.state, 'active');
  });
});
