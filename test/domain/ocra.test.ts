import assert from 'node:assert/strict';
import {createHash, createHmac} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {answering} from '../../src/domain/answering.js';
import {ocraMessage, parseSuite} from '../../src/domain/ocra.js';
import {codeOfMac} from '../../src/domain/otp.js';

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
const file = new URL('../vectors/rfc-otp-vectors.json', import.meta.url);
const {rfc6287} = JSON.parse(readFileSync(file, 'utf8')) as {readonly rfc6287: {readonly vectors: readonly Vector[]}};

const suiteOf = (text: string) => parseSuite(text) ?? assert.fail(text);

describe('bound codes are those of RFC 6287, appendix C', () => {
  assert.equal(rfc6287.vectors.length, 70);
  rfc6287.vectors.forEach(({section, suite: text, keyAscii, q, c, pin, tHex, ocra}, index) => {
    test(`${index + 1}, ${section}: ${text} of ${q} gives ${ocra}`, () => {
      const suite = suiteOf(text);
      const message = ocraMessage(suite, {
        question: q,
        ...(c !== undefined && {counter: c}),
        ...(pin !== undefined && {password: createHash('sha1').update(pin).digest()}),
        ...(tHex !== undefined && {step: parseInt(tHex, 16)}),
      });
      const mac = createHmac(suite.hash.replace('-', ''), keyAscii)
        .update(message ?? assert.fail())
        .digest();
      assert.equal(codeOfMac(mac, suite), ocra);
    });
  });
});

describe('a suite', () => {
  test('says how its codes are made', () => {
    assert.deepEqual(parseSuite('OCRA-1:HOTP-SHA256-8:QN08-T30S'), {
      text: 'OCRA-1:HOTP-SHA256-8:QN08-T30S',
      hash: 'SHA-256',
      digits: 8,
      counts: false,
      form: 'N',
      hasPassword: false,
      period: 30,
    });
    assert.equal(suiteOf('OCRA-1:HOTP-SHA1-6:C-QH40-PSHA512-T2H').period, 7_200);
  });

  const none = [
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
  ];
  for (const text of none)
    test(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(parseSuite(text), null);
    });
});

describe('a question of another form has no answer', () => {
  const rows: readonly (readonly [suite: string, question: string])[] = [
    ['OCRA-1:HOTP-SHA256-8:QN08-T30S', ''],
    ['OCRA-1:HOTP-SHA256-8:QN08-T30S', '1234567a'],
    ['OCRA-1:HOTP-SHA256-8:QN08-T30S', '-1234567'],
    ['OCRA-1:HOTP-SHA256-8:QN08-T30S', '１２３４５６７８'],
    ['OCRA-1:HOTP-SHA256-8:QA08', 'Việt'],
    ['OCRA-1:HOTP-SHA256-8:QH08', '0123456g'],
  ];
  for (const [suite, question] of rows)
    test(`${question || 'nothing'} for ${suite.slice(21)}`, () => {
      assert.equal(ocraMessage(suiteOf(suite), {question}), null);
    });
});

describe('a question that this device can’t answer', () => {
  const at = Date.UTC(2026, 2, 2, 2, 30);
  const rows: readonly (readonly [why: string, suite: string, question: string, at: number, code: string])[] = [
    ['of another algorithm', 'OCRA-2:HOTP-SHA256-8:QN08-T30S', '12345678', at, 'client_outdated'],
    ['without a time', 'OCRA-1:HOTP-SHA256-8:QN08', '12345678', at, 'client_outdated'],
    ['with a counter', 'OCRA-1:HOTP-SHA256-8:C-QN08-T30S', '12345678', at, 'client_outdated'],
    ['with a password', 'OCRA-1:HOTP-SHA256-8:QN08-PSHA1-T30S', '12345678', at, 'client_outdated'],
    ['with a step of no time', 'OCRA-1:HOTP-SHA256-8:QN08-T0S', '12345678', at, 'client_outdated'],
    ['that is none', 'OCRA-1:HOTP-SHA256-8:QN08-T30S', 'abc', at, 'client_outdated'],
    ['before 1970', 'OCRA-1:HOTP-SHA256-8:QN08-T30S', '12345678', -1, 'clock_drift'],
  ];
  for (const [why, suite, question, moment, code] of rows)
    test(`${why}: ${code}`, () => {
      const made = answering({suite, question}, moment);
      assert.equal(made.ok ? '' : made.problem.code, code);
    });
});
