/** How often the endpoint goes to PostgreSQL and waits: what customers wait for most when the database is elsewhere. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Challenge, MethodKind } from '../generated/contract.js';
import { accounts, cardCode, totpCode, wrongTotp } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { useEndpoint } from './support/endpoint.js';
import { countRoundTrips, type RoundTrips } from './support/round-trips.js';

onEachDatabase(
  'Round trips',
  (database) => {
    const endpoint = useEndpoint(database);
    let trips: RoundTrips;
    before(() => {
      trips = countRoundTrips();
    });
    after(() => trips.stop());

    async function taken<T>(work: () => Promise<T>): Promise<[T, number]> {
      const [result, sent] = await trips.during(work);
      return [result, sent.length];
    }

    async function codeFor(challenge: Challenge): Promise<string> {
      if (challenge.kind === 'matrix') return cardCode(challenge);
      const { account } = challenge;
      return challenge.kind === 'sms' ? endpoint().sentCode(account) : totpCode(account, endpoint().now());
    }

    const most: ReadonlyArray<readonly [method: string, account: string, most: number]> = [
      ['KB-OTP', accounts.kbOtp, 14],
      ['a token', accounts.token, 14],
      ['a matrix card', accounts.matrixAndSms, 18],
      ['a message', accounts.sms, 22],
    ];
    for (const [method, account, bound] of most) {
      test(`a proof by ${method} takes ${bound} at most, BEGIN and COMMIT counted`, async () => {
        await endpoint().reset();
        const client = await endpoint().client();
        const [challenge, asked] = await taken(() => client.challenged({ account }));
        const code = await codeFor(challenge);
        const [{ status }, answered] = await taken(() => client.answer(challenge, code));
        assert.equal(status, 200);
        assert.ok(asked + answered <= bound, `${asked} for the challenge, ${answered} for the answer`);
      });
    }

    test('a status takes two at most', async () => {
      const client = await endpoint().client();
      const [{ status }, asked] = await taken(() => client.status(accounts.kbOtp));
      assert.equal(status, 200);
      assert.ok(asked > 0 && asked <= 2, String(asked));
    });

    test('beginning takes no more than the status and the challenge apart', async () => {
      for (const account of [accounts.kbOtp, accounts.token, accounts.sms]) {
        await endpoint().reset();
        const client = await endpoint().client();
        const [, status] = await taken(() => client.status(account));
        const [, made] = await taken(() => client.challenged({ account }));
        await endpoint().reset();
        const [{ body }, begun] = await taken(async () => (await endpoint().client()).begin(account));
        assert.ok(body.challenge && begun <= status + made, `${begun}, ${status} and ${made}`);
      }
    });

    test('a wrong code takes no more than a right one', async () => {
      await endpoint().reset();
      const account = accounts.kbOtp;
      const client = await endpoint().client();
      const challenge = await client.challenged({ account });
      const [wrong, refused] = await taken(() => client.answer(challenge, wrongTotp(account, endpoint().now())));
      const [right, accepted] = await taken(() => client.answer(challenge, totpCode(account, endpoint().now())));
      assert.deepEqual([wrong.status, right.status], [422, 200]);
      assert.ok(refused <= accepted, `${refused} and ${accepted}`);
    });

    test('an account that is another’s takes as many as one of one’s own with the same method', async () => {
      const [owner, stranger] = [await endpoint().client(), await endpoint().client('stranger')];
      const { kbOtp, token, matrixAndSms: matrix, sms, email, voice } = accounts;
      const ownByKind: Partial<Record<MethodKind, string>> = { 'kb-otp': kbOtp, token, matrix, sms, email, voice };
      for (const foreign of Object.values(ownByKind)) {
        // A card that was asked before is asked the same cells again, which takes one less.
        await endpoint().reset();
        const [, statusOfForeign] = await taken(() => stranger.status(foreign));
        const [challenge, madeOfForeign] = await taken(() => stranger.challenged({ account: foreign }));
        const like = ownByKind[challenge.kind] ?? assert.fail(challenge.kind);
        const [, status] = await taken(() => owner.status(like));
        const [, made] = await taken(() => owner.challenged({ account: like }));
        assert.deepEqual([statusOfForeign, madeOfForeign], [status, made], challenge.kind);
      }
    });
  },
  ['postgres'],
);
