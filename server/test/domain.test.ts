import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { isWellFormed } from '../src/domain/code-format.js';
import { lockAfter } from '../src/domain/lock-policy.js';
import { maskAccount, maskAccountForLog, maskEmail, maskPhone } from '../src/domain/masks.js';
import { drawCoordinates, matrixCoordinates } from '../src/domain/matrix.js';
import { hotp, matchTotp } from '../src/domain/otp.js';
import { defaultPolicy } from '../src/domain/policy.js';
import { canonicalJson, transactionFingerprint } from '../src/domain/transactions.js';
import { createSeal, deriveMac } from '../src/seal.js';

test('What is checked by is the contract, word for word', () => {
  const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
  assert.deepEqual(JSON.parse(read('generated/contract.json')), parse(read('openapi.yaml')));
});

describe('The seal', () => {
  const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];

  test('opens what it sealed, in its place only', () => {
    const seal = createSeal([oldKey]);
    const sealed = seal.seal('hạt giống', 'authenticators|1|sealed_secret');
    assert.equal(seal.open(sealed, 'authenticators|1|sealed_secret'), 'hạt giống');
    assert.throws(() => seal.open(sealed, 'authenticators|2|sealed_secret'));
    assert.doesNotMatch(sealed, /hạt/);
  });

  test('never seals the same twice alike, and notices every change', () => {
    const seal = createSeal([oldKey]);
    const sealed = seal.seal('123456', 'row');
    assert.notEqual(seal.seal('123456', 'row'), sealed);
    const [version, id, box = ''] = sealed.split('.');
    for (const at of [0, 20, box.length - 4]) {
      const flipped = box.slice(0, at) + (box[at] === 'A' ? 'B' : 'A') + box.slice(at + 1);
      assert.throws(() => seal.open(`${version}.${id}.${flipped}`, 'row'));
    }
    for (const broken of ['', 'v1', `v2.${id}.${box}`, `${version}.${id}.`]) {
      assert.throws(() => seal.open(broken, 'row'));
    }
  });

  test('a new key seals, the old one still opens, and an unknown one does not', () => {
    const before = createSeal([oldKey]).seal('secret', 'row');
    const rotated = createSeal([newKey, oldKey]);
    assert.equal(rotated.open(before, 'row'), 'secret');
    const after = rotated.seal('secret', 'row');
    assert.equal(createSeal([newKey]).open(after, 'row'), 'secret');
    assert.throws(() => createSeal([oldKey]).open(after, 'row'));
  });

  test('keys derived for two uses have nothing in common', () => {
    assert.notDeepEqual(deriveMac(oldKey, 'decoy')('x'), deriveMac(oldKey, 'request')('x'));
  });
});

describe('Locks', () => {
  const waits = (failures: number) => {
    const lock = lockAfter(failures, 0, defaultPolicy.lock);
    return lock.kind === 'waiting' ? lock.until / 1000 : lock.kind;
  };

  test('four wrong codes are free, then the wait doubles to an hour, the twentieth suspends', () => {
    assert.deepEqual([1, 4, 5, 6, 7, 11, 12, 19, 20, 21].map(waits), [
      'open',
      'open',
      30,
      60,
      120,
      1920,
      3600,
      3600,
      'suspended',
      'suspended',
    ]);
  });
});

describe('TOTP', () => {
  const seed = randomBytes(20);
  const parameters = { algorithm: 'SHA256', digits: 8, period: 60 } as const;
  const window = { accepted: 1, recognized: 10 };
  const time = 1_800_000_000_000;
  const step = time / 60_000;

  test('tells the step of a code, and whether it has drifted', () => {
    for (const distance of [-10, -2, -1, 0, 1, 2, 10]) {
      const kind = Math.abs(distance) <= 1 ? 'current' : 'drifted';
      const code = hotp(seed, step + distance, parameters);
      assert.deepEqual(matchTotp(code, seed, parameters, time, window), { kind, step: step + distance });
    }
    const far = hotp(seed, step + 11, parameters);
    assert.deepEqual(matchTotp(far, seed, parameters, time, window), { kind: 'none' });
  });

  test('does not look before the beginning of time', () => {
    assert.deepEqual(matchTotp('00000000', seed, parameters, 0, window).kind, 'none');
  });
});

describe('Forms and masks', () => {
  test('digits are ASCII digits, in the exact number', () => {
    const format = { length: 6, alphabet: 'digits' } as const;
    assert.ok(isWellFormed('012345', format));
    for (const code of ['12345', '1234567', '12345a', '１２３４５６', '12345\n', ' 12345']) {
      assert.ok(!isWellFormed(code, format), code);
    }
  });

  test('a password is any text up to its length, without control characters', () => {
    const format = { length: 8, alphabet: 'any' } as const;
    assert.ok(isWellFormed('Sen vàng', format));
    assert.ok(!isWellFormed('Sen vàng!', format));
    assert.ok(!isWellFormed('a\u0000b', format));
  });

  test('numbers and addresses are hidden but for what one knows them by', () => {
    assert.equal(maskAccount('058C000001'), '058C•••001');
    assert.equal(maskAccount('12345'), '•••345');
    assert.equal(maskAccountForLog('058C000001'), '***001');
    assert.equal(maskPhone('0901234567'), '•••• ••• 567');
    assert.equal(maskEmail('binh.tran@example.vn'), 'b•••@example.vn');
  });

  test('the coordinates of a matrix card are different ones of the card', () => {
    const drawn = drawCoordinates(49);
    assert.deepEqual([...drawn].sort(), [...matrixCoordinates].sort());
  });
});

describe('The fingerprint of a transaction', () => {
  const order = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 1, price: 2 } as const;

  test('is that of its values, not of how they are written', () => {
    assert.equal(canonicalJson({ b: [1, { d: 2, c: 'ê' }], a: null }), '{"a":null,"b":[1,{"c":"ê","d":2}]}');
    assert.equal(
      transactionFingerprint({ price: 2, quantity: 1, symbol: 'VNM', side: 'buy', type: 'order' }),
      transactionFingerprint(order),
    );
    for (const change of [{ side: 'sell' }, { symbol: 'FPT' }, { quantity: 2 }, { price: 3 }] as const) {
      assert.notEqual(transactionFingerprint({ ...order, ...change }), transactionFingerprint(order));
    }
    assert.equal(transactionFingerprint(undefined), '');
  });
});
