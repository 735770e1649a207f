/** What a page shows as a QR code, for the customer's own device to scan. */

import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { compactVerify, importJWK } from 'jose';
import type { Challenge, ScanClaims, ScanPicture, Transaction } from '../generated/contract.js';
import { defaultPolicy } from '../src/domain/policy.js';
import { isScannable } from '../src/domain/scan.js';
import { holderCalls } from './support/approvals.js';
import type { Client } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { boundCode, type DeviceKeys, type Refusable } from './support/device.js';
import { startEndpoint, useEndpoint } from './support/endpoint.js';
import { enrolled } from './support/enrolling.js';

const account: string = accounts.sms;
const step = 30_000;
const order = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 } as const;
const purposes = ['order', 'cash-transfer'] as const;
const policy = {
  ...defaultPolicy,
  approvals: { purposes: ['order'] as const, numberMatching: true },
  boundCodes: { ...defaultPolicy.boundCodes, purposes },
};
const [first, second] = [randomBytes(32), randomBytes(32)];

type Scannable = Challenge & { readonly scannable?: string };

const pictureOf = (client: Client, { id }: Pick<Challenge, 'id'>): Refusable<ScanPicture> =>
  client.get(`/v1/challenges/${id}/scan`);

/** What is signed. @throws where none of the keys has */
async function read(text: string, keys: readonly string[] = []): Promise<ScanClaims> {
  const point = Buffer.from(keys[0] ?? '', 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const key = await importJWK({ kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, 'ES256');
  const { payload } = await compactVerify(text, key, { algorithms: ['ES256'] });
  return JSON.parse(new TextDecoder().decode(payload)) as ScanClaims;
}

/** RFC 6287 of a question alone, written from the contract. */
function ownerOf({ seeds }: DeviceKeys, question: string): string {
  const suite = 'OCRA-1:HOTP-SHA256-8:QN08';
  const message = Buffer.alloc(suite.length + 1 + 128);
  message.write(suite);
  message.write(Number(question).toString(16).padEnd(256, '0'), suite.length + 1, 'hex');
  const mac = createHmac('sha256', seeds.get(account) ?? assert.fail())
    .update(message)
    .digest();
  const truncated = mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7fffffff;
  return String(truncated % 10 ** 8).padStart(8, '0');
}

onEachDatabase('What is scanned off a page', (database) => {
  const endpoint = useEndpoint(database, { policy, scanKeys: [first, second] });

  /** A device that holds the account, and a page in another session that asks. */
  async function scene() {
    const { on, client, keys, device } = await enrolled(endpoint(), account);
    on.pass(step);
    const page = await on.client();
    const asked = (transaction: Transaction = order, purpose: 'order' | 'cash-transfer' = 'order') =>
      page.challenged({ account, purpose, transaction }) as Promise<Scannable>;
    const { scanKeys } = (await holderCalls(client, device).requests()).body;
    return { on, keys, page, asked, scanKeys };
  }

  test('holds the endpoint’s lines, the question and for how long, signed by a key that the device is told', async () => {
    const { on, keys, page, asked, scanKeys } = await scene();
    const challenge = await asked();
    assert.equal(challenge.scannable, 'ES256');
    const { status, body } = await pictureOf(page, challenge);
    assert.equal(status, 200);
    assert.equal(scanKeys?.length, 2);
    const claims = await read(body.text, scanKeys);
    const { question = '', suite, approval } = challenge as Extract<Challenge, { question?: string }>;
    assert.deepEqual(
      [claims.id, claims.p, claims.c, claims.s, claims.q, claims.n, claims.o],
      [challenge.id, 'order', 'KB-Trade', suite, question, approval?.number, ownerOf(keys, question)],
    );
    const lines = claims.d.map(([type = '', labelVi, labelEn, valueVi, valueEn = valueVi]) => ({
      type: type.replace('!', ''),
      label: { vi: labelVi, en: labelEn },
      value: { vi: valueVi, en: valueEn },
      ...(type.endsWith('!') ? { emphasis: true } : {}),
    }));
    assert.deepEqual(lines, challenge.display);
    assert.ok(Math.abs(claims.i * 1000 - on.now()) < 2000);
    assert.equal(claims.e - claims.i, 15);
    assert.ok(!body.text.includes(account) && !JSON.stringify(claims).includes(account));
  });

  test('is good for one challenge: its code is wrong for any other', async () => {
    const { on, keys, page, asked, scanKeys } = await scene();
    const [scanned, other] = [await asked(), await asked({ ...order, quantity: 1000 })];
    const { s: suite, q: question } = await read((await pictureOf(page, scanned)).body.text, scanKeys);
    const code = boundCode(keys, { account, suite, question }, on.now());
    assert.equal((await page.answer(other, code)).body.code, 'code_invalid');
    assert.equal((await page.answer(scanned, code)).status, 200);
    const { status, body } = await pictureOf(page, scanned);
    assert.deepEqual([status, body.code], [409, 'code_replayed']);
  });

  test('is shown to the session that asked, and to no other', async () => {
    const { on, asked } = await scene();
    const { status, body } = await pictureOf(await on.client(), await asked());
    assert.deepEqual([status, body.code], [404, 'challenge_not_found']);
  });

  test('is dead when its challenge is', async () => {
    const { on, page, asked, scanKeys } = await scene();
    const challenge = await asked();
    on.pass(Date.parse(challenge.expiresAt) - on.now() - 4000);
    const { body } = await pictureOf(page, challenge);
    assert.ok((await read(body.text, scanKeys)).e * 1000 <= Date.parse(challenge.expiresAt));
    on.pass(5000);
    assert.equal((await pictureOf(page, challenge)).body.code, 'challenge_expired');
  });

  test('has room in a QR code, or is not offered', async () => {
    const { page, asked } = await scene();
    const beneficiary = { name: 'CÔNG TY CỔ PHẦN PHÁT TRIỂN ĐẦU TƯ', account: '0123456789012', bank: 'Vietcombank' };
    const transfer = await asked({ type: 'cash-transfer', amount: 9_950_000, beneficiary }, 'cash-transfer');
    const { text } = (await pictureOf(page, transfer)).body;
    assert.ok(text.length <= 900, String(text.length));
    const { type: _, ...each } = order;
    const many = await asked({ type: 'order-list', orders: Array.from({ length: 20 }, () => each) });
    assert.equal('scannable' in many, false);
    assert.equal((await pictureOf(page, many)).body.code, 'not_found');
  });

  test('is offered for plain codes nowhere, nor for codes that no device makes', async () => {
    const { on, page } = await scene();
    const plain = await page.challenged({ account });
    const card = await page.challenged({ account: accounts.matrixAndSms, purpose: 'order', transaction: order });
    for (const challenge of [plain, card]) {
      assert.equal('scannable' in challenge, false);
      assert.equal((await pictureOf(page, challenge)).body.code, 'not_found');
    }
    assert.ok(!on.logs().includes(first.toString('base64url')));
  });

  test('is offered to nobody whose codes another app makes', async () => {
    const { asked } = await scene();
    const { id, display, expiresAt } = await asked();
    const scanned = {
      id,
      display,
      purpose: 'order',
      channelName: 'KB-Trade',
      suite: policy.boundCodes.suite,
      question: '00000000',
      approvalNumber: null,
      expiresAt: Date.parse(expiresAt),
    } as const;
    assert.deepEqual(
      ['a-device', null].map((deviceId) => isScannable(scanned, { deviceId })),
      [true, false],
    );
  });

  test('looks the same for somebody else’s account, each time', async () => {
    const { on, scanKeys } = await scene();
    const stranger = await on.client('stranger');
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        stranger.challenge({ account: `058D${String(index).padStart(6, '0')}`, purpose: 'order', transaction: order }),
      ),
    );
    const challenge = asked.map(({ body }) => body as Scannable).find(({ kind }) => kind === 'kb-otp');
    assert.equal(challenge?.scannable, 'ES256');
    const marks = await Promise.all(
      [1, 2].map(async () => (await read((await pictureOf(stranger, challenge)).body.text, scanKeys)).o),
    );
    assert.equal(marks[0], marks[1]);
  });

  test('there is none without a key', async () => {
    const on = await startEndpoint(database(), { policy });
    const page = await on.client();
    const challenge = await page.challenged({ account, purpose: 'order', transaction: order });
    assert.equal('scannable' in challenge, false);
    assert.equal((await pictureOf(page, challenge)).body.code, 'not_found');
  });
});
