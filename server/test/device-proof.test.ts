import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { connect } from '../src/store/connect.js';
import { defaultPolicy, demoCustomer, issueSession } from '../src/index.js';
import { createClient, type Client } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import {
  anyElement,
  beginEnrolment,
  createKeys,
  deviceCalls,
  deviceCodes,
  deviceKeyMac,
  enrolDevice,
  noGrant,
  unlockDevice,
  unlockMac,
  type DeviceKeys,
} from './support/device.js';
import {
  claimsOf,
  createProofKey,
  proofKeyOf,
  signProof,
  type ProofClaims,
  type ProofKey,
} from './support/device-proof.js';
import { enrolGrant, enrolling } from './support/enrolling.js';
import { fresh, origin, pageOrigin, startEndpoint, useEndpoint, type TestEndpoint } from './support/endpoint.js';

const [account, second]: readonly [string, string] = [accounts.sms, accounts.matrixAndSms];
const minute = 60_000;

onEachDatabase('The proof of a device', (database) => {
  const endpoint = useEndpoint(database);

  interface Enrolled {
    readonly on: TestEndpoint;
    readonly owner: Client;
    /** Another session of the same customer, which holds neither the device nor its key. */
    readonly thief: Client;
    readonly keys: DeviceKeys;
    readonly device: string;
    readonly proofKey: ProofKey;
  }

  async function enrolled(): Promise<Enrolled> {
    const { on, client: owner } = await fresh(endpoint());
    const thief = await on.client();
    const keys = await enrolDevice(enrolling(on, owner), { accounts: [account] });
    const { device } = keys.enrolment;
    return { on, owner, thief, keys, device, proofKey: proofKeyOf(device) ?? assert.fail() };
  }

  /** Puts a device back to how it was before devices had keys. */
  async function takeKey(device: string): Promise<void> {
    const { db } = connect(database().config);
    await db.updateTable('devices').set({ proof_key: null }).where('id', '=', device).execute();
    await db.destroy();
  }

  const alone = { device: null } as const;

  test('a session alone uses up none of the guesses of a device, and destroys no key', async () => {
    const { owner, thief, device } = await enrolled();
    for (let guess = 0; guess < 11; guess++) {
      const { status, body } = await deviceCalls(thief).unlock(device, anyElement(), alone);
      assert.deepEqual([status, body.code, body.detail], [403, 'device_proof_required', 'There is no Device-Proof.']);
    }
    const { status, body } = await deviceCalls(owner).unlock(device, anyElement());
    assert.deepEqual([status, body.attemptsLeft], [200, 9]);
  });

  test('a session alone confirms, resets, removes, resynchronizes, adds and activates nothing', async () => {
    const { on, owner, thief, keys, device } = await enrolled();
    const calls = deviceCalls(thief);
    const { body: unlock } = await deviceCalls(owner).unlock(device, anyElement());
    const grant = await enrolGrant(on, thief, second);
    const { publicKey } = await createKeys();
    const more = await beginEnrolment(enrolling(on, owner), { accounts: [second], device });
    const refused = [
      await calls.confirm(device, unlock.id, unlockMac(keys, unlock.id), alone),
      await calls.resetPassword(device, alone),
      await calls.remove(device, account, alone),
      await calls.resynchronize(device, account, ['123456', '654321'], noGrant, alone),
      await calls.enrol({ grant, accounts: [second], device, publicKey }, alone),
      await calls.activate(more.enrolment.id, deviceCodes(more, on.now()), alone),
    ];
    for (const { status, body } of refused) assert.deepEqual([status, body.code], [403, 'device_proof_required']);
    assert.deepEqual((await calls.device(device)).body.accounts.map(({ state }) => state).sort(), [
      'active',
      'pending',
    ]);
    assert.equal((await deviceCalls(owner).confirm(device, unlock.id, unlockMac(keys, unlock.id))).status, 200);
    assert.equal((await deviceCalls(owner).activate(more.enrolment.id, deviceCodes(more, on.now()))).status, 200);
  });

  test('the device itself does all of it, from whichever session it is signed in with', async () => {
    const { on, thief: later, keys, device } = await enrolled();
    await unlockDevice(later, keys);
    const more = await beginEnrolment(enrolling(on, later), { accounts: [second], device });
    assert.equal((await deviceCalls(later).activate(more.enrolment.id, deviceCodes(more, on.now()))).status, 200);
    assert.equal((await deviceCalls(later).remove(device, account)).status, 200);
    assert.equal((await deviceCalls(later).resetPassword(device)).status, 200);
  });

  type Forge = (given: Enrolled, claims: ProofClaims) => Promise<string>;
  const claiming =
    (change: (claims: ProofClaims) => Partial<ProofClaims>): Forge =>
    ({ proofKey, device }, claims) =>
      signProof(proofKey, device, change(claims));
  const heading =
    (header: Readonly<Record<string, unknown>>): Forge =>
    ({ proofKey, device }, claims) =>
      signProof(proofKey, device, claims, header);
  const otherBody = claimsOf({ method: '', path: '', text: '{}', now: 0 }).body_sha256;
  const forgeries: ReadonlyArray<readonly [string, Forge, RegExp]> = [
    ['of another route', claiming((claims) => ({ ...claims, htu: `${claims.htu}/x` })), /Its htu/],
    ['of another method', claiming((claims) => ({ ...claims, htm: 'GET' })), /Its htm/],
    ['of another body', claiming((claims) => ({ ...claims, body_sha256: otherBody })), /Its body_sha256/],
    ['of another request', claiming((claims) => ({ ...claims, jti: randomUUID() })), /Its jti/],
    ['without a jti', claiming(({ jti: _, ...claims }) => claims), /Its jti/],
    ['without a time', claiming(({ iat: _, ...claims }) => claims), /Its iat/],
    ['too old', claiming((claims) => ({ ...claims, iat: claims.iat - 181 })), /Its iat/],
    ['from the future', claiming((claims) => ({ ...claims, iat: claims.iat + 65 })), /Its iat/],
    ['of an unknown device', heading({ kid: 'AAAAAAAAAAAAAAAAAAAAAA' }), /Its kid/],
    ['without a device', heading({ kid: undefined }), /Its kid/],
    ['of another type', heading({ typ: 'dpop+jwt' }), /is no JWS of the type/],
    ['by no algorithm', heading({ alg: 'none' }), /is no JWS of the type/],
    ['by another key', async ({ device }, claims) => signProof(await createProofKey(), device, claims), /not signed/],
    [
      'by a key that it brings itself',
      async ({ device }, claims) => {
        const own = await createProofKey();
        return signProof(own, device, claims, { jwk: own.publicKey });
      },
      /not signed/,
    ],
    ['that is no JWS', async () => 'a.b.c', /is no JWS of the type/],
    ['that is too long', async () => `${'a'.repeat(3000)}.b.c`, /too long/],
  ];
  for (const [what, forge, why] of forgeries) {
    test(`a proof ${what} proves nothing, and is not counted`, async () => {
      const given = await enrolled();
      const { on, owner, device } = given;
      const [path, key, body] = [`/v1/devices/${device}/unlocks`, randomUUID(), { blindedElement: anyElement() }];
      const claims = claimsOf({ method: 'POST', path, text: JSON.stringify(body), key, now: on.now() });
      const proof = await forge(given, claims);
      const options = { key, device: null, headers: { 'device-proof': proof } };
      const reply = await owner.post<{ code: string; detail: string }>(path, body, options);
      assert.deepEqual([reply.status, reply.body.code], [403, 'device_proof_required']);
      assert.match(reply.body.detail, why);
      assert.equal((await deviceCalls(owner).unlock(device, anyElement())).body.attemptsLeft, 9);
    });
  }

  test('a proof of the device that is not this one proves nothing', async () => {
    const { on, owner, device } = await enrolled();
    const { enrolment } = await enrolDevice(enrolling(on, owner), { accounts: [second] });
    const { status, body } = await deviceCalls(owner).unlock(device, anyElement(), { device: enrolment.device });
    assert.deepEqual([status, body.detail], [403, 'The Device-Proof is that of another device.']);
  });

  test('a device of another customer is not there, whoever proves it', async () => {
    const { on, device } = await enrolled();
    const stranger = deviceCalls(await on.client('another-customer'));
    for (const options of [{}, alone]) {
      const { status, body } = await stranger.unlock(device, anyElement(), options);
      assert.deepEqual([status, body.code], [404, 'not_found']);
    }
  });

  test('a proof that was overheard is the same request in another session: same answer, nothing counted', async () => {
    const { on, owner, thief, device, proofKey } = await enrolled();
    const [path, key, body] = [`/v1/devices/${device}/unlocks`, randomUUID(), { blindedElement: anyElement() }];
    const claims = claimsOf({ method: 'POST', path, text: JSON.stringify(body), key, now: on.now() });
    const options = { key, device: null, headers: { 'device-proof': await signProof(proofKey, device, claims) } };
    const first = await owner.post<{ attemptsLeft: number }>(path, body, options);
    for (let again = 0; again < 12; again++) assert.deepEqual((await thief.post(path, body, options)).body, first.body);
    assert.equal((await deviceCalls(owner).unlock(device, anyElement())).body.attemptsLeft, 8);
    on.pass(4 * minute);
    assert.equal((await thief.post(path, body, options)).status, 403);
  });

  test('a proof whose time was off is made again for the same request', async () => {
    const { on, owner, device, proofKey } = await enrolled();
    const [path, key, body] = [`/v1/devices/${device}/unlocks`, randomUUID(), { blindedElement: anyElement() }];
    const ask = async (now: number) => {
      const claims = claimsOf({ method: 'POST', path, text: JSON.stringify(body), key, now });
      const headers = { 'device-proof': await signProof(proofKey, device, claims) };
      return owner.post<{ attemptsLeft?: number; serverTime: string }>(path, body, { key, device: null, headers });
    };
    const early = await ask(on.now() - 60 * minute);
    assert.equal(early.status, 403);
    const { status, body: unlock } = await ask(Date.parse(early.body.serverTime));
    assert.deepEqual([status, unlock.attemptsLeft], [200, 9]);
  });

  test('challenges, answers and the status know which device asks; a broken proof refuses nothing there', async () => {
    const { on, owner, device } = await enrolled();
    const logged = (from: number) =>
      on
        .logs()
        .slice(from)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { device?: string; deviceFault?: string });
    const began = on.logs().length;
    const { body: challenge } = await owner.challenge({ account }, { device });
    await owner.answer(challenge, '000000', { device });
    await owner.status(account, 'kb-trade', 'login', { device });
    assert.deepEqual(
      logged(began).map((line) => line.device),
      [device, device, device],
    );
    const then = on.logs().length;
    assert.equal((await owner.challenge({ account: second }, { headers: { 'device-proof': 'a.b.c' } })).status, 201);
    assert.equal((await owner.status(account)).status, 200);
    assert.deepEqual(
      logged(then).map((line) => line.device),
      [undefined, undefined],
    );
    assert.match(String(logged(then)[0]?.deviceFault), /is no JWS/);
  });

  test('a new device must bring a key that is one, and a device that is there keeps its own', async () => {
    const { on, owner, keys, device } = await enrolled();
    await unlockDevice(owner, keys);
    const [grant, { publicKey }] = [await enrolGrant(on, owner, second), await createKeys()];
    const other = await createProofKey();
    const wish = { grant, accounts: [second], publicKey, deviceName: 'Thử' };
    const offCurve = { ...other.publicKey, y: other.publicKey.x };
    for (const body of [wish, { ...wish, deviceKey: offCurve }, { ...wish, device, deviceKey: other.publicKey }]) {
      const reply = await owner.post<{ code: string }>('/v1/enrolments', body, { device });
      assert.deepEqual([reply.status, reply.body.code], [400, 'invalid_request']);
    }
    assert.equal((await owner.post('/v1/enrolments', { ...wish, device }, { device })).status, 201);
  });

  test('a device from before devices had keys needs no proof, until its opened vault gives it a key', async () => {
    const { owner, thief, keys, device, proofKey } = await enrolled();
    await takeKey(device);
    const calls = deviceCalls(owner);
    // The process that has seen its key would know it still.
    const before = await calls.unlock(device, anyElement(), alone);
    assert.deepEqual([before.status, before.body.attemptsLeft], [200, 9]);
    const mac = deviceKeyMac(keys, proofKey.publicKey);
    const key = randomUUID();
    const registered = await calls.registerKey(device, proofKey.publicKey, mac, { key });
    assert.equal(registered.status, 200, JSON.stringify(registered.body));
    assert.equal((await calls.registerKey(device, proofKey.publicKey, mac)).status, 200);
    assert.equal((await deviceCalls(thief).unlock(device, anyElement(), alone)).body.code, 'device_proof_required');
    assert.equal((await calls.unlock(device, anyElement())).body.attemptsLeft, 8);
  });

  test('the metrics say how often devices without a key are opened, until none is', async () => {
    const { on, owner, keys, device, proofKey } = await enrolled();
    const opened = async () => {
      const [line] = /^kb_otp_unlocks_total\{event="without-proof"\} \d+$/m.exec(await on.metrics()) ?? [''];
      return Number(line.split(' ').at(-1));
    };
    const calls = deviceCalls(owner);
    await calls.unlock(device, anyElement());
    const before = await opened();
    await takeKey(device);
    await calls.unlock(device, anyElement(), alone);
    assert.equal(await opened(), before + 1);
    await calls.registerKey(device, proofKey.publicKey, deviceKeyMac(keys, proofKey.publicKey));
    await calls.unlock(device, anyElement());
    assert.equal(await opened(), before + 1);
  });

  test('a device without a key needs one from the day on that the policy names, and may still register it', async () => {
    const { on, owner, keys, device, proofKey } = await enrolled();
    await takeKey(device);
    const policy = { ...defaultPolicy, keylessDevicesUntil: on.now() + minute };
    const strict = await startEndpoint(database(), { policy, clockShift: () => on.now() - Date.now() });
    const { sessionKey } = on.config;
    const token = await issueSession({ customer: demoCustomer, sessionKey, ttl: 3600, now: on.now() });
    const calls = deviceCalls(
      createClient((request) => strict.endpoint.fetch(request), origin, `Bearer ${token}`, on.now),
    );
    assert.equal((await calls.unlock(device, anyElement(), alone)).status, 200);
    on.pass(2 * minute);
    assert.equal((await calls.unlock(device, anyElement(), alone)).body.code, 'device_proof_required');
    const mac = deviceKeyMac(keys, proofKey.publicKey);
    assert.equal((await calls.registerKey(device, proofKey.publicKey, mac)).status, 200);
    assert.equal((await calls.unlock(device, anyElement())).status, 200);
    assert.equal((await deviceCalls(owner).unlock(device, anyElement())).status, 200);
  });

  test('nobody without the opened vault gives a device a key, and nobody exchanges one', async () => {
    const { on, owner, thief, keys, device, proofKey } = await enrolled();
    const own = await createProofKey();
    const exchanged = await deviceCalls(owner).registerKey(device, own.publicKey, deviceKeyMac(keys, own.publicKey));
    assert.deepEqual([exchanged.status, exchanged.body.code], [409, 'state_conflict']);
    await takeKey(device);
    for (const mac of [unlockMac(keys, 'AAAAAAAAAAAAAAAAAAAAAA'), deviceKeyMac(keys, proofKey.publicKey)]) {
      const { status, body } = await deviceCalls(thief).registerKey(device, own.publicKey, mac, alone);
      assert.deepEqual([status, body.code], [422, 'code_invalid']);
    }
    const stranger = deviceCalls(await on.client('another-customer'));
    assert.equal((await stranger.registerKey(device, own.publicKey, deviceKeyMac(keys, own.publicKey))).status, 404);
    assert.equal((await deviceCalls(owner).unlock(device, anyElement(), alone)).status, 200);
  });

  test('whoever registers anew is free of the key that was lost, and of the old device', async () => {
    const { on, owner, device } = await enrolled();
    on.passToStep();
    const { enrolment } = await enrolDevice(enrolling(on, owner), { accounts: [account] });
    const { status, body } = await deviceCalls(owner).device(device);
    assert.deepEqual([status, body.accounts.map(({ state }) => state)], [200, ['superseded']]);
    assert.equal((await deviceCalls(owner).unlock(enrolment.device, anyElement(), { device })).status, 403);
    assert.equal((await deviceCalls(owner).unlock(enrolment.device, anyElement())).status, 200);
  });

  test('pages of other hosts may send a proof', async () => {
    const headers = { origin: pageOrigin };
    const request = new Request(`${origin}/v1/challenges`, { method: 'OPTIONS', headers });
    const response = await endpoint().endpoint.fetch(request);
    assert.match(response.headers.get('access-control-allow-headers') ?? '', /\bDevice-Proof\b/);
  });
});
