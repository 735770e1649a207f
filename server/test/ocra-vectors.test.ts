/** RFC 6287, appendix C, on the endpoint's own path. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ocra, parseSuite } from '../src/domain/ocra.js';

interface Vector {
  readonly section: string;
  readonly suite: string;
  readonly keyAscii: string;
  readonly q: string;
  readonly c?: number;
  readonly pin?: string;
  readonly tHex?: string;
  readonly ocra: string;
}

const file = new URL('../../test/vectors/rfc-otp-vectors.json', import.meta.url);
const { rfc6287 } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly rfc6287: { readonly vectors: readonly Vector[] };
};

describe('RFC 6287, appendix C', () => {
  assert.equal(rfc6287.vectors.length, 70);
  rfc6287.vectors.forEach(({ section, suite, keyAscii, q, c, pin, tHex, ocra: code }, index) => {
    test(`${index + 1}, ${section}: ${suite} of ${q} gives ${code}`, () => {
      const input = {
        question: q,
        ...(c === undefined ? {} : { counter: c }),
        ...(pin === undefined ? {} : { password: createHash('sha1').update(pin).digest() }),
        ...(tHex === undefined ? {} : { step: Number(`0x${tHex}`) }),
      };
      assert.equal(ocra(Buffer.from(keyAscii), parseSuite(suite) ?? assert.fail(), input), code);
    });
  });
});

describe('A suite', () => {
  test('says its hash, its digits, its question and its step', () => {
    assert.deepEqual(parseSuite('OCRA-1:HOTP-SHA256-8:QN08-T30S'), {
      text: 'OCRA-1:HOTP-SHA256-8:QN08-T30S',
      hash: 'SHA256',
      digits: 8,
      counts: false,
      form: 'N',
      length: 8,
      passwordHash: null,
      period: 30,
    });
    assert.equal(parseSuite('OCRA-1:HOTP-SHA1-6:C-QH40-PSHA512-T2H')?.period, 7200);
  });

  for (const text of [
    '',
    'OCRA-2:HOTP-SHA256-8:QN08-T30S',
    'OCRA-1:HOTP-MD5-8:QN08',
    'OCRA-1:HOTP-SHA256-3:QN08',
    'OCRA-1:HOTP-SHA256-8:QN03',
    'OCRA-1:HOTP-SHA256-8:QN65',
    'OCRA-1:HOTP-SHA256-8:QN08-S064',
    'OCRA-1:HOTP-SHA256-8:QN08-T60S',
    'OCRA-1:HOTP-SHA256-8:QN08-T30S ',
    'OCRA-1:HOTP-SHA256-8:QN08\n',
  ]) {
    test(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(parseSuite(text), null);
    });
  }
});
