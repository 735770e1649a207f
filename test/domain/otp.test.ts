import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {Secret, TOTP} from 'otpauth';
import {codeOfMac, isTotpParameters, seedBits, stepAt, stepMessage, timeLeft} from '../../src/domain/otp.js';

interface Vectors {
  readonly rfc4226: {
    readonly secretAscii: string;
    readonly vectors: readonly {readonly count: number; readonly hotp: string}[];
  };
  readonly rfc6238: {
    readonly secretsAscii: Readonly<Record<string, string>>;
    readonly vectors: readonly (Readonly<Record<'tHex' | 'mode' | 'totp', string>> & {readonly time: number})[];
  };
}
const file = new URL('../vectors/rfc-otp-vectors.json', import.meta.url);
const {rfc4226, rfc6238} = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

const macOf = (hash: string, secret: string | Buffer, step: number) =>
  createHmac(hash, secret).update(stepMessage(step)).digest();

const stepOf = (at: number, period: number) => {
  const step = stepAt(at, {period});
  assert.notEqual(step, null);
  return Number(step);
};

describe('codes are those of the standards (A1, A2)', () => {
  for (const {count, hotp} of rfc4226.vectors)
    test(`RFC 4226, counter ${count}: ${hotp}`, () => {
      assert.equal(codeOfMac(macOf('sha1', rfc4226.secretAscii, count), {digits: 6}), hotp);
    });

  for (const {time, tHex, mode, totp} of rfc6238.vectors)
    test(`RFC 6238, ${mode} at ${time} s: ${totp}`, () => {
      const step = stepOf(time * 1000, 30);
      assert.equal(Buffer.from(stepMessage(step)).toString('hex'), tHex.toLowerCase());
      assert.equal(codeOfMac(macOf(mode, rfc6238.secretsAscii[mode] ?? '', step), {digits: 8}), totp);
    });

  test('are otpauth’s own at any time, of any digits and any period', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const key = createHmac('sha256', 'seed').update(String(seed)).digest().subarray(0, 20);
      const [digits, period, at] = [6 + (seed % 3), 15 + (seed % 100), seed ** 4 * 1000 + seed];
      const secret = new Secret({buffer: Uint8Array.from(key).buffer});
      const expected = TOTP.generate({secret, algorithm: 'SHA1', digits, period, timestamp: at});
      assert.equal(codeOfMac(macOf('sha1', key, stepOf(at, period)), {digits}), expected);
    }
  });
});

describe('a time step', () => {
  const rows: readonly (readonly [why: string, at: number, step: number | null])[] = [
    ['the first moment', 0, 0],
    ['the last of a step', 29_999, 0],
    ['the first of the next', 30_000, 1],
    ['one that doesn’t fit 32 bits', 2 ** 32 * 30_000, 2 ** 32],
    ['before 1970', -1, null],
    ['no time', NaN, null],
    ['never', Infinity, null],
    ['beyond exact integers', 2 ** 53 * 30_000, null],
  ];
  for (const [why, at, step] of rows)
    test(`${why}: ${at} ms is ${step === null ? 'in none' : `in ${step}`}`, () => {
      assert.equal(stepAt(at, {period: 30}), step);
    });

  test('is eight bytes, the highest first', () => {
    assert.deepEqual([...stepMessage(0x0102030405060)], [0, 0, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60]);
  });
});

describe('the time that a code is left', () => {
  const rows = [
    [0, 30_000],
    [1, 29_999],
    [29_999, 1],
    [30_000, 30_000],
  ] as const;
  for (const [at, left] of rows)
    test(`${left} ms at ${at} ms`, () => {
      assert.equal(timeLeft(at, {period: 30}), left);
    });
});

describe('absurd parameters are refused (A16)', () => {
  const sound = {algorithm: 'SHA-1', digits: 6, period: 30};
  const rows: readonly (readonly [why: string, value: unknown, fits: boolean])[] = [
    ['sound ones are taken', sound, true],
    ['SHA-256, 8 digits, 60 s', {algorithm: 'SHA-256', digits: 8, period: 60}, true],
    ['99 digits', {...sound, digits: 99}, false],
    ['5 digits', {...sound, digits: 5}, false],
    ['9 digits', {...sound, digits: 9}, false],
    ['6.5 digits', {...sound, digits: 6.5}, false],
    ['digits as text', {...sound, digits: '6'}, false],
    ['a period of 0', {...sound, period: 0}, false],
    ['a negative period', {...sound, period: -30}, false],
    ['a period of an hour', {...sound, period: 3600}, false],
    ['MD5', {...sound, algorithm: 'MD5'}, false],
    ['a hash of another spelling', {...sound, algorithm: 'SHA1'}, false],
    ['nothing', null, false],
    ['no algorithm', {digits: 6, period: 30}, false],
  ];
  for (const [why, value, fits] of rows)
    test(why, () => {
      assert.equal(isTotpParameters(value), fits);
    });

  test('no seed is shorter than 160 bits', () => {
    assert.deepEqual(seedBits, {'SHA-1': 160, 'SHA-256': 256});
  });
});
