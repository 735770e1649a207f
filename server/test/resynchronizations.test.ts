import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { deviceCalls, deviceCode, enrolDevice, type DeviceKeys } from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { useEndpoint, type TestEndpoint } from './support/endpoint.js';
import { grantFor } from './support/methods.js';

const account: string = accounts.sms;
const step = 30_000;

onEachDatabase('Following a clock that has drifted', (database) => {
  const endpoint = useEndpoint(database);

  /** A phone, ten minutes after it was registered, with the codes that it shows at this moment or another. */
  async function fresh() {
    const on = endpoint();
    await on.reset();
    on.passToStep();
    const client = await on.client();
    const keys = await enrolDevice(enrolling(on, client), { accounts: [account] });
    on.pass(20 * step);
    const codeAt = (steps: number) => deviceCode(keys, account, on.now(), steps);
    return { on, client, keys, codeAt };
  }

  const signIn = async (client: Client, code: string) => client.answer(await client.challenged({ account }), code);
  const proof = (on: TestEndpoint, client: Client) => grantFor(on, client, { account, purpose: 'resynchronize' });
  const outcomeOf = ({ status, body: { code } }: { status: number; body: { code: string } }) => [status, code];

  function following(client: Client, keys: DeviceKeys, grant?: string) {
    const { device } = keys.enrolment;
    return (codes: readonly string[]) => deviceCalls(client).resynchronize(device, account, codes, grant);
  }

  test('two consecutive codes and a proof by another method make the endpoint follow it', async () => {
    const { on, client, keys, codeAt } = await fresh();
    assert.deepEqual(outcomeOf(await signIn(client, codeAt(6))), [422, 'clock_drift']);
    const { body } = await client.status(account, 'm-able', 'resynchronize');
    assert.deepEqual(
      body.methods.map(({ kind }) => kind),
      ['sms'],
    );
    const follow = following(client, keys, await proof(on, client));
    assert.equal((await follow([codeAt(7), codeAt(8)])).status, 200);
    assert.deepEqual(outcomeOf(await signIn(client, codeAt(8))), [409, 'code_replayed']);
    assert.equal((await signIn(client, codeAt(9))).status, 200);
    on.pass(100 * step);
    assert.equal((await signIn(client, codeAt(8))).status, 200);
    assert.deepEqual(outcomeOf(await signIn(client, codeAt(12))), [422, 'clock_drift']);
  });

  test('the session alone is not enough, nor a grant of another purpose, account or session', async () => {
    const { on, client, keys, codeAt } = await fresh();
    const codes = [codeAt(-3), codeAt(-2)];
    const grants: readonly string[] = [
      'A'.repeat(43),
      await grantFor(on, client, { account, purpose: 'enroll' }),
      await grantFor(on, client, { account: accounts.matrixAndSms, purpose: 'resynchronize' }),
      await proof(on, await on.client()),
    ];
    for (const grant of grants) {
      assert.deepEqual(outcomeOf(await following(client, keys, grant)(codes)), [403, 'grant_required']);
    }
    const { device } = keys.enrolment;
    const bare = await client.post<{ code: string }>(`/v1/devices/${device}/resynchronizations`, { account, codes });
    assert.deepEqual(outcomeOf(bare), [400, 'invalid_request']);
    assert.equal((await signIn(client, codeAt(0))).status, 200);
  });

  test('KB-OTP itself is no proof of it', async () => {
    const { client, keys, codeAt } = await fresh();
    const { body: grant } = await signIn(client, codeAt(0));
    const reply = await following(client, keys, grant.token)([codeAt(-3), codeAt(-2)]);
    assert.deepEqual(outcomeOf(reply), [403, 'grant_required']);
  });

  test('a proof is good once, and wrong codes leave it', async () => {
    const { on, client, keys, codeAt } = await fresh();
    const follow = following(client, keys, await proof(on, client));
    assert.deepEqual(outcomeOf(await follow([codeAt(3), codeAt(5)])), [422, 'code_invalid']);
    assert.equal((await follow([codeAt(3), codeAt(4)])).status, 200);
    assert.deepEqual(outcomeOf(await follow([codeAt(5), codeAt(6)])), [403, 'grant_required']);
  });

  test('codes that were seen minutes ago earn nothing, and leave the owner where they were', async () => {
    const { on, client, keys, codeAt } = await fresh();
    const seen = Array.from({ length: 8 }, (_, index) => codeAt(index - 8));
    const follow = following(client, keys, await proof(on, client));
    assert.equal((await follow(seen.slice(0, 2))).status, 200);
    for (const code of seen.slice(2, 6)) {
      assert.deepEqual(outcomeOf(await signIn(client, code)), [409, 'code_replayed']);
      on.pass(step);
    }
    assert.equal((await signIn(client, codeAt(0))).status, 200);
  });

  test('a phone that is behind is followed as soon as it shows codes that nobody has seen', async () => {
    const { on, client, keys, codeAt } = await fresh();
    const follow = following(client, keys, await proof(on, client));
    assert.equal((await follow([codeAt(-5), codeAt(-4)])).status, 200);
    const early = await signIn(client, codeAt(-3));
    assert.deepEqual(outcomeOf(early), [409, 'code_replayed']);
    on.pass((early.body.retryAfter ?? 0) * 1000);
    assert.equal((await signIn(client, codeAt(-4))).status, 200);
  });

  test('a phone whose clock is put right is not shut out, and its former time is forgotten', async () => {
    const { on, client, keys, codeAt } = await fresh();
    const follow = following(client, keys, await proof(on, client));
    assert.equal((await follow([codeAt(-8), codeAt(-7)])).status, 200);
    on.pass(20 * step);
    const seen = codeAt(1);
    assert.equal((await signIn(client, codeAt(0))).status, 200);
    on.pass(8 * step);
    assert.deepEqual(outcomeOf(await signIn(client, seen)), [422, 'clock_drift']);
    assert.equal((await signIn(client, codeAt(0))).status, 200);
  });

  test('a phone that was ahead hears when its codes count again', async () => {
    const { on, client, keys, codeAt } = await fresh();
    const follow = following(client, keys, await proof(on, client));
    assert.equal((await follow([codeAt(7), codeAt(8)])).status, 200);
    const early = await signIn(client, codeAt(0));
    assert.deepEqual(outcomeOf(early), [409, 'code_replayed']);
    on.pass((early.body.retryAfter ?? 0) * 1000);
    assert.equal((await signIn(client, codeAt(0))).status, 200);
  });

  test('a clock that drifts on is followed from where it was known to be', async () => {
    const { on, client, keys, codeAt } = await fresh();
    assert.equal((await following(client, keys, await proof(on, client))([codeAt(7), codeAt(8)])).status, 200);
    on.pass(60 * step);
    assert.equal((await following(client, keys, await proof(on, client))([codeAt(14), codeAt(15)])).status, 200);
    assert.equal((await signIn(client, codeAt(16))).status, 200);
  });

  const refusals: ReadonlyArray<readonly [string, readonly [number, number], number, string]> = [
    ['codes that do not follow each other', [3, 5], 422, 'code_invalid'],
    ['codes in the wrong order', [4, 3], 422, 'code_invalid'],
    ['codes beyond ten steps', [12, 13], 422, 'code_invalid'],
    ['codes from before the last one that was accepted', [-6, -5], 409, 'code_replayed'],
  ];
  for (const [what, [one, two], status, code] of refusals) {
    test(`resynchronization refuses ${what}`, async () => {
      const { on, client, keys, codeAt } = await fresh();
      assert.equal((await signIn(client, codeAt(0))).status, 200);
      const reply = await following(client, keys, await proof(on, client))([codeAt(one), codeAt(two)]);
      assert.deepEqual(outcomeOf(reply), [status, code]);
    });
  }

  test('resynchronization counts as an attempt: five wrong ones lock the method', async () => {
    const { on, client, keys, codeAt } = await fresh();
    const follow = following(client, keys, await proof(on, client));
    const wrong = [codeAt(40), codeAt(50)];
    for (let failed = 0; failed < 5; failed++) await follow(wrong);
    const locked = await follow(wrong);
    assert.deepEqual([...outcomeOf(locked), locked.body.retryAfter], [423, 'account_locked', 30]);
    assert.equal((await follow(['12345', '123456'])).status, 400);
  });

  test('a superseded device may not resynchronize', async () => {
    const { on, client, keys } = await fresh();
    await enrolDevice(enrolling(on, client), { accounts: [account] });
    on.pass(2 * step);
    const reply = await following(client, keys, await proof(on, client))(['123456', '234567']);
    assert.deepEqual(outcomeOf(reply), [410, 'device_superseded']);
  });
});
