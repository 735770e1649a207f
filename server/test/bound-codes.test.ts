/** Codes that are bound to what they authorize. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Challenge, Transaction } from '../generated/contract.js';
import { questionOf } from '../src/domain/bound-code.js';
import { defaultPolicy, policyFault } from '../src/domain/policy.js';
import { connect } from '../src/store/connect.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { boundCode, deviceCode } from './support/device.js';
import { useEndpoint } from './support/endpoint.js';
import { enrolled } from './support/enrolling.js';

const account: string = accounts.sms;
const step = 30_000;
const order = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 } as const;
const suite = 'OCRA-1:HOTP-SHA256-8:QN08-T30S';
const policy = { ...defaultPolicy, boundCodes: { suite, purposes: ['order', 'cash-transfer', 'cancel'] as const } };

type Bound = Challenge & { readonly suite?: string; readonly question?: string };

onEachDatabase('Bound codes', (database) => {
  const endpoint = useEndpoint(database, { policy });

  /** A device, past the step of its first code. */
  async function device() {
    const made = await enrolled(endpoint(), account);
    made.on.pass(step);
    const ordering = (transaction: Transaction = order) =>
      made.client.challenged({ account, purpose: 'order', transaction }) as Promise<Bound>;
    return { ...made, ordering };
  }

  test('a challenge says the suite and the question, and asks for as many digits', async () => {
    const { ordering } = await device();
    const { suite: told, question, code } = await ordering();
    assert.equal(told, suite);
    assert.match(question ?? '', /^[0-9]{8}$/);
    assert.deepEqual(code, { length: 8, alphabet: 'digits' });
  });

  test('its answer is right, once', async () => {
    const { on, client, keys, ordering } = await device();
    const challenge = await ordering();
    const code = boundCode(keys, challenge, on.now());
    assert.equal((await client.answer(challenge, code)).status, 200);
    const again = await client.answer(challenge, code);
    assert.deepEqual([again.status, again.body.code], [409, 'code_replayed']);
  });

  test('two orders within one step are signed one after the other, and the list’s own code is still good', async () => {
    const { on, client, keys, ordering } = await device();
    for (const challenge of [await ordering(), await ordering({ ...order, price: 67_600 })]) {
      assert.equal((await client.answer(challenge, boundCode(keys, challenge, on.now()))).status, 200);
    }
    const login = await client.challenged({ account });
    assert.equal((await client.answer(login, deviceCode(keys, account, on.now()))).status, 200);
  });

  test('the code for one order is wrong for another, and for the same order asked for again', async () => {
    const { on, client, keys, ordering } = await device();
    const code = boundCode(keys, await ordering(), on.now());
    for (const other of [await ordering({ ...order, quantity: 1000 }), await ordering()]) {
      const { status, body } = await client.answer(other, code);
      assert.deepEqual([status, body.code], [422, 'code_invalid']);
    }
  });

  test('the plain code of the list is no answer, nor one of another time', async () => {
    const { on, client, keys, ordering } = await device();
    const challenge = await ordering();
    const plain = await client.answer(challenge, deviceCode(keys, account, on.now()).padStart(8, '0'));
    assert.equal(plain.body.code, 'code_invalid');
    const late = await client.answer(challenge, boundCode(keys, challenge, on.now(), -2));
    assert.deepEqual([late.status, late.body.code, late.body.attemptsLeft], [422, 'clock_drift', 3]);
    const first = await client.answer(challenge, boundCode(keys, challenge, on.now(), -1));
    assert.equal(first.status, 200);
  });

  const changes: ReadonlyArray<readonly [string, Readonly<Record<string, string>>]> = [
    ['the price', { act: JSON.stringify({ ...order, price: 6_750 }) }],
    ['the channel', { channel: 'm-able' }],
    ['the purpose', { purpose: 'cash-transfer' }],
    ['the nonce', { nonce: 'A'.repeat(22) }],
  ];
  for (const [what, change] of changes) {
    test(`${what} that is changed where it is stored makes the code wrong`, async () => {
      const { on, client, keys, ordering } = await device();
      const challenge = await ordering();
      const { db } = connect(database().config);
      await db.updateTable('challenges').set(change).where('id', '=', challenge.id).execute();
      await db.destroy();
      const { body } = await client.answer(challenge, boundCode(keys, challenge, on.now()));
      assert.equal(body.code, 'code_invalid');
    });
  }

  test('other purposes and other methods ask for a plain code', async () => {
    const { client } = await device();
    for (const request of [
      { account },
      { account: accounts.matrixAndSms, purpose: 'order', transaction: order },
    ] as const) {
      const challenge = (await client.challenged(request)) as Bound;
      assert.deepEqual([challenge.suite, challenge.question, challenge.code.length], [undefined, undefined, 6]);
    }
  });

  test('an account of somebody else asks for one too, and takes none', async () => {
    const { on, keys } = await device();
    const stranger = await on.client('stranger');
    const challenges = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        stranger.challenge({ account: `058D${String(index).padStart(6, '0')}`, purpose: 'order', transaction: order }),
      ),
    );
    const bound = challenges.map(({ body }) => body as Bound).filter(({ kind }) => kind === 'kb-otp');
    assert.ok(bound.length > 0);
    for (const challenge of bound) {
      assert.equal(challenge.suite, suite);
      const code = boundCode(keys, { ...challenge, account }, on.now());
      assert.equal((await stranger.answer(challenge, code)).body.code, 'code_invalid');
    }
  });

  test('wrong ones count as any others', async () => {
    const { client, ordering } = await device();
    const challenge = await ordering();
    for (const left of [4, 3, 2, 1, 0]) {
      const { status, body } = await client.answer(challenge, '00000000');
      assert.deepEqual([status, body.attemptsLeft], [422, left]);
    }
    const { status, body } = await client.answer(challenge, '00000000');
    assert.deepEqual([status, body.code], [423, 'challenge_locked']);
  });

  test('the lines are typed', async () => {
    const { client, ordering } = await device();
    const typesOf = ({ display }: Challenge) => display.map(({ type }) => type);
    assert.deepEqual(typesOf(await ordering()), ['heading', 'amount', 'amount']);
    const beneficiary = { account: '1903', name: 'NGUYEN VAN AN', bank: 'VCB' };
    const transaction = { type: 'cash-transfer', amount: 1_000_000, beneficiary } as const;
    const transfer = await client.challenged({ account, purpose: 'cash-transfer', transaction });
    assert.deepEqual(typesOf(transfer), ['heading', 'party', 'party', 'party']);
  });
});

onEachDatabase('Bound codes of another suite', (database) => {
  const other = 'OCRA-1:HOTP-SHA1-6:QN08-T1M';
  const boundCodes = { suite: other, purposes: ['login'] as const };
  const endpoint = useEndpoint(database, { policy: { ...defaultPolicy, boundCodes } });

  test('are made and taken as the policy says', async () => {
    const { on, client, keys } = await enrolled(endpoint(), account);
    const challenge = (await client.challenged({ account })) as Bound;
    assert.deepEqual([challenge.suite, challenge.code.length], [other, 6]);
    assert.equal((await client.answer(challenge, boundCode(keys, challenge, on.now()))).status, 200);
  });
});

describe('A question', () => {
  const act = { account, channel: 'kb-trade', purpose: 'order', transaction: order, nonce: 'A'.repeat(22) } as const;

  test('is eight digits of the whole act', () => {
    const questions = [
      act,
      { ...act, account: accounts.kbOtp },
      { ...act, channel: 'm-able' },
      { ...act, transaction: { ...order, side: 'sell' } as const },
      { ...act, nonce: 'B'.repeat(22) },
      { ...act, transaction: null },
    ].map(questionOf);
    assert.equal(new Set(questions).size, questions.length);
    assert.ok(questions.every((question) => /^[0-9]{8}$/.test(question)));
    const written = { price: 67_500, quantity: 100, symbol: 'VNM', side: 'buy', type: 'order' } as const;
    assert.equal(questionOf({ ...act, transaction: written }), questions[0]);
  });

  test('has every digit as often as another at every place', () => {
    const places = Array.from({ length: 8 }, () => new Array<number>(10).fill(0));
    for (let index = 0; index < 5000; index++) {
      const question = questionOf({ ...act, nonce: String(index) });
      [...question].forEach((digit, place) => (places[place]![Number(digit)]! += 1));
    }
    for (const counts of places) assert.ok(Math.min(...counts) > 400 && Math.max(...counts) < 600, counts.join());
  });
});

describe('A suite that the endpoint may not ask for', () => {
  for (const refused of [
    'OCRA-1:HOTP-SHA256-8:QN08',
    'OCRA-1:HOTP-SHA256-8:C-QN08-T30S',
    'OCRA-1:HOTP-SHA256-8:QA08-T30S',
    'OCRA-1:HOTP-SHA256-4:QN08-T30S',
    'OCRA-1:HOTP-SHA256-8:QN08-T5M',
    'TOTP',
  ]) {
    test(refused, () => {
      const fault = policyFault({ ...defaultPolicy, boundCodes: { suite: refused, purposes: [] } });
      assert.match(fault ?? '', /^boundCodes\.suite /);
    });
  }
});
