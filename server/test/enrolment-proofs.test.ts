import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { createKeys, deviceCalls, deviceCode, deviceCodes, enrolDevice } from './support/device.js';
import { enrolGrant, enrolling } from './support/enrolling.js';
import { fresh, type TestEndpoint, useEndpoint } from './support/endpoint.js';
import { changesOf, grantFor } from './support/methods.js';

const { kbOtp, sms, email, voice, matrixAndSms, token, password } = accounts;

onEachDatabase('A proof for each account that is registered', (database) => {
  const endpoint = useEndpoint(database);

  async function grantsOf(on: TestEndpoint, client: Client, of: readonly string[]): Promise<string[]> {
    const grants: string[] = [];
    for (const account of of) grants.push(await enrolGrant(on, client, account));
    return grants;
  }

  async function enrol(client: Client, of: readonly string[], [grant, ...furtherGrants]: readonly string[]) {
    const keys = await createKeys();
    const { publicKey } = keys;
    const reply = await deviceCalls(client).enrol({ accounts: [...of], grant: grant ?? '', furtherGrants, publicKey });
    return { reply, keys };
  }

  const cases: ReadonlyArray<readonly [what: string, proved: string, other: string, isEnough: boolean]> = [
    ['a static password', password, token, false],
    ['a static password', password, kbOtp, false],
    ['a static password', password, sms, false],
    ['a static password', password, email, false],
    ['a code by email', email, password, true],
    ['a code by email', email, sms, false],
    ['a text message', sms, email, true],
    ['a text message', sms, voice, true],
    ['a text message', sms, matrixAndSms, true],
    ['a text message', sms, token, false],
    ['a text message', sms, kbOtp, false],
    ['a token', token, sms, true],
    ['a token', token, kbOtp, false],
  ];
  for (const [what, proved, other, isEnough] of cases) {
    test(`${what} on ${proved} is ${isEnough ? 'enough' : 'too weak'} for ${other}`, async () => {
      const { on, client } = await fresh(endpoint());
      const wanted = [proved, other];
      const grants = await grantsOf(on, client, [proved]);
      const told = await deviceCalls(client).missingProofs(wanted, grants);
      assert.deepEqual([told.status, told.body.missing], [200, isEnough ? [] : [other]]);
      const { reply } = await enrol(client, wanted, grants);
      assert.deepEqual([reply.status, reply.body.code], isEnough ? [201, undefined] : [403, 'grant_required']);
    });
  }

  test('an account that is on KB-OTP of another phone by now is not moved by the proof of a weaker one', async () => {
    const { on, client } = await fresh(endpoint());
    const owner = await enrolDevice(enrolling(on, client), { accounts: [sms] });
    on.pass(60_000);
    const grants = await grantsOf(on, client, [matrixAndSms]);
    assert.deepEqual((await deviceCalls(client).missingProofs([matrixAndSms, sms], grants)).body.missing, [sms]);
    assert.equal((await enrol(client, [matrixAndSms, sms], grants)).reply.status, 403);
    const challenge = await client.challenged({ account: sms });
    assert.equal((await client.answer(challenge, deviceCode(owner, sms, on.now()))).status, 200);
  });

  test('with a proof of each they are registered together, and the trail says which proof was whose', async () => {
    const { on, client } = await fresh(endpoint());
    const wanted = [password, token, kbOtp];
    const grants = await grantsOf(on, client, wanted);
    assert.deepEqual((await deviceCalls(client).missingProofs(wanted, grants)).body.missing, []);
    const { reply, keys } = await enrol(client, wanted, grants);
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    const agreed = await keys.agree(reply.body);
    const activated = await deviceCalls(client).activate(reply.body.id, deviceCodes(agreed, on.now()));
    assert.equal(activated.status, 200, JSON.stringify(activated.body));
    const methodsOf = async (of: string) => (await changesOf(on, of)).map(({ proof }) => proof?.method);
    const methods = await Promise.all(wanted.map(methodsOf));
    assert.deepEqual(methods, [['password'], ['token'], ['matrix', 'matrix']]);
  });

  test('what is not enough is not spent, and serves with the proof that was missing', async () => {
    const { on, client } = await fresh(endpoint());
    const wanted = [password, sms];
    const [weak = ''] = await grantsOf(on, client, [password]);
    assert.equal((await enrol(client, wanted, [weak])).reply.status, 403);
    const [own = ''] = await grantsOf(on, client, [sms]);
    assert.equal((await enrol(client, wanted, [weak, own])).reply.status, 201);
    assert.equal((await enrol(client, wanted, [weak, own])).reply.status, 403);
  });

  test('no other grant stands in: of another purpose or session, or one that is spent', async () => {
    const { on, client } = await fresh(endpoint());
    const [weak = ''] = await grantsOf(on, client, [password]);
    const others = [
      await grantFor(on, client, { account: token, purpose: 'cancel' }),
      await enrolGrant(on, await on.client(), sms),
      'A'.repeat(43),
    ];
    for (const other of others) {
      const told = await deviceCalls(client).missingProofs([password, token], [weak, other]);
      assert.deepEqual([told.status, told.body.code], [403, 'grant_required']);
      assert.equal((await enrol(client, [password, token], [weak, other])).reply.status, 403);
    }
  });

  test('the proof of an account that is not registered with it is good for none', async () => {
    const { on, client } = await fresh(endpoint());
    const grants = await grantsOf(on, client, [sms]);
    assert.deepEqual((await deviceCalls(client).missingProofs([email], grants)).body.missing, [email]);
    assert.equal((await enrol(client, [email], grants)).reply.status, 403);
  });

  test("which accounts need a proof is told of the customer's own alone", async () => {
    const { on, client } = await fresh(endpoint());
    const grants = await grantsOf(on, client, [sms]);
    const told = await deviceCalls(client).missingProofs([sms, 'X999'], grants);
    assert.deepEqual([told.status, told.body.code], [404, 'not_found']);
    const stranger = await deviceCalls(await on.client('stranger')).missingProofs([sms], grants);
    assert.deepEqual([stranger.status, stranger.body.code], [404, 'not_found']);
  });
});
