/** RFC 4226 and RFC 6238 on the endpoint's own path: the one that decides whether a code is right. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { hotp, matchTotp, type TotpParameters } from '../src/domain/otp.js';

interface Vectors {
  readonly rfc4226: {
    readonly secretHex: string;
    readonly vectors: ReadonlyArray<{ readonly count: number; readonly hotp: string }>;
  };
  readonly rfc6238: {
    readonly secretsAscii: Readonly<Record<TotpParameters['algorithm'], string>>;
    readonly vectors: ReadonlyArray<{
      readonly time: number;
      readonly mode: TotpParameters['algorithm'];
      readonly totp: string;
    }>;
  };
}

const file = new URL('../../test/vectors/rfc-otp-vectors.json', import.meta.url);
const { rfc4226, rfc6238 } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const onlyNow = { accepted: 0, recognized: 0 };

describe('RFC 4226, appendix D', () => {
  assert.equal(rfc4226.vectors.length, 10);
  const seed = Buffer.from(rfc4226.secretHex, 'hex');
  for (const { count, hotp: code } of rfc4226.vectors) {
    test(`counter ${count} gives ${code}`, () => {
      assert.equal(hotp(seed, count, { algorithm: 'SHA1', digits: 6 }), code);
    });
  }
});

describe('RFC 6238, appendix B', () => {
  assert.equal(rfc6238.vectors.length, 18);
  for (const { time, mode, totp: code } of rfc6238.vectors) {
    const seed = Buffer.from(rfc6238.secretsAscii[mode]);
    const parameters = { algorithm: mode, digits: 8, period: 30 };
    const step = Math.floor(time / 30);

    test(`${mode} at ${time} s takes ${code} and no other`, () => {
      assert.deepEqual(matchTotp(code, seed, parameters, time * 1000, onlyNow), { kind: 'current', step });
      const other = String((Number(code) + 1) % 10 ** 8).padStart(8, '0');
      assert.deepEqual(matchTotp(other, seed, parameters, time * 1000, onlyNow), { kind: 'none' });
    });
  }
});
