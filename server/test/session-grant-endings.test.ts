/** What a session grant does not outlive. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minute } from '../src/domain/policy.js';
import { holderCalls } from './support/approvals.js';
import type { Client } from './support/client.js';
import { accounts, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { anyElement, deviceCalls, deviceCode, enrolDevice } from './support/device.js';
import { enrolled, enrolling } from './support/enrolling.js';
import { fresh, useEndpoint, type TestEndpoint } from './support/endpoint.js';
import { deskOf } from './support/help-desk.js';
import { cancelBy } from './support/methods.js';
import { answer, covered, coveredOrder, open, ordering, policy, redeemed } from './support/session-grants.js';

const { kbOtp: account, sms } = accounts;

onEachDatabase('What ends a session grant', (database) => {
  const endpoint = useEndpoint(database, { policy });

  async function lockOut(on: TestEndpoint): Promise<void> {
    const wrong = wrongTotp(account, on.now());
    for (let session = 0; session < 5; session++) {
      const client = await on.client();
      const challenge = await client.challenged({ account });
      for (let failed = 0; failed < 4; failed++) await client.answer(challenge, wrong);
    }
  }

  const endings: ReadonlyArray<readonly [string, (on: TestEndpoint, client: Client) => Promise<unknown>]> = [
    ['KB-OTP is cancelled', async (on, client) => cancelBy(on, client, account)],
    ['wrong codes suspend the method', lockOut],
    [
      'wrong codes have suspended it, and the help desk opens it again',
      async (on) => {
        await lockOut(on);
        await deskOf(on.backEnd, 'a.tran').order(account, { act: 'unlock', reason: 'locked-out' });
      },
    ],
    [
      'the help desk suspends the account and resumes it',
      async (on) => {
        await deskOf(on.backEnd, 'a.tran').order(account, { act: 'suspend' });
        await deskOf(on.backEnd, 'a.tran').order(account, { act: 'resume' });
      },
    ],
    ['the help desk ends its sessions', (on) => deskOf(on.backEnd, 'a.tran').order(account, { act: 'end-sessions' })],
  ];
  for (const [what, happens] of endings) {
    test(`it is over, with the grants of it that are not spent, once ${what}`, async () => {
      const { on, client } = await fresh(endpoint());
      await open(on, client);
      const unspent = await coveredOrder(client);
      on.pass(minute);
      await happens(on, client);
      assert.equal(await redeemed(on, unspent), 'grant_required');
      assert.equal(await covered(client), false);
    });
  }

  async function onDevice() {
    const setting = await enrolled(endpoint(), sms);
    const { on, client, keys } = setting;
    on.pass(minute);
    const page = await on.client();
    const challenge = await page.challenged({ account: sms, ...ordering });
    const { body } = await answer(page, challenge, deviceCode(keys, sms, on.now()));
    assert.ok(body.sessionGrant, JSON.stringify(body));
    assert.equal(await covered(page, sms), true);
    on.pass(minute);
    return { ...setting, page, keys, client };
  }

  const onDeviceEndings: ReadonlyArray<
    readonly [string, (on: Awaited<ReturnType<typeof onDevice>>) => Promise<unknown>]
  > = [
    [
      'the account is registered on another device',
      ({ on, client }) => enrolDevice(enrolling(on, client), { accounts: [sms] }),
    ],
    ['the account is removed from the device', ({ client, device }) => deviceCalls(client).remove(device, sms)],
    ['the device’s password is reset', ({ client, device }) => deviceCalls(client).resetPassword(device)],
    [
      'the device was guessed at until its key was destroyed',
      async ({ client, device }) => {
        for (let guess = 0; guess < 11; guess++) await deviceCalls(client).unlock(device, anyElement());
      },
    ],
    [
      'the customer rejects another request as not theirs',
      async ({ on, client, device }) => {
        const thief = await on.client();
        const asked = await thief.challenged({ account: sms, ...ordering });
        assert.equal((await holderCalls(client, device).reject(asked, 'not-me')).status, 200);
      },
    ],
  ];
  for (const [what, happens] of onDeviceEndings) {
    test(`what a device’s code has opened is over once ${what}`, async () => {
      const setting = await onDevice();
      await happens(setting);
      assert.equal(await covered(setting.page, sms), false);
    });
  }

  test('a customer who has changed their mind about another request keeps it', async () => {
    const { on, client, device, page } = await onDevice();
    const asked = await (await on.client()).challenged({ account: sms, ...ordering });
    await holderCalls(client, device).reject(asked, 'changed-mind');
    assert.equal(await covered(page, sms), true);
  });

  test('wrong codes that only make a stranger wait end nothing', async () => {
    const { on, client } = await fresh(endpoint());
    await open(on, client);
    on.pass(minute);
    const stranger = await on.client();
    const challenge = await stranger.challenged({ account });
    for (let failed = 0; failed < 5; failed++) await stranger.answer(challenge, wrongTotp(account, on.now()));
    assert.equal(await covered(client), true);
  });
});
