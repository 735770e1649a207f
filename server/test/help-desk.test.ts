/** What the broker's help desk sees and does for a customer. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Challenge } from '../generated/contract.js';
import { defaultPolicy, demoAccounts } from '../src/index.js';
import { digestOf, type ServiceScope } from '../src/service-credentials.js';
import { connect } from '../src/store/connect.js';
import { createClient, type Client } from './support/client.js';
import { accounts, cardCode, totpCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { deviceCode } from './support/device.js';
import { enrolled } from './support/enrolling.js';
import { fresh, origin, startEndpoint, useEndpoint, type TestEndpoint } from './support/endpoint.js';
import { deskOf } from './support/help-desk.js';
import { changesOf, messagesTo } from './support/methods.js';

const order = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 } as const;
const ordering = { purpose: 'order', transaction: order } as const;
const helpDesk = { ...defaultPolicy.helpDesk, perAgent: 100_000, perCredential: 100_000 };
const { kbOtp, noPrevious: alone, matrixAndSms, sms } = accounts;

onEachDatabase('The help desk', (database) => {
  const endpoint = useEndpoint(database, { policy: { ...defaultPolicy, helpDesk } });

  async function lockOut(on: TestEndpoint, account: string): Promise<void> {
    const wrong = wrongTotp(account, on.now());
    for (let session = 0; session < 5; session++) {
      const client = await on.client();
      const challenge = await client.challenged({ account });
      for (let failed = 0; failed < 4; failed++) await client.answer(challenge, wrong);
    }
  }

  const desk = (on: TestEndpoint, agent = 'a.tran') => deskOf(on.backEnd, agent);

  async function earned(client: Client, challenge: Challenge, code: string): Promise<string> {
    const { status, body } = await client.answer(challenge, code);
    assert.equal(status, 200, JSON.stringify(body));
    return body.token;
  }

  const redeemed = (on: TestEndpoint, account: string, grant: string) =>
    on.backEnd.redeem({ grant, account, ...ordering });

  test('a customer who is locked out by wrong codes is unlocked, told so, and orders', async () => {
    const { on, client } = await fresh(endpoint());
    await lockOut(on, alone);
    assert.equal((await client.challenge({ account: alone, ...ordering })).status, 423);
    const { body: seen } = await desk(on).show(alone);
    assert.deepEqual([seen.kbOtp, seen.suspended], ['locked', false]);
    const [method] = seen.methods;
    assert.deepEqual(
      [method?.inForce, method?.wrongCodes, method?.locks],
      [true, 20, [{ kind: 'suspended', of: 'session' }]],
    );

    const note = 'Recognized at the counter.';
    const { status, body } = await desk(on).order(alone, { act: 'unlock', reason: 'locked-out', note });
    assert.deepEqual([status, body.act.state, body.act.changed], [200, 'done', true]);
    assert.match((await messagesTo(client, alone))[0] ?? '', /KBSV vừa mở lại một phương thức xác thực/);
    const [change] = await changesOf(on, alone);
    assert.deepEqual(
      [change?.act, change?.method, change?.actor, change?.reason],
      ['reopened', 'kb-otp', 'a.tran', `locked-out: ${note}`],
    );

    const challenge = await client.challenged({ account: alone, ...ordering });
    const grant = await earned(client, challenge, totpCode(alone, on.now()));
    assert.equal((await redeemed(on, alone, grant)).status, 200);
  });

  test('what is open already is left as it is: nobody is told, and the trail has no entry', async () => {
    const { on, client } = await fresh(endpoint());
    for (const act of ['unlock', 'resume'] as const) {
      const { status, body } = await desk(on).order(kbOtp, { act });
      assert.deepEqual([status, body.act.changed], [200, false], act);
    }
    assert.deepEqual([await changesOf(on, kbOtp), await messagesTo(client, kbOtp)], [[], []]);
  });

  test('while an account is suspended no code of it counts, nor what was proved before, until it is resumed', async () => {
    const { on, client } = await fresh(endpoint());
    const [asked, proved] = [
      await client.challenged({ account: matrixAndSms, ...ordering }),
      await client.challenged({ account: matrixAndSms, ...ordering }),
    ];
    const grant = await earned(client, proved, cardCode(proved));
    const { body } = await desk(on).order(matrixAndSms, { act: 'suspend', reason: 'suspected-fraud' });
    assert.deepEqual([body.act.state, body.act.changed], ['done', true]);

    assert.equal((await redeemed(on, matrixAndSms, grant)).body.code, 'grant_required');
    assert.equal((await client.answer(asked, cardCode(asked))).body.code, 'account_locked');
    const [, second] = (await desk(on).show(matrixAndSms)).body.methods;
    for (const method of [undefined, second?.id]) {
      const refused = await client.challenge({ account: matrixAndSms, ...(method === undefined ? {} : { method }) });
      assert.equal(refused.status, 423);
    }
    assert.deepEqual((await client.status(matrixAndSms)).body.methods, []);
    await desk(on).order(matrixAndSms, { act: 'unlock' });
    assert.equal((await client.challenge({ account: matrixAndSms })).status, 423);

    assert.equal((await desk(on).order(matrixAndSms, { act: 'suspend' })).body.act.changed, false);
    assert.equal((await desk(on).order(matrixAndSms, { act: 'resume' })).body.act.changed, true);
    const challenge = await client.challenged({ account: matrixAndSms });
    assert.equal((await client.answer(challenge, cardCode(challenge))).status, 200);
    const told = (await messagesTo(client, matrixAndSms)).filter((text) => text.includes('KBSV vừa'));
    assert.deepEqual(told.map((text) => /tạm ngừng|cho dùng lại/.exec(text)?.[0]).sort(), [
      'cho dùng lại',
      'tạm ngừng',
    ]);
    const acts = (await changesOf(on, matrixAndSms)).map(({ act }) => act).sort();
    assert.deepEqual(acts, ['resumed', 'suspended']);
  });

  test('KB-OTP that is suspended with its account is told as locked, and what is wrong is still counted nowhere', async () => {
    const { on, client } = await fresh(endpoint());
    await desk(on).order(kbOtp, { act: 'suspend' });
    const { body } = await client.status(kbOtp);
    assert.deepEqual([body.kbOtp.state, body.methods], ['locked', []]);
    assert.equal((await client.challenge({ account: kbOtp })).body.code, 'account_locked');
    const { body: seen } = await desk(on).show(kbOtp);
    assert.deepEqual([seen.suspended, seen.methods.map(({ wrongCodes }) => wrongCodes)], [true, [0, 0]]);
  });

  test('a revoked device makes no code that counts, and holds no account any more', async () => {
    const { on, client, keys, device } = await enrolled(endpoint(), sms);
    on.passToStep();
    const pending = await client.challenged({ account: sms });
    const { body: seen } = await desk(on).show(sms);
    assert.deepEqual(
      seen.devices.map(({ device: id, state, wrongPasswords }) => [id, state, wrongPasswords]),
      [[device, 'active', 0]],
    );
    const { status, body } = await desk(on).order(sms, { act: 'revoke-device', device, reason: 'device-lost' });
    assert.deepEqual([status, body.act.changed, body.act.device], [200, true, device]);
    assert.notEqual((await client.answer(pending, deviceCode(keys, sms, on.now()))).status, 200);
    const again = await client.challenge({ account: sms });
    if (again.status === 201) {
      assert.equal((await client.answer(again.body, deviceCode(keys, sms, on.now()))).body.code, 'code_invalid');
    }
    assert.equal((await client.get<{ code: string }>(`/v1/devices/${device}`)).body.code, 'device_disabled');
    assert.equal((await desk(on).show(sms)).body.devices[0]?.state, 'disabled');
    const [change] = await changesOf(on, sms);
    assert.deepEqual([change?.act, change?.device, change?.actor], ['device-revoked', device, 'a.tran']);
    assert.ok((await messagesTo(client, sms)).some((text) => text.includes('KBSV vừa thu hồi KB-OTP')));
    assert.equal((await desk(on).order(sms, { act: 'revoke-device', device })).body.act.changed, false);
  });

  test('ending sessions ends what is asked and what was proved in each of them', async () => {
    const { on, client } = await fresh(endpoint());
    const other = await on.client();
    const signed = await client.challenged({ account: matrixAndSms });
    const grant = await earned(client, signed, cardCode(signed));
    const asked = await other.challenged({ account: matrixAndSms });
    const { body: before } = await desk(on).show(matrixAndSms);
    assert.deepEqual([before.challenges, before.grants], [1, 1]);
    assert.equal((await desk(on).order(matrixAndSms, { act: 'end-sessions', reason: 'not-me' })).status, 200);
    const { body: after } = await desk(on).show(matrixAndSms);
    assert.deepEqual([after.challenges, after.grants], [0, 0]);
    assert.notEqual((await other.answer(asked, cardCode(asked))).status, 200);
    const { body: status } = await client.status(matrixAndSms);
    assert.ok(grant !== '' && status.grants.length === 0);
    assert.equal((await client.challenge({ account: matrixAndSms })).status, 201);
  });

  test('an act that is asked for again by the same key is done once', async () => {
    const { on } = await fresh(endpoint());
    const key = randomUUID();
    const [first, again] = [
      await desk(on).order(kbOtp, { act: 'end-sessions' }, { key }),
      await desk(on).order(kbOtp, { act: 'end-sessions' }, { key }),
    ];
    assert.deepEqual(again.body, first.body);
    assert.equal((await changesOf(on, kbOtp)).length, 1);
  });

  test('an account is found by its whole number alone', async () => {
    const { on } = await fresh(endpoint());
    for (const part of [kbOtp.slice(0, -1), kbOtp.toLowerCase(), '058C%25', '058C999999']) {
      const { status, body } = await desk(on).show(part);
      assert.deepEqual([status, body.code], [404, 'not_found'], part);
      assert.equal((await desk(on).order(part, { act: 'suspend' })).status, 404);
    }
    for (const what of [
      { device: 'A'.repeat(22), act: 'revoke-device' },
      { method: 'none', act: 'unlock' },
    ] as const) {
      assert.equal((await desk(on).order(kbOtp, what)).status, 404);
    }
  });

  test('an act without its agent, with another reason than there are, or about another thing is refused', async () => {
    const { on } = await fresh(endpoint());
    const wrong: ReadonlyArray<object> = [
      { agent: undefined },
      { agent: 'Trần Thị B' },
      { reason: undefined },
      { reason: 'because' },
      { act: 'revoke-device' },
      { act: 'suspend', device: 'A'.repeat(22) },
      { act: 'suspend', method: 'any' },
      { note: 'n'.repeat(201) },
      { note: ' ' },
    ];
    for (const each of wrong) {
      const { status, body } = await desk(on).order(kbOtp, { act: 'unlock', ...each });
      assert.deepEqual([status, body.code], [400, 'invalid_request'], JSON.stringify(each));
    }
    const { status } = await on.backEnd.get(`/v1/helpdesk/accounts/${kbOtp}`);
    assert.equal(status, 400);
  });

  test('a note holds no code, telephone or card number that a customer has read out', async () => {
    const { on } = await fresh(endpoint());
    for (const note of ['The code was 482615.', 'said 48 26 15', 'call 0901-234-001', 'x\n4.8.2.6.1.5']) {
      const { status, body } = await desk(on).order(kbOtp, { act: 'unlock', note });
      assert.deepEqual([status, body.code], [400, 'invalid_request'], note);
      assert.doesNotMatch(String(body.detail), /48|0901/);
    }
    for (const note of ['Ticket CS-48213.', '27/11/2026, counter 4', 'Đã nhận diện tại quầy.']) {
      assert.equal((await desk(on).order(kbOtp, { act: 'unlock', note })).status, 200, note);
    }
  });

  test('neither a customer nor a key without the scope gets in', async () => {
    const names: readonly ServiceScope[] = ['redeem', 'provision', 'audit', 'helpdesk'];
    const serviceCredentials = names.map((name) => ({ name, scopes: [name], digest: digestOf(name.repeat(9)) }));
    const on = await startEndpoint(database(), { serviceCredentials });
    const send = (request: Request) => on.endpoint.fetch(request);
    const by = (name: string) => deskOf(createClient(send, origin, `Bearer ${name.repeat(9)}`), 'a.tran');
    for (const name of names) {
      const expected = name === 'helpdesk' ? 200 : 401;
      assert.equal((await by(name).show(kbOtp)).status, expected, name);
      assert.equal((await by(name).order(kbOtp, { act: 'unlock' })).status, expected, name);
      assert.equal((await by(name).waiting()).status, expected, name);
    }
    assert.equal((await deskOf(await on.client(), 'a.tran').show(kbOtp)).status, 401);
  });

  test('an agent, and a key whatever agents it names, has so many requests in a minute', async () => {
    const limits = { ...helpDesk, perAgent: 3, perCredential: 5 };
    // What other tests have asked for, by other clocks.
    const { db } = connect(database().config);
    await db.deleteFrom('limits').execute();
    await db.destroy();
    const on = await startEndpoint(database(), { policy: { ...defaultPolicy, helpDesk: limits } });
    const shown = async (agent: string) => (await desk(on, agent).show(kbOtp)).status;
    const first = [await shown('a'), await shown('A'), await shown('a'), await shown('a')];
    assert.deepEqual(first, [200, 200, 200, 429]);
    const { status, body } = await desk(on, 'a').order(kbOtp, { act: 'unlock' });
    assert.deepEqual([status, body.code, Number(body.retryAfter) > 0], [429, 'rate_limited', true]);
    assert.deepEqual([await shown('b'), await shown('c')], [429, 429]);
    on.pass(60_000);
    assert.equal(await shown('a'), 200);
  });

  test('nothing secret stands in any answer: no code, seed, key, token, number or address', async () => {
    const { on, client } = await fresh(endpoint());
    const secrets = await secretsOf(database().config);
    const answers: string[] = [];
    const hear = async (reply: Promise<{ readonly body: unknown }>) => answers.push(JSON.stringify((await reply).body));
    const challenge = await client.challenged({ account: sms });
    const sent = await on.sentCode(sms);
    secrets.push(sent, await earned(client, challenge, sent));
    const { device } = await enrolled(endpoint(), sms);
    for (const account of Object.values(accounts)) await hear(desk(on).show(account));
    for (const act of ['unlock', 'suspend', 'resume', 'end-sessions'] as const) {
      await hear(desk(on).order(sms, { act }));
    }
    await hear(desk(on).order(sms, { act: 'revoke-device', device }));
    await hear(desk(on).show(sms));
    await hear(desk(on).waiting());
    secrets.push(...(await secretsOf(database().config)));
    assert.ok(secrets.length > 40 && answers.length === 17, `${secrets.length} in ${answers.length}`);
    const text = answers.join('\n');
    assert.match(text, /•••• ••• 002/);
    assert.deepEqual(
      secrets.filter((secret) => text.includes(secret)),
      [],
    );
    assert.ok(!/"(sealed\w*|seed|token|secret|codeMac|code)":/.test(text), text);
  });
});

/** Seeds, targets and tokens as they are sealed, digests of tokens, and what they are of, where it is known. */
async function secretsOf(config: Parameters<typeof connect>[0]): Promise<string[]> {
  const { db } = connect(config);
  const authenticators = await db.selectFrom('authenticators').select(['sealed_secret', 'sealed_target']).execute();
  const grants = await db.selectFrom('grants').select(['token_hash', 'sealed_token']).execute();
  const devices = await db
    .selectFrom('devices')
    .select(['sealed_oprf_key', 'sealed_confirmation_key', 'proof_key'])
    .execute();
  await db.destroy();
  const clear = demoAccounts.flatMap(({ authenticators: all }) =>
    all.flatMap(({ target, secret }) => [target, secret?.kind === 'seed' ? secret.base32 : undefined]),
  );
  const kept = [...authenticators, ...grants, ...devices].flatMap((row) => Object.values(row));
  return [...clear, ...kept].filter((each): each is string => typeof each === 'string' && each !== '');
}
