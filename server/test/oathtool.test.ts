/** A4: what the endpoint holds after an enrolment makes the codes that the OATH Toolkit makes of it. */

import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { test } from 'node:test';
import { hotp, stepAt, type TotpParameters } from '../src/domain/otp.js';
import { createSeal } from '../src/seal.js';
import { connect } from '../src/store/connect.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { deviceCode, enrolDevice } from './support/device.js';
import { enrolling } from './support/enrolling.js';
import { testKeys, useEndpoint } from './support/endpoint.js';
import { oathtoolCodes } from './support/oathtool.js';

const account: string = accounts.sms;
const steps = 100;

onEachDatabase('A4: enrolled seeds and oathtool', (database) => {
  const endpoint = useEndpoint(database);

  test('a hundred codes of the seed in the database are oathtool’s, the device’s and the endpoint’s alike', async () => {
    const on = endpoint();
    const client = await on.client();
    const keys = await enrolDevice(enrolling(on, client), { accounts: [account] });
    const { seed, totp } = await unsealed(account);
    assert.deepEqual(seed, keys.seeds.get(account));
    on.pass(2 * totp.period * 1000);
    const from = on.now();
    const codes = oathtoolCodes({ seed, ...totp, algorithm: totp.algorithm, from, steps });
    const first = stepAt(from, totp.period);
    assert.equal(codes.length, steps);
    assert.deepEqual(
      codes,
      codes.map((_, index) => hotp(seed, first + index, totp)),
    );
    assert.deepEqual(
      codes,
      codes.map((_, index) => deviceCode(keys, account, from, index)),
    );
    const [now = ''] = codes;
    assert.equal((await client.answer(await client.challenged({ account }), now)).status, 200);
  });

  async function unsealed(of: string): Promise<{ readonly seed: Buffer; readonly totp: TotpParameters }> {
    const { db } = connect(database().config);
    const found = db.selectFrom('authenticators').where('account', '=', of).where('kind', '=', 'kb-otp');
    const { id, sealed_secret: sealed, totp } = await found.selectAll().executeTakeFirstOrThrow();
    await db.destroy();
    const secret = createSeal(testKeys.sealKeys).open(sealed ?? '', `authenticators|${id}|sealed_secret`);
    const { seed } = JSON.parse(secret) as { readonly seed: string };
    return { seed: Buffer.from(seed, 'base64'), totp: JSON.parse(totp ?? '') as TotpParameters };
  }
});

test('A4: ten thousand random codes of all hashes and lengths are oathtool’s', () => {
  const algorithms = ['SHA1', 'SHA256', 'SHA512'] as const;
  for (let round = 0; round < 100; round++) {
    const algorithm = algorithms[round % algorithms.length] ?? 'SHA1';
    const totp = { algorithm, digits: 6 + (round % 3), period: 30 };
    const [seed, from] = [randomBytes(randomInt(20, 65)), randomInt(2 ** 41)];
    const codes = oathtoolCodes({ seed, ...totp, from, steps: 100 });
    const first = stepAt(from, totp.period);
    const own = codes.map((_, index) => hotp(seed, first + index, totp));
    assert.deepEqual(codes, own, `${algorithm} ${totp.digits} digits at ${from} of ${seed.toString('hex')}`);
  }
});
