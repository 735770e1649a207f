import assert from 'node:assert/strict';
import {createHmac, randomBytes} from 'node:crypto';
import {describe, test} from 'node:test';
import type {DisplayLine, ScanClaims} from '../../server/generated/contract.js';
import {ownerMark, scanClaims} from '../../server/src/domain/scan.js';
import {createScanSigner} from '../../server/src/scan-keys.js';
import {readScan} from '../../src/adapters/scan-reader.js';
import {ownerMaking} from '../../src/domain/answering.js';
import {codeOfMac} from '../../src/domain/otp.js';
import {claimsOf, judgeScan, type Scan} from '../../src/domain/scan.js';

const period = 10_000;
const leeway = 5_000;
const at = Date.UTC(2026, 10, 27, 9, 15);
const question = '40718236';
const suite = 'OCRA-1:HOTP-SHA256-8:QN08-T30S';
const display: readonly DisplayLine[] = [
  {type: 'heading', label: {vi: 'Đặt lệnh mua', en: 'Buy order'}, value: {vi: '100 VNM', en: '100 VNM'}},
  {
    type: 'amount',
    label: {vi: 'Giá trị lệnh', en: 'Order value'},
    value: {vi: '6.750.000 ₫', en: 'VND 6,750,000'},
    emphasis: true,
  },
];
const scanned = {
  id: 'a-challenge-of-the-page',
  purpose: 'order',
  channelName: 'KB-Trade',
  display,
  suite,
  question,
  approvalNumber: '42',
  expiresAt: at + 120_000,
} as const;

/** A device with two accounts, and an endpoint that has signed by the first of its keys. */
const seeds = {'058C000123': randomBytes(32), '058C000124': randomBytes(32)};
const signer = (keys: readonly Uint8Array[] = [randomBytes(32)]) => createScanSigner(keys) ?? assert.fail();
const endpoint = signer();
const claims = (seed: Uint8Array): ScanClaims => scanClaims(scanned, ownerMark(seed, question), at, {period, leeway});

/** What the device makes of a picture. */
async function scan(picture: string, now = at, keys: readonly string[] = endpoint.publicKeys): Promise<Scan> {
  const read = claimsOf(await readScan(picture, keys));
  const making = ownerMaking(read?.q ?? question);
  assert.ok(making.ok);
  const own = Object.entries(seeds).map(([account, seed]) => {
    const mac = createHmac('sha256', seed).update(making.value.message).digest();
    return {account, mark: codeOfMac(mac, making.value)};
  });
  return judgeScan(read, own, now);
}

describe('a picture that was scanned', () => {
  test('has the endpoint’s lines, and is for the account whose seed it was made with', async () => {
    const {id, purpose, channelName} = scanned;
    for (const [account, seed] of Object.entries(seeds))
      assert.deepEqual(await scan(await endpoint.sign(claims(seed))), {
        kind: 'ours',
        request: {
          id,
          account,
          purpose,
          channelName,
          display,
          suite,
          question,
          number: '42',
          until: at + period + leeway,
        },
      });
  });

  test('is dead once its time is over, and one that is to come is not alive yet', async () => {
    const picture = await endpoint.sign(claims(seeds['058C000123']));
    const kindAt = async (after: number) => (await scan(picture, at + after)).kind;
    assert.deepEqual(
      [await kindAt(period + leeway - 1), await kindAt(period + leeway), await kindAt(-31_000), await kindAt(-29_000)],
      ['ours', 'expired', 'expired', 'ours'],
    );
  });

  test('of another customer is for no account of this device', async () => {
    const picture = await endpoint.sign(claims(randomBytes(32)));
    assert.deepEqual(await scan(picture), {kind: 'other-account', channelName: 'KB-Trade'});
  });

  test('with the question of another challenge is for no account of this device', async () => {
    const own = claims(seeds['058C000123']);
    assert.equal((await scan(await endpoint.sign({...own, q: '40718237'}))).kind, 'other-account');
  });

  test('that any key of this device has signed is the endpoint’s, of which there may be several', async () => {
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    const picture = await signer([older]).sign(claims(seeds['058C000123']));
    assert.equal((await scan(picture, at, signer([newer, older]).publicKeys)).kind, 'ours');
    assert.equal((await scan(picture, at, signer([newer]).publicKeys)).kind, 'foreign');
  });

  test('that was changed, or is no picture of ours, is foreign', async () => {
    const own = claims(seeds['058C000123']);
    const [header = '', payload = '', signature = ''] = (await endpoint.sign(own)).split('.');
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const cheaper = encoded({...own, d: [['heading', 'Đặt lệnh mua', 'Buy order', '1 VNM']]});
    const changed = [
      `${header}.${cheaper}.${signature}`,
      `${encoded({alg: 'none'})}.${payload}.`,
      `${encoded({alg: 'none'})}.${payload}.${signature}`,
      `${header}.${payload}.${'A'.repeat(86)}`,
      await endpoint.sign({...own, v: 2} as never),
      await endpoint.sign({...own, d: [['heading', 'Đặt lệnh mua']]}),
      await endpoint.sign(['no', 'claims'] as never),
      'https://pay.example/?to=0123456789',
      '',
    ];
    for (const picture of changed) assert.deepEqual(await scan(picture), {kind: 'foreign'}, picture);
  });

  test('is foreign where the device was told no key, or one that is none', async () => {
    const picture = await endpoint.sign(claims(seeds['058C000123']));
    for (const keys of [[], ['A'.repeat(87)], ['no key']])
      assert.deepEqual(await scan(picture, at, keys), {kind: 'foreign'});
  });
});
